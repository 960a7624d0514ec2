// Places: markers with counts where the trips of a view start and stop, dots where they pass. Needs Leaflet (`L`).

import {el} from '../elements/dom.js';
import {MAX_LISTED, tripList} from '../elements/tip.js';
import {nearestCopy} from '../model/bounds.js';

/** @typedef {import('../../tools/stubs/types.js').Marker} Marker */

/**
 * A marker that trips of a view stop at or pass.
 * @typedef {Marker & VisitState} Visit
 *
 * @typedef {object} VisitState
 * @property {number} n how many trips stop there
 * @property {boolean} crowded whether it is a dot, since a busier one stands there
 * @property {L.Point | null} nudge by how much it steps aside
 */

/** @typedef {{visit: Visit, pin: L.Marker, box: HTMLElement, mark: HTMLElement}} Entry a marker's elements */

const MAX_PINS = 300; // DOM markers at the most, the busiest; the rest are dots on the canvas
const SPACING = 21; // px between the middles of two marks
const STEP = 16; // px that a mark may stand beside its place
const WIDE = 16; // px from the middle of a mark with three signs to its end
const RIM = 15; // px from the middle of a mark to that of a dot beside it

/** A marker that is no layer of its own for the browser to compose, as Leaflet's are: 300 took 20 ms a frame. */
class Pin extends L.Marker {
  /** @param {L.Point} point */
  _setPos(point) {
    super._setPos(point);
    const icon = this.getElement();
    if (icon) icon.style.transform = `translate(${point.x}px, ${point.y}px)`;
  }
}

export class Places {
  /** @type {Map<string, Entry>} by key of the marker */
  #pins = new Map();
  /** @type {Visit[]} where trips stop, home first, then the busiest */
  items = [];
  /** @type {Visit[]} those of the items that have a pin */
  marked = [];
  /** @type {Visit[]} where trips only pass */
  passed = [];

  /**
   * @param {L.Map} map
   * @param {import('./layer.js').TripLayer} layer
   */
  constructor(map, layer) {
    this.map = map;
    this.layer = layer;
    this.words = layer.words;
    this.trips = layer.trips;
    map.getPane('markerPane')?.setAttribute('aria-hidden', 'true');
    const {about, places, markers: {all}} = this.trips, home = about.home === null ? null : places[about.home];
    const fromHome = (/** @type {Marker} */ {place}) => (
      home ? map.distance([home.lat, home.lon], [place.lat, place.lon]) : 0);
    this.distances = Float64Array.from(all, fromHome);
  }

  /**
   * Draw the visits of a view: the busiest markers where trips stop get a pin, the others a dot.
   * @param {ReturnType<import('../model/markers.js').Markers['visits']>} visits
   */
  show({counts, present}) {
    const {distances} = this, visited = this.trips.markers.all.filter(({index}) => present[index]);
    const visits = visited.map(marker => ({...marker, n: counts[marker.index], crowded: false, nudge: null}));
    this.items = visits.filter(({n}) => n).sort((a, b) => (
      Number(b.home) - Number(a.home) || b.n - a.n || distances[b.index] - distances[a.index]));
    this.marked = this.items.slice(0, MAX_PINS);
    this.passed = visits.filter(({n}) => !n);
    this.layer.lines.dots = [
      ...this.passed.map(({place}) => ({place, radius: 2.5})),
      ...this.items.slice(MAX_PINS).map(({place}) => ({place, radius: 4})),
    ];
    this.#showPins();
  }

  /** Show pins; those of hidden markers are kept for the next time. */
  #showPins() {
    const keys = new Set(this.marked.map(({key}) => key));
    for (const [key, {pin, box}] of this.#pins) {
      if (!keys.has(key) && this.#pins.size > 2 * MAX_PINS) {
        pin.remove();
        this.#pins.delete(key);
      } else box.hidden = !keys.has(key);
    }
    for (const visit of this.marked) this.#showPin(visit);
  }

  /**
   * The radius in px of a visit's mark.
   * @param {Visit} visit
   */
  radius(visit) {
    if (visit.crowded) return 4;
    return visit.home ? 9 : shortNumber(visit.n).length > 2 ? WIDE : visit.n ? 12 : 3;
  }

  /**
   * The position of a visit's mark on the screen.
   * @param {Visit} visit
   */
  at(visit) {
    const point = this.map.latLngToContainerPoint([visit.place.lat, visit.place.lon]);
    return visit.nudge ? point.add(visit.nudge) : point;
  }

  /** Move places to the copy of the world that the map shows, with their marks. */
  recentre() {
    const centre = this.map.getCenter().lng;
    for (const place of this.trips.places) place.lon = nearestCopy(place.lon, centre);
    for (const {visit: {place}, pin} of this.#pins.values()) {
      if (pin.getLatLng().lng !== place.lon) pin.setLatLng([place.lat, place.lon]);
    }
  }

  /** Move a mark a little if it would cover a busier or farther one; if that is not enough, make it a dot beside it. */
  spread() {
    /** @type {L.Point[]} */
    const kept = [];
    for (const visit of this.marked) {
      this.#spread(visit, kept);
      const pin = this.#pins.get(visit.key);
      if (!pin) continue;
      pin.box.classList.toggle('crowded', visit.crowded);
      if (!visit.crowded) showNumber(pin.mark, visit.n); // that of a dot is not seen, and would be laid out
      pin.mark.style.transform = visit.nudge ? `translate(${visit.nudge.x}px, ${visit.nudge.y}px)` : '';
    }
  }

  /**
   * @param {Visit} visit
   * @param {L.Point[]} kept where marks stand already
   */
  #spread(visit, kept) {
    visit.nudge = null;
    const at = this.at(visit), near = kept.find(other => other.distanceTo(at) < SPACING);
    const aside = near ? beside(near, at) : at;
    const tooFar = aside.distanceTo(at) > STEP;
    visit.crowded = near !== undefined && (tooFar || kept.some(other => other.distanceTo(aside) < SPACING - 0.5));
    if (visit.crowded) visit.nudge = near ? toRim(near, at) : null;
    if (visit.crowded) return;
    if (near) visit.nudge = aside.subtract(at);
    kept.push(aside);
  }

  /**
   * The content of a place's tip: its name, and the number and list of its trips.
   * @param {Visit} visit
   */
  content(visit) {
    const {place, n, home} = visit, trips = this.trips.markers.tripsStoppingAt(visit, this.layer.store.shown);
    const rows = trips.slice(0, MAX_LISTED).map(trip => (
      {trip: this.trips.trip(trip), remark: this.layer.describe(trip)}));
    const note = home ? this.words.translate('home') : this.words.translate('place_trips', {n});
    const native = place.native.split(' / ')[0];
    const heading = native && native !== place.label ? `${place.label} ${native}` : place.label;
    return tripList(heading, note, rows, this.words, trip => this.layer.select(trip), trips.length - rows.length);
  }

  /**
   * Highlight the places of the selected trip.
   * @param {{index: number} | null} selected
   */
  mark(selected) {
    const stops = selected ? this.trips.markers.visits([selected.index]).counts : null;
    for (const {key, index} of this.marked) {
      this.#pins.get(key)?.box.classList.toggle('faded', stops !== null && !stops[index]);
    }
  }

  /** @param {Visit} visit */
  #showPin(visit) {
    const known = this.#pins.get(visit.key);
    if (known) {
      known.visit = visit;
      return;
    }
    const mark = el('span', {class: visit.home ? 'ring' : 'count'}, visit.home ? null : shortNumber(visit.n));
    const size = Math.max(28, 2 * this.radius(visit)); // px that a pointer hits
    const icon = L.divIcon({html: mark, className: 'place', iconSize: [size, size]});
    const options = {icon, keyboard: false, zIndexOffset: visit.home ? -500 : visit.n};
    const pin = new Pin([visit.place.lat, visit.place.lon], options).addTo(this.map);
    const entry = {visit, pin, box: /** @type {HTMLElement} */ (pin.getElement()), mark};
    pin.on('mouseover', () => this.#showTip(entry, false)).on('mouseout', event => this.layer.leave(event));
    pin.on('click', event => {
      L.DomEvent.stopPropagation(event);
      this.#click(entry);
    });
    this.#pins.set(visit.key, entry);
  }

  /** @param {Entry} entry */
  #click(entry) {
    const {visit} = entry, {markers} = this.trips;
    if (visit.n !== 1 || visit.home) return this.#showTip(entry, true);
    this.layer.select(this.trips.trip(markers.tripsStoppingAt(visit, this.layer.store.shown)[0]));
  }

  /**
   * @param {Entry} entry
   * @param {boolean} pinned
   */
  #showTip({visit, pin}, pinned) {
    const {tip, touched} = this.layer;
    if (!pinned && (tip.pinned || touched)) return;
    tip.show(this.content(visit), this.map.latLngToContainerPoint(pin.getLatLng()), pinned);
  }
}

/**
 * Show a number on a mark that has one. Its text is changed and not replaced: a new one is styled anew, with the mark
 * around it.
 * @param {HTMLElement} mark
 * @param {number} n
 */
function showNumber({firstChild: text}, n) {
  const shown = shortNumber(n);
  if (text instanceof Text && text.data !== shown) text.data = shown;
}

/**
 * A number in at most three signs up to 99,499, for a mark has room for no more; its tip has the whole one.
 * @param {number} n
 */
function shortNumber(n) {
  return n < 1000 ? String(n) : `${Math.round(n / 1000)}k`;
}

/**
 * The nearest point beside a mark, in the direction of another point, that has room for a mark.
 * @param {L.Point} near
 * @param {L.Point} at
 */
function beside(near, at) {
  const away = at.subtract(near), length = at.distanceTo(near);
  return near.add(length ? away.multiplyBy(SPACING / length) : L.point(SPACING, 0));
}

/**
 * How far a dot moves from under the mark that stands there to its rim.
 * @param {L.Point} near the middle of that mark
 * @param {L.Point} at where the dot would stand
 */
function toRim(near, at) {
  const away = at.subtract(near), length = at.distanceTo(near);
  if (length >= RIM) return null;
  return length ? away.multiplyBy(RIM / length - 1) : L.point(RIM, 0);
}
