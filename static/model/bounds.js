// Bounds: of a map, as a link has them, and the copies of a longitude by full turns.

import {WORLD} from './mercator.js';

/**
 * The copy of a longitude (by full turns) that is nearest to another longitude.
 * @param {number} lon
 * @param {number} centre
 */
export function nearestCopy(lon, centre) {
  return lon + 360 * Math.round((centre - lon) / 360);
}

/**
 * What boxes reach over together, each at the copy that is nearest to those before it.
 * @param {Iterable<ArrayLike<number>>} boxes each west, north, east and south in px at zoom 0
 * @param {number | null} near the x that the first box is to be near; null where it stands
 * @returns {[west: number, north: number, east: number, south: number]} infinite where there are none
 */
export function enclosing(boxes, near) {
  let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
  for (const {0: left, 1: top, 2: right, 3: bottom} of boxes) {
    const middle = (left + right) / 2, centre = west <= east ? (west + east) / 2 : near ?? middle;
    const aside = WORLD * Math.round((centre - middle) / WORLD);
    if (left + aside < west) west = left + aside;
    if (top < north) north = top;
    if (right + aside > east) east = right + aside;
    if (bottom > south) south = bottom;
  }
  return [west, north, east, south];
}

/**
 * The longitude around which a map of the world cuts none of these places off: opposite their widest gap.
 * @param {number[]} lons
 */
export function middleOf(lons) {
  const sorted = lons.map(lon => nearestCopy(lon, 0)).sort((one, other) => one - other), [first = 0] = sorted;
  let widest = 0, middle = 0;
  sorted.forEach((lon, at) => {
    const gap = (sorted[at + 1] ?? first + 360) - lon;
    if (gap > widest) [widest, middle] = [gap, lon + gap / 2 - 180];
  });
  return middle;
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
