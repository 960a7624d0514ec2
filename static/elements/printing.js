// Printing: the map as it is on the screen, made small enough for the paper.

const PAPER_PX = 680; // what A4 and Letter, upright, have between their margins

/** Before the page is printed, note the map's size and by how much the style sheet has to scale it. */
export function scaleMapForPrint() {
  window.onbeforeprint = () => {
    const map = document.querySelector('#map, .stCustomComponentV1');
    if (!map) return;
    const {clientWidth: width, clientHeight: height} = map, {style} = document.documentElement;
    style.setProperty('--print-width', `${width}px`);
    style.setProperty('--print-height', `${height}px`);
    style.setProperty('--print-scale', String(Math.min(1, PAPER_PX / width)));
  };
}
