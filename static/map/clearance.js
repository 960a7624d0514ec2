// Clearance: how a map is moved so that what stands on it lies over no stop. Pure functions.

/** @typedef {import('./labels.js').Box} Box */
/** @typedef {[x: number, y: number]} Point */

const STEP = 12, FARTHEST = 96; // px
const MATTER = 100; // a stop of the trips that are framed counts as much as so many others

/** Moves of the map by at most `FARTHEST` px, the shortest first. */
const MOVES = (() => {
  const steps = Array.from({length: (2 * FARTHEST) / STEP + 1}, (_, at) => at * STEP - FARTHEST);
  const moves = steps.flatMap(x => steps.map(y => /** @type {Point} */ ([x, y])));
  return moves.sort((one, other) => Math.hypot(...one) - Math.hypot(...other));
})();

/**
 * The shortest move of the map, in px, after which boxes lie over the fewest stops.
 * @param {{framed: Point[], others: Point[]}} stops those of the trips that are framed, and those of other trips
 * @param {Box[]} boxes
 * @param {Box} extent what the framed trips reach over
 * @param {Box} room what it must not leave by the move
 * @returns {Point}
 */
export function clearingMove({framed, others}, boxes, [west, north, east, south], [left, top, right, bottom]) {
  const isCovered = (/** @type {Point} */ [x, y]) => boxes.some(box => (
    x > box[0] && x < box[2] && y > box[1] && y < box[3]));
  const count = (/** @type {Point[]} */ points, /** @type {Point} */ [byX, byY]) => (
    points.reduce((sum, [x, y]) => sum + Number(isCovered([x + byX, y + byY])), 0));
  /** @type {Point} */
  let best = [0, 0];
  let least = Infinity;
  for (const move of MOVES) {
    const [x, y] = move, leaves = Math.min(west + x - left, north + y - top, right - east - x, bottom - south - y) < 0;
    if (leaves && (x || y)) continue;
    const cost = MATTER * count(framed, move) + count(others, move);
    if (cost < least) [best, least] = [move, cost];
    if (!cost) break;
  }
  return best;
}
