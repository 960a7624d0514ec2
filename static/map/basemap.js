// Base map: land and borders of Natural Earth on one canvas. Needs Leaflet (`L`).

import {MapCanvas} from './canvas.js';
import {joined, parts} from '../elements/outlines.js';
import {WORLD, mercator} from '../model/mercator.js';

const CLOSER_ZOOM = 4.75; // from here on lakes and rivers are drawn, and cities
const CITY = 1.7; // px, the radius of a dot
const DETAIL_ZOOM = 6.5; // from here on the finer map of Korea's surroundings is drawn over the world's

/** @typedef {import('../../tools/stubs/types.js').Outlines} Outlines */
/** @typedef {Outlines & {labels: [code: string, lon: number, lat: number, fromZoom: number][]}} World */
/** @typedef {Outlines & {bounds: [west: number, south: number, east: number, north: number]}} Detail */

/** @typedef {[name: string, lon: number, lat: number, fromZoom: number]} City */
/**
 * What is shown from nearer.
 * @typedef {object} Closer
 * @property {number[][]} lakes
 * @property {number[][]} rivers
 * @property {number} scale
 * @property {City[]} cities with their names in English, the largest first
 *
 * Names of cities in a language other than English.
 * @typedef {object} CityNames
 * @property {Record<number, string>} names by the number of the city
 * @property {boolean} keeps_others whether the other cities keep their names in English, or are left out
 */

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
  /** @type {(() => Promise<Closer>) | null} */
  #closer;
  /** @type {(() => Promise<CityNames>) | null} */
  #cityNames;
  /** @type {{lakes: Part[], rivers: Part[]}} */
  #waters = {lakes: [], rivers: []};
  /** @type {City[]} the largest first, those that have a name in the reader's language */
  #cities = [];

  /**
   * @param {World} world
   * @param {(() => Promise<Detail>) | null} detail fetches the finer map
   * @param {(() => Promise<Closer>) | null} closer fetches what is shown from nearer
   * @param {() => import('../elements/colours.js').Colours} colours of the theme
   * @param {(() => Promise<CityNames>) | null} cityNames fetches names of cities in a language other than English
   */
  constructor(world, detail, closer, colours, cityNames) {
    super('base');
    this.#sheets = [sheet(world)];
    this.#detail = detail;
    this.#closer = closer;
    this.colours = colours;
    this.#cityNames = cityNames;
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
    if (this.#closer && zoom >= CLOSER_ZOOM) this.#fetchCloser(this.#closer);
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
      if (zoom >= CLOSER_ZOOM) this.#paintCloser(context, zoom, extent);
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

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} zoom
   * @param {Extent} extent of what is seen
   */
  #paintCloser(context, zoom, extent) {
    const {water, border, land} = this.colours(), scale = 2 ** zoom, lakes = joined(this.#waters.lakes, extent);
    context.fillStyle = context.strokeStyle = water;
    context.fill(lakes, 'evenodd');
    context.lineWidth = 1.5 / scale;
    context.stroke(joined(this.#waters.rivers, extent));
    context.strokeStyle = border;
    context.lineWidth = 0.5 / scale;
    context.stroke(lakes);
    context.fillStyle = land;
    for (const [x, y] of this.citiesWithin(zoom, extent)) {
      context.beginPath();
      context.arc(x, y, CITY / scale, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /**
   * The cities of a zoom, each with its point on the world's map, the largest first.
   * @param {number} zoom
   * @param {Extent} extent
   * @returns {[x: number, y: number, name: string][]}
   */
  citiesWithin(zoom, [west, north, east, south]) {
    const shown = this.#cities.filter(([, , , from]) => from <= zoom);
    return shown.flatMap(([name, lon, lat]) => {
      const [x, y] = mercator(lon, lat);
      return x >= west && x <= east && y >= north && y <= south ? [[x, y, name]] : [];
    });
  }

  /** @param {() => Promise<Closer>} fetchCloser */
  async #fetchCloser(fetchCloser) {
    this.#closer = null;
    const [{lakes, rivers, cities, scale}, own] = await Promise.all([fetchCloser(), this.#cityNames?.()]);
    this.#waters = {lakes: parts(lakes, scale, true), rivers: parts(rivers, scale, false)};
    this.#cities = own ? translatedCities(cities, own) : cities;
    this._update();
    this.fire('closer');
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
 * The cities that have a name for the reader, under that name.
 * @param {City[]} cities
 * @param {CityNames} own
 * @returns {City[]}
 */
function translatedCities(cities, {names, keeps_others: keepsOthers}) {
  return cities.flatMap(([name, ...at], number) => {
    const shown = names[number] ?? (keepsOthers ? name : '');
    return shown ? [[shown, ...at]] : [];
  });
}

/**
 * @param {Outlines} outlines
 * @returns {Sheet}
 */
function sheet({land, borders, scale}) {
  return {land: parts(land, scale, true), borders: parts(borders, scale, false), from: 0, frame: null};
}
