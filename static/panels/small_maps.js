// Small maps: the trips of each traveller on a map of its own, all in one frame and scale; each filters.

import {el, reconcileChildren} from '../elements/dom.js';
import {stroke, thin} from '../elements/modes.js';
import {basisName} from '../model/basis.js';
import {COLOURS, Colouring} from '../model/colouring.js';
import {countByTraveller} from '../model/figures.js';
import {projectLine} from '../model/mercator.js';
import {busiest} from '../model/traffic.js';
import {frameOf} from './room.js';
import {drawSmallMap} from './small_map.js';

/** @import {Outlines} from '../../tools/stubs/types.js' */
/** @import {TravellerFigures} from '../model/figures.js' */
/** @import {Store} from '../model/view.js' */
/** @import {Line} from './small_map.js' */
/** @typedef {{canvas: HTMLCanvasElement, lines: Line[], ends: Float64Array[], home: Float64Array | null}} Content */

const MARGIN = 16; // px
const MOST = 400; // lines and places of one map
const DENSE = 60; // lines; if there are more, they are thin
const SPACING_KM = 300; // between two points of a geodesic

export class SmallMaps {
  /** @type {Map<string, HTMLElement>} the item of each traveller, so that what has the focus keeps it */
  #items = new Map();
  /** @type {Map<number, Float64Array>} the lines of segments, by number */
  #lines = new Map();
  /** @type {Content[]} */
  #shown = [];
  /** @type {Outlines | null} */
  #world = null;

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
    this.box = el('ul', {class: 'small-maps', 'aria-label': this.words.translate('maps_traveller')});
    new ResizeObserver(() => this.draw()).observe(this.box);
    const {signal} = store;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw(), {signal});
    matchMedia('print').addEventListener('change', () => this.draw(), {signal});
  }

  /** Show the travellers of the trips that the other filters leave. */
  async show() {
    const {trips, store} = this, all = countByTraveller(trips, trips.shown(store.view, 'traveller'));
    const colouring = store.view.colour ? new Colouring(trips, store.view.colour) : null;
    const items = all.map(each => this.#item(each));
    reconcileChildren(this.box, items);
    this.#shown = all.map((each, at) => this.#content(each, /** @type {HTMLCanvasElement} */ (
      items[at].querySelector('canvas')), colouring));
    this.#world ??= await store.world?.catch(() => null) ?? null;
    this.draw();
  }

  /** @param {TravellerFigures} figures */
  #item({traveller, home, homeTrips, figures}) {
    const {words, store} = this, name = words.translateName(traveller);
    const km = Math.round(figures.km.reduce((sum, [, length]) => sum + length, 0));
    const facts = [
      words.translate('place_trips', {n: figures.trips}),
      km ? words.translate('figure_km', {km: words.number(km)}) : '',
    ].filter(Boolean);
    const item = this.#items.get(traveller) ?? el('li', {'data-value': traveller}, el('button', {
      type: 'button', onclick: () => store.toggle('traveller', traveller),
    }, el('canvas', {'aria-hidden': 'true'}), el('b', {}, name), el('span'), el('span')));
    const [button] = item.children, [, , line, start] = button.children;
    line.textContent = facts.join(' · ');
    const place = home && this.trips.localizeValue('place', home);
    const guess = homeTrips ? words.translate('home_taken', {place, n: homeTrips, total: figures.trips}) : place;
    start.textContent = home ? `${words.translate('home')}: ${guess}` : '';
    button.setAttribute('aria-label', words.translate('figure_filter', {value: `${name}: ${facts.join(', ')}`}));
    button.setAttribute('aria-pressed', String(store.view.traveller.has(traveller)));
    this.#items.set(traveller, item);
    return item;
  }

  /**
   * @param {TravellerFigures} figures
   * @param {HTMLCanvasElement} canvas
   * @param {Colouring | null} colouring
   * @returns {Content}
   */
  #content({trips: own, home}, canvas, colouring) {
    const {trips} = this, {count, basis} = trips.traffic(own), drawn = busiest(count, MOST);
    const groups = colouring?.segments(own), isDense = drawn.length > DENSE;
    const lines = Array.from(drawn, segment => {
      const {mode} = trips.segment(segment), full = stroke(mode, basisName(basis[segment]), count[segment]);
      const colour = groups ? COLOURS[groups[segment]] : mode;
      return {colour, stroke: isDense ? thin(full) : full, xy: this.#line(segment)};
    });
    const {place} = trips.facets, stops = new Set();
    for (const trip of own) for (const marker of place.codesOf(trip)) {
      stops.add(marker);
    }
    const at = trips.markerNames.indexOf(home), ends = [...stops].filter(marker => marker !== at).slice(0, MOST);
    const points = isDense ? [] : ends.map(marker => this.#point(marker));
    return {canvas, lines, ends: points, home: home ? this.#point(at) : null};
  }

  /** @param {number} segment */
  #line(segment) {
    const line = this.#lines.get(segment) ?? projectLine(this.trips.way(segment, SPACING_KM));
    this.#lines.set(segment, line);
    return line;
  }

  /** @param {number} marker */
  #point(marker) {
    const {lon, lat} = this.trips.markers.all[marker].place;
    return projectLine(Float64Array.of(lon, lat));
  }

  /** Draw all maps in the frame that holds the lines of each. */
  draw() {
    const {clientWidth: width, clientHeight: height} = this.#shown[0]?.canvas ?? this.box;
    if (!width || !this.#shown.length) return;
    const all = this.#shown.flatMap(({lines, ends, home}) => [
      ...lines.map(({xy}) => xy), ...ends, ...(home ? [home] : [])]);
    if (!all.length) return;
    const frame = frameOf(all, {width, height, margin: MARGIN});
    for (const {canvas, ...content} of this.#shown) drawSmallMap(canvas, frame, this.#world, content, COLOURS);
  }
}
