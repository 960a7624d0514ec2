// Early: the one script that stands in the first answer itself. It notes the clicks that come before the page can do
// what they ask for, and loads the rest: on a first visit once the reader sees what the HTML says, on a later one at
// once, as the browser has the files.

if (location.hash.startsWith('#trips=')) document.documentElement.classList.add('linked'); // nothing else is shown
window.earlyClicks = [];
window.onclick = event => window.earlyClicks?.push(event.target);

const LONGEST_WAIT_MS = 1000; // for a first frame: a page in the background, or in a frame far down, has none
const LONGEST_BLANK_MS = 300; // where the browser has the files; all then comes in one frame

const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
if (visit?.transferSize < visit?.encodedBodySize) { // a 304, or not even asked for: the browser has the files as well
  if (visit.type === 'navigate' && !location.hash) { // others have a place to scroll to
    document.documentElement.classList.add('kept');
    setTimeout(() => document.documentElement.classList.remove('kept'), LONGEST_BLANK_MS);
  }
  load();
} else {
  addEventListener('DOMContentLoaded', () => {
    setTimeout(load, LONGEST_WAIT_MS);
    if (PerformanceObserver.supportedEntryTypes?.includes('paint')) {
      new PerformanceObserver(load).observe({type: 'paint', buffered: true});
    } else requestAnimationFrame(() => setTimeout(load));
  });
}

/** Load what the page names, once, its scripts one after the other. */
function load() {
  const rest = document.querySelector('template');
  if (!rest) return;
  for (const script of rest.content.querySelectorAll('script')) script.async = false;
  document.head.append(rest.content);
  rest.remove();
}
