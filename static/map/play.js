// Play: step through the trips shown, in date order; each is drawn along its way. Playing is selecting the next trip. Needs Leaflet (`L`).

import {el} from '../panels/dom.js';
import {paint, stroke} from './modes.js';

const DRAW_MS = 2600; // a trip is drawn in this time, whatever its length
const REST_MS = 1400; // and looked at for so long before the next

/** A polyline on Leaflet's canvas in the stroke of its mode. */
const Trail = L.Polyline.extend({
  _updatePath() {
    const {_renderer: renderer, _parts: parts} = this;
    if (!renderer._drawing || !parts.length) return;
    const trace = context => parts.forEach(part => part.forEach((point, at) => (at ? context.lineTo(point.x, point.y) : context.moveTo(point.x, point.y))));
    paint(renderer._ctx, trace, this.stroke, this.ink);
  },
});

export class Play {
  constructor(map, layer) {
    Object.assign(this, {map, layer, canvas: L.canvas({padding: 0.5}), store: layer.store, words: layer.words, playing: false, trail: []});
    const button = (name, act) => el('button', {type: 'button', class: name, 'aria-label': this.words.translate(name), title: this.words.translate(name), onclick: act});
    this.button = button('play', () => this.toggle());
    this.text = el('span', {class: 'step'});
    this.box = el('div', {class: 'playbar', role: 'group', 'aria-label': this.words.translate('playbar')}, button('previous', () => this.step(-1)), this.button, button('next', () => this.step(1)), this.text);
    const control = L.control({position: 'bottomleft'});
    control.onAdd = () => this.box;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(this.box);
    this.box.addEventListener('keydown', event => this.#key(event));
  }

  /** Select the next trip shown, or the one before; round the ends. */
  step(by) {
    const {shown} = this.store, at = this.#at;
    if (!shown.length) return;
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    this.own = true;
    this.store.select(this.layer.trips.trip(shown[next]));
    this.own = false;
  }

  toggle() {
    this.playing ? this.pause() : this.start();
  }

  start() {
    if (!this.store.shown.length) return;
    this.playing = true;
    this.#dress();
    const at = this.#at;
    at < 0 || at === this.store.shown.length - 1 ? this.#first() : this.#draw();
  }

  pause() {
    this.playing = false;
    this.#dress();
    this.#clear();
    this.layer._mark();
  }

  /** Follow the page: a selection or a filter of the reader's ends the play, one of our own goes on with it. */
  follow(changed) {
    this.#dress();
    if (!changed.facets && !changed.trip) return;
    if (this.playing && !this.own) this.pause();
    else if (this.playing) this.#draw();
  }

  /** Which of the trips shown is selected, or -1. */
  get #at() {
    return this.store.trip ? this.store.shown.indexOf(this.store.trip.index) : -1;
  }

  #first() {
    if (!this.#at) return this.#draw();
    this.own = true;
    this.store.select(this.layer.trips.trip(this.store.shown[0]));
    this.own = false;
  }

  #dress() {
    const {shown, trip} = this.store, at = this.#at;
    this.button.classList.toggle('playing', this.playing);
    for (const name of ['aria-label', 'title']) this.button.setAttribute(name, this.words.translate(this.playing ? 'pause' : 'play'));
    const text = at < 0 ? this.words.translate('step_through') : this.words.translate('step', {n: at + 1, total: shown.length, title: trip.title, when: this.words.span(trip.start, trip.end)});
    if (this.text.textContent !== text) this.text.textContent = text;
    this.box.hidden = !shown.length;
  }

  /** Draw the selected trip along its way, then go on; with reduced motion it stands at once. */
  #draw() {
    this.#clear();
    const run = this.run = {}, pieces = this.#pieces(this.store.trip);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (this.layer.options.resting() || !length) return this.#rest(run);
    this.layer.mute(true);
    let began = null;
    const frame = now => {
      if (this.run !== run) return;
      began ??= now;
      const share = Math.min(1, (now - began) / DRAW_MS);
      this.#reach(pieces, share * length);
      share < 1 ? requestAnimationFrame(frame) : this.#rest(run);
    };
    requestAnimationFrame(frame);
  }

  #rest(run) {
    this.layer.mute(false);
    this.#drop();
    let began = null;
    const frame = now => {
      if (this.run !== run || !this.playing) return;
      began ??= now;
      if (now - began < REST_MS) requestAnimationFrame(frame);
      else if (this.#at === this.store.shown.length - 1) this.pause();
      else this.step(1);
    };
    requestAnimationFrame(frame);
  }

  /** The segments of a trip in the order travelled: [{points, length in degrees, line}]. */
  #pieces(trip) {
    return trip.legs.flatMap(leg => this.layer.trips.usesOf(leg)).map(({segment, forward, basis}) => {
      const way = latLngs(this.layer.trips.way(segment)), points = forward ? way : way.reverse();
      const {mode} = this.layer.trips.segment(segment), ink = this.layer._ink();
      const line = new Trail([], {renderer: this.canvas, interactive: false, noClip: true, weight: 12});
      Object.assign(line, {stroke: stroke(mode, basis), ink: {colour: ink[mode], paper: ink.paper}});
      return {points, line, length: points.slice(1).reduce((sum, point, at) => sum + apart(points[at], point), 0)};
    });
  }

  /** Draw so much of the way, in degrees, with a dot where the traveller is. */
  #reach(pieces, distance) {
    for (const piece of pieces) {
      if (distance <= 0) return;
      const points = part(piece.points, distance);
      piece.line.setLatLngs(points);
      if (!this.trail.includes(piece.line)) this.trail.push(piece.line.addTo(this.map));
      distance -= piece.length;
      if (distance <= 0) this.#dot(points.at(-1));
    }
  }

  #dot(at) {
    const {ink, paper} = this.layer._ink();
    this.head ??= L.circleMarker(at, {renderer: this.canvas, interactive: false, radius: 7, weight: 3, color: paper, fillColor: ink, fillOpacity: 1}).addTo(this.map);
    this.head.setLatLng(at).bringToFront();
  }

  #drop() {
    for (const line of this.trail) line.remove();
    this.head?.remove();
    this.trail = [];
    this.head = null;
  }

  #clear() {
    this.run = null;
    this.#drop();
    this.layer.mute(false);
  }

  #key(event) {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!step) return;
    this.step(step);
    event.preventDefault();
  }
}

function latLngs(way) {
  return Array.from({length: way.length / 2}, (_, point) => [way[2 * point + 1], way[2 * point]]);
}

function apart([lat, lng], [toLat, toLng]) {
  return Math.hypot(toLat - lat, (toLng - lng) * Math.cos((lat * Math.PI) / 180));
}

/** The first part of a way, so many degrees long. */
function part(points, distance) {
  for (let at = 1; at < points.length; at++) {
    const length = apart(points[at - 1], points[at]);
    if (length >= distance && length) {
      const [a, b] = [points[at - 1], points[at]], share = distance / length;
      return [...points.slice(0, at), [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]];
    }
    distance -= length;
  }
  return points;
}
