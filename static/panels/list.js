// List: the trips of a view as a table that sorts, a hundred rows at a time.

import {MISSING} from '../model/columns.js';
import {el, link, memoize, reconcileChildren} from '../elements/dom.js';
import {latestAfterPaint} from '../elements/frames.js';
import {cleanSearch} from '../model/search.js';
import {denseRanks, orderByRank} from './sorting.js';
import {named} from '../elements/modes.js';
import {ownDetails, tripDetails} from '../elements/details.js';
import {leaderNames} from '../elements/tip.js';

/** @import {Child} from '../elements/dom.js' */
/** @import {Ranks} from './sorting.js' */
/** @import {Trip} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */
/** @typedef {typeof COLUMNS[number]} ColumnName */

const PAGE = 100; // rows
const COLUMNS = /** @type {const} */ (['start', 'title', 'mode', 'met', 'days', 'evidence', 'sources']);
const UNDATED = 1e7; // a day after all others

export class List {
  /** @type {ColumnName} */
  #sortedBy = 'start';
  #descending = true;
  #limit = PAGE;
  /** @type {Map<ColumnName, Ranks>} */
  #ranks = new Map();
  /** @type {Map<ColumnName, HTMLElement>} */
  #heads;
  #hasDetails;
  #row;
  #rows = el('tbody');
  /** @type {Map<string | undefined, HTMLElement>} rows as the server has written them, until they are first shown */
  #written;
  #more;
  #found;

  /**
   * @param {Store} store
   * @param {HTMLElement[]} [written] rows of the store's trips, as the server has written them
   */
  constructor(store, written = []) {
    this.store = store;
    this.#written = new Map(written.map(row => [row.dataset.trip, row]));
    this.words = store.words;
    this.#row = memoize((/** @type {number} */ index) => this.#makeRow(store.trips.trip(index)));
    this.#heads = new Map(COLUMNS.filter(name => store.trips.tells(name)).map(name => [name, this.#head(name)]));
    this.#hasDetails = store.trips.details.length > 0;
    this.#more = el('button', {type: 'button', class: 'more', hidden: true, onclick: () => this.#showMore()});
    const caption = el('caption', {class: 'unseen'}, this.words.translate('list'));
    const own = this.words.translate('own_columns');
    const more = this.#hasDetails ? el('th', {scope: 'col', class: 'c-details'}, own) : null;
    const head = el('thead', {}, el('tr', {}, [...this.#heads.values(), more]));
    const table = el('table', {id: 'trips'}, caption, head, this.#rows);
    this.#found = el('div', {}, table, this.#more);
    this.box = el('section', {class: 'list', id: 'list', tabindex: -1}, searchField(store), this.#found);
  }

  /** @param {ColumnName} name */
  #head(name) {
    const text = this.words.translate(`column_${name}`), onclick = () => this.#sortBy(name);
    return el('th', {scope: 'col', class: `c-${name}`}, el('button', {type: 'button', onclick}, text));
  }

  /** @param {ColumnName} name */
  #sortBy(name) {
    this.#descending = this.#sortedBy === name ? !this.#descending : name === 'days';
    this.#sortedBy = name;
    this.show();
  }

  #showMore() {
    this.#limit += PAGE;
    this.show();
  }

  show() {
    const sorted = orderByRank(this.store.shown, this.#ranksOf(this.#sortedBy), this.#descending);
    this.#markSortedColumn();
    this.#found.hidden = !sorted.length;
    this.box.hidden = !sorted.length && !this.store.view.search;
    reconcileChildren(this.#rows, Array.from(sorted.subarray(0, this.#limit), this.#row));
    this.#more.hidden = sorted.length <= this.#limit;
    this.#more.textContent = this.words.translate('more', {n: Math.min(PAGE, sorted.length - this.#limit)});
    this.mark(this.store.trip);
  }

  #markSortedColumn() {
    for (const [name, head] of this.#heads) {
      if (name === this.#sortedBy) head.setAttribute('aria-sort', this.#descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
  }

  /**
   * Focus the row of a trip, or the list itself if the trip is not in it.
   * @param {Trip} trip
   */
  focus({id}) {
    const row = [...this.#rows.rows].find(({dataset}) => dataset.trip === id);
    (row ? titleButton(row) : this.box).focus();
  }

  /**
   * Mark the row of the selected trip.
   * @param {Trip | null} selected
   */
  mark(selected) {
    for (const row of this.#rows.rows) {
      const isSelected = row.dataset.trip === selected?.id;
      row.toggleAttribute('aria-current', isSelected);
      titleButton(row).setAttribute('aria-pressed', String(isSelected));
    }
  }

  /** @param {ColumnName} name */
  #ranksOf(name) {
    let ranks = this.#ranks.get(name);
    if (!ranks) this.#ranks.set(name, ranks = denseRanks(this.#sortKeys(name)));
    return ranks;
  }

  /**
   * A number for each trip by which a column sorts.
   * @param {ColumnName} name
   * @returns {ArrayLike<number>}
   */
  #sortKeys(name) {
    const {trips} = this.store;
    switch (name) {
      case 'start': return trips.start.map(day => (day === MISSING ? UNDATED : day));
      case 'days': return trips.days;
      case 'sources': return trips.id.map((_, index) => this.#sourceIds(index).size);
      default: return this.#textKeys(trips[name]);
    }
  }

  /** @param {{values: (string | string[])[], codes: Uint32Array}} column */
  #textKeys({values, codes}) {
    const texts = values.map(value => this.words.list([value].flat().map(each => this.words.translateName(each))));
    const order = [...new Set(texts)].sort(new Intl.Collator(this.words.language).compare);
    const places = new Map(order.map((text, place) => [text, place]));
    const keys = texts.map(text => places.get(text) ?? 0);
    return Array.from(codes, code => keys[code]);
  }

  /** @param {Trip} trip */
  #makeRow(trip) {
    const row = this.#writtenRow(trip) ?? this.#newRow(trip);
    row.addEventListener('click', ({target}) => {
      const onLink = target instanceof Element && target.closest('a, summary');
      if (!onLink) this.store.select(this.store.trip === trip ? null : trip);
    });
    return row;
  }

  /**
   * A trip's row as the server has written it, with the icon that it does not draw.
   * @param {Trip} trip
   */
  #writtenRow({id, mode}) {
    const row = this.#written.get(id);
    this.#written.delete(id);
    row?.querySelector('.c-mode')?.replaceChildren(named(mode, this.words));
    return row;
  }

  /** @param {Trip} trip */
  #newRow(trip) {
    const contents = this.#cells(trip), unit = this.#unit(trip.days);
    const cells = Array.from(this.#heads.keys(), name =>
      el('td', {class: `c-${name}`, 'data-unit': name === 'days' ? unit : null}, contents[name]));
    return el('tr', {'data-trip': trip.id}, cells, this.#hasDetails ? this.#details(trip) : null);
  }

  /**
   * @param {Trip} trip
   * @returns {Record<ColumnName, Child>}
   */
  #cells(trip) {
    return {
      start: this.words.span(trip.start, trip.end),
      title: el('button', {type: 'button', class: 'choose', 'aria-pressed': 'false'}, trip.title),
      mode: named(trip.mode, this.words),
      met: leaderNames(trip, this.words),
      days: trip.days === null ? '' : this.words.number(trip.days),
      evidence: trip.evidence && this.words.translate(trip.evidence),
      sources: this.#sources(trip),
    };
  }

  /**
   * The word after a number of days, which narrow pages show.
   * @param {number | null} days
   */
  #unit(days) {
    if (days === null) return '';
    const text = this.words.translate('days', {n: days}), number = this.words.number(days);
    return text.includes(number) ? text.replace(number, '') : ''; // some languages have a word for one day, or two
  }

  /**
   * What the table says of a trip in columns of its own, which opens.
   * @param {Trip} trip
   */
  #details(trip) {
    const details = tripDetails(trip), names = this.words.list(details.map(([column]) => column));
    const opens = [el('summary', {}, names), el('dl', {}, ownDetails(details))];
    return el('td', {class: 'c-details'}, details.length ? el('details', {class: 'details'}, opens) : null);
  }

  /** @param {Trip} trip */
  #sources(trip) {
    const sources = [...this.#sourceIds(trip.index)].flatMap(id => this.store.trips.sources.get(id) ?? []);
    if (!sources.length) return '';
    const links = sources.map(source => el('li', {}, link(source.url, source.publisher || source.id)));
    const count = el('summary', {}, this.words.translate('source_count', {n: sources.length}));
    return el('details', {class: 'sources'}, count, el('ul', {}, links));
  }

  /**
   * The ids of the sources of a trip.
   * @param {number} index
   */
  #sourceIds(index) {
    const {sources: {values, codes}, start} = this.store.trips.legs;
    return new Set(Array.from(codes.subarray(start[index], start[index + 1]), code => values[code]).flat());
  }
}

/**
 * The field that searches the trips. What is searched for is part of the link, and leaves trips out as a filter does.
 * @param {Store} store
 */
function searchField(store) {
  const {words} = store, name = words.translate('search_trips');
  const attributes = {type: 'search', placeholder: name, 'aria-label': name, maxlength: 100, autocomplete: 'off'};
  const field = el('input', {...attributes, oninput: () => ask()});
  const ask = latestAfterPaint(() => store.write({search: cleanSearch(field.value) || null}));
  store.follow(() => {
    const {search} = store.view;
    if (search !== cleanSearch(field.value)) field.value = search;
  });
  return el('search', {class: 'search'}, field);
}

/**
 * The button of a row that selects its trip.
 * @param {HTMLTableRowElement} row
 * @returns {HTMLElement}
 */
function titleButton(row) {
  return /** @type {HTMLElement} */ (row.querySelector('.choose'));
}
