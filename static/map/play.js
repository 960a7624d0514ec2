// Play: step through the trips shown in date order, each drawn along its way; a step selects the next trip.
// Needs Leaflet (`L`).

import {CANVAS_PADDING} from './canvas.js';
import {el} from '../elements/dom.js';
import {paint, stroke} from '../elements/modes.js';
import {nearestCopy} from '../model/bounds.js';
import {hasTimeToFly, SPEEDS, stepMs} from '../model/pace.js';

/** @typedef {[lat: number, lng: number]} LatLng */
/** @typedef {{points: LatLng[], line: Trail, length: number}} Piece a segment of a trip, its length in degrees */

const DRAWN_SHARE = 0.65; // of a trip's time, in which it is drawn, whatever its length

/** A polyline on Leaflet's canvas in the stroke of its mode. */
class Trail extends L.Polyline {
  /**
   * @param {L.Canvas} renderer
   * @param {import('../elements/modes.js').Stroke} stroke
   * @param {import('../elements/modes.js').LineColours} colours
   */
  constructor(renderer, stroke, colours) {
    super([], {renderer, interactive: false, noClip: true, weight: 12});
    this.stroke = stroke;
    this.colours = colours;
  }

  _updatePath() {
    const {_renderer: renderer, _parts: parts} = this;
    if (!renderer._drawing || !parts.length) return;
    paint(renderer._ctx, context => {
      for (const [first, ...rest] of parts) {
        context.moveTo(first.x, first.y);
        for (const {x, y} of rest) context.lineTo(x, y);
      }
    }, this.stroke, this.colours);
  }
}

export class Play {
  playing = false;
  /** @type {Trail[]} what is drawn of the trip so far */
  trail = [];
  /** @type {L.CircleMarker | null} where the traveller is */
  head = null;
  #stepping = false; // whether a change of the selection is this module's own
  #speed = 1;
  #run = 0; // the number of the current animation; an earlier one stops
  #canvas = L.canvas({padding: CANVAS_PADDING});

  /**
   * @param {L.Map} map
   * @param {import('./layer.js').TripLayer} layer
   */
  constructor(map, layer) {
    this.map = map;
    this.layer = layer;
    this.store = layer.store;
    this.words = layer.words;
    this.button = this.#button('play', () => this.toggle());
    this.text = el('span', {class: 'step'});
    this.speedButton = el('button', {type: 'button', class: 'speed', onclick: () => this.#setSpeed()});
    this.box = el('div', {class: 'playbar', role: 'group', 'aria-label': this.words.translate('playbar')},
      this.#button('previous', () => this.step(-1)), this.button, this.#button('next', () => this.step(1)),
      this.speedButton, this.text);
    this.caption = el('p', {class: 'play-caption', 'aria-hidden': 'true', hidden: true}); // as the bar says it
    map.getContainer().append(this.caption);
    const control = new L.Control({position: 'bottomleft'});
    control.onAdd = () => this.box;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(this.box);
    this.box.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#key(event));
  }

  /**
   * @param {string} name
   * @param {() => void} onclick
   */
  #button(name, onclick) {
    const title = this.words.translate(name);
    return el('button', {type: 'button', class: name, 'aria-label': title, title, onclick});
  }

  /** Whether the map shows all trips while they are played, since there is no time to fly to each. */
  get showsAll() {
    return this.playing && !hasTimeToFly(this.store.shown.length, this.#speed);
  }

  /** Take the next speed; the first follows the last. */
  #setSpeed() {
    this.#speed = SPEEDS[(SPEEDS.indexOf(this.#speed) + 1) % SPEEDS.length];
    this.#update();
  }

  /**
   * Select the next visible trip, or the one before; the first follows the last.
   * @param {1 | -1} by
   */
  step(by) {
    const {shown} = this.store, at = this.#at;
    if (!shown.length) return;
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    this.#select(next);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.start();
  }

  start() {
    if (!this.store.shown.length) return;
    this.playing = true;
    this.#update();
    const at = this.#at, last = this.store.shown.length - 1;
    if (at === 0 || (at > 0 && at < last)) this.#draw();
    else this.#select(0); // nothing shown is selected, or the last one is
  }

  pause() {
    this.playing = false;
    this.#update();
    this.#clear();
    this.layer.updateSelection();
  }

  /**
   * Follow the page: a selection or filter by the reader ends the play; our own selection continues it.
   * @param {import('../../tools/stubs/types.js').Changed} changed
   */
  follow(changed) {
    this.#update();
    if (!changed.facets && !changed.trip) return;
    if (this.playing && !this.#stepping) this.pause();
    else if (this.playing) this.#draw();
  }

  get #stepMs() {
    return stepMs(this.store.shown.length, this.#speed);
  }

  /** The index of the selected trip among the visible ones, or -1. */
  get #at() {
    return this.store.trip ? this.store.shown.indexOf(this.store.trip.index) : -1;
  }

  /** @param {number} at */
  #select(at) {
    this.#stepping = true;
    this.store.select(this.layer.trips.trip(this.store.shown[at]), {isStep: !this.playing});
    this.#stepping = false;
  }

  /** Update the text of the bar and its buttons. */
  #update() {
    const {words, store: {shown, trip}} = this, at = this.#at;
    this.button.classList.toggle('playing', this.playing);
    for (const name of ['aria-label', 'title']) {
      this.button.setAttribute(name, words.translate(this.playing ? 'pause' : 'play'));
    }
    const speed = `${this.#speed === 0.5 ? '½' : this.#speed}×`, name = words.translate('speed', {speed});
    if (this.speedButton.textContent !== speed) {
      this.speedButton.textContent = speed;
      this.speedButton.setAttribute('aria-label', name);
      this.speedButton.title = name;
    }
    this.caption.hidden = !this.playing || !trip;
    if (trip && this.playing) {
      this.caption.replaceChildren(el('b', {}, trip.title), ` ${words.span(trip.start, trip.end)}`);
    }
    const text = at < 0 || !trip ? words.translate('step_through') : words.translate('step', {
      n: at + 1, total: shown.length, title: trip.title, when: words.span(trip.start, trip.end),
    });
    if (this.text.textContent !== text) this.text.textContent = text;
    this.box.hidden = !shown.length;
  }

  /** Draw the selected trip along its way, then go on; with reduced motion, draw it at once. */
  #draw() {
    this.#clear();
    const run = ++this.#run, pieces = this.#pieces();
    const drawMs = DRAWN_SHARE * this.#stepMs;
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (this.layer.options.resting() || !length) return this.#rest(run);
    this.layer.mute(true);
    /** @type {number | null} */
    let began = null;
    const frame = (/** @type {number} */ now) => {
      if (this.#run !== run) return;
      began ??= now;
      const share = Math.min(1, (now - began) / drawMs);
      this.#drawUntil(pieces, share * length);
      if (share < 1) requestAnimationFrame(frame);
      else this.#rest(run);
    };
    requestAnimationFrame(frame);
  }

  /**
   * Wait a while, then go on to the next trip.
   * @param {number} run
   */
  #rest(run) {
    this.layer.mute(false);
    this.#removeTrail();
    const restMs = this.layer.options.resting() ? this.#stepMs : (1 - DRAWN_SHARE) * this.#stepMs;
    /** @type {number | null} */
    let began = null;
    const frame = (/** @type {number} */ now) => {
      if (this.#run !== run || !this.playing) return;
      began ??= now;
      if (now - began < restMs) requestAnimationFrame(frame);
      else if (this.#at === this.store.shown.length - 1) this.pause();
      else this.step(1);
    };
    requestAnimationFrame(frame);
  }

  /**
   * The segments of the selected trip in the order travelled.
   * @returns {Piece[]}
   */
  #pieces() {
    const {trips} = this.layer, legs = this.store.trip?.legs ?? [], colours = this.layer.colours();
    return legs.flatMap(leg => trips.usesOf(leg)).map(({segment, forward, basis}) => {
      const way = latLngs(trips.way(segment)), points = forward ? way : way.reverse();
      const {mode} = trips.segment(segment), colour = colours[this.layer.lines.colour(segment, mode)];
      const line = {colour, paper: colours.paper};
      const length = points.slice(1).reduce((sum, point, at) => sum + distance(points[at], point), 0);
      return {points, line: new Trail(this.#canvas, stroke(mode, basis), line), length};
    });
  }

  /**
   * Draw the way up to a point, with a dot for the traveller.
   * @param {Piece[]} pieces
   * @param {number} left in degrees
   */
  #drawUntil(pieces, left) {
    for (const piece of pieces) {
      if (left <= 0) return;
      const points = firstPart(piece.points, left), [, first] = points[0];
      const turned = nearestCopy(first, this.map.getCenter().lng) - first;
      const copy = (/** @type {number} */ aside) => points.map(([lat, lng]) => L.latLng(lat, lng + turned + aside));
      piece.line.setLatLngs([0, -360, 360].map(copy)); // of a way around the world's other side both parts are seen
      if (!this.trail.includes(piece.line)) this.trail.push(piece.line.addTo(this.map));
      left -= piece.length;
      if (left <= 0) this.#moveHead(points[points.length - 1]);
    }
  }

  /** @param {LatLng} point */
  #moveHead([lat, lng]) {
    const at = L.latLng(lat, nearestCopy(lng, this.map.getCenter().lng));
    const {ink, paper} = this.layer.colours();
    const look = {radius: 7, weight: 3, color: paper, fillColor: ink, fillOpacity: 1};
    this.head ??= L.circleMarker(at, {renderer: this.#canvas, interactive: false, ...look}).addTo(this.map);
    this.head.setLatLng(at).bringToFront();
  }

  #removeTrail() {
    for (const line of this.trail) line.remove();
    this.head?.remove();
    this.trail = [];
    this.head = null;
  }

  #clear() {
    this.#run++;
    this.#removeTrail();
    this.layer.mute(false);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    this.step(event.key === 'ArrowRight' ? 1 : -1);
    event.preventDefault();
  }
}

/**
 * @param {Float64Array} way [lng, lat, ...]
 * @returns {LatLng[]}
 */
function latLngs(way) {
  return Array.from({length: way.length / 2}, (_, point) => [way[2 * point + 1], way[2 * point]]);
}

/**
 * The distance of two near points, in degrees of latitude.
 * @param {LatLng} from
 * @param {LatLng} to
 */
function distance([lat, lng], [toLat, toLng]) {
  return Math.hypot(toLat - lat, (toLng - lng) * Math.cos((lat * Math.PI) / 180));
}

/**
 * The first part of a way.
 * @param {LatLng[]} points
 * @param {number} left how long it is, in degrees
 * @returns {LatLng[]}
 */
function firstPart(points, left) {
  for (let at = 1; at < points.length; at++) {
    const length = distance(points[at - 1], points[at]);
    if (length >= left && length) {
      const [a, b] = [points[at - 1], points[at]], share = left / length;
      return [...points.slice(0, at), [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]];
    }
    left -= length;
  }
  return points;
}
