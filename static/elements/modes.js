// Modes: how each mode of travel and each basis looks: on the canvas, in legends and as an icon.
// `export/picture/style.py` has the same strokes for pictures.

import {el, svg} from './dom.js';

/** @typedef {import('../../tools/stubs/types.js').Basis} Basis */
/** @typedef {import('../../tools/stubs/types.js').Mode} Mode */
/** @typedef {{colour: string, paper: string}} LineColours */

/**
 * @typedef {object} Stroke
 * @property {number} width in px
 * @property {number[]} dash in px
 * @property {number[] | null} core dash of a lighter line inside, the cartographer's railway
 * @property {number} alpha
 */

const THIN_DOT = 1.6; // px; thin lines have no round ends, by which a dot without length would be seen
const THIN_ALPHA = 0.82; // with less, road on the sea is under 3 : 1 in the light theme (tests/static/test_contrast.py)
/** @type {number[]} */
const SOLID = [];

/** @type {Record<Mode, Stroke>} */
const STROKES = {
  rail: {width: 4.5, dash: SOLID, core: [6, 6], alpha: 1},
  air: {width: 2.75, dash: [10, 7], core: null, alpha: 1},
  road: {width: 3.25, dash: SOLID, core: null, alpha: 1},
  sea: {width: 2.75, dash: [12, 5, 2, 5], core: null, alpha: 1},
  foot: {width: 2.5, dash: [4, 4], core: null, alpha: 1},
  other: {width: 2.25, dash: SOLID, core: null, alpha: 1},
};
/** @type {{[basis in Basis]?: Stroke}} */
const BASIS_STROKES = {
  inferred: {width: 2.75, dash: [0.1, 5.5], core: null, alpha: 0.9},
  schematic: {width: 1.5, dash: [2, 4], core: null, alpha: 0.85},
};
/** @type {Record<Mode, string>} */
const ICONS = {
  rail: 'M5 2.5h6a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2z' +
    'M3 7h10M5.5 9.3h.01M10.5 9.3h.01M5.5 11.5 4 14M10.5 11.5 12 14',
  air: 'M8 1.5c.7 0 1 .8 1 1.7v3l5 3v1.3l-5-1.6v3l1.5 1.2v.9L8 13.3l-2.5.7v-.9L7 11.9v-3l-5 1.6V9.2l5-3v-3' +
    'c0-.9.3-1.7 1-1.7z',
  road: 'M3 7.5 4.3 4a1.2 1.2 0 0 1 1.1-.8h5.2a1.2 1.2 0 0 1 1.1.8L13 7.5M2.5 7.5h11v4h-11z' +
    'M4 11.5V13M12 11.5V13M4.8 9.5h.01M11.2 9.5h.01',
  sea: 'M2.5 9.5h11L12 13H4zM8 9.5V2.5l4 4H8M1.5 14.5h13',
  foot: 'M8 2.5h.01M8 5v4l-2 5M8 9l2.5 5M5 7.5 8 5l3 2.5',
  other: 'M3 8h10M9.5 4.5 13 8l-3.5 3.5',
};

/**
 * The stroke of a mode and basis; wider if several trips share it.
 * @param {Mode} mode
 * @param {Basis} basis
 * @param {number} count
 * @returns {Stroke}
 */
export function stroke(mode, basis, count = 1) {
  const own = BASIS_STROKES[basis] ?? STROKES[mode];
  return {...own, width: own.width + Math.min(5, 0.8 * Math.log2(count))};
}

/**
 * The thin form of a stroke, for maps with many lines.
 * @param {Stroke} stroke
 * @returns {Stroke}
 */
export function thin({width, dash}) {
  const [drawn, gap, ...others] = dash.map(part => part * 0.6), longer = Math.max(0, THIN_DOT - drawn);
  const thinDash = dash.length ? [drawn + longer, gap - longer, ...others] : dash;
  return {width: Math.max(1, (width - 2) * 0.6), dash: thinDash, core: null, alpha: THIN_ALPHA};
}

/**
 * Draw a path with its casing in the paper colour.
 * @param {CanvasRenderingContext2D} context
 * @param {(context: CanvasRenderingContext2D) => void} trace adds the path to the context
 * @param {Stroke} stroke
 * @param {LineColours} colours
 * @param {boolean} faded
 */
export function paint(context, trace, {width, dash, core, alpha}, {colour, paper}, faded = false) {
  context.save();
  context.lineJoin = context.lineCap = 'round';
  context.globalAlpha = faded ? 0.25 : alpha;
  line(context, trace, paper, width + 2.5, SOLID);
  context.lineCap = dash.length && dash[0] < 1 ? 'round' : 'butt';
  line(context, trace, colour, width, dash);
  if (core) line(context, trace, paper, width * 0.42, core);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {(context: CanvasRenderingContext2D) => void} trace
 * @param {string} style
 * @param {number} width
 * @param {number[]} dash
 */
function line(context, trace, style, width, dash) {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  trace(context);
  context.stroke();
}

/**
 * A short piece of the line of a mode, for legends.
 * @param {Mode} mode
 * @param {Basis} basis
 */
export function sample(mode, basis = 'reported') {
  const {width, dash, core, alpha} = stroke(mode, basis);
  const colour = `var(--${mode})`;
  return svg('svg', {class: 'sample', viewBox: '0 0 34 10', width: 34, height: 10, 'aria-hidden': 'true', fill: 'none'},
    piece(colour, width, dash, alpha), core ? piece('var(--paper)', width * 0.42, core, alpha) : null);
}

/**
 * @param {string} style
 * @param {number} width
 * @param {number[]} dash
 * @param {number} opacity
 */
function piece(style, width, dash, opacity) {
  return svg('path', {
    d: 'M1 5H33',
    style: `stroke:${style}`,
    'stroke-width': width,
    'stroke-dasharray': dash.join(' ') || null,
    'stroke-linecap': dash[0] < 1 ? 'round' : null,
    opacity,
  });
}

const OUTLINE = {fill: 'none', stroke: 'currentColor', 'stroke-linejoin': 'round', 'stroke-linecap': 'round'};

/** The arrows of a line that was travelled one way only, for legends. */
export function chevrons() {
  return svg('svg', {class: 'sample', viewBox: '0 0 34 10', width: 34, height: 10, 'aria-hidden': 'true'},
    svg('path', {d: 'M8 1l5 4-5 4M20 1l5 4-5 4', 'stroke-width': 1.8, ...OUTLINE}));
}

/**
 * The icon of a mode.
 * @param {Mode} mode
 */
export function icon(mode) {
  const style = `color:var(--${mode})`;
  return svg('svg', {class: 'icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', style},
    svg('path', {d: ICONS[mode], 'stroke-width': 1.3, ...OUTLINE}));
}

/**
 * Icon and name of a mode.
 * @param {Mode} mode
 * @param {import('../model/words.js').Words} words
 */
export function named(mode, words) {
  const style = `color:var(--${mode})`;
  return el('span', {class: 'mode', style}, icon(mode), el('span', {}, words.translate(mode)));
}
