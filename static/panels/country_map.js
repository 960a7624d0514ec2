// Country map: the countries visited, tinted by how many trips go there, with the same as a list; each one filters.

import {readColours} from '../elements/colours.js';
import {el, reconcileChildren} from '../elements/dom.js';
import {parts} from '../elements/outlines.js';
import {middleOf, nearestCopy} from '../model/bounds.js';
import {WORLD, mercator, projectLine} from '../model/mercator.js';
import {frameOf} from './room.js';
import {drawLand, inWorlds, openCanvas} from './small_map.js';

/** @import {CountryOutlines, Outlines} from '../../tools/stubs/types.js' */
/** @import {Part} from '../elements/outlines.js' */
/** @import {Frame} from './small_map.js' */
/** @import {Store} from '../model/view.js' */
/** @typedef {{name: string, n: number, code: string}} Country its name as links have it, and its trips */

const MARGIN = 30; // px
const WIDE = WORLD / 6; // of the world's map; a wider country does not set the frame, places in it do
const SMALL = 7; // px; a smaller country is a dot
const CLASSES = 5; // tints at the most
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

export class CountryMap {
  /** @type {Map<string, HTMLElement>} the item of each country, so that what has the focus keeps it */
  #items = new Map();
  /** @type {Country[]} */
  #countries = [];
  /** @type {Map<string, Part[]>} the outlines of countries by code */
  #parts = new Map();
  /** @type {{world: Outlines | null, outlines: CountryOutlines} | null} */
  #maps = null;
  /** @type {Frame | null} */
  #frame = null;

  /**
   * @param {Store} store
   * @param {() => Promise<CountryOutlines>} outlines fetches the outlines of countries
   */
  constructor(store, outlines) {
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
    this.outlines = outlines;
    this.canvas = el('canvas', {'aria-hidden': 'true'});
    this.canvas.addEventListener('click', event => this.#click(event));
    this.canvas.addEventListener('pointermove', event => this.#point(event));
    this.tints = el('ul', {class: 'tints'});
    this.list = el('ul', {class: 'countries', 'aria-label': this.words.translate('maps_country')});
    const title = el('figcaption', {}, el('b', {}, this.words.translate('maps_country')));
    this.box = el('figure', {class: 'country-map'}, title, this.canvas, this.tints, this.list);
    new ResizeObserver(() => this.draw()).observe(this.box);
    const {signal} = store;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw(), {signal});
  }

  /** Show the countries of the trips that the other filters leave. */
  async show() {
    const {trips, store} = this, {values} = trips.facets.country;
    const counts = trips.facets.country.tally(trips.shown(store.view, 'country')).trips;
    const codes = new Map(Object.entries(trips.countryNames).map(([code, name]) => [name, code]));
    this.#countries = values.map((name, at) => ({name, n: counts[at], code: codes.get(name) ?? name}))
      .filter(({n}) => n).sort((one, other) => other.n - one.n || (one.name < other.name ? -1 : 1));
    reconcileChildren(this.list, this.#countries.map(country => this.#item(country)));
    this.tints.replaceChildren(...this.#classes.map((from, at, all) => this.#tint(from, at, all)));
    if (!this.#maps) {
      const [world, outlines] = await Promise.all([store.world?.catch(() => null) ?? null, this.outlines()]);
      this.#maps = {world, outlines};
    }
    this.draw();
  }

  /** From how many trips on each tint stands, the fewest first. */
  get #classes() {
    const steps = STEPS.filter(step => step <= (this.#countries[0]?.n ?? 0));
    const every = Math.ceil(steps.length / CLASSES);
    return steps.filter((_, at) => at % every === 0);
  }

  /**
   * @param {number} from
   * @param {number} at
   * @param {number[]} all
   */
  #tint(from, at, all) {
    const until = at + 1 < all.length ? all[at + 1] - 1 : this.#countries[0].n, {words} = this;
    const range = words.translate('from_to', {from: words.number(from), to: words.number(until)});
    const tint = `color-mix(in srgb, var(--rail) ${Math.round(100 * opacity(at, all.length))}%, transparent)`;
    return el('li', {}, el('i', {'aria-hidden': 'true', style: `--tint:${tint}`}),
      until > from ? `${range} ${words.translate('stat_trips')}` : words.translate('place_trips', {n: from}));
  }

  /** @param {Country} country */
  #item({name, n}) {
    const {store, words} = this, text = this.trips.localizeValue('country', name);
    const item = this.#items.get(name) ?? el('li', {'data-value': name}, el('button', {
      type: 'button', class: 'figure', onclick: () => store.toggle('country', name),
    }, text), ' ', el('b'));
    const [button, count] = item.children;
    count.textContent = words.number(n);
    const value = `${text}, ${words.translate('place_trips', {n})}`;
    button.setAttribute('aria-label', words.translate('figure_filter', {value}));
    button.setAttribute('aria-pressed', String(store.view.country.has(name)));
    this.#items.set(name, item);
    return item;
  }

  /**
   * @param {string} code
   * @param {CountryOutlines} outlines
   */
  #outline(code, {countries, scale}) {
    const known = this.#parts.get(code) ?? parts(countries[code] ?? [], scale, true);
    this.#parts.set(code, known);
    return known;
  }

  /**
   * What the frame has to show: the places where the trips shown stop, and the countries that are not too wide.
   * @param {CountryOutlines} outlines
   */
  #extent(outlines) {
    const {trips, store} = this, shown = trips.shown(store.view, 'country'), {place} = trips.facets;
    const markers = new Set();
    for (const trip of shown) for (const marker of place.codesOf(trip)) {
      markers.add(marker);
    }
    const points = [...markers].map(marker => trips.markers.all[marker].place);
    const middle = middleOf(points.map(({lon}) => lon));
    const largest = this.#countries.flatMap(({code}) => {
      const boxes = this.#outline(code, outlines).map(({box}) => box);
      const [first] = boxes.sort((one, other) => sizeOf(other) - sizeOf(one));
      return first && first[2] - first[0] < WIDE ? [first] : [];
    });
    const near = largest.map(([west, north, east, south]) => {
      const lon = ((west + east) / 2 / WORLD) * 360 - 180, move = ((nearestCopy(lon, middle) - lon) / 360) * WORLD;
      return [west + move, north, east + move, south];
    });
    return [...points.map(({lon, lat}) => projectLine(Float64Array.of(nearestCopy(lon, middle), lat))), ...near];
  }

  draw() {
    const width = this.canvas.clientWidth, maps = this.#maps, lines = maps ? this.#extent(maps.outlines) : [];
    if (!width || !maps || !lines.length) return;
    const height = Math.round(Math.min(440, Math.max(220, width * 0.5)));
    this.canvas.style.height = `${height}px`;
    const context = openCanvas(this.canvas, width, height), colours = readColours(this.canvas);
    if (!context) return;
    const frame = this.#frame = oneWorld(frameOf(lines, {width, height, margin: MARGIN}));
    if (maps.world) drawLand(context, maps.world, frame, colours.ground);
    const classes = this.#classes, {country: chosen} = this.store.view;
    for (const country of this.#countries) {
      const rank = classes.findLastIndex(from => from <= country.n), isFaded = chosen.size && !chosen.has(country.name);
      context.globalAlpha = isFaded ? 0.3 : 1;
      inWorlds(context, frame, () => this.#paint(context, country, opacity(rank, classes.length), colours.rail, frame));
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Country} country
   * @param {number} alpha of its tint
   * @param {string} colour
   * @param {Frame} frame
   */
  #paint(context, country, alpha, colour, {scale}) {
    const whole = context.globalAlpha, path = this.#path(country, scale);
    context.fillStyle = context.strokeStyle = colour;
    context.globalAlpha = whole * alpha;
    context.fill(path, 'evenodd');
    context.globalAlpha = whole;
    context.lineWidth = 1 / scale;
    context.stroke(path);
  }

  /**
   * The outline of a country, or a dot where it has none or would hardly be seen.
   * @param {Country} country
   * @param {number} scale
   */
  #path({code, name}, scale) {
    const outline = this.#maps ? this.#outline(code, this.#maps.outlines) : [], path = new Path2D();
    for (const part of outline) path.addPath(part.path());
    const size = Math.max(0, ...outline.map(({box}) => sizeOf(box)));
    const dots = size * scale < SMALL ? this.#dots(outline, code, name) : [];
    for (const [x, y] of dots) path.arc(x, y, SMALL / 2 / scale, 0, 2 * Math.PI);
    return path;
  }

  /**
   * Where a small country is: the middle of its outline, or a place in it.
   * @param {Part[]} outline
   * @param {string} code
   * @param {string} name
   * @returns {[x: number, y: number][]}
   */
  #dots([first], code, name) {
    if (first) return [[(first.box[0] + first.box[2]) / 2, (first.box[1] + first.box[3]) / 2]];
    const place = this.trips.places.find(({country}) => country === code || country === name);
    return place ? [mercator(nearestCopy(place.lon, 0), place.lat)] : [];
  }

  /**
   * The country under the pointer.
   * @param {MouseEvent} event
   */
  #under({offsetX, offsetY}) {
    const context = this.canvas.getContext('2d'), frame = this.#frame;
    if (!context || !frame) return null;
    let found = null;
    inWorlds(context, frame, () => {
      found ??= this.#countries.find(country => context.isPointInPath(
        this.#path(country, frame.scale), offsetX * devicePixelRatio, offsetY * devicePixelRatio, 'evenodd')) ?? null;
    });
    return /** @type {Country | null} */ (found);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const country = this.#under(event);
    if (country) this.store.toggle('country', country.name);
  }

  /** @param {MouseEvent} event */
  #point(event) {
    const country = this.#under(event), {words, trips} = this;
    this.canvas.style.cursor = country ? 'pointer' : '';
    this.canvas.title = country
      ? `${trips.localizeValue('country', country.name)}, ${words.translate('place_trips', {n: country.n})}` : '';
  }
}

/**
 * How far an outline reaches, in units of the world's map.
 * @param {import('../elements/outlines.js').Extent} box
 */
const sizeOf = ([west, north, east, south]) => Math.max(east - west, south - north);

/**
 * How strong a tint is, from the fewest trips to the most.
 * @param {number} rank
 * @param {number} count of tints
 */
function opacity(rank, count) {
  return count > 1 ? 0.22 + (0.63 * rank) / (count - 1) : 0.55;
}

/**
 * A frame that shows no part of the world twice.
 * @param {Frame} frame
 * @returns {Frame}
 */
function oneWorld({x, y, scale, width, height}) {
  const larger = Math.max(scale, width / WORLD), middle = x + width / scale / 2, centre = y + height / scale / 2;
  return {x: middle - width / larger / 2, y: centre - height / larger / 2, scale: larger, width, height};
}
