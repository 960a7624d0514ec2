// Columns: tables of the payload as typed arrays. `geo/payload.py` writes them.

export const MISSING = -(2 ** 31); // a day that is not known

/** A column of repeated values: {values, codes}. */
export function coded({values, codes}) {
  return {values, codes: Uint32Array.from(codes)};
}

/** Whole numbers, some of them null. */
export function numbers(values, missing = MISSING) {
  return Int32Array.from(values, value => value ?? missing);
}

/** Where the parts of each row begin, from how many parts it has; one more at the end. */
export function offsets(counts) {
  const starts = new Uint32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row++) starts[row + 1] = starts[row] + counts[row];
  return starts;
}

/** A day number as an ISO day; null where it is not known. */
export function iso(day) {
  return day === MISSING ? null : new Date(day * 864e5).toISOString().slice(0, 10);
}

/** The number of an ISO day. */
export function dayNumber(text) {
  return Date.parse(text) / 864e5;
}
