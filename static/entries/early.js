// Early: the one script that stands in the first answer itself. It notes the clicks that come before the page can do

window.earlyClicks = [];
window.onclick = event => window.earlyClicks?.push(event.target);

addEventListener('DOMContentLoaded', () => {
  if (document.hidden) start(); // a page that is not seen has no frames to wait for
  else requestAnimationFrame(() => setTimeout(start));
});

/** Load what the page names, its scripts one after the other. */
function start() {
  const {content} = /** @type {HTMLTemplateElement} */ (document.querySelector('template'));
  for (const script of content.querySelectorAll('script')) script.async = false;
  document.head.append(content);
}
