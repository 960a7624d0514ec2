// Statistics: small pictures with sentences, of the trips shown.

import {el} from './dom.js';
import {MODES} from '../model/words.js';

const ROWS = 8; // of a picture, the longest

export class Statistics {
  constructor(store) {
    Object.assign(this, {store, trips: store.trips, words: store.words});
    this.grid = el('div', {class: 'grid'});
    this.facts = el('ul', {class: 'facts'});
    this.box = el('section', {class: 'statistics', id: 'statistics', 'aria-labelledby': 'statistics-title'}, el('h2', {id: 'statistics-title'}, this.words.translate('statistics')), this.facts, this.grid);
  }

  show() {
    const {shown} = this.store;
    this.box.hidden = !shown.length;
    this.facts.replaceChildren(...[this.#longest(), this.#gap(), this.#farthest(shown)].filter(Boolean).map(fact => el('li', {}, fact)));
    this.grid.replaceChildren(...['year', 'mode', 'country', 'with'].map(facet => this.#picture(facet, shown)).filter(Boolean));
  }

  #longest() {
    const {longest} = this.store.summary;
    return longest && this.words.translate('stat_longest', {title: longest.title, when: this.words.span(longest.start, longest.end), days: this.words.translate('days', {n: longest.days})});
  }

  #gap() {
    const {gap} = this.store.summary;
    return gap && this.words.translate('stat_gap', {gap: this.words.calendar(gap.from, gap.to), from: this.words.moment(gap.from), to: this.words.moment(gap.to)});
  }

  #farthest(shown) {
    const {legs, stops, places} = this.trips;
    let far = null;
    for (const trip of shown) {
      for (let leg = legs.start[trip]; leg < legs.start[trip + 1]; leg++) {
        const place = places[stops.place[legs.stop[leg + 1] - 1]];
        if (place?.from_home_km > (far?.from_home_km ?? 0)) far = place;
      }
    }
    return far && this.words.translate('stat_farthest', {place: far.label, km: Math.round(far.from_home_km)});
  }

  /** Bars of trips, and of days away, per value of a facet, with the same told in words. */
  #picture(facet, shown) {
    const {values} = this.trips.facets[facet], {trips, sums} = this.trips.facets[facet].tally(shown, this.trips.days);
    const rows = values.map((value, code) => ({value, trips: trips[code], days: sums[code]})).filter(row => row.trips);
    if (!rows.length) return null;
    rows.sort(facet === 'year' ? (a, b) => a.value.localeCompare(b.value) : (a, b) => b.trips - a.trips || b.days - a.days);
    const told = facet === 'year' ? rows.slice(-ROWS) : rows.slice(0, ROWS);
    return el('figure', {'data-facet': facet}, el('figcaption', {}, el('b', {}, this.words.translate(`stat_${facet}`)), ' ', this.#summary(facet, rows)), this.#bars(facet, told), rows.length > ROWS ? el('p', {class: 'muted'}, this.words.translate('stat_rest', {n: rows.length - ROWS})) : null);
  }

  #summary(facet, rows) {
    const most = rows.reduce((best, row) => (row.trips > best.trips ? row : best));
    return this.words.translate('stat_most', {value: this.trips.localizeValue(facet, most.value), trips: this.words.translate('place_trips', {n: most.trips}), days: this.words.translate('days', {n: most.days})});
  }

  #bars(facet, rows) {
    const most = Math.max(...rows.map(row => row.trips)), longest = Math.max(1, ...rows.map(row => row.days));
    const bar = (kind, share, text, mode) => el('span', {class: `bar ${kind}`}, el('span', {class: 'fill', style: `width:${(share * 100).toFixed(1)}%${mode ? `;background:var(--${mode})` : ''}`}), el('span', {class: 'n'}, text));
    const items = rows.map(({value, trips, days}) => {
      const mode = facet === 'mode' && MODES.includes(value) ? value : null;
      return el('tr', {'data-value': value}, el('th', {scope: 'row'}, this.trips.localizeValue(facet, value)), el('td', {}, bar('trips', trips / most, this.words.number(trips), mode)), el('td', {}, bar('days', days / longest, this.words.number(days))));
    });
    return el('table', {'aria-label': this.words.translate(`stat_${facet}`)}, el('thead', {}, el('tr', {}, el('td', {}), el('th', {scope: 'col'}, this.words.translate('stat_trips')), el('th', {scope: 'col'}, this.words.translate('stat_days')))), el('tbody', {}, items));
  }
}
