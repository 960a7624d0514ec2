// Web Mercator, the projection of the map, at zoom 0.

export const WORLD = 256; // px of the world
const NORTH = 85.0511287798; // where Web Mercator ends

/**
 * A point of the world in px.
 * @param {number} lon in degrees
 * @param {number} lat in degrees; what lies beyond the map's edge is drawn on the edge
 * @returns {[x: number, y: number]}
 */
export function mercator(lon, lat) {
  const sine = Math.sin((Math.max(-NORTH, Math.min(NORTH, lat)) * Math.PI) / 180);
  return [((lon + 180) / 360) * WORLD, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD];
}

/**
 * A line in px, [x, y, ...].
 * @param {Float64Array} way [lng, lat, ...] in degrees
 */
export function projectLine(way) {
  const line = new Float64Array(way.length);
  for (let at = 0; at < way.length; at += 2) [line[at], line[at + 1]] = mercator(way[at], way[at + 1]);
  return line;
}
