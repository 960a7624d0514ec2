// Group rows: the part of the legend that explains the colours of lines where they do not stand for the transport.

import {el, svg} from '../elements/dom.js';

/**
 * A row for each group that the trips shown have, with their count, and one for lines that several groups share.
 * @param {import('../model/colouring.js').Colouring} colouring
 * @param {import('../../tools/stubs/types.js').TripNumbers} shown
 * @param {import('./lines.js').Lines} lines
 * @param {import('../model/words.js').Words} words
 */
export function groupRows(colouring, shown, {segments, coloured}, words) {
  const counts = colouring.counts(shown), drawn = new Set();
  for (const index of segments) drawn.add(coloured?.groups[index]);
  return colouring.groups.flatMap(({colour, text}, group) => {
    const n = counts[group];
    if (!n && !drawn.has(group)) return [];
    const count = n ? el('b', {}, words.number(n)) : null;
    return [el('li', {'data-group': colour}, swatch(colour), el('span', {title: text}, text), count)];
  });
}

/**
 * A short piece of a line in the colour of a group.
 * @param {string} colour
 */
function swatch(colour) {
  return svg('svg', {class: 'sample', viewBox: '0 0 34 10', width: 34, height: 10, 'aria-hidden': 'true'},
    svg('path', {d: 'M1 5H33', style: `stroke:var(--${colour})`, 'stroke-width': 4.5}));
}
