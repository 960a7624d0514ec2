// Room: where the card of a trip stands over the map, and how high a sheet from below is. Pure functions.

/** @typedef {'left' | 'right'} Side */
/** @typedef {'closed' | 'half' | 'full'} Height of a sheet */

const CLOSEST = 2 ** 6; // px for a unit of the world's map, as at zoom 6
const FLING = 0.5; // px per ms from which on the direction counts, and no longer the place

/**
 * The side of the map on which less of the lines runs; the usual one unless the other is much emptier.
 * @param {Iterable<ArrayLike<number>>} lines each [x, y, ...], in any unit
 * @param {number} left where the part of the map ends that a card on the left covers
 * @param {number} right where the part begins that a card on the right covers
 * @param {Side} usual
 * @returns {Side}
 */
export function emptierSide(lines, left, right, usual = 'right') {
  let onLeft = 0, onRight = 0;
  for (const line of lines) {
    for (let at = 2; at < line.length; at += 2) {
      const length = Math.hypot(line[at] - line[at - 2], line[at + 1] - line[at - 1]);
      const middle = (line[at] + line[at - 2]) / 2;
      if (middle < left) onLeft += length;
      if (middle > right) onRight += length;
    }
  }
  if (usual === 'left') return 2 * onRight < onLeft ? 'right' : 'left';
  return 2 * onLeft < onRight ? 'left' : 'right';
}

/**
 * What lines reach over.
 * @param {Iterable<ArrayLike<number>>} lines each [x, y, ...]
 */
export function extentOf(lines) {
  let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 2) {
      [west, east] = [Math.min(west, line[at]), Math.max(east, line[at])];
      [north, south] = [Math.min(north, line[at + 1]), Math.max(south, line[at + 1])];
    }
  }
  return {west, north, east, south};
}

/**
 * The left top corner and the scale at which lines fill a frame, which is never closer than a country.
 * @param {Iterable<ArrayLike<number>>} lines each [x, y, ...] in units of the world's map
 * @param {{width: number, height: number, margin: number}} frame px
 */
export function frameOf(lines, {width, height, margin}) {
  const {west, north, east, south} = extentOf(lines);
  const across = (width - 2 * margin) / (east - west), down = (height - 2 * margin) / (south - north);
  const scale = Math.min(across, down, CLOSEST);
  const x = (west + east - width / scale) / 2, y = (north + south - height / scale) / 2;
  return {x, y, scale, width, height};
}

/**
 * The height that a sheet takes when a finger leaves it.
 * @param {number} px how high it is
 * @param {number} speed px per ms, upwards more than 0
 * @param {number} screen px
 * @returns {Height}
 */
export function settledHeight(px, speed, screen) {
  const share = px / screen;
  if (speed > FLING) return 'full';
  if (speed < -FLING) return share > 0.55 ? 'half' : 'closed';
  return share > 0.7 ? 'full' : share > 0.25 ? 'half' : 'closed';
}

/**
 * What of the map a card lies over. A sheet lies over what is below it when the map is at the top of the screen.
 * @param {{width: number, height: number}} map px
 * @param {{width: number, height: number}} card px
 * @param {{side: Side | 'below', margin: number, screen: number}} place `screen` is the height of what is seen
 */
export function coveredEdges(map, card, {side, margin, screen}) {
  const covered = {left: 0, right: 0, bottom: 0};
  if (!card.height || !map.height) return covered;
  if (side === 'below') covered.bottom = Math.max(0, Math.round(map.height - (screen - card.height)));
  else covered[side] = Math.round(card.width + margin);
  return covered;
}
