// Places: marks with counts where the trips of a view start and stop, dots where they pass. Needs Leaflet (`L`).

import {MAX_LISTED, tripList} from '../elements/tip.js';
import {nearestCopy} from '../model/bounds.js';
import {PaintedMarks} from './painted_marks.js';
import {Pins} from './pins.js';
import {shortNumber} from './short_number.js';

/** @typedef {import('../../tools/stubs/types.js').Marker} Marker */

/**
 * A marker that trips of a view stop at or pass.
 * @typedef {Marker & VisitState} Visit
 *
 * @typedef {object} VisitState
 * @property {number} n how many trips stop there
 * @property {boolean} crowded whether it is a dot, since a busier one stands there
 * @property {boolean} faded whether another trip is selected, that does not stop there
 * @property {L.Point | null} nudge by how much it steps aside
 */

/**
 * What draws the marks.
 * @typedef {object} Marks
 * @property {(marked: Visit[]) => void} show
 * @property {(marked: Visit[]) => void} place after they have stepped aside or become dots
 * @property {(marked: Visit[]) => void} fade
 * @property {() => void} recentre after places have moved to another copy of the world
 */

const MAX_MARKS = 300; // the busiest; the rest are dots
const MAX_PINS = 100; // markers of all trips; more are painted, since the elements of 300 took half of a click's frame
const SPACING = 21; // px between the middles of two marks
const STEP = 16; // px that a mark may stand beside its place
const WIDE = 16; // px from the middle of a mark with three signs to its end
const RIM = 15; // px from the middle of a mark to that of a dot beside it

export class Places {
  /** @type {Visit[]} where trips stop, home first, then the busiest */
  items = [];
  /** @type {Visit[]} those of the items that have a mark */
  marked = [];
  /** @type {Visit[]} where trips only pass */
  passed = [];
  /** The zoom and the copy of the world for which marks have stepped aside; "" where they have not. */
  #spreadFor = '';

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
    this.painted = all.length > MAX_PINS ? new PaintedMarks(map, this) : null;
    /** @type {Marks} */
    this.marks = this.painted ?? new Pins(map, this);
    layer.lines.marks = this.painted;
  }

  /**
   * Show the visits of a view: the busiest markers where trips stop get a mark, the others a dot.
   * @param {ReturnType<import('../model/markers.js').Markers['visits']>} visits
   */
  show({counts, present}) {
    const {distances} = this, visited = this.trips.markers.all.filter(({index}) => present[index]);
    const visits = visited.map(marker => (
      {...marker, n: counts[marker.index], crowded: false, faded: false, nudge: null}));
    this.items = visits.filter(({n}) => n).sort((a, b) => (
      Number(b.home) - Number(a.home) || b.n - a.n || distances[b.index] - distances[a.index]));
    this.marked = this.items.slice(0, MAX_MARKS);
    this.passed = visits.filter(({n}) => !n);
    this.layer.lines.dots = [
      ...this.passed.map(({place}) => ({place, radius: 2.5})),
      ...this.items.slice(MAX_MARKS).map(({place}) => ({place, radius: 4})),
    ];
    this.#spreadFor = '';
    this.marks.show(this.marked);
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
    this.marks.recentre();
  }

  /** Move a mark a little if it would cover a busier or farther one; if that is not enough, make it a dot beside it. */
  spread() {
    const {map, marked} = this, until = `${map.getZoom()} ${map.getCenter().lng}`;
    if (until === this.#spreadFor) return;
    this.#spreadFor = until;
    /** @type {L.Point[]} */
    const kept = [];
    for (const visit of marked) this.#spread(visit, kept);
    this.marks.place(marked);
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
    for (const visit of this.marked) visit.faded = stops !== null && !stops[visit.index];
    this.marks.fade(this.marked);
  }

  /**
   * Select the trip that stops at a visit; of several, and at home, show the list.
   * @param {Visit} visit
   */
  choose(visit) {
    if (visit.n !== 1 || visit.home) return this.showTip(visit, true);
    const [only] = this.trips.markers.tripsStoppingAt(visit, this.layer.store.shown);
    this.layer.select(this.trips.trip(only));
  }

  /**
   * Show the tip of a visit, unless another one stays.
   * @param {Visit} visit
   * @param {boolean} pinned
   */
  showTip(visit, pinned) {
    const {tip, touched} = this.layer, {lat, lon} = visit.place;
    if (!pinned && (tip.pinned || touched)) return;
    tip.show(this.content(visit), this.map.latLngToContainerPoint([lat, lon]), pinned);
  }
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
