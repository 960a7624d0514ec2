// Base map: land and borders of Natural Earth on one canvas. Needs Leaflet (`L`).

import {MapCanvas} from './canvas.js';
import {WORLD, mercator} from '../model/mercator.js';

const DETAIL_ZOOM = 6.5; // from here on the finer map of Korea's surroundings is drawn over the world's

/**
 * A base map as `tools/vendor` writes it: lines as longitude, latitude and then deltas, in degrees times `scale`.
 * @typedef {object} Outlines
 * @property {number[][]} land
 * @property {number[][]} borders
 * @property {number} scale
 */

/** @typedef {Outlines & {labels: [code: string, lon: number, lat: number, fromZoom: number][]}} World */
/** @typedef {Outlines & {bounds: [west: number, south: number, east: number, north: number]}} Detail */

/**
 * Outlines as paths, drawn from a zoom on; a frame is filled with water before.
 * @typedef {object} Sheet
 * @property {Part[]} land
 * @property {Part[]} borders
 * @property {number} from
 * @property {[x: number, y: number, width: number, height: number] | null} frame
 */

/** @typedef {{path: () => Path2D, box: Extent}} Part one line of the outlines; its path is made when it is seen */
/** @typedef {[west: number, north: number, east: number, south: number]} Extent in units of the world's map */

/** A canvas that Leaflet keeps in place; what it draws is scaled, never projected again. */
export class BaseMap extends MapCanvas {
  /** @type {Sheet[]} */
  #sheets;
  /** @type {(() => Promise<Detail>) | null} */
  #detail;

  /**
   * @param {World} world
   * @param {(() => Promise<Detail>) | null} detail fetches the finer map
   * @param {() => import('./colours.js').Colours} colours of the theme
   */
  constructor(world, detail, colours) {
    super('base');
    this.#sheets = [sheet(world)];
    this.#detail = detail;
    this.colours = colours;
  }

  /** Draw everything again. */
  draw() {
    if (this._map) this._update();
  }

  /** Leaflet calls this each time after it has cleared its canvas. */
  _draw() {
    if (this._map && this._bounds) this.#draw(this._map, this._bounds);
  }

  /**
   * @param {L.Map} map
   * @param {L.Bounds} bounds
   */
  #draw(map, {min, max}) {
    const zoom = map.getZoom(), scale = 2 ** zoom, origin = map.getPixelOrigin(), context = this._ctx;
    if (this.#detail && zoom >= DETAIL_ZOOM) this.#fetchDetail(this.#detail);
    if (!min || !max) return;
    context.save();
    context.setTransform(context.getTransform().translate(-origin.x, -origin.y).scale(scale));
    const west = (origin.x + min.x) / scale, east = (origin.x + max.x) / scale;
    const north = (origin.y + min.y) / scale, south = (origin.y + max.y) / scale;
    for (let copy = Math.floor(west / WORLD); copy * WORLD < east; copy++) {
      context.save();
      context.translate(copy * WORLD, 0);
      /** @type {Extent} */
      const extent = [west - copy * WORLD, north, east - copy * WORLD, south];
      for (const each of this.#sheets) if (each.from <= zoom) this.#paint(context, each, scale, extent);
      context.restore();
    }
    context.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   * @param {number} scale
   * @param {Extent} extent of what is seen
   */
  #paint(context, {land, borders, frame}, scale, extent) {
    const {water, ground, border} = this.colours(), seenLand = joined(land, extent);
    if (frame) {
      context.fillStyle = water;
      context.fillRect(...frame);
    }
    context.fillStyle = context.strokeStyle = ground;
    context.fill(seenLand, 'evenodd');
    context.lineWidth = 0.8 / scale;
    context.stroke(seenLand);
    context.strokeStyle = border;
    context.lineWidth = 1 / scale;
    context.stroke(joined(borders, extent));
  }

  /** @param {() => Promise<Detail>} fetchDetail */
  async #fetchDetail(fetchDetail) {
    this.#detail = null;
    const detail = await fetchDetail(), [west, south, east, north] = detail.bounds;
    const [x, y] = mercator(west, north), [right, bottom] = mercator(east, south);
    this.#sheets.push({...sheet(detail), from: DETAIL_ZOOM, frame: [x, y, right - x, bottom - y]});
    this._update();
  }
}

/**
 * @param {Outlines} outlines
 * @returns {Sheet}
 */
function sheet({land, borders, scale}) {
  return {land: parts(land, scale, true), borders: parts(borders, scale, false), from: 0, frame: null};
}

/**
 * Each line as a path of its own: Chromium needs six times as long for one path of 46,000 points.
 * @param {number[][]} lines
 * @param {number} scale
 * @param {boolean} close
 * @returns {Part[]}
 */
function parts(lines, scale, close) {
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
function joined(lines, [west, north, east, south]) {
  const path = new Path2D();
  for (const {path: part, box} of lines) {
    if (box[0] <= east && box[2] >= west && box[1] <= south && box[3] >= north) path.addPath(part());
  }
  return path;
}
