// Base map: land and borders of Natural Earth on one canvas. Needs Leaflet (`L`).

import {MapCanvas} from './canvas.js';
import {joined, parts} from '../elements/outlines.js';
import {WORLD, mercator} from '../model/mercator.js';

const DETAIL_ZOOM = 6.5; // from here on the finer map of Korea's surroundings is drawn over the world's

/** @typedef {import('../../tools/stubs/types.js').Outlines} Outlines */
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

/** @typedef {import('../elements/outlines.js').Part} Part */
/** @typedef {import('../elements/outlines.js').Extent} Extent */

/** A canvas that Leaflet keeps in place; what it draws is scaled, never projected again. */
export class BaseMap extends MapCanvas {
  /** @type {Sheet[]} */
  #sheets;
  /** @type {(() => Promise<Detail>) | null} */
  #detail;

  /**
   * @param {World} world
   * @param {(() => Promise<Detail>) | null} detail fetches the finer map
   * @param {() => import('../elements/colours.js').Colours} colours of the theme
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
