// Short numbers, for marks on the map.

/**
 * A number in at most three signs up to 99,499, for a mark has room for no more; its tip has the whole one.
 * @param {number} n
 */
export function shortNumber(n) {
  return n < 1000 ? String(n) : `${Math.round(n / 1000)}k`;
}
