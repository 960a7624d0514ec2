// Sorting: trips by the rank of a value, in time linear in their number (a counting sort).

/**
 * The rank of each trip by a column, from 0 to `last`; equal values have equal ranks.
 * @typedef {{ranks: Int32Array, last: number}} Ranks
 */

/**
 * Rank whole numbers without gaps.
 * @param {ArrayLike<number>} keys
 * @returns {Ranks}
 */
export function denseRanks(keys) {
  const numbers = Int32Array.from(keys);
  if (isAscending(numbers)) return runs(numbers);
  const order = Int32Array.from(new Set(numbers)).sort();
  const places = new Map(Array.from(order, (key, place) => [key, place]));
  return {ranks: numbers.map(key => places.get(key) ?? 0), last: Math.max(0, order.length - 1)};
}

/** @param {Int32Array} numbers */
function isAscending(numbers) {
  for (let at = 1; at < numbers.length; at++) if (numbers[at] < numbers[at - 1]) return false;
  return true;
}

/**
 * The ranks of numbers that ascend, as the days of trips do.
 * @param {Int32Array} numbers
 * @returns {Ranks}
 */
function runs(numbers) {
  const ranks = new Int32Array(numbers.length);
  let last = 0;
  for (let at = 1; at < numbers.length; at++) ranks[at] = numbers[at] === numbers[at - 1] ? last : ++last;
  return {ranks, last};
}

/**
 * Trips in the order of their ranks; trips of equal rank keep their order.
 * @param {Uint32Array} trips
 * @param {Ranks} ranks
 * @param {boolean} descending
 */
export function orderByRank(trips, {ranks, last}, descending) {
  /** @param {number} trip */
  const bucket = trip => (descending ? last - ranks[trip] : ranks[trip]);
  const next = new Uint32Array(last + 2), sorted = new Uint32Array(trips.length);
  for (const trip of trips) next[bucket(trip) + 1]++;
  for (let at = 1; at < next.length; at++) next[at] += next[at - 1];
  for (const trip of trips) sorted[next[bucket(trip)]++] = trip;
  return sorted;
}
