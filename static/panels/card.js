// Card: the selected trip leg by leg, with the titles of that day, evidence and sources.

import {el, link} from './dom.js';
import {icon, named} from '../map/modes.js';

export class Card {
  constructor(store) {
    Object.assign(this, {store, trips: store.trips, words: store.words});
    this.box = el('section', {class: 'card', id: 'card', 'aria-label': this.words.translate('card')});
  }

  show(trip) {
    this.trip = trip;
    this.box.classList.toggle('empty', !trip);
    this.box.replaceChildren(...(trip ? this.#content(trip) : [el('p', {}, this.words.translate('card_empty'))]));
  }

  #content(trip) {
    const {words} = this, modes = [...new Set(trip.legs.map(leg => leg.mode))];
    const facts = [
      ['away', `${words.span(trip.start, trip.end)}${trip.days ? ` · ${words.translate('days', {n: trip.days})}` : ''}`],
      ['occasion', trip.occasion && this.#text('span', trip.occasion)],
      ['met', trip.met.length ? el('ul', {}, trip.met.map(name => this.#person(name, trip))) : ''],
      ['outcome', trip.outcome && this.#text('span', trip.outcome)],
    ].filter(([, value]) => value);
    return [
      el('button', {type: 'button', class: 'close', 'aria-label': words.translate('close'), onclick: () => this.store.select(null)}, '×'),
      el('h2', {}, this.#title(trip)),
      el('p', {class: 'badges'}, el('span', {class: `badge ${trip.evidence}`}, words.translate(trip.evidence)), modes.map(mode => named(mode, words))),
      el('p', {class: 'muted'}, words.translate(`meaning_${trip.evidence}`)),
      el('dl', {}, facts.flatMap(([key, value]) => [el('dt', {}, words.translate(key)), el('dd', {}, value)])),
      el('h3', {}, words.translate('legs')), el('ol', {class: 'legs'}, trip.legs.map(leg => this.#leg(leg))),
      el('h3', {}, words.translate('sources')), el('ul', {class: 'cited'}, this.#sources(trip)),
      ...(this.#isTranslated(trip) ? [el('p', {class: 'muted', id: 'translated'}, words.translate('translated'))] : []),
    ];
  }

  /** A free text of the records in an element that says in which language it is. */
  #text(tag, own, style = null) {
    const {text, lang} = this.words.translateRecord(own);
    return el(tag, {class: style, lang}, text);
  }

  #isTranslated(trip) {
    return [trip.occasion, trip.outcome, ...trip.legs.flatMap(leg => [leg.vehicle, leg.note])].some(own => this.words.isTranslated(own));
  }

  #title(trip) {
    const country = trip.countries.map(code => this.trips.country(code)).join(', ');
    return country && country !== trip.title ? `${trip.title}, ${country}` : trip.title;
  }

  /** A leader with the title held on the day the trip began. */
  #person(name, trip) {
    const person = this.trips.people.get(name);
    const title = person?.titles.find(({start, end}) => (!start || start <= (trip.end ?? start)) && (!end || end >= (trip.start ?? end)));
    return el('li', {}, this.words.translateName(name), title ? [', ', this.#text('span', title.title, 'muted')] : null);
  }

  #leg(leg) {
    const {words} = this, [from, to] = [leg.stops[0], leg.stops.at(-1)];
    const between = leg.stops.slice(1, -1).map(stop => this.#stop(stop)).join(', ');
    const times = [leg.depart && words.translate('depart', {when: words.moment(leg.depart)}), leg.arrive && words.translate('arrive', {when: words.moment(leg.arrive)})].filter(Boolean);
    const lengths = leg.published.map(([km, source]) => el('span', {class: 'muted'}, `${words.translate('published', {km})}: `, this.#source(source)));
    return el('li', {},
      el('p', {class: 'leg'}, icon(leg.mode), el('b', {}, words.translate('leg', {from: this.#stop(from), to: this.#stop(to)})), leg.vehicle ? [', ', this.#text('span', leg.vehicle)] : ''),
      times.length ? el('p', {}, times.join('; ')) : null,
      between ? el('p', {class: 'muted'}, words.translate('via', {places: between})) : null,
      leg.drawn_km ? el('p', {class: 'muted'}, this.#drawn(leg), lengths.map(length => ['; ', length])) : lengths.map(length => el('p', {}, length)),
      leg.note ? this.#text('p', leg.note) : null);
  }

  /** How long the drawn line is, and how well its way is known. */
  #drawn(leg) {
    const bases = [...new Set(this.trips.usesOf(leg).map(use => use.basis))];
    const basis = leg.mode === 'air' ? this.words.translate('basis_air') : bases.length > 1 ? this.words.translate('basis_partly') : this.words.translate(`basis_${bases[0]}`);
    return this.words.translate('drawn', {km: Math.round(leg.drawn_km), basis});
  }

  #stop([place, inferred]) {
    const name = typeof place === 'number' ? this.trips.places[place].name : place;
    return inferred ? this.words.translate('guess', {place: name}) : name;
  }

  #sources(trip) {
    const ids = [...new Set(trip.legs.flatMap(leg => [...leg.sources, ...leg.published.map(([, id]) => id)]))];
    return ids.map(id => el('li', {}, this.#source(id)));
  }

  #source(id) {
    const source = this.trips.sources.get(id);
    if (!source) return id;
    const date = source.date ? `, ${this.words.moment(source.date)}` : '', title = source.title ? ` “${source.title}”` : '';
    return el('span', {}, link(source.url, `${source.publisher || source.id}${title}`), date, source.archived ? [' · ', link(source.archived, this.words.translate('archived'))] : null);
  }
}
