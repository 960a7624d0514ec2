// Drawer: the card of the selected trip over the emptier side of the map, or on a narrow screen a sheet from below.

import {el} from '../elements/dom.js';
import {latestAfterPaint} from '../elements/frames.js';
import {mercator, projectLine} from '../model/mercator.js';
import {coveredEdges, emptierSide, extentOf, settledHeight} from './room.js';
import {Strip} from './strip.js';

/** @import {Trip} from '../../tools/stubs/types.js' */
/** @import {Card} from './card.js' */
/** @import {List} from './list.js' */
/** @import {Store} from '../model/view.js' */

const TAPPED = 6; // px that a finger may move and still tap
const MARGIN = 12; // px between the card and the map's edge
const COVERED = 0.4; // the part of the map that a card may cover
const NARROW = '(max-width: 640px)'; // `static/drawer.css`
const MAP = '.frame, .stElementContainer:has(+ .st-key-body)';

export class Drawer {
  #isFull = false;
  #wasDragged = false;
  #isNew = false; // whether the card has opened since it was last measured

  /**
   * @param {Store} store
   * @param {Card} card
   * @param {List} list
   */
  constructor(store, card, list) {
    this.store = store;
    this.card = card;
    this.list = list;
    this.narrow = matchMedia(NARROW);
    this.handle = el('button', {type: 'button', class: 'handle', onclick: () => this.#tap()}, el('span'));
    card.box.tabIndex = -1;
    const showMap = latestAfterPaint(() => this.#showMap());
    list.box.addEventListener('click', ({target}) => {
      if (target instanceof Element && target.closest('[data-trip]')) showMap();
    });
    this.strip = new Strip(store);
    this.box = el('div', {class: 'drawer', hidden: true}, this.handle, card.box);
    this.box.addEventListener('pointerdown', event => this.#grab(event));
    this.#listen();
    this.#resize(false);
  }

  #listen() {
    const {signal} = this.store, sizes = new ResizeObserver(() => this.measure());
    sizes.observe(this.box);
    signal.addEventListener('abort', () => sizes.disconnect());
    window.addEventListener('resize', () => this.measure(), {signal});
    window.addEventListener('keydown', event => this.#key(event), {signal});
  }

  /** Show the selected trip, or nothing. Measures nothing where that is so already: a filter changes no card. */
  show() {
    const {card, store: {trip}} = this, active = document.activeElement;
    if (trip?.index === card.trip?.index && this.box.hidden === !trip) return;
    const closed = !trip && card.box.contains(active) ? card.trip : null;
    this.#isNew = Boolean(trip && this.box.hidden);
    if (trip && this.#isNew) this.box.classList.toggle('left', this.#side(trip) === 'left');
    card.show(trip);
    card.box.querySelector('.badges')?.after(this.strip.box);
    card.box.scrollTop = 0;
    this.box.hidden = !trip;
    this.strip.show(trip);
    if (!trip) this.#resize(false);
    if (closed) this.list.focus(closed);
    else if (trip && active?.matches('#trips .choose:focus-visible')) card.box.focus({preventScroll: true});
  }

  /**
   * The side of the map that has less of a trip: of the map as it stands, if the reader has moved it, else as it will.
   * @param {Trip} trip
   */
  #side(trip) {
    const {trips, words, view: {at}} = this.store, usual = words.fromRight ? 'left' : 'right';
    const lines = Array.from(trips.segmentsOf(trip), index => projectLine(trips.way(index)));
    if (at) {
      const [from, to] = this.#seen(at), covered = (to - from) * COVERED;
      return emptierSide(lines, from + covered, to - covered, usual);
    }
    const {west, east} = extentOf(lines), third = (east - west) / 3;
    return emptierSide(lines, west + third, east - third, usual);
  }

  /**
   * The first and the last x of a map at a position.
   * @param {number[]} at south, west, north and east, or latitude, longitude and zoom
   */
  #seen([first, second, third, east]) {
    const [x] = mercator(second, first), half = (this.#map?.offsetWidth ?? 0) / 2 ** third / 2;
    return east === undefined ? [x - half, x + half] : [x, mercator(east, third)[0]];
  }

  /** @returns {HTMLElement | null} the map's place in the page */
  get #map() {
    return document.querySelector(MAP);
  }

  /** Tell the map what of it the card lies over. */
  measure() {
    const map = this.#map, isInFrame = this.store.embedding.embedded;
    if (!map) return;
    if (this.box.hidden && !isInFrame) return this.store.cover({left: 0, right: 0, bottom: 0});
    if (this.#isNew && this.narrow.matches && !isInFrame) showAbove(map, this.box);
    this.#isNew = false;
    if (isInFrame) this.box.style.setProperty('--map-px', `${map.offsetHeight}px`);
    const isNarrow = this.narrow.matches, side = this.box.classList.contains('left') ? 'left' : 'right';
    this.store.cover(coveredEdges(
      {width: map.offsetWidth, height: map.offsetHeight},
      {width: this.box.offsetWidth, height: this.box.offsetHeight},
      {side: isNarrow ? 'below' : side, margin: MARGIN, screen: isInFrame ? map.offsetHeight : window.innerHeight},
    ));
  }

  /** Scroll the page until the map is on the screen, but not on a phone, where the card's small map does for it. */
  #showMap() {
    const map = this.#map;
    if (!map || this.box.hidden || this.narrow.matches) return;
    const {top, bottom} = map.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) scrollTo(map, 'nearest');
  }

  /**
   * Escape closes the card, unless it closes something else or empties a field.
   * @param {KeyboardEvent} event
   */
  #key({key, defaultPrevented, target}) {
    const isElsewhere = target instanceof Element && target.closest('input, textarea, select, dialog, .stSidebar');
    if (key === 'Escape' && !defaultPrevented && !isElsewhere) this.store.select(null);
  }

  /** @param {boolean} isFull */
  #resize(isFull) {
    this.#isFull = isFull;
    this.box.classList.toggle('full', isFull);
    this.box.style.height = '';
    this.handle.setAttribute('aria-expanded', String(isFull));
    this.handle.setAttribute('aria-label', this.store.words.translate(isFull ? 'card_half' : 'card_full'));
  }

  #tap() {
    if (!this.#wasDragged) this.#resize(!this.#isFull);
    this.#wasDragged = false;
  }

  /**
   * Let the sheet follow a finger on its handle or its heading, and then take the height that is nearest.
   * @param {PointerEvent} event
   */
  #grab({target, clientY, pointerId, timeStamp}) {
    if (!this.narrow.matches || !(target instanceof Element) || !target.closest('.handle, h2')) return;
    const {box} = this, from = box.offsetHeight, ended = new AbortController(), {signal} = ended;
    let last = {y: clientY, at: timeStamp}, speed = 0;
    this.#wasDragged = false;
    box.setPointerCapture(pointerId);
    box.addEventListener('pointermove', event => {
      speed = (last.y - event.clientY) / Math.max(1, event.timeStamp - last.at);
      last = {y: event.clientY, at: event.timeStamp};
      this.#wasDragged ||= Math.abs(event.clientY - clientY) > TAPPED;
      if (this.#wasDragged) box.style.height = `${Math.max(0, from + clientY - event.clientY)}px`;
    }, {signal});
    const settle = () => {
      ended.abort();
      if (!this.#wasDragged) return;
      const height = settledHeight(box.offsetHeight, speed, this.#room);
      if (height === 'closed') this.store.select(null);
      else this.#resize(height === 'full');
    };
    for (const end of ['pointerup', 'pointercancel']) box.addEventListener(end, settle, {signal});
  }

  /** The height in px that a sheet may take at the most. */
  get #room() {
    return this.store.embedding.embedded ? this.#map?.offsetHeight ?? window.innerHeight : window.innerHeight;
  }
}

/**
 * @param {HTMLElement} map
 * @param {ScrollLogicalPosition} block where the map is to be
 */
function scrollTo(map, block) {
  const isResting = matchMedia('(prefers-reduced-motion: reduce)').matches;
  map.scrollIntoView({block, behavior: isResting ? 'instant' : 'smooth'});
}

/**
 * Scroll the map to the top of the screen, above a sheet, if the reader sees any of it.
 * @param {HTMLElement} map
 * @param {HTMLElement} sheet
 */
function showAbove(map, sheet) {
  const {top, bottom} = map.getBoundingClientRect(), least = Math.min(bottom - top, sheet.offsetTop);
  const isSeen = bottom > 0 && top < window.innerHeight;
  if (!isSeen || Math.min(bottom, sheet.offsetTop) - Math.max(0, top) >= least - 1) return;
  scrollTo(map, 'start');
}
