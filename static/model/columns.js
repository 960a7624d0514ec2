// Columns of the payload as typed arrays. `geo/payload.py` writes them.

/** @template T @typedef {import('../../tools/stubs/types.js').CodedJson<T>} CodedJson */
/** @template T @typedef {import('../../tools/stubs/types.js').Coded<T>} Coded */
/** @typedef {import('../../tools/stubs/types.js').TripNumbers} TripNumbers */

export const MISSING = -(2 ** 31); // a day that is not known
const DAY_MS = 864e5;

/**
 * A column of repeated values.
 * @template T
 * @param {CodedJson<T>} column
 * @returns {Coded<T>}
 */
export function coded({values, codes}) {
  return {values, codes: new Uint32Array(codes)};
}

/**
 * Whole numbers, some of them null, or `MISSING` where they came as bytes.
 * @param {(number | null)[]} values
 */
export function numbers(values, missing = MISSING) {
  if (missing === MISSING && values instanceof Int32Array) return new Int32Array(values);
  const known = new Int32Array(values.length);
  for (let row = 0; row < known.length; row++) {
    const value = values[row];
    known[row] = value === null || value === MISSING ? missing : value;
  }
  return known;
}

/**
 * The index of the first part of each row, from the number of parts of each row; one more for the end.
 * @param {number[]} counts
 */
export function offsets(counts) {
  const starts = new Uint32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row++) starts[row + 1] = starts[row] + counts[row];
  return starts;
}

/**
 * The row that a part belongs to.
 * @param {number} part
 * @param {Uint32Array} starts the first part of each row, and one more for the end
 */
export function rowOf(part, starts) {
  let low = 0, high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= part) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Whether a trip is among others.
 * @param {number} trip
 * @param {TripNumbers} trips in ascending order
 */
export function isAmong(trip, trips) {
  let low = 0, high = trips.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trips[middle] < trip) low = middle + 1;
    else high = middle;
  }
  return trips[low] === trip;
}

/**
 * A day number as an ISO day; null where it is not known.
 * @param {number} day days since 1 January 1970
 */
export function iso(day) {
  return day === MISSING ? null : isoDay(day);
}

/**
 * A day number that is known as an ISO day.
 * @param {number} day days since 1 January 1970
 */
export function isoDay(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The number of an ISO day.
 * @param {string} text
 */
export function dayNumber(text) {
  return Date.parse(text) / DAY_MS;
}

/**
 * What `work` makes of some trips, worked out once for each array of their numbers: the map, the sentence and the
 * timeline ask for the same, and so does each view in which nothing is chosen.
 * @template T
 * @param {(shown: TripNumbers) => T} work
 * @returns {(shown: TripNumbers) => T}
 */
export function onceFor(work) {
  /** @type {WeakMap<TripNumbers, T>} */
  const known = new WeakMap();
  return shown => {
    let found = known.get(shown);
    if (found === undefined) known.set(shown, found = work(shown));
    return found;
  };
}
