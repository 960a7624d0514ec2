// Bounds: of a map, as a link has them, and the copies of a longitude by full turns.

/**
 * The copy of a longitude (by full turns) that is nearest to another longitude.
 * @param {number} lon
 * @param {number} centre
 */
export function nearestCopy(lon, centre) {
  return lon + 360 * Math.round((centre - lon) / 360);
}

/**
 * Bounds as a link has them, `south,west,north,east`, with as few digits as half a pixel needs. Of a map that shows
 * more than one world they are one world's.
 * @param {{south: number, west: number, north: number, east: number}} bounds
 * @param {number} zoom
 */
export function formatBounds({south, west, north, east}, zoom) {
  const digits = Math.max(0, Math.ceil(Math.log10((256 * 2 ** zoom) / 360)) + 1);
  const middle = (west + east) / 2, half = Math.min(180, (east - west) / 2);
  const near = Math.abs(middle) <= 360 ? middle : middle % 360;
  const edges = [south, near - half, north, near + half].map(degrees => Number(degrees.toFixed(digits)));
  const [bottom, left, top, right] = edges;
  return [Math.max(-90, bottom), left, Math.min(90, top), Math.min(right, left + 360)].join(',');
}
