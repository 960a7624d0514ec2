// List: the trips of a view as a table that sorts, a hundred rows at a time.

import {MISSING} from '../model/columns.js';
import {el, keep, link, once} from './dom.js';
import {named} from '../map/modes.js';
import {leaderNames} from '../map/tip.js';

const PAGE = 100;
const COLUMNS = ['start', 'title', 'mode', 'met', 'days', 'evidence', 'sources'];

export class List {
  constructor(store) {
    Object.assign(this, {store, words: store.words, by: 'start', down: true, room: PAGE, ranks: {}, row: once(index => this.#row(store.trips.trip(index)))});
    this.heads = Object.fromEntries(COLUMNS.map(name => [name, this.#head(name)]));
    this.rows = el('tbody');
    this.more = el('button', {type: 'button', class: 'more', hidden: true, onclick: () => { this.room += PAGE; this.show(); }});
    const caption = el('caption', {class: 'unseen'}, this.words.translate('list'));
    this.box = el('section', {class: 'list', id: 'list', tabindex: -1}, el('table', {id: 'trips'}, caption, el('thead', {}, el('tr', {}, Object.values(this.heads))), this.rows), this.more);
  }

  #head(name) {
    const sort = () => { this.down = this.by === name ? !this.down : name === 'days'; this.by = name; this.show(); };
    return el('th', {scope: 'col', class: `c-${name}`}, el('button', {type: 'button', onclick: sort}, this.words.translate(`column_${name}`)));
  }

  show() {
    const sorted = this.#sorted();
    for (const [name, head] of Object.entries(this.heads)) {
      name === this.by ? head.setAttribute('aria-sort', this.down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort');
    }
    this.box.hidden = !sorted.length;
    keep(this.rows, Array.from(sorted.subarray(0, this.room), this.row));
    this.more.hidden = sorted.length <= this.room;
    this.more.textContent = this.words.translate('more', {n: Math.min(PAGE, sorted.length - this.room)});
    this.mark(this.store.trip);
  }

  /** Let a trip's row have the focus, or the list itself where the trip is not in it. */
  focus({id}) {
    const row = [...this.rows.rows].find(({dataset}) => dataset.trip === id);
    (row?.querySelector('.choose') ?? this.box).focus();
  }

  /** The numbers of the trips shown in the order chosen; equal ones by date. */
  #sorted() {
    const {shown} = this.store, rank = this.#rank(this.by), {last} = rank;
    const place = this.down ? trip => last - rank[trip] : trip => rank[trip], next = new Uint32Array(last + 2), sorted = new Uint32Array(shown.length);
    for (const trip of shown) next[place(trip) + 1]++;
    for (let at = 1; at < next.length; at++) next[at] += next[at - 1];
    for (const trip of shown) sorted[next[place(trip)]++] = trip;
    return sorted;
  }

  /** The place of each trip by a column, from 0 to `last`; equal for equal values. */
  #rank(name) {
    return (this.ranks[name] ??= dense(Int32Array.from(this.#keys(name))));
  }

  #keys(name) {
    const {trips} = this.store;
    switch (name) {
      case 'start': return trips.start.map(day => (day === MISSING ? 1e7 : day));
      case 'days': return trips.days;
      case 'sources': return trips.id.map((_, index) => sources(trips, index).size);
      default: return this.#byText(trips[name]);
    }
  }

  #byText({values, codes}) {
    const texts = values.map(value => [value].flat().map(each => this.words.translateName(each)).join(', ')), {compare} = new Intl.Collator(this.words.language);
    const order = [...new Set(texts)].sort(compare), places = new Map(order.map((text, place) => [text, place]));
    return Array.from(codes, code => places.get(texts[code]));
  }

  mark(selected) {
    for (const row of this.rows.rows) {
      row.toggleAttribute('aria-current', row.dataset.trip === selected?.id);
      row.querySelector('.choose').setAttribute('aria-pressed', String(row.dataset.trip === selected?.id));
    }
  }

  #row(trip) {
    const choose = () => this.store.select(this.store.trip === trip ? null : trip);
    const cells = {
      start: this.words.span(trip.start, trip.end),
      title: el('button', {type: 'button', class: 'choose', 'aria-pressed': 'false'}, trip.title),
      mode: named(trip.mode, this.words),
      met: leaderNames(trip, this.words),
      days: trip.days === null ? '' : String(trip.days),
      evidence: this.words.translate(trip.evidence),
      sources: this.#sources(trip),
    };
    const row = el('tr', {'data-trip': trip.id}, Object.entries(cells).map(([name, cell]) => el('td', {class: `c-${name}`}, cell)));
    row.querySelector('.c-days').dataset.unit = trip.days === null ? '' : this.words.translate('days', {n: trip.days}).replace(String(trip.days), '');
    row.addEventListener('click', event => { if (!event.target.closest('a, summary')) choose(); });
    return row;
  }

  #sources(trip) {
    const known = [...sources(this.store.trips, trip.index)].map(id => this.store.trips.sources.get(id)).filter(Boolean);
    if (!known.length) return '';
    const links = known.map(source => el('li', {}, link(source.url, source.publisher || source.id)));
    return el('details', {class: 'sources'}, el('summary', {}, this.words.translate('source_count', {n: known.length})), el('ul', {}, links));
  }
}

/** Whole numbers as their places in order, from 0 to `last`. */
function dense(keys) {
  const order = Int32Array.from(new Set(keys)).sort(), places = new Map(Array.from(order, (key, place) => [key, place]));
  return Object.assign(keys.map(key => places.get(key)), {last: Math.max(0, order.length - 1)});
}

/** The ids of the sources of a trip. */
function sources({legs}, index) {
  const {values, codes} = legs.sources;
  return new Set(Array.from(codes.subarray(legs.start[index], legs.start[index + 1]), code => values[code]).flat());
}
