// Places: counted markers where the trips of a view start, stop and pass. Needs Leaflet (`L`).

import {el} from '../panels/dom.js';
import {MAX_LISTED, tripList} from './tip.js';

const MARKERS = 300; // DOM markers at the most, the busiest; the rest are dots on the canvas
const ROOM = 21; // px between the middles of two marks
const STEP = 16; // px that a mark may stand beside its place

export class Places {
  constructor(map, layer) {
    Object.assign(this, {map, layer, words: layer.words, trips: layer.trips, markers: new Map(), items: []});
    map.getPane('markerPane').setAttribute('aria-hidden', 'true');
    const home = this.trips.places[this.trips.about.home], {all} = this.trips.spots;
    this.far = Float64Array.from(all, ({place}) => (home ? map.distance([home.lat, home.lon], [place.lat, place.lon]) : 0));
  }

  /** Draw the visits of `Spots.visits`: the busiest spots where trips stop get a marker, the others a dot. */
  show({counts, met}) {
    const visits = this.trips.spots.all.filter(({index}) => met[index]).map(spot => ({...spot, n: counts[spot.index]}));
    this.items = visits.filter(({n}) => n).sort((a, b) => b.home - a.home || b.n - a.n || this.far[b.index] - this.far[a.index]);
    this.marked = this.items.slice(0, MARKERS);
    this.passed = visits.filter(({n}) => !n);
    const dots = (spots, radius) => spots.map(({place}) => ({place, radius}));
    this.layer._lines.dots = [...dots(this.passed, 2.5), ...dots(this.items.slice(MARKERS), 4)];
    this.#mark();
  }

  /** Markers are kept for when their spot is shown again, and hidden meanwhile. */
  #mark() {
    const marked = new Map(this.marked.map(visit => [visit.key, visit]));
    for (const [key, marker] of this.markers) {
      if (!marked.has(key) && this.markers.size > 2 * MARKERS) marker.remove(), this.markers.delete(key);
      else marker.getElement().hidden = !marked.has(key);
    }
    for (const visit of marked.values()) this.#marker(visit);
  }

  /** The radius in px of a visit's mark. */
  radius(visit) {
    return visit.crowded ? 4 : visit.home ? 9 : visit.n ? 12 : 3;
  }

  /** Where the mark of a visit stands on the screen. */
  at(visit) {
    const point = this.map.latLngToContainerPoint([visit.place.lat, visit.place.lon]);
    return visit.nudge ? point.add(visit.nudge) : point;
  }

  /** A mark that would cover a busier or farther one steps aside a little; where that is not enough it shrinks to a dot. */
  crowd() {
    const kept = [];
    for (const visit of this.marked) {
      visit.nudge = null;
      const at = this.at(visit), near = kept.find(other => other.distanceTo(at) < ROOM);
      const aside = near && beside(near, at);
      visit.crowded = Boolean(near) && (aside.distanceTo(at) > STEP || kept.some(other => other.distanceTo(aside) < ROOM - 0.5));
      if (near && !visit.crowded) visit.nudge = aside.subtract(at);
      if (!visit.crowded) kept.push(visit.nudge ? aside : at);
      const mark = this.markers.get(visit.key).getElement();
      mark.classList.toggle('crowded', visit.crowded);
      mark.firstChild.style.transform = visit.nudge ? `translate(${visit.nudge.x}px, ${visit.nudge.y}px)` : '';
    }
  }

  /** What a place tells: its name, how many trips stop there, and which. */
  content(visit) {
    const {place, n, home} = visit, trips = this.trips.spots.stops(visit, this.layer.store.shown);
    const rows = trips.slice(0, MAX_LISTED).map(trip => ({trip: this.trips.trip(trip)}));
    const note = home ? this.words.translate('home') : this.words.translate('place_trips', {n});
    const native = place.native.split(' / ')[0];
    return tripList(native && native !== place.label ? `${place.label} ${native}` : place.label, note, rows, this.words, trip => this.layer.select(trip), trips.length - rows.length);
  }

  /** Let the places of the selected trip stand out. */
  mark(selected) {
    const stops = selected && this.trips.spots.visits([selected.index]).counts;
    for (const visit of this.marked) this.markers.get(visit.key).getElement().classList.toggle('faded', Boolean(selected) && !stops[visit.index]);
  }

  #marker(visit) {
    const known = this.markers.get(visit.key);
    if (known) {
      known.visit = visit;
      known.getElement().firstChild.textContent = visit.home ? '' : visit.n;
      return;
    }
    const mark = el('span', {class: visit.home ? 'ring' : 'count'}, visit.home ? '' : String(visit.n));
    const size = 2 * this.radius(visit), hit = Math.max(28, size);
    const icon = L.divIcon({html: mark, className: 'place', iconSize: [hit, hit]});
    const marker = L.marker([visit.place.lat, visit.place.lon], {icon, keyboard: false, zIndexOffset: visit.home ? -500 : visit.n});
    marker.visit = visit;
    marker.on('mouseover', () => this.#tip(marker, false)).on('mouseout', event => this.layer._leave(event));
    marker.on('click', event => { L.DomEvent.stopPropagation(event); this.#choose(marker); });
    this.markers.set(visit.key, marker.addTo(this.map));
  }

  #choose(marker) {
    const {visit} = marker;
    if (visit.n === 1 && !visit.home) this.layer.select(this.trips.trip(this.trips.spots.stops(visit, this.layer.store.shown)[0]));
    else this.#tip(marker, true);
  }

  #tip(marker, pinned) {
    const tip = this.layer._tip;
    if (pinned || (!tip.pinned && !this.layer._touched)) tip.show(this.content(marker.visit), this.map.latLngToContainerPoint(marker.getLatLng()), pinned);
  }
}

function beside(near, at) {
  const away = at.subtract(near), length = at.distanceTo(near);
  return near.add(length ? away.multiplyBy(ROOM / length) : L.point(ROOM, 0));
}
