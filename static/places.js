// Places: counted markers where the trips of a view start, stop and pass. Needs Leaflet (`L`).

import {el} from './dom.js';
import {list} from './tip.js';

const MARKERS = 300; // DOM markers at the most, the busiest; the rest are dots on the canvas
const ROOM = 21; // px between the middles of two marks
const STEP = 16; // px that a mark may stand beside its place

export class Places {
  constructor(map, layer) {
    Object.assign(this, {map, layer, words: layer.words, trips: layer.trips, markers: new Map(), items: []});
    map.getPane('markerPane').setAttribute('aria-hidden', 'true');
    this.dots = new Map();
  }

  /** Draw the visits of `Trips.visits`: those where a trip stops get a marker, those only passed a dot. */
  show(visits) {
    const stops = [...visits.values()].filter(visit => visit.trips.size).sort((a, b) => b.home - a.home || b.trips.size - a.trips.size || this.#far(b) - this.#far(a));
    this.items = stops;
    const marked = new Map(stops.slice(0, MARKERS).map(visit => [visit.key, visit]));
    for (const [key, marker] of this.markers) if (!marked.has(key)) marker.remove(), this.markers.delete(key);
    for (const visit of marked.values()) this.#marker(visit);
    this.passed = [...visits.values()].filter(visit => !visit.trips.size);
    this.#dots([...this.passed, ...stops.slice(MARKERS)]);
  }

  /** The radius in px of a visit's mark. */
  radius(visit) {
    return visit.crowded ? 4 : visit.home ? 9 : visit.trips.size ? 12 : 3;
  }

  /** Where the mark of a visit stands on the screen. */
  at(visit) {
    const point = this.map.latLngToContainerPoint([visit.place.lat, visit.place.lon]);
    return visit.nudge ? point.add(visit.nudge) : point;
  }

  /** A mark that would cover a busier or farther one steps aside a little; where that is not enough it shrinks to a dot. */
  crowd() {
    const kept = [];
    for (const visit of this.items) {
      visit.nudge = null;
      const at = this.at(visit), near = kept.find(other => other.distanceTo(at) < ROOM);
      const aside = near && beside(near, at);
      visit.crowded = Boolean(near) && (aside.distanceTo(at) > STEP || kept.some(other => other.distanceTo(aside) < ROOM - 0.5));
      if (near && !visit.crowded) visit.nudge = aside.subtract(at);
      if (!visit.crowded) kept.push(visit.nudge ? aside : at);
      const mark = this.markers.get(visit.key)?.getElement();
      mark?.classList.toggle('crowded', visit.crowded);
      if (mark) mark.firstChild.style.transform = visit.nudge ? `translate(${visit.nudge.x}px, ${visit.nudge.y}px)` : '';
    }
  }

  /** Metres from home, to rank places that are visited equally often. */
  #far({place}) {
    const home = this.trips.places[this.trips.about.home];
    return home ? this.map.distance([home.lat, home.lon], [place.lat, place.lon]) : 0;
  }

  /** What a place tells: its name, how many trips stop there, and which. */
  content({place, trips, home}) {
    const rows = [...trips].map(trip => ({trip}));
    const note = home ? this.words.say('home') : this.words.say('place_trips', {n: trips.size});
    const native = place.native.split(' / ')[0];
    return list(native && native !== place.label ? `${place.label} ${native}` : place.label, note, rows, this.words, trip => this.layer.select(trip));
  }

  /** Let the places of the selected trip stand out. */
  mark(selected) {
    for (const [key, marker] of this.markers) {
      const visit = this.items.find(item => item.key === key);
      marker.getElement()?.classList.toggle('faded', Boolean(selected) && !visit.trips.has(selected));
    }
  }

  /** Dots over lines. */
  raise() {
    for (const dot of this.dots.values()) dot.bringToFront();
  }

  /** Take the colours of the theme anew. */
  repaint() {
    for (const dot of this.dots.values()) dot.setStyle(this.#ink());
  }

  #marker(visit) {
    const known = this.markers.get(visit.key);
    if (known) {
      known.visit = visit;
      known.getElement().firstChild.textContent = visit.home ? '' : visit.trips.size;
      return;
    }
    const mark = el('span', {class: visit.home ? 'ring' : 'count'}, visit.home ? '' : String(visit.trips.size));
    const size = 2 * this.radius(visit), hit = Math.max(28, size);
    const icon = L.divIcon({html: mark, className: 'place', iconSize: [hit, hit]});
    const marker = L.marker([visit.place.lat, visit.place.lon], {icon, keyboard: false, zIndexOffset: visit.home ? -500 : visit.trips.size});
    marker.visit = visit;
    marker.on('mouseover', () => this.#tip(marker, false)).on('mouseout', event => this.layer._leave(event));
    marker.on('click', event => { L.DomEvent.stopPropagation(event); this.#choose(marker); });
    this.markers.set(visit.key, marker.addTo(this.map));
  }

  #choose(marker) {
    const {visit} = marker;
    if (visit.trips.size === 1 && !visit.home) this.layer.select(visit.trips.values().next().value);
    else this.#tip(marker, true);
  }

  #tip(marker, pinned) {
    const tip = this.layer._tip;
    if (pinned || (!tip.pinned && !this.layer._touched)) tip.show(this.content(marker.visit), this.map.latLngToContainerPoint(marker.getLatLng()), pinned);
  }

  #dots(visits) {
    const wanted = new Map(visits.map(visit => [visit.key, visit]));
    for (const [key, dot] of this.dots) if (!wanted.has(key)) dot.remove(), this.dots.delete(key);
    for (const [key, {place, trips}] of wanted) {
      const at = [place.lat, place.lon], radius = trips.size ? 5 : 2.5;
      if (this.dots.has(key)) this.dots.get(key).setLatLng(at).setRadius(radius);
      else this.dots.set(key, L.circleMarker(at, {...this.#ink(), renderer: this.layer._canvas, radius, weight: 1, fillOpacity: 1, interactive: false}).addTo(this.map));
    }
  }

  #ink() {
    const {ink, paper} = this.layer._ink();
    return {color: ink, fillColor: paper};
  }
}

function beside(near, at) {
  const away = at.subtract(near), length = at.distanceTo(near);
  return near.add(length ? away.multiplyBy(ROOM / length) : L.point(ROOM, 0));
}
