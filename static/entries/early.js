// Early: the one script that stands in the first answer itself. It notes the clicks that come before the page can do
// what they ask for, and loads the rest once the browser has painted what the HTML says.

if (location.hash.startsWith('#trips=')) document.documentElement.classList.add('linked'); // nothing else is shown
window.earlyClicks = [];
window.onclick = event => window.earlyClicks?.push(event.target);

const LONGEST_WAIT_MS = 1000; // for a first frame: a page in the background, or in a frame far down, has none

addEventListener('DOMContentLoaded', () => {
  const preloads = document.querySelector('template')?.content.querySelectorAll('link[rel=preload]') ?? [];
  document.head.append(...preloads); // they come while the browser lays out and paints
  requestAnimationFrame(() => setTimeout(load));
  setTimeout(load, LONGEST_WAIT_MS);
});

/** Load what the page names, once, its scripts one after the other. */
function load() {
  const rest = document.querySelector('template');
  if (!rest) return;
  for (const script of rest.content.querySelectorAll('script')) script.async = false;
  document.head.append(rest.content);
  rest.remove();
}
