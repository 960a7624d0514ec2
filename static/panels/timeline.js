// Timeline: one mark per trip by date, mode and length; periods as bands; what is not a trip as hollow marks.

import {MISSING} from '../model/columns.js';
import {el, memoize, reconcileChildren, svg} from '../elements/dom.js';
import {TimeScale, yearSpan} from './timescale.js';
import {Tip, tripList} from '../elements/tip.js';
import {MODES} from '../model/words.js';

/** @import {Mode, TimelineEvent, Trip} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */

const MAX_MARKS = 500; // above that a bar per year and mode
const ROW = 22, TOP = 8, AXIS = 30, LEFT = 76; // px
const KNOB = 26; // px from the bottom to the knob's centre: under the rows, over the labels of the years
const MIN_TEXT = 110; // px of a band that has its text in it
const LETTER = 6.2; // px, on average

export class Timeline {
  #width = 0;
  #height = 0;
  #scale;
  #years;
  #markOf;
  #barOf;
  #marks = svg('g');

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
    this.modes = MODES.filter(mode => this.trips.options.mode.has(mode));
    this.periods = this.trips.events.filter(event => event.kind === 'period');
    // Whatever is shown, the scale is that of all trips: marks keep their place.
    this.#years = yearSpan(this.trips.start, this.trips.end);
    this.#scale = new TimeScale(this.#years, LEFT, 0);
    // An event before the first year or after the last is in the notes alone.
    this.events = this.trips.events.filter(({kind, first}) => kind === 'event' && this.#scale.contains(first));
    this.#markOf = this.#markMaker();
    this.#barOf = this.#barMaker();
    this.svg = this.#canvas();
    this.scrubber = this.#scrubber();
    // Where nothing has a date there is no time to show.
    const hidden = !this.trips.start.some(day => day !== MISSING) && !this.trips.events.length;
    this.box = el('section', {class: 'timeline', hidden}, this.svg, this.scrubber);
    this.tip = new Tip(this.box, {isAbove: true});
    this.box.addEventListener('pointerleave', () => this.tip.hide());
    new ResizeObserver(([{contentRect}]) => this.#draw(contentRect.width)).observe(this.box);
  }

  #canvas() {
    return svg('svg', {
      id: 'timeline',
      role: 'img',
      'aria-label': this.words.translate('timeline'),
      'aria-describedby': 'sentence',
      'aria-details': 'trips',
    });
  }

  #markMaker() {
    return memoize((/** @type {number} */ index) => this.#mark(this.trips.trip(index)));
  }

  /**
   * Draw the background and the marks again, for a box of that width.
   * @param {number} width
   */
  #draw(width) {
    if (!width) return;
    const rows = this.modes.length + (this.events.length ? 1 : 0);
    this.#width = width;
    this.#height = TOP + ROW * rows + AXIS;
    this.#scale = new TimeScale(this.#years, this.#left, width);
    this.#markOf = this.#markMaker();
    this.#barOf = this.#barMaker();
    this.svg.setAttribute('viewBox', `0 0 ${width} ${this.#height}`);
    this.svg.setAttribute('height', String(this.#height));
    this.box.style.setProperty('--knob', `${KNOB}px`);
    this.box.style.setProperty('--knob-line', `${this.#height - KNOB - TOP - 6}px`);
    this.svg.replaceChildren(
      ...this.periods.map(period => this.#band(period)), ...this.#yearLines(),
      ...this.modes.flatMap((mode, row) => this.#row(mode, row)), ...this.#eventRow(), this.#marks);
    this.show();
  }

  show() {
    if (!this.#width) return;
    const {shown} = this.store;
    const dated = () => Array.from(shown.filter(trip => this.trips.start[trip] !== MISSING), this.#markOf);
    reconcileChildren(this.#marks, shown.length > MAX_MARKS ? this.#bars() : dated());
    this.mark(this.store.trip);
  }

  /** A knob on the time axis that is where the selected trip is, and selects the trips that it is drawn to. */
  #scrubber() {
    const {words} = this;
    const knob = el('div', {class: 'scrubber', role: 'slider', tabindex: 0, 'aria-label': words.translate('scrubber')});
    knob.addEventListener('pointerdown', event => {
      knob.setPointerCapture(event.pointerId);
      event.preventDefault();
      knob.focus();
    });
    knob.addEventListener('pointermove', event => {
      if (knob.hasPointerCapture(event.pointerId)) this.#scrubTo(event.clientX - this.box.getBoundingClientRect().left);
    });
    knob.addEventListener('keydown', event => {
      const last = this.#dated - 1, at = this.#at, to = {
        ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.#scrub(Math.min(last, Math.max(0, to)));
    });
    return knob;
  }

  /** How many of the trips shown have a date; the others come last. */
  get #dated() {
    const {shown} = this.store, {start} = this.trips;
    return firstIndex(shown.length, at => start[shown[at]] === MISSING);
  }

  /** The index of the selected trip among the shown ones, or -1. */
  get #at() {
    const {trip, shown} = this.store;
    return trip ? shown.indexOf(trip.index) : -1;
  }

  /**
   * Select the trip whose start is nearest to a position.
   * @param {number} x in px of the box
   */
  #scrubTo(x) {
    const start = (/** @type {number} */ at) => this.#x(this.trips.trip(this.store.shown[at]));
    const after = firstIndex(this.#dated, at => start(at) >= x), last = this.#dated - 1;
    if (last < 0) return;
    const isBefore = after > last || (after > 0 && x - start(after - 1) < start(after) - x);
    this.#scrub(isBefore ? after - 1 : after);
  }

  /** @param {number} at of the trips shown */
  #scrub(at) {
    const index = this.store.shown[at];
    if (index === undefined || index === this.store.trip?.index) return;
    this.store.select(this.trips.trip(index), {isStep: false});
  }

  /** @param {Trip} trip */
  #x(trip) {
    return this.#scale.x(trip.start ?? '');
  }

  /** @param {Trip | null} selected */
  #moveScrubber(selected) {
    const {words, scrubber} = this, count = this.#dated, at = this.#at;
    const isDated = Boolean(selected?.start) && at >= 0;
    scrubber.hidden = !count || !this.#width;
    scrubber.style.left = `${selected && isDated ? this.#x(selected) : this.#scale.left}px`;
    const values = {min: 1, max: count, now: Math.min(count, at + 1) || 1};
    for (const [name, value] of Object.entries(values)) scrubber.setAttribute(`aria-value${name}`, String(value));
    scrubber.setAttribute('aria-valuetext', selected && isDated
      ? `${selected.title}, ${words.span(selected.start, selected.end)}`
      : words.translate('step_through'));
  }

  /**
   * Highlight the mark of the selected trip.
   * @param {Trip | null} selected
   */
  mark(selected) {
    this.#moveScrubber(selected);
    for (const mark of this.#marks.children) {
      if (!(mark instanceof SVGElement) || !mark.dataset.trip) continue;
      mark.classList.toggle('selected', mark.dataset.trip === selected?.id);
    }
  }

  /**
   * The line and the name of a mode.
   * @param {Mode} mode
   * @param {number} row
   */
  #row(mode, row) {
    const y = TOP + ROW * row + ROW / 2, text = this.words.translate(mode);
    const name = this.trips.tells('mode') ? this.#capitalize(text) : '';
    return [
      svg('line', {class: 'row', x1: this.#scale.left, x2: this.#scale.right, y1: y, y2: y}),
      svg('text', {class: 'label', x: 0, y: y + 4, style: `fill:var(--${mode})`}, name),
    ];
  }

  /** @param {string} text */
  #capitalize(text) {
    return text[0].toLocaleUpperCase(this.words.language) + text.slice(1);
  }

  /** Where the first day stands, in px: beside the longest name of a row. */
  get #left() {
    const modes = this.trips.tells('mode') ? this.modes : [], others = this.events.length ? ['not_a_trip'] : [];
    return Math.max(LEFT, ...[...modes, ...others].map(key => estimateWidth(this.words.translate(key))));
  }

  #yearLines() {
    return this.#scale.years().flatMap(year => {
      const x = this.#scale.x(`${year}-01-01`);
      const line = svg('line', {class: 'year', x1: x, x2: x, y1: TOP - 4, y2: this.#height - AXIS + 4});
      if (year >= this.#scale.after) return [line];
      return [line, svg('text', {class: 'label', x: x + 4, y: this.#height - 6}, String(year))];
    });
  }

  /** @param {TimelineEvent} period */
  #band(period) {
    const scale = this.#scale, height = this.#height - AXIS - TOP;
    const from = Math.max(scale.left, period.first ? scale.x(period.first) : scale.left);
    const to = Math.min(scale.right, period.last ? scale.x(period.last) : this.#width);
    const band = svg('g', {class: 'band'},
      svg('rect', {x: from, y: TOP, width: Math.max(2, to - from), height}),
      to - from > MIN_TEXT ? this.#bandText(period.what, from, to) : null);
    return this.#withTip(band, period);
  }

  /**
   * @param {string} text
   * @param {number} from
   * @param {number} to
   */
  #bandText(text, from, to) {
    const y = TOP + (this.#height - AXIS - TOP) / 2 + 4, {shown, lang} = this.#eventText(text);
    const attributes = {x: (from + to) / 2, y, 'text-anchor': 'middle', lang};
    return svg('text', attributes, shorten(shown, Math.floor((to - from) / LETTER)));
  }

  /**
   * What an event says, in the reader's language where the page has that, and else the language it is in.
   * @param {string} text
   */
  #eventText(text) {
    const shown = this.words.translateName(text);
    return {shown, lang: shown === text ? this.words.foreign : null};
  }

  #eventRow() {
    if (!this.events.length) return [];
    const y = TOP + ROW * this.modes.length + ROW / 2;
    const label = svg('text', {class: 'label', x: 0, y: y + 4}, this.#capitalize(this.words.translate('not_a_trip')));
    return [label, ...this.events.map(event => {
      const mark = svg('circle', {class: 'hollow', cx: this.#scale.x(event.first) + 2, cy: y, r: 4.5});
      return this.#withTip(mark, event);
    })];
  }

  /**
   * A mark that shows its event in the tip.
   * @template {SVGElement} T
   * @param {T} mark
   * @param {TimelineEvent} event
   */
  #withTip(mark, event) {
    const {words} = this;
    const show = () => {
      const heading = el('p', {class: 'tip-head'}, el('b', {}, words.interval(event.date)));
      const texts = [event.what, event.why].map(text => {
        const {shown, lang} = this.#eventText(text);
        return el('p', {lang}, shown);
      });
      this.tip.show(el('div', {class: 'tip-body'}, heading, texts), this.#corner(mark));
    };
    mark.addEventListener('pointerenter', show);
    mark.addEventListener('click', show);
    return mark;
  }

  /**
   * The upper right corner of a mark, in px of the box.
   * @param {SVGElement} mark
   */
  #corner(mark) {
    const {right, top} = mark.getBoundingClientRect(), box = this.box.getBoundingClientRect();
    return {x: right - box.left, y: top - box.top};
  }

  /**
   * The mark of a trip that has a date.
   * @param {Trip} trip
   */
  #mark(trip) {
    const start = trip.start ?? '';
    const x = this.#scale.x(start), width = Math.max(7, this.#scale.x(trip.end ?? start) - x);
    const y = TOP + ROW * this.modes.indexOf(trip.mode) + 4;
    const mark = svg('g', {'data-trip': trip.id, class: 'mark'},
      svg('rect', {class: 'hit', x: x - 5, y: y - 5, width: width + 10, height: ROW + 2}),
      svg('rect', {x, y, width, height: ROW - 8, rx: 3, style: `fill:var(--${trip.mode})`}));
    mark.addEventListener('pointerenter', () => this.tip.show(this.#tripTip(trip), this.#corner(mark)));
    mark.addEventListener('click', () => this.#select(trip));
    return mark;
  }

  /** @param {Trip} trip */
  #tripTip(trip) {
    const when = this.words.span(trip.start, trip.end);
    return tripList(when, '', [{trip}], this.words, () => this.#select(trip));
  }

  /**
   * Select a trip. Its card says what the tip says, which would lie over the map.
   * @param {Trip} trip
   */
  #select(trip) {
    this.tip.hide();
    this.store.select(trip);
  }

  /** A bar for each year and mode that has trips; the bars are kept, and changed where their number is another. */
  #bars() {
    const counts = this.trips.countsByYearAndMode(this.store.shown);
    const most = counts.reduce((one, other) => Math.max(one, other), 0);
    return Array.from(counts.keys()).filter(key => counts[key]).map(key => {
      const bar = this.#barOf(key), height = Math.max(2, ((ROW - 4) * counts[key]) / most);
      if (bar.dataset.count !== String(counts[key])) bar.dataset.count = String(counts[key]);
      if (bar.getAttribute('height') === String(height)) return bar;
      bar.setAttribute('y', String(Number(bar.dataset.foot) - height));
      bar.setAttribute('height', String(height));
      return bar;
    });
  }

  #barMaker() {
    return memoize((/** @type {number} */ key) => this.#bar(key));
  }

  /**
   * The bar of a year and a mode, without its height; its number is told when it is pointed at.
   * @param {number} key
   */
  #bar(key) {
    const {words, trips: {mode: {values: modes}, facets: {year: {values: years}}}} = this;
    const year = years[Math.floor(key / modes.length)], mode = modes[key % modes.length];
    const x = this.#scale.x(`${year}-01-01`), after = this.#scale.x(`${Number(year) + 1}-01-01`);
    const foot = TOP + ROW * (this.modes.indexOf(mode) + 1) - 2;
    const box = {x: x + 1, width: Math.max(2, after - x - 2), style: `fill:var(--${mode})`};
    const title = svg('title', {}), bar = svg('rect', {class: 'bar', 'data-foot': foot, ...box}, title);
    bar.addEventListener('pointerenter', () => {
      const number = words.number(Number(bar.dataset.count));
      title.textContent = words.pair(words.list([year, words.translate(mode)], 'comma'), number);
    });
    return bar;
  }
}

/**
 * About how wide a name of a row is, with what keeps it off the axis, in px.
 * @param {string} text
 */
function estimateWidth(text) {
  return [...text].reduce((sum, letter) => sum + (letter < '\u0300' ? 7.6 : letter < '\u2e80' ? 8.4 : 14), 0);
}

/**
 * The first number below a limit for which a test holds, or the limit. Where it holds, it holds for all that follow.
 * @param {number} limit
 * @param {(at: number) => boolean} holds
 */
function firstIndex(limit, holds) {
  let low = 0, high = limit;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * A text of at most so many letters.
 * @param {string} text
 * @param {number} length
 */
function shorten(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
