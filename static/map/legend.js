// Legend: what the lines mean, with live counts. Needs Leaflet (`L`).

import {el} from '../panels/dom.js';
import {chevrons, icon, sample} from './modes.js';
import {BASES, basisName} from '../model/trips.js';

export class Legend {
  constructor(layer) {
    Object.assign(this, {layer, words: layer.words, trips: layer.trips});
    this.modes = this.trips.counts([]).map(([mode]) => [mode, this.#mode(mode)]);
    const dressed = BASES.slice(1); // a reported way looks as its mode does
    this.bases = dressed.filter(basis => this.trips.bases.has(basis)).map(basis => [basis, this.#basis(basis)]);
    this.oneWay = el('li', {'data-basis': 'arrow'}, chevrons(), el('span', {}, this.words.translate('one_way')));
    this.rows = el('ul', {id: 'legend'}, this.modes.map(([, row]) => row), this.bases.map(([, row]) => row), this.oneWay);
    this.note = el('p', {hidden: true});
    const summary = el('summary', {}, this.words.translate('legend'));
    this.box = el('details', {class: 'legend', open: window.innerWidth > 600 && window.innerHeight > 420}, summary, this.rows, this.note);
  }

  #mode(mode) {
    return el('li', {'data-mode': mode}, sample(mode), icon(mode), el('span', {}, this.words.translate(mode)), el('b'));
  }

  #basis(basis) {
    return el('li', {'data-basis': basis}, sample('rail', basis), el('span', {}, this.words.translate(basis)));
  }

  addTo(map) {
    const control = L.control({position: 'bottomleft'});
    control.onAdd = () => this.box;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(this.box);
    return this;
  }

  /** The counts of the trips shown, and how their lines are drawn. What is not shown is pale: the legend keeps its size. */
  show(shown, traffic, lines) {
    const counts = new Map(this.trips.counts(shown)), bases = new Set(), ways = new Set();
    for (const index of lines.segments) bases.add(basisName(traffic.basis[index])), ways.add(traffic.ways[index]);
    for (const [mode, row] of this.modes) {
      row.dataset.count = counts.get(mode);
      row.classList.toggle('none', !counts.get(mode));
      row.lastChild.textContent = this.words.number(counts.get(mode));
    }
    for (const [basis, row] of this.bases) row.classList.toggle('none', !bases.has(basis));
    this.oneWay.classList.toggle('none', lines.dense() || !(ways.has(1) || ways.has(2)));
    this.note.hidden = lines.segments.length === traffic.lines;
    this.note.textContent = this.words.translate('lines_capped', {n: lines.segments.length, total: traffic.lines});
  }
}
