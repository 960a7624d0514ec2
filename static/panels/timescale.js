// Time scale: the positions of days on the timeline, and the years with labels.

import {iso, MISSING} from '../model/columns.js';

const LABEL_PX = 44; // room for the label of a year
const RIGHT_PX = 10; // from the last day to the edge

/**
 * From the new year before the first day to the one after the last, as years; 2000 where no day is known.
 * @param {ArrayLike<number>[]} columns day numbers, or `MISSING`
 * @returns {[first: number, after: number]}
 */
export function yearSpan(...columns) {
  let first = Infinity, last = -Infinity;
  for (const days of columns) for (let row = 0; row < days.length; row++) {
    const day = days[row];
    if (day === MISSING) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return first > last ? [2000, 2001] : [yearOf(first), yearOf(last) + 1];
}

/** @param {number} day */
function yearOf(day) {
  return Number((iso(day) ?? '').slice(0, 4));
}

/** A linear scale from ISO days to px. */
export class TimeScale {
  /**
   * @param {[first: number, after: number]} years
   * @param {number} left px at the first day
   * @param {number} width px of the whole timeline
   */
  constructor([first, after], left, width) {
    this.first = first;
    this.after = after;
    this.left = left;
    this.right = width - RIGHT_PX;
    this.from = Date.UTC(first, 0, 1);
    this.to = Date.UTC(after, 0, 1);
  }

  /**
   * The position of a day, in px.
   * @param {string} day
   */
  x(day) {
    return this.left + ((Date.parse(day) - this.from) / (this.to - this.from)) * (this.right - this.left);
  }

  /**
   * Whether a day is on the scale; false for "".
   * @param {string} day
   */
  contains(day) {
    return Date.parse(day) >= this.from && Date.parse(day) < this.to;
  }

  /** The years that have a line and a label: as many as there is room for. */
  years() {
    const {first, after} = this, room = this.right + RIGHT_PX - this.left;
    const step = Math.ceil((after - first) / Math.max(1, Math.floor(room / LABEL_PX)));
    return Array.from({length: Math.floor((after - first) / step) + 1}, (_, n) => first + n * step);
  }
}
