// Legend: what the lines mean, with live counts. Needs Leaflet (`L`).

import {el} from './dom.js';
import {chevrons, icon, sample} from './modes.js';
import {basisName} from './trips.js';

export class Legend {
  constructor(layer) {
    Object.assign(this, {layer, words: layer.words, trips: layer.trips});
    this.rows = el('ul', {id: 'legend'});
    this.note = el('p', {hidden: true});
    const summary = el('summary', {}, this.words.say('legend'));
    this.box = el('details', {class: 'legend', open: window.innerWidth > 600}, summary, this.rows, this.note);
  }

  addTo(map) {
    const control = L.control({position: 'bottomleft'});
    control.onAdd = () => this.box;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(this.box);
    return this;
  }

  /** The counts of the trips shown; `drawn` lines of all that they run over. */
  show(shown, traffic, drawn) {
    const modes = this.trips.counts(shown).map(([mode, n]) =>
      el('li', {'data-mode': mode, 'data-count': n, class: n ? null : 'none'}, sample(mode), icon(mode), el('span', {}, this.words.say(mode)), el('b', {}, this.words.number(n))));
    const bases = [...new Set([...traffic.values()].map(seen => seen.basis))].filter(Boolean).sort();
    const ways = bases.map(rank => el('li', {'data-basis': basisName(rank)}, sample('rail', basisName(rank)), el('span', {}, this.words.say(basisName(rank)))));
    const arrows = [...traffic.values()].some(seen => seen.forward !== seen.back) ? [el('li', {'data-basis': 'arrow'}, chevrons(), el('span', {}, this.words.say('one_way')))] : [];
    this.rows.replaceChildren(...modes, ...ways, ...arrows);
    this.note.hidden = drawn === traffic.size;
    this.note.textContent = this.words.say('lines_capped', {n: drawn, total: traffic.size});
  }
}
