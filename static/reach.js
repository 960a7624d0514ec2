// Reach: the map by keyboard. One Tab stop; arrows go through trips in date order, then places; Enter selects, Escape closes.

import {el, keep, once} from './dom.js';

const PAN = {ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80]};
const OPTIONS = 500; // that are named to a screen reader, trips first
const STEPS = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1};

export class Reach {
  constructor(container, layer) {
    Object.assign(this, {layer, words: layer.words, options: [], at: -1});
    this.trip = once(trip => this.#option(`reach-${trip.index}`, `${trip.title}, ${this.words.span(trip.start, trip.end)}, ${this.words.say(trip.mode)}`));
    this.box = el('div', {class: 'reach', role: 'listbox', tabindex: 0, 'aria-label': layer.words.say('map')});
    container.append(this.box);
    this.box.addEventListener('keydown', event => this.#key(event));
    this.box.addEventListener('blur', () => this.#leave());
    container.addEventListener('keydown', event => { if (event.key === 'Escape') this.#close(); });
  }

  show(shown, visits) {
    this.options = [...shown.map(trip => ({trip})), ...visits.map(visit => ({visit}))];
    this.at = -1;
    this.box.removeAttribute('aria-activedescendant');
    this.box.setAttribute('aria-label', this.words.say('map_list', {n: this.options.length}));
    keep(this.box, this.options.slice(0, OPTIONS).map(({trip, visit}) => (trip ? this.trip(trip) : this.#place(visit))));
  }

  #place({place, trips}) {
    return this.#option(`reach-p${place.index}`, `${place.label}, ${this.words.say('place_trips', {n: trips.size})}`);
  }

  #option(id, text) {
    return el('div', {role: 'option', id, 'aria-selected': 'false'}, text);
  }

  mark(selected) {
    this.options.forEach(({trip}, at) => this.box.children[at]?.setAttribute('aria-selected', String(Boolean(selected) && trip === selected)));
    const place = selected ? this.options.findIndex(({trip}) => trip === selected) : -1;
    if (place >= 0) this.at = place;
  }

  #key(event) {
    if (event.shiftKey && PAN[event.key]) this.layer._map.panBy(PAN[event.key], {animate: false});
    else if (STEPS[event.key]) this.#go(this.at + STEPS[event.key]);
    else if (event.key === 'Home') this.#go(0);
    else if (event.key === 'End') this.#go(this.options.length - 1);
    else if (event.key === 'Enter') this.#choose();
    else if (event.key === ' ') this.layer._play.toggle();
    else if (event.key === '+' || event.key === '-') this.layer._map.zoomIn(event.key === '+' ? 1 : -1);
    else return;
    event.preventDefault();
  }

  #go(at) {
    if (!this.options.length) return;
    this.at = (at + this.options.length) % this.options.length;
    this.box.setAttribute('aria-activedescendant', this.box.children[this.at]?.id ?? '');
    this.layer.point(this.options[this.at]);
  }

  #choose() {
    const item = this.options[this.at];
    if (item?.trip) this.layer.select(item.trip);
    else if (item) this.layer._tip.box.querySelector('button')?.focus();
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
