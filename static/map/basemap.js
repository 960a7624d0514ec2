// Base map: land and borders of Natural Earth on one canvas. Needs Leaflet (`L`).

import {WORLD, mercator} from '../model/mercator.js';

/** The part of the map's size that canvases extend beyond its edges; a phone has little room and little power. */
export const CANVAS_PADDING = innerWidth > 640 ? 0.5 : 0.2;

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
 * @property {Path2D} land
 * @property {Path2D} borders
 * @property {number} from
 * @property {[x: number, y: number, width: number, height: number] | null} frame
 */

/** A canvas that Leaflet keeps in place; what it draws is scaled, never projected again. */
export class BaseMap extends L.Canvas {
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
    super({pane: 'base', padding: CANVAS_PADDING});
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
    for (let copy = Math.floor(west / WORLD); copy * WORLD < east; copy++) {
      context.save();
      context.translate(copy * WORLD, 0);
      for (const each of this.#sheets) if (each.from <= zoom) this.#paint(context, each, scale);
      context.restore();
    }
    context.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   * @param {number} scale
   */
  #paint(context, {land, borders, frame}, scale) {
    const {water, ground, border} = this.colours();
    if (frame) {
      context.fillStyle = water;
      context.fillRect(...frame);
    }
    context.fillStyle = context.strokeStyle = ground;
    context.fill(land, 'evenodd');
    context.lineWidth = 0.8 / scale;
    context.stroke(land);
    context.strokeStyle = border;
    context.lineWidth = 1 / scale;
    context.stroke(borders);
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
  return {land: path(land, scale, true), borders: path(borders, scale, false), from: 0, frame: null};
}

/**
 * All lines as one path. Each is built by itself first: Chromium needs six times as long for a path of 46,000 points in
 * one go.
 * @param {number[][]} lines
 * @param {number} scale
 * @param {boolean} close
 */
function path(lines, scale, close) {
  const drawn = new Path2D();
  for (const line of lines) {
    const part = new Path2D();
    let lon = 0, lat = 0;
    for (let at = 0; at < line.length; at += 2) {
      const [x, y] = mercator((lon += line[at]) / scale, (lat += line[at + 1]) / scale);
      if (at) part.lineTo(x, y);
      else part.moveTo(x, y);
    }
    if (close) part.closePath();
    drawn.addPath(part);
  }
  return drawn;
}
