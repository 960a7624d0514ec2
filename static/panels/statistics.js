// Statistics: small pictures with sentences, of the trips shown.

import {el} from '../elements/dom.js';
import {countByTraveller, countFigures, EARTH_KM} from '../model/figures.js';
import {nextTask} from '../model/tasks.js';
import {MODES} from '../model/words.js';

/** @import {Child} from '../elements/dom.js' */
/** @import {FacetName, MapKind, Mode} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */
/** @import {Words} from '../model/words.js' */
/** @typedef {{value: string, trips: number, days: number}} Row a value of a facet, its trips and their days */

const MAX_ROWS = 8; // of a picture
const PICTURES = /** @type {const} */ (['year', 'mode', 'country', 'with']);

export class Statistics {
  #turn = 0;
  /** @type {{[kind in MapKind]?: {box: HTMLElement, show(): Promise<void>}}} small maps that were opened */
  #panels = {};

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
    this.grid = el('div', {class: 'grid'});
    this.figures = el('dl', {class: 'figures'});
    this.travellers = el('div', {class: 'travellers'});
    this.facts = el('ul', {class: 'facts'});
    this.toggles = this.trips.maps.map(kind => {
      const attributes = {type: 'button', 'data-maps': kind, onclick: () => store.toggleMaps(kind)};
      return el('button', attributes, this.words.translate(`maps_${kind}`));
    });
    this.maps = {traveller: el('div'), country: el('div')};
    const hasMaps = store.comparison && this.toggles.length;
    const toggles = hasMaps ? el('p', {class: 'map-toggles'}, this.toggles) : null;
    const title = el('h2', {id: 'statistics-title'}, this.words.translate('statistics'));
    const attributes = {class: 'statistics', id: 'statistics', 'aria-labelledby': title.id};
    this.box = el('section', attributes, title, this.facts, this.figures,
      ...(toggles ? [toggles] : []), this.maps.traveller, this.travellers, this.maps.country, this.grid);
  }

  /** Open or close the small maps that the view asks for; their code is loaded at its first use. */
  async showMaps() {
    const {store, trips, maps} = this, {comparison, view} = store;
    for (const toggle of this.toggles) {
      const isOpen = view.maps.some(kind => kind === toggle.dataset.maps);
      toggle.setAttribute('aria-pressed', String(isOpen));
    }
    for (const kind of trips.maps) if (!view.maps.includes(kind)) maps[kind].replaceChildren();
    if (!comparison || !view.maps.length) return;
    for (const kind of view.maps) {
      try {
        const {CountryMap, SmallMaps} = await comparison.load(document);
        const panel = this.#panels[kind] ??= kind === 'traveller'
          ? new SmallMaps(store) : new CountryMap(store, comparison.outlines);
        if (!store.view.maps.includes(kind)) continue; // closed meanwhile
        if (!maps[kind].contains(panel.box)) maps[kind].replaceChildren(panel.box);
        await panel.show();
      } catch {
        maps[kind].replaceChildren(el('p', {class: 'muted'}, this.words.translate('data_failed')));
      }
    }
  }

  /** Show the trips of the view, each part in a task of its own; the next call ends what this one has not shown yet. */
  async show() {
    const {shown} = this.store, turn = ++this.#turn;
    this.box.hidden = !shown.length && !this.store.view.maps.length;
    for (const showPart of [this.#showFacts, this.#showFigures, this.#showTravellers, this.#showPictures]) {
      if (turn !== this.#turn) return;
      showPart.call(this, shown);
      await nextTask();
    }
    if (turn === this.#turn) this.showMaps();
  }

  /** @param {Uint32Array} shown */
  #showFacts(shown) {
    const facts = [this.#longest(), this.#gap(), this.#farthest(shown)].filter(fact => fact !== null);
    this.facts.replaceChildren(...facts.map(fact => el('li', {}, fact)));
  }

  /** @param {Uint32Array} shown */
  #showFigures(shown) {
    this.figures.replaceChildren(...this.#figures(shown));
  }

  /** @param {Uint32Array} shown */
  #showTravellers(shown) {
    this.travellers.replaceChildren(...this.#travellers(shown));
  }

  /** @param {Uint32Array} shown */
  #showPictures(shown) {
    const pictures = PICTURES.map(facet => this.#picture(facet, shown));
    this.grid.replaceChildren(...pictures.filter(picture => picture !== null));
  }

  /**
   * Lengths, times and what is used most, each value a button that filters; empty ones are left out.
   * @param {Uint32Array} shown
   */
  #figures(shown) {
    const {words, store} = this, figures = countFigures(this.trips, shown);
    const km = figures.km.reduce((sum, [, length]) => sum + length, 0);
    const rounds = words.number(km / EARTH_KM, km < EARTH_KM ? 2 : 1);
    const toggle = (/** @type {FacetName} */ facet) => (/** @type {string} */ value) => store.toggle(facet, value);
    const find = (/** @type {string} */ text) => store.write({search: text}, {isStep: true});
    const length = words.translate('figure_km', {km: words.number(Math.round(km))});
    const rows = [
      row(words.translate('figure_length'), km ? [
        el('span', {}, words.paragraph(words.end(length), words.translate('figure_earth', {n: rounds}))),
        this.#values(figures.km.map(([mode, each]) => [mode, Math.round(each)]), 'mode', toggle('mode'), 'figure_km'),
      ] : []),
      row(words.translate('figure_time'), figures.timed ? [el('span', {}, words.translate('figure_hours', {
        hours: words.number(figures.minutes / 60, 1), n: figures.timed, total: figures.legs,
      }))] : []),
      row(words.translate('figure_places'), this.#values(figures.places, 'place', toggle('place'))),
      row(words.translate('figure_routes'), this.#values(figures.routes, 'route', toggle('route'))),
      row(words.translate('figure_vehicles'), this.#values(figures.vehicles, null, find)),
      row(words.translate('figure_airlines'), this.#values(figures.airlines, null, find)),
    ];
    return rows.flat();
  }

  /**
   * A button for each value with its number.
   * @param {[value: string, n: number][]} ranking
   * @param {FacetName | null} facet whose values they are
   * @param {(value: string) => void} choose
   * @param {string} unit the message of the number
   */
  #values(ranking, facet, choose, unit = '') {
    const {words} = this;
    return ranking.map(([value, n]) => {
      const {text, lang} = facet
        ? {text: this.trips.localizeValue(facet, value), lang: null}
        : words.translateRecord(value);
      const number = unit === 'figure_km' ? words.translate('figure_km', {km: words.number(n)}) : words.number(n);
      const pressed = facet ? String(this.store.view[facet].has(value)) : null;
      const attributes = {'aria-pressed': pressed, 'data-value': value, onclick: () => choose(value)};
      return figureButton(words, attributes, el('span', {lang}, text), ' ', el('b', {}, number));
    });
  }

  /**
   * The figures of each traveller side by side, where there are several.
   * @param {Uint32Array} shown
   */
  #travellers(shown) {
    const {words, store, trips} = this;
    const count = trips.facets.traveller.distinct(shown);
    if (count < 2) return [];
    const all = countByTraveller(trips, shown, MAX_ROWS);
    /** @type {[head: string, text: (figures: import('../model/figures.js').Figures) => string][]} */
    const columns = [
      ['stat_trips', ({trips: n}) => words.number(n)],
      ['stat_days', ({days}) => (days ? words.number(days) : '')],
      ['figure_length', ({km}) => this.#kilometres(km)],
      ['stat_countries', ({countries}) => (countries ? words.number(countries) : '')],
    ];
    const told = columns.filter(([, text]) => all.some(({figures}) => text(figures)));
    const heads = ['traveller', ...told.map(([head]) => head)];
    const rows = all.flatMap(({traveller, home, homeTrips, figures}) => {
      const onclick = () => store.toggle('traveller', traveller);
      const place = home && trips.localizeValue('place', home);
      const taken = homeTrips ? words.translate('home_taken', {place, n: homeTrips, total: figures.trips}) : place;
      const button = figureButton(words, {onclick}, words.translateName(traveller));
      const row = el('tr', {'data-value': traveller}, rowHeader(button),
        told.map(([, text]) => el('td', {}, text(figures))));
      const text = `${words.translate('home')}: ${taken}`;
      return [row, ...(home ? [el('tr', {class: 'home'}, el('td', {colspan: heads.length}, text))] : [])];
    });
    const title = el('caption', {}, el('b', {}, words.translate('stat_traveller')));
    const head = el('tr', {}, heads.map(key => el('th', {scope: 'col'}, words.translate(key))));
    const table = el('table', {}, title, el('thead', {}, head), el('tbody', {}, rows));
    const rest = count - all.length;
    return [table, rest ? el('p', {class: 'muted'}, words.translate('stat_rest', {n: rest})) : ''].filter(Boolean);
  }

  /**
   * The length of all ways in words, "" for none.
   * @param {import('../model/figures.js').Figures['km']} km
   */
  #kilometres(km) {
    const sum = Math.round(km.reduce((total, [, length]) => total + length, 0));
    return sum ? this.words.translate('figure_km', {km: this.words.number(sum)}) : '';
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
    const {legs, stops, places} = this.trips;
    let farthest = -1, most = 0;
    for (const trip of shown) {
      for (let leg = legs.start[trip]; leg < legs.start[trip + 1]; leg++) {
        const place = stops.place[legs.stop[leg + 1] - 1], km = place < 0 ? 0 : places[place].from_home_km ?? 0;
        if (km > most) [farthest, most] = [place, km];
      }
    }
    if (farthest < 0) return null;
    return this.words.translate('stat_farthest', {place: places[farthest].label, km: Math.round(most)});
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
   * A value as a button that filters, where the page offers it as a filter; years of a range are chosen as a range.
   * @param {FacetName} facet
   * @param {string} value
   */
  #choice(facet, value) {
    const {store, trips, words} = this, years = facet === 'year' && trips.years ? [value, value] : null;
    const onclick = () => (years ? store.write({years}) : store.toggle(facet, value));
    return figureButton(words, {onclick}, trips.localizeValue(facet, value));
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
        rowHeader(this.#choice(facet, value)),
        el('td', {}, bar('trips', trips / most, words.number(trips), mode)),
        el('td', {}, bar('days', days / longest, words.number(days), mode)));
    });
    return el('table', {'aria-label': words.translate(`stat_${facet}`)},
      el('thead', {}, el('tr', {}, el('td', {}), heads)), el('tbody', {}, items));
  }
}

/**
 * A name with what is said of it; nothing where nothing is.
 * @param {string} name
 * @param {Child[]} content
 */
function row(name, content) {
  return content.length ? [el('dt', {}, name), el('dd', {}, content)] : [];
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

/**
 * A figure that filters. Its name begins with what it does, so that it is told from the filter of the same value.
 * @param {Words} words
 * @param {import('../elements/dom.js').Attributes} attributes
 * @param {...import('../elements/dom.js').Child} children
 */
function figureButton(words, attributes, ...children) {
  const button = el('button', {type: 'button', class: 'figure', ...attributes}, ...children);
  button.setAttribute('aria-label', words.translate('figure_filter', {value: button.textContent ?? ''}));
  return button;
}

/**
 * The head of a row of figures, whose cells are told by its value and not by what its button does.
 * @param {HTMLElement} button
 */
function rowHeader(button) {
  return el('th', {scope: 'row', 'aria-label': button.textContent}, button);
}
