// Reach: the map by keyboard. One Tab stop; arrows go through trips in date order, then places; Enter selects, Escape closes.

import {el, memoize, reconcileChildren} from '../panels/dom.js';

const PAN = {ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80]};
const OPTIONS = 100; // that stand in the document at a time, those around the one told
const STEPS = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1};

export class Reach {
  constructor(container, layer) {
    Object.assign(this, {layer, words: layer.words, shown: [], visits: [], at: -1});
    this.trip = memoize(index => this.#trip(this.layer.trips.trip(index)));
    this.box = el('div', {class: 'reach', role: 'listbox', tabindex: 0, 'aria-label': layer.words.translate('map')});
    container.append(this.box);
    this.box.addEventListener('keydown', event => this.#key(event));
    this.box.addEventListener('blur', () => this.#leave());
    container.addEventListener('keydown', event => { if (event.key === 'Escape') this.#close(); });
  }

  show(shown, visits) {
    Object.assign(this, {shown, visits, size: shown.length + visits.length, at: -1});
    this.box.removeAttribute('aria-activedescendant');
    this.box.setAttribute('aria-label', this.words.translate('map_list', {n: this.size}));
    this.#turn(0);
  }

  /** Put the options into the document among which number `at` is. */
  #turn(at) {
    const from = at - (at % OPTIONS), until = Math.min(from + OPTIONS, this.size);
    reconcileChildren(this.box, Array.from({length: Math.max(0, until - from)}, (_, n) => this.#node(from + n)));
    this.#select(this.layer.store.trip);
  }

  #node(at) {
    return at < this.shown.length ? this.trip(this.shown[at]) : this.#place(this.visits[at - this.shown.length]);
  }

  #trip(trip) {
    return this.#option(`reach-${trip.index}`, `${trip.title}, ${this.words.span(trip.start, trip.end)}, ${this.words.translate(trip.mode)}`);
  }

  #place({place, n}) {
    return this.#option(`reach-p${place.index}`, `${place.label}, ${this.words.translate('place_trips', {n})}`);
  }

  #option(id, text) {
    return el('div', {role: 'option', id, 'aria-selected': 'false'}, text);
  }

  mark(selected) {
    this.#select(selected);
    const at = selected ? this.shown.indexOf(selected.index) : -1;
    if (at >= 0) this.at = at;
  }

  #select(selected) {
    for (const option of this.box.children) option.setAttribute('aria-selected', String(Boolean(selected) && option.id === `reach-${selected.index}`));
  }

  #key(event) {
    if (event.shiftKey && PAN[event.key]) this.layer._map.panBy(PAN[event.key], {animate: false});
    else if (STEPS[event.key]) this.#go(this.at + STEPS[event.key]);
    else if (event.key === 'Home') this.#go(0);
    else if (event.key === 'End') this.#go(this.size - 1);
    else if (event.key === 'Enter') this.#choose();
    else if (event.key === ' ') this.layer._play.toggle();
    else if (event.key === '+' || event.key === '-') this.layer._map.zoomIn(event.key === '+' ? 1 : -1);
    else return;
    event.preventDefault();
  }

  #go(at) {
    if (!this.size) return;
    this.at = (at + this.size) % this.size;
    this.#turn(this.at);
    this.box.setAttribute('aria-activedescendant', this.box.children[this.at % OPTIONS].id);
    this.layer.point(this.#item);
  }

  /** What is told now: {trip} or {visit}. */
  get #item() {
    return this.at < this.shown.length ? {trip: this.layer.trips.trip(this.shown[this.at])} : {visit: this.visits[this.at - this.shown.length]};
  }

  #choose() {
    if (this.at < 0) return;
    const {trip} = this.#item;
    if (trip) this.layer.select(trip);
    else this.layer._tip.box.querySelector('button')?.focus();
  }

  /** Escape closes what is open, and focus returns to the map. */
  #close() {
    const tip = this.layer._tip;
    if (tip.box.contains(document.activeElement)) this.box.focus();
    if (tip.box.hidden) this.layer.store.select(null);
    tip.hide();
  }

  #leave() {
    if (this.layer._tip.inside || this.layer._tip.box.contains(document.activeElement)) return;
    this.layer._tip.hide();
  }
}
