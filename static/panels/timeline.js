// Timeline: one mark per trip by date, mode and length; periods as bands; what is not a trip as hollow marks.

import {MISSING, iso} from '../model/columns.js';
import {el, keep, once, svg} from './dom.js';
import {Tip, tripList} from '../map/tip.js';
import {MODES} from '../model/words.js';

const MARKS = 500; // above that a bar per year and mode
const ROW = 22, TOP = 8, AXIS = 22, DAY = 864e5;

export class Timeline {
  constructor(store) {
    Object.assign(this, {store, trips: store.trips, words: store.words, left: 76});
    this.modes = MODES.filter(mode => this.trips.options.mode.has(mode));
    this.marks = svg('g');
    this.svg = svg('svg', {id: 'timeline', role: 'img', 'aria-label': this.words.translate('timeline'), 'aria-describedby': 'sentence', 'aria-details': 'trips'});
    this.box = el('section', {class: 'timeline'}, this.svg);
    this.tip = new Tip(this.box);
    this.box.addEventListener('pointerleave', () => this.tip.hide());
    new ResizeObserver(([{contentRect}]) => this.#draw(contentRect.width)).observe(this.box);
  }

  /** What stands behind the marks, and the marks anew, for a box so wide. */
  #draw(width) {
    if (!width) return;
    this.width = width;
    [this.from, this.to] = this.#extent();
    this.height = TOP + ROW * (this.modes.length + (this.#hollow.length ? 1 : 0)) + AXIS;
    this.svg.setAttribute('viewBox', `0 0 ${width} ${this.height}`);
    this.svg.setAttribute('height', this.height);
    this.svg.replaceChildren(...this.#bands(), ...this.#years(), ...this.modes.flatMap((mode, row) => this.#row(mode, row)), ...this.#events(), this.marks);
    this.made = once(index => this.#shape(this.trips.trip(index)));
    this.show();
  }

  show() {
    if (!this.width) return;
    const {shown} = this.store;
    keep(this.marks, shown.length > MARKS ? this.#bars() : Array.from(shown.filter(trip => this.trips.start[trip] !== MISSING), this.made));
    this.mark(this.store.trip);
  }

  mark(selected) {
    for (const mark of this.marks.querySelectorAll('[data-trip]')) mark.classList.toggle('selected', mark.dataset.trip === selected?.id);
  }

  /** The events within the extent; one before the first year or after the last is in the list below the page alone. */
  get #hollow() {
    return this.trips.events.filter(({kind, first}) => kind === 'event' && Date.parse(first) >= this.from && Date.parse(first) < this.to);
  }

  /** From the new year before the first trip to the one after the last, whatever is shown: marks keep their place. */
  #extent() {
    const ends = [...this.trips.start, ...this.trips.end].filter(day => day !== MISSING), of = pick => (ends.length ? iso(ends.reduce((one, other) => pick(one, other))) : '2000');
    const [first, last] = [of(Math.min), of(Math.max)];
    return [Date.UTC(first.slice(0, 4), 0, 1), Date.UTC(Number(last.slice(0, 4)) + 1, 0, 1)];
  }

  #x(iso) {
    return this.left + ((Date.parse(iso) - this.from) / (this.to - this.from)) * (this.width - this.left - 10);
  }

  #row(mode, row) {
    const y = TOP + ROW * row + ROW / 2;
    return [svg('line', {class: 'row', x1: this.left, x2: this.width - 10, y1: y, y2: y}), svg('text', {class: 'label', x: 0, y: y + 4, style: `fill:var(--${mode})`}, this.#capital(this.words.translate(mode)))];
  }

  #capital(text) {
    return text[0].toLocaleUpperCase(this.words.language) + text.slice(1);
  }

  #years() {
    const first = new Date(this.from).getUTCFullYear(), last = new Date(this.to).getUTCFullYear();
    const step = Math.ceil((last - first) / Math.max(1, Math.floor((this.width - this.left) / 44)));
    return Array.from({length: Math.floor((last - first) / step) + 1}, (_, n) => first + n * step).flatMap(year => {
      const x = this.#x(`${year}-01-01`);
      return [svg('line', {class: 'year', x1: x, x2: x, y1: TOP - 4, y2: this.height - AXIS + 4}), year < last ? svg('text', {class: 'label', x: x + 4, y: this.height - 6}, String(year)) : null];
    }).filter(Boolean);
  }

  #bands() {
    return this.trips.events.filter(event => event.kind === 'period').map(event => {
      const from = Math.max(this.left, event.first ? this.#x(event.first) : this.left), to = Math.min(this.width - 10, event.last ? this.#x(event.last) : this.width);
      const height = this.height - AXIS - TOP;
      const band = svg('g', {class: 'band'}, svg('rect', {x: from, y: TOP, width: Math.max(2, to - from), height}));
      if (to - from > 110) band.append(svg('text', {x: (from + to) / 2, y: TOP + height / 2 + 4, 'text-anchor': 'middle', lang: this.words.foreign}, this.#short(event.what, to - from)));
      return this.#tipped(band, event);
    });
  }

  #short(text, width) {
    const room = Math.floor(width / 6.2);
    return text.length <= room ? text : `${text.slice(0, room - 1).trimEnd()}…`;
  }

  #events() {
    const y = TOP + ROW * this.modes.length + ROW / 2;
    const label = this.#hollow.length ? [svg('text', {class: 'label', x: 0, y: y + 4}, this.#capital(this.words.translate('hollow')))] : [];
    return [...label, ...this.#hollow.map(event => this.#tipped(svg('circle', {class: 'hollow', cx: this.#x(event.first) + 2, cy: y, r: 4.5}), event))];
  }

  #tipped(mark, event) {
    const tell = () => this.tip.show(el('div', {class: 'tip-body'}, el('p', {class: 'tip-head'}, el('b', {}, this.words.interval(event.date))), el('p', {lang: this.words.foreign}, event.what), el('p', {lang: this.words.foreign}, event.why)), this.#corner(mark));
    mark.addEventListener('pointerenter', tell);
    mark.addEventListener('click', tell);
    return mark;
  }

  #corner(mark) {
    const box = mark.getBoundingClientRect(), frame = this.box.getBoundingClientRect();
    return {x: box.right - frame.left, y: box.top - frame.top};
  }

  #shape(trip) {
    const x = this.#x(trip.start), width = Math.max(7, this.#x(trip.end ?? trip.start) - x), y = TOP + ROW * this.modes.indexOf(trip.mode) + 4;
    const mark = svg('g', {'data-trip': trip.id, class: 'mark'},
      svg('rect', {class: 'hit', x: x - 5, y: y - 5, width: width + 10, height: ROW + 2}), svg('rect', {x, y, width, height: ROW - 8, rx: 3, style: `fill:var(--${trip.mode})`}));
    mark.addEventListener('pointerenter', () => this.tip.show(tripList(this.words.span(trip.start, trip.end), '', [{trip}], this.words, () => this.store.select(trip)), this.#corner(mark)));
    mark.addEventListener('click', () => this.store.select(trip));
    return mark;
  }

  #bars() {
    const {facets: {year}, mode} = this.trips, counts = new Map();
    for (const trip of this.store.shown) {
      if (year.starts[trip] === year.starts[trip + 1]) continue;
      const key = year.codes[year.starts[trip]] * mode.values.length + mode.codes[trip];
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const most = Math.max(...counts.values());
    return [...counts].map(([key, n]) => this.#bar(year.values[Math.floor(key / mode.values.length)], mode.values[key % mode.values.length], n, most));
  }

  #bar(year, mode, n, most) {
    const x = this.#x(`${year}-01-01`), width = Math.max(2, this.#x(`${Number(year) + 1}-01-01`) - x - 2), height = Math.max(2, ((ROW - 4) * n) / most);
    const bottom = TOP + ROW * (this.modes.indexOf(mode) + 1) - 2;
    return svg('rect', {class: 'bar', 'data-count': n, x: x + 1, y: bottom - height, width, height, style: `fill:var(--${mode})`}, svg('title', {}, `${year}, ${this.words.translate(mode)}: ${this.words.number(n)}`));
  }
}
