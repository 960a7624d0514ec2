// Painted marks: marks of places on the canvas of the lines, on maps with many of them. Needs Leaflet (`L`).
// They look as the elements of `pins.js` do; map.css has the sizes.

import {el} from '../elements/dom.js';
import {latestAfterPaint} from '../elements/frames.js';
import {nearestCopy} from '../model/bounds.js';
import {shortNumber} from './short_number.js';

/** @typedef {import('./places.js').Visit} Visit */
/** @typedef {import('../elements/colours.js').Colours} Colours */

const HIT = 14; // px from the middle of a mark at which the pointer still hits it
const FONT = '700 11.5px';
const RADIUS = 11; // px of a mark with a number
const BESIDE = 5; // px between a number and the edge of its mark
const BASELINE = 3.6; // px from the middle of a mark down to the line that its number stands on

export class PaintedMarks {
  /** @type {Map<string, number>} by number, in px */
  #widths = new Map();
  /** @type {Visit | null} under the pointer */
  #hovered = null;
  /** The mark under the pointer is an element, so that the canvas is not drawn anew for it. */
  #over = el('div', {class: 'place over', hidden: true});

  /**
   * @param {L.Map} map
   * @param {import('./places.js').Places} places
   */
  constructor(map, places) {
    this.map = map;
    this.places = places;
    this.family = getComputedStyle(map.getContainer()).fontFamily;
    map.getPane('markerPane')?.append(this.#over);
    const redraw = latestAfterPaint(() => places.layer.lines.draw());
    document.fonts.addEventListener('loadingdone', () => {
      this.#widths.clear();
      redraw();
    });
  }

  // The canvas of the lines is drawn anew after each of these.
  show() {}

  place() {
    this.hover(null);
  }

  fade() {}

  recentre() {}

  /**
   * Paint all marks over the lines, the busiest last, those that are dots first.
   * @param {CanvasRenderingContext2D} context whose coordinates are those of the map's layer
   * @param {Colours} colours
   * @param {{min?: L.Point, max?: L.Point}} bounds what the canvas shows
   */
  paint(context, colours, {min, max}) {
    const {map, places} = this, centre = map.getCenter().lng;
    if (!min || !max) return;
    places.spread();
    context.save();
    context.font = `${FONT} ${this.family}`;
    context.textAlign = 'center';
    const seen = places.marked.toReversed().map(visit => {
      const {place: {lat, lon}, nudge} = visit, at = map.latLngToLayerPoint([lat, nearestCopy(lon, centre)]);
      return {visit, x: at.x + (nudge?.x ?? 0), y: at.y + (nudge?.y ?? 0)};
    }).filter(({x, y}) => x > min.x - HIT && y > min.y - HIT && x < max.x + HIT && y < max.y + HIT);
    for (const {visit, x, y} of seen) if (visit.crowded) dot(context, x, y, visit.faded, colours);
    for (const {visit, x, y} of seen) {
      if (visit.crowded) continue;
      if (visit.home) ring(context, x, y, colours);
      else this.#number(context, x, y, visit, colours);
    }
    context.restore();
  }

  /**
   * The mark under a point of the map's container, or null.
   * @param {{x: number, y: number}} point
   * @returns {Visit | null}
   */
  under(point) {
    const {places} = this, marks = places.marked.map(visit => {
      const {x, y} = places.at(visit);
      return {x, y, crowded: visit.crowded};
    });
    const number = markAt(marks, point);
    return number < 0 ? null : places.marked[number];
  }

  /**
   * Show that a mark is under the pointer, and its tip; null where none is.
   * @param {Visit | null} visit
   */
  hover(visit) {
    if (visit?.key === this.#hovered?.key) return;
    this.#hovered = visit;
    this.#over.hidden = !visit;
    if (!visit) return;
    const {x, y} = this.map.containerPointToLayerPoint(this.places.at(visit));
    const number = visit.home ? '' : shortNumber(visit.n);
    this.#over.replaceChildren(el('span', {class: visit.home ? 'ring' : 'count'}, number));
    this.#over.classList.toggle('crowded', visit.crowded);
    this.#over.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    this.places.showTip(visit, false);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} x
   * @param {number} y
   * @param {Visit} visit
   * @param {Colours} colours
   */
  #number(context, x, y, {n, faded}, colours) {
    const text = shortNumber(n), known = this.#widths.get(text), wide = known ?? context.measureText(text).width;
    if (known === undefined) this.#widths.set(text, wide);
    const half = Math.max(RADIUS, wide / 2 + BESIDE);
    pill(context, x, y, half, RADIUS, colours.paper);
    fillIn(context, faded, colours, () => pill(context, x, y, half - 2, RADIUS - 2));
    context.fillStyle = colours.paper;
    context.fillText(text, x, y + BASELINE);
  }
}

/**
 * The number of the mark at a point, or -1: one that is seen there, or else the nearest one near it. The dots of
 * crowded marks may lie below a mark with a number.
 * @param {{x: number, y: number, crowded: boolean}[]} marks the busiest first
 * @param {{x: number, y: number}} point
 */
export function markAt(marks, {x, y}) {
  let best = -1, least = HIT;
  for (const [number, mark] of marks.entries()) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (!mark.crowded && distance <= RADIUS) return number;
    if (distance < least) [best, least] = [number, distance];
  }
  return best;
}

/**
 * Fill a shape with ink, or with a light mixture of ink and ground.
 * @param {CanvasRenderingContext2D} context
 * @param {boolean} faded
 * @param {Colours} colours
 * @param {() => void} shape
 */
function fillIn(context, faded, {ink, ground}, shape) {
  context.fillStyle = faded ? ground : ink;
  shape();
  if (!faded) return;
  context.globalAlpha = 0.45;
  context.fillStyle = ink;
  shape();
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x of its middle
 * @param {number} y
 * @param {number} half its width
 * @param {number} radius
 * @param {string} [style] that of the context if none is given
 */
function pill(context, x, y, half, radius, style) {
  if (style) context.fillStyle = style;
  context.beginPath();
  if (half > radius) context.roundRect(x - half, y - radius, 2 * half, 2 * radius, radius);
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {boolean} faded
 * @param {Colours} colours
 */
function dot(context, x, y, faded, colours) {
  pill(context, x, y, 4, 4, colours.paper);
  fillIn(context, faded, colours, () => pill(context, x, y, 3, 3));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {Colours} colours
 */
function ring(context, x, y, {ink, paper}) {
  pill(context, x, y, 10, 10, paper);
  pill(context, x, y, 8, 8, ink);
  pill(context, x, y, 4.5, 4.5, paper);
}
