// Legend: the meaning of the lines, with current counts. Needs Leaflet (`L`).

import {el, setText} from '../elements/dom.js';
import {chevrons, icon, sample} from '../elements/modes.js';
import {BASES, basisName} from '../model/basis.js';

/** @typedef {import('../../tools/stubs/types.js').Basis} Basis */
/** @typedef {import('../../tools/stubs/types.js').Mode} Mode */

export class Legend {
  #isFolded = false;
  #wasOpen = false;

  /**
   * @param {import('../model/trips.js').Trips} trips
   * @param {import('../model/words.js').Words} words
   * @param {(facet: string | null) => void} colourBy chooses what lines are coloured by, null for the transport
   */
  constructor(trips, words, colourBy) {
    this.trips = trips;
    this.words = words;
    this.modes = trips.counts([]).map(([mode]) => ({mode, ...this.#mode(mode)}));
    const marked = BASES.slice(1).filter(basis => trips.bases.has(basis)); // a reported way looks as its mode does
    this.bases = marked.map(basis => ({basis, row: this.#basis(basis)}));
    this.oneWay = el('li', {'data-basis': 'arrow'}, chevrons(), el('span', {}, words.translate('one_way')));
    const hasLines = trips.bases.size > 0; // a table of single places has none
    const rows = hasLines ? [...[...this.modes, ...this.bases].map(({row}) => row), this.oneWay] : [];
    this.passed = this.#mark('dot', '', 'mark_passed');
    const marks = [this.#mark('count', '2', 'mark_stop'), this.#mark('ring', '', 'home'), this.passed];
    if (trips.about.home === null) marks.splice(1, 1);
    if (!hasLines) marks.pop();
    this.rows = el('ul', {id: 'legend'}, rows, marks);
    this.note = el('p', {hidden: true});
    this.key = el('span', {class: 'key', 'aria-hidden': 'true'}); // the colours, where the legend is folded
    const heading = el('summary', {}, words.translate('legend'), this.key);
    const facets = hasLines ? trips.colourFacets : [];
    /** @type {HTMLSelectElement} */
    this.select = el('select', {onchange: () => colourBy(this.select.value || null)},
      el('option', {value: ''}, words.translate('mode')),
      facets.map(({facet, name}) => el('option', {value: facet}, name)));
    const label = el('span', {}, words.translate('colour_by'));
    const by = facets.length ? el('label', {class: 'by'}, label, this.select) : null;
    /** The groups that lines are coloured by, where that is not the transport. */
    this.groups = el('ul', {class: 'groups', hidden: true});
    this.box = el('details', {class: 'legend', open: true}, heading, by, this.groups, this.rows, this.note);
  }

  /**
   * Explain the colours of the lines; those of the transport stand in its rows.
   * @param {string} facet "" for the transport
   * @param {HTMLElement[]} rows one for each group
   */
  colour(facet, rows) {
    this.select.value = facet;
    this.box.classList.toggle('coloured', Boolean(facet));
    this.box.classList.remove('waiting');
    this.groups.hidden = !facet;
    this.groups.replaceChildren(...rows);
    this.key.replaceChildren(...rows.map(({children: [swatch, text]}) => (
      el('span', {}, swatch.cloneNode(true), text.textContent))));
  }

  /** @param {Mode} mode */
  #mode(mode) {
    const text = this.words.translate(this.trips.tells('mode') ? mode : 'column_title');
    const count = el('b'), name = el('span', {}, text);
    return {count, row: el('li', {'data-mode': mode}, sample(mode), icon(mode), name, count)};
  }

  /** @param {Basis} basis */
  #basis(basis) {
    return el('li', {'data-basis': basis}, sample('rail', basis), el('span', {}, this.words.translate(basis)));
  }

  /**
   * What a mark of a place means.
   * @param {string} look its class
   * @param {string} text in it
   * @param {string} message
   */
  #mark(look, text, message) {
    const sign = el('i', {class: 'sign', 'aria-hidden': 'true'}, el('span', {class: look}, text));
    return el('li', {'data-mark': look}, sign, el('span', {}, this.words.translate(message)));
  }

  /**
   * Say why the lines keep their colours.
   * @param {string} text
   */
  tell(text) {
    this.box.classList.remove('waiting');
    this.groups.hidden = false;
    this.groups.replaceChildren(el('li', {}, el('span', {}, text)));
  }

  /**
   * @param {L.Map} map
   * @param {boolean} isColoured whether colours are still to come, without which it would be seen to grow
   */
  addTo(map, isColoured) {
    this.box.classList.toggle('waiting', isColoured);
    const control = new L.Control({position: 'bottomleft'});
    control.onAdd = () => this.box;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(this.box);
    return this;
  }

  /**
   * Fold the legend while there is little room, as beside a card, and then open it again.
   * @param {boolean} isTight
   */
  fold(isTight) {
    if (isTight === this.#isFolded) return;
    if (isTight) this.#wasOpen = this.box.open;
    this.box.open = !isTight && this.#wasOpen;
    this.#isFolded = isTight;
  }

  /**
   * Show the counts of the visible trips and the styles of their lines. Entries without trips are pale, so that the
   * legend keeps its size.
   * @param {import('../../tools/stubs/types.js').TripNumbers} shown
   * @param {import('../../tools/stubs/types.js').Traffic} traffic
   * @param {import('./lines.js').Lines} lines
   */
  show(shown, traffic, lines) {
    const counts = new Map(this.trips.counts(shown)), bases = new Set(), directions = new Set();
    for (const index of lines.segments) {
      bases.add(basisName(traffic.basis[index]));
      directions.add(traffic.directions[index]);
    }
    for (const {mode, row, count} of this.modes) {
      const n = counts.get(mode) ?? 0;
      row.dataset.count = String(n);
      row.classList.toggle('none', !n);
      setText(count, this.words.number(n));
    }
    for (const {basis, row} of this.bases) row.classList.toggle('none', !bases.has(basis));
    this.oneWay.classList.toggle('none', lines.dense() || !(directions.has(1) || directions.has(2)));
    this.passed.classList.toggle('none', !lines.dots.length);
    this.note.hidden = lines.segments.length === traffic.lines;
    const capped = {n: lines.segments.length, total: traffic.lines};
    setText(this.note, this.words.translate('lines_capped', capped));
  }
}
