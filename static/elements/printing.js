// Printing: the map as it is on the screen, in light colours, and small enough for the paper.

const PAPER_PX = 680; // what A4 and Letter, upright, have between their margins
const LIGHTER = 'invert(1) hue-rotate(180deg)'; // dark canvases: what is drawn anew before a print is not printed

/** Before the page is printed, note the map's size and by how much the style sheet has to scale it. */
export function scaleMapForPrint() {
  window.onbeforeprint = () => {
    const map = document.querySelector('#map, .stCustomComponentV1');
    if (!map) return;
    const {clientWidth: width, clientHeight: height} = map, {style} = document.documentElement;
    style.setProperty('--print-width', `${width}px`);
    style.setProperty('--print-height', `${height}px`);
    style.setProperty('--print-scale', String(Math.min(1, PAPER_PX / width)));
    const page = (map instanceof HTMLIFrameElement && map.contentWindow) || window;
    page.document.documentElement.style.setProperty('--print-filter', isDark(page) ? LIGHTER : 'none');
  };
}

/**
 * Whether the map of a window is drawn in dark colours.
 * @param {Window} page
 */
function isDark(page) {
  const {colorScheme} = page.getComputedStyle(page.document.documentElement);
  if (!colorScheme.includes('light')) return colorScheme.includes('dark');
  return colorScheme.includes('dark') && page.matchMedia('(prefers-color-scheme: dark)').matches;
}
