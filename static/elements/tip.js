// Tips: the box that opens on hover, focus and tap over the map and the timeline, and its content.

import {el} from './dom.js';
import {latestAfterPaint} from './frames.js';
import {icon} from './modes.js';

/** @typedef {import('../../tools/stubs/types.js').Leg} Leg */
/** @typedef {import('../../tools/stubs/types.js').Trip} Trip */
/** @typedef {import('../model/words.js').Words} Words */

/**
 * A trip in a tip, with those of its legs that matter, all if none are given, and a remark.
 * @typedef {object} TripRow
 * @property {Trip} trip
 * @property {Leg[]} [legs]
 * @property {string} [remark]
 */

/**
 * The leaders that a trip met, in the reader's language.
 * @param {Trip} trip
 * @param {Words} words
 */
export function leaderNames(trip, words) {
  return words.list(trip.met.map(name => words.translateName(name)));
}

export const MAX_LISTED = 50; // trips of one line or place, the first in date order
const LEAST_HEIGHT = 40; // px of a trip in a list

/**
 * One trip: title, dates, vehicles, leaders met.
 * @param {Trip} trip
 * @param {Words} words
 * @param {Leg[]} legs
 */
function tripSummary(trip, words, legs = trip.legs) {
  const vehicles = [...new Set(legs.map(leg => leg.vehicle).filter(Boolean))].map(own => words.translateRecord(own));
  const days = trip.days ? ` · ${words.translate('days', {n: trip.days})}` : '';
  const then = `${words.messages.comma}${words.translate('then')} `;
  const route = vehicles.map(({text, lang}, at) => [at ? then : '', el('span', {lang}, text)]);
  const leaders = trip.met.length ? words.translate('met_names', {names: leaderNames(trip, words)}) : '';
  return [
    el('strong', {class: 'tip-title'}, icon(trip.mode), trip.title),
    el('span', {class: 'tip-line'}, `${words.span(trip.start, trip.end)}${days}`),
    vehicles.length ? el('span', {class: 'tip-line'}, route) : null,
    leaders ? el('span', {class: 'tip-line'}, leaders) : null,
  ];
}

/**
 * A heading, and each trip as a button. Those for which the screen has no room follow after the paint.
 * @param {string} heading
 * @param {string} note
 * @param {TripRow[]} trips
 * @param {Words} words
 * @param {(trip: Trip) => void} select
 * @param {number} more how many trips are not listed
 */
export function tripList(heading, note, trips, words, select, more = 0) {
  const row = (/** @type {TripRow} */ {trip, remark, legs}) => {
    const remarkLine = remark ? el('span', {class: 'tip-line tip-remark'}, remark) : null;
    const content = [...tripSummary(trip, words, legs), remarkLine];
    return el('li', {}, el('button', {type: 'button', class: 'tip-trip', onclick: () => select(trip)}, ...content));
  };
  const atOnce = Math.ceil(innerHeight / LEAST_HEIGHT), rows = el('ul', {}, ...trips.slice(0, atOnce).map(row));
  if (trips.length > atOnce) latestAfterPaint(() => rows.append(...trips.slice(atOnce).map(row)))();
  return el('div', {class: 'tip-body'},
    el('p', {class: 'tip-head'}, el('b', {}, heading), note ? el('span', {}, ` ${note}`) : null),
    rows,
    more ? el('p', {}, words.translate('stat_rest', {n: more})) : null);
}

/** A box over `frame` that shows one content at a time, near a point and inside the frame. */
export class Tip {
  pinned = false;

  /**
   * @param {HTMLElement} frame
   * @param {{isAbove?: boolean}} [options] whether it stands above its point, over what is above a low frame
   */
  constructor(frame, {isAbove = false} = {}) {
    this.frame = frame;
    this.isAbove = isAbove;
    this.box = el('div', {class: 'tip', role: 'status', hidden: true});
    frame.append(this.box);
    this.box.addEventListener('pointerleave', () => { if (!this.pinned) this.hide(); });
  }

  get hidden() {
    return this.box.hidden;
  }

  /** Whether the pointer is in the tip. */
  get hovered() {
    return this.box.matches(':hover');
  }

  /** Whether the keyboard's focus is in the tip. */
  get focused() {
    return this.box.contains(document.activeElement);
  }

  /** Focus the first trip listed. */
  focus() {
    this.box.querySelector('button')?.focus();
  }

  /**
   * Show a content near a point of the frame.
   * @param {Node} content
   * @param {{x: number, y: number}} point
   * @param {boolean} pinned whether it stays when the pointer leaves what it belongs to
   */
  show(content, {x, y}, pinned = false) {
    this.pinned = pinned;
    this.box.replaceChildren(content);
    this.box.hidden = false;
    this.move({x, y});
  }

  /**
   * Move near another point.
   * @param {{x: number, y: number}} point
   */
  move({x, y}) {
    const {clientWidth: width, clientHeight: height} = this.frame, {offsetWidth: w, offsetHeight: h} = this.box;
    const left = x + 14 + w < width ? x + 14 : Math.max(6, x - 14 - w);
    const top = this.isAbove ? y - h - 6 : Math.min(Math.max(6, y - h / 3), Math.max(6, height - h - 6));
    this.box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide() {
    this.pinned = false;
    this.box.hidden = true;
  }
}
