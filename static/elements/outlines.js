// Outlines: lines of the base map as paths in units of the world's map, for the map and for small maps beside it.

import {mercator} from '../model/mercator.js';

/** @typedef {{path: () => Path2D, box: Extent}} Part one line of the outlines; its path is made when it is seen */
/** @typedef {[west: number, north: number, east: number, south: number]} Extent in units of the world's map */

/**
 * Each line as a path of its own: Chromium needs six times as long for one path of 46,000 points.
 * @param {number[][]} lines
 * @param {number} scale
 * @param {boolean} close
 * @returns {Part[]}
 */
export function parts(lines, scale, close) {
  return lines.map(line => {
    /** @type {Path2D | null} */
    let path = null;
    return {path: () => path ??= outline(line, scale, close), box: boxOf(line, scale)};
  });
}

/**
 * What a line reaches over. Only its corners are projected: the projection keeps the order of latitudes.
 * @param {number[]} line
 * @param {number} scale
 * @returns {Extent}
 */
function boxOf(line, scale) {
  let lon = 0, lat = 0, west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (let at = 0; at < line.length; at += 2) {
    lon += line[at];
    lat += line[at + 1];
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  const [left, top] = mercator(west / scale, north / scale), [right, bottom] = mercator(east / scale, south / scale);
  return [left, top, right, bottom];
}

/**
 * @param {number[]} line
 * @param {number} scale
 * @param {boolean} close
 */
function outline(line, scale, close) {
  const path = new Path2D();
  let lon = 0, lat = 0;
  for (let at = 0; at < line.length; at += 2) {
    const [x, y] = mercator((lon += line[at]) / scale, (lat += line[at + 1]) / scale);
    if (at) path.lineTo(x, y);
    else path.moveTo(x, y);
  }
  if (close) path.closePath();
  return path;
}

/**
 * The lines that reach into what is seen, as one path.
 * @param {Part[]} lines
 * @param {Extent} extent
 */
export function joined(lines, [west, north, east, south]) {
  const path = new Path2D();
  for (const {path: part, box} of lines) {
    if (box[0] <= east && box[2] >= west && box[1] <= south && box[3] >= north) path.addPath(part());
  }
  return path;
}
