// Statistics: small pictures with sentences, of the trips shown.

import {el} from '../elements/dom.js';
import {MODES} from '../model/words.js';

/** @import {FacetName, Mode, Place} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */
/** @typedef {{value: string, trips: number, days: number}} Row a value of a facet, its trips and their days */

const MAX_ROWS = 8; // of a picture
const PICTURES = /** @type {const} */ (['year', 'mode', 'country', 'with']);

export class Statistics {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
    this.grid = el('div', {class: 'grid'});
    this.facts = el('ul', {class: 'facts'});
    const title = el('h2', {id: 'statistics-title'}, this.words.translate('statistics'));
    const attributes = {class: 'statistics', id: 'statistics', 'aria-labelledby': title.id};
    this.box = el('section', attributes, title, this.facts, this.grid);
  }

  show() {
    const {shown} = this.store;
    const facts = [this.#longest(), this.#gap(), this.#farthest(shown)].filter(fact => fact !== null);
    const pictures = PICTURES.map(facet => this.#picture(facet, shown)).filter(picture => picture !== null);
    this.box.hidden = !shown.length;
    this.facts.replaceChildren(...facts.map(fact => el('li', {}, fact)));
    this.grid.replaceChildren(...pictures);
  }

  /** The longest trip in words. */
  #longest() {
    const {words} = this, {longest} = this.store.summary;
    if (!longest || (!longest.evidence && Number(longest.days) < 2)) return null;
    const when = words.span(longest.start, longest.end), days = words.translate('days', {n: Number(longest.days)});
    return words.translate(longest.evidence ? 'stat_longest' : 'stat_longest_own', {title: longest.title, when, days});
  }

  /** The longest time at home in words. */
  #gap() {
    const {words} = this, {gap} = this.store.summary;
    if (!gap) return null;
    const length = words.calendar(gap.from, gap.to);
    return words.translate('stat_gap', {gap: length, from: words.moment(gap.from), to: words.moment(gap.to)});
  }

  /**
   * The place farthest from home at which a leg ends, in words.
   * @param {Uint32Array} shown
   */
  #farthest(shown) {
    let farthest = null, most = 0;
    for (const place of this.#legEnds(shown)) {
      const km = place?.from_home_km ?? 0;
      if (place && km > most) [farthest, most] = [place, km];
    }
    return farthest && this.words.translate('stat_farthest', {place: farthest.label, km: Math.round(most)});
  }

  /**
   * @param {Uint32Array} shown
   * @returns {Generator<Place | undefined>}
   */
  *#legEnds(shown) {
    const {legs, stops, places} = this.trips;
    for (const trip of shown) {
      for (let leg = legs.start[trip]; leg < legs.start[trip + 1]; leg++) {
        yield places[stops.place[legs.stop[leg + 1] - 1]];
      }
    }
  }

  /**
   * Bars of trips, and of days away, per value of a facet, with the same in words; null if there are none.
   * @param {FacetName} facet
   * @param {Uint32Array} shown
   */
  #picture(facet, shown) {
    const rows = facet === 'mode' && !this.trips.tells('mode') ? [] : this.#rows(facet, shown);
    if (!rows.length) return null;
    const listed = facet === 'year' ? rows.slice(-MAX_ROWS) : rows.slice(0, MAX_ROWS);
    const rest = rows.length - listed.length;
    const title = el('b', {}, this.words.translate(`stat_${facet}`));
    return el('figure', {'data-facet': facet},
      el('figcaption', {}, title, ' ', this.#summary(facet, rows)),
      this.#table(facet, listed),
      rest ? el('p', {class: 'muted'}, this.words.translate('stat_rest', {n: rest})) : null);
  }

  /**
   * Years in order, values of other facets by trips, then by days.
   * @param {FacetName} facet
   * @param {Uint32Array} shown
   * @returns {Row[]}
   */
  #rows(facet, shown) {
    const {values} = this.trips.facets[facet];
    const {trips, sums} = this.trips.facets[facet].tally(shown, this.trips.days);
    const rows = values.map((value, code) => ({value, trips: trips[code], days: sums[code]})).filter(row => row.trips);
    if (facet === 'year') return rows.sort((a, b) => a.value.localeCompare(b.value));
    return rows.sort((a, b) => b.trips - a.trips || b.days - a.days);
  }

  /**
   * @param {FacetName} facet
   * @param {Row[]} rows
   */
  #summary(facet, rows) {
    const {words} = this;
    const most = rows.reduce((best, row) => (row.trips > best.trips ? row : best));
    return words.translate('stat_most', {
      value: this.trips.localizeValue(facet, most.value),
      trips: words.translate('place_trips', {n: most.trips}),
      days: words.translate('days', {n: most.days}),
    });
  }

  /**
   * @param {FacetName} facet
   * @param {Row[]} rows
   */
  #table(facet, rows) {
    const {words} = this;
    const most = Math.max(...rows.map(row => row.trips)), longest = Math.max(1, ...rows.map(row => row.days));
    const heads = ['stat_trips', 'stat_days'].map(key => el('th', {scope: 'col'}, words.translate(key)));
    const items = rows.map(({value, trips, days}) => {
      const mode = facet === 'mode' && MODES.includes(/** @type {Mode} */ (value)) ? value : null;
      return el('tr', {'data-value': value},
        el('th', {scope: 'row'}, this.trips.localizeValue(facet, value)),
        el('td', {}, bar('trips', trips / most, words.number(trips), mode)),
        el('td', {}, bar('days', days / longest, words.number(days), mode)));
    });
    return el('table', {'aria-label': words.translate(`stat_${facet}`)},
      el('thead', {}, el('tr', {}, el('td', {}), heads)), el('tbody', {}, items));
  }
}

/**
 * A bar that fills a share of its cell, with its number.
 * @param {'trips' | 'days'} kind
 * @param {number} share 0 to 1
 * @param {string} text
 * @param {string | null} mode whose colour it has
 */
function bar(kind, share, text, mode) {
  const style = `width:${(share * 100).toFixed(1)}%${mode ? `;background:var(--${mode})` : ''}`;
  return el('span', {class: `bar ${kind}`}, el('span', {class: 'fill', style}), el('span', {class: 'n'}, text));
}
