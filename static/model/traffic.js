// Traffic: which segments are drawn if there are too many.

/**
 * The numbers of the busiest segments, at most so many, the busiest last; of equally busy ones the first come later.
 * @param {Uint32Array} count of trips, by number of segment
 * @param {number} most
 */
export function busiest(count, most) {
  const {length} = count, least = threshold(count, most), keys = new Float64Array(length);
  let used = 0;
  for (let index = 0; index < length; index++) {
    if (count[index] >= least) keys[used++] = count[index] * length + (length - 1 - index);
  }
  const kept = keys.subarray(0, used).sort().subarray(Math.max(0, used - most));
  return Uint32Array.from(kept, key => length - 1 - (key % length));
}

/**
 * A number of trips, 1 at least, that no more than the busiest `most` segments and those as busy as the last of them
 * reach.
 * @param {Uint32Array} count
 * @param {number} most
 */
function threshold(count, most) {
  const segments = new Uint32Array(count.reduce((one, other) => Math.max(one, other), 0) + 1);
  for (const n of count) segments[n]++;
  let least = segments.length - 1;
  for (let reached = segments[least]; least > 1 && reached < most;) reached += segments[--least];
  return Math.max(1, least);
}
