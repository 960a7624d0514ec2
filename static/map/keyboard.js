// Keyboard: the map without a pointer. It is one Tab stop, a list of the trips in date order and then of the places:
// arrows go through it, Enter selects, Escape closes, Space plays, Shift with arrows pans, + and - zoom.

import {el, memoize, reconcileChildren} from '../elements/dom.js';
import {latestAfterPaint} from '../elements/frames.js';

/** @typedef {import('../../tools/stubs/types.js').Trip} Trip */
/** @typedef {import('./places.js').Visit} Visit */
/** @typedef {{trip: Trip, visit?: undefined} | {trip?: undefined, visit: Visit}} Item what an option stands for */

/** @type {Record<string, [x: number, y: number]>} */
const PAN = {ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80]};
/** @type {Record<string, number>} */
const STEPS = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1};
const OPTIONS = 100; // that stand in the document at a time, those around the current one

export class KeyboardList {
  /** @type {Uint32Array} */
  #shown = new Uint32Array();
  /** @type {Visit[]} */
  #visits = [];
  #at = -1;
  #turnSoon = latestAfterPaint(() => this.#turnTo(Math.max(0, this.#at)));

  /**
   * @param {HTMLElement} container
   * @param {import('./layer.js').TripLayer} layer
   */
  constructor(container, layer) {
    this.layer = layer;
    this.words = layer.words;
    this.tripOption = memoize((/** @type {number} */ index) => this.#tripOption(layer.trips.trip(index)));
    this.box = el('div', {class: 'reach', role: 'listbox', tabindex: 0, 'aria-label': layer.words.translate('map')});
    container.append(this.box);
    this.box.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#key(event));
    this.box.addEventListener('blur', () => this.#leave());
    container.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.#close(event);
    });
  }

  get #size() {
    return this.#shown.length + this.#visits.length;
  }

  /**
   * List the trips and the places of a view.
   * @param {Uint32Array} shown
   * @param {Visit[]} visits
   */
  show(shown, visits) {
    this.#shown = shown;
    this.#visits = visits;
    this.#at = -1;
    this.box.removeAttribute('aria-activedescendant');
    this.box.setAttribute('aria-label', this.words.translate('map_list', {n: this.#size}));
    this.#turnSoon();
  }

  /**
   * Put the options around number `at` into the document.
   * @param {number} at
   */
  #turnTo(at) {
    const from = at - (at % OPTIONS), until = Math.min(from + OPTIONS, this.#size);
    reconcileChildren(this.box, Array.from({length: Math.max(0, until - from)}, (_, n) => this.#optionAt(from + n)));
    this.#select(this.layer.store.trip);
  }

  /** @param {number} at */
  #optionAt(at) {
    const trips = this.#shown.length;
    return at < trips ? this.tripOption(this.#shown[at]) : this.#placeOption(this.#visits[at - trips]);
  }

  /** @param {Trip} trip */
  #tripOption(trip) {
    const {words} = this, text = `${trip.title}, ${words.span(trip.start, trip.end)}, ${words.translate(trip.mode)}`;
    return this.#option(`reach-${trip.index}`, text);
  }

  /** @param {Visit} visit */
  #placeOption({place, n}) {
    return this.#option(`reach-p${place.index}`, `${place.label}, ${this.words.translate('place_trips', {n})}`);
  }

  /**
   * @param {string} id
   * @param {string} text
   */
  #option(id, text) {
    return el('div', {role: 'option', id, 'aria-selected': 'false'}, text);
  }

  /**
   * Make the selected trip the current option, marked as selected.
   * @param {Trip | null} selected
   */
  mark(selected) {
    this.#select(selected);
    const at = selected ? this.#shown.indexOf(selected.index) : -1;
    if (at >= 0) this.#at = at;
  }

  /** @param {Trip | null} selected */
  #select(selected) {
    const id = selected ? `reach-${selected.index}` : null;
    for (const option of this.box.children) option.setAttribute('aria-selected', String(option.id === id));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const {key} = event, {map, play} = this.layer;
    if (event.shiftKey && PAN[key]) map.panBy(PAN[key], {animate: false});
    else if (STEPS[key]) this.#go(this.#at + STEPS[key]);
    else if (key === 'Home') this.#go(0);
    else if (key === 'End') this.#go(this.#size - 1);
    else if (key === 'Enter') this.#choose();
    else if (key === ' ') play.toggle();
    else if (key === '+' || key === '-') map.zoomIn(key === '+' ? 1 : -1);
    else return;
    event.preventDefault();
  }

  /** @param {number} at */
  #go(at) {
    if (!this.#size) return;
    this.#at = (at + this.#size) % this.#size;
    this.#turnTo(this.#at);
    this.box.setAttribute('aria-activedescendant', this.box.children[this.#at % OPTIONS].id);
    this.layer.showItem(this.#item);
  }

  /** @returns {Item} the current one */
  get #item() {
    const trips = this.#shown.length, at = this.#at;
    return at < trips ? {trip: this.layer.trips.trip(this.#shown[at])} : {visit: this.#visits[at - trips]};
  }

  #choose() {
    if (this.#at < 0) return;
    const {trip} = this.#item;
    if (trip) this.layer.select(trip);
    else this.layer.tip.focus();
  }

  /**
   * Escape closes what is open, one thing at a time, and focus returns to the map.
   * @param {KeyboardEvent} event
   */
  #close(event) {
    const {tip, store} = this.layer;
    if (tip.focused) this.box.focus();
    if (tip.hidden) store.select(null);
    tip.hide();
    event.preventDefault();
  }

  #leave() {
    const {tip} = this.layer;
    if (!tip.hovered && !tip.focused) tip.hide();
  }
}
