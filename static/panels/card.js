// Card: the selected trip leg by leg, with the titles of that day, evidence and sources.

import {el, link} from '../elements/dom.js';
import {ownDetails, sharedDetails} from '../elements/details.js';
import {icon, named} from '../elements/modes.js';

/** @import {Child} from '../elements/dom.js' */
/** @import {Leg, Stop, Trip} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */

const MAX_COUNTRIES = 3; // in the title

export class Card {
  /** @type {Trip | null} */
  trip = null;

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.trips = store.trips;
    this.words = store.words;
    this.box = el('section', {class: 'card', id: 'card', 'aria-label': this.words.translate('card')});
  }

  /** @param {Trip | null} trip */
  show(trip) {
    this.trip = trip;
    this.box.replaceChildren(...(trip ? this.#content(trip) : []));
  }

  /** @param {Trip} trip */
  #content(trip) {
    const {words} = this;
    const close = () => this.store.select(null);
    const isTranslated = recordTexts(trip).some(text => words.isTranslated(text));
    return [
      el('button', {type: 'button', class: 'close', 'aria-label': words.translate('close'), onclick: close}, '×'),
      el('h2', {}, this.#title(trip)),
      this.#badges(trip),
      trip.evidence ? el('p', {class: 'muted'}, words.translate(`meaning_${trip.evidence}`)) : null,
      this.#facts(trip),
      ...this.#legs(trip),
      ...this.#sources(trip),
      isTranslated ? el('p', {class: 'muted', id: 'translated'}, words.translate('translated')) : null,
    ].filter(part => part !== null);
  }

  /** @param {Trip} trip */
  #title(trip) {
    if (trip.countries.length > MAX_COUNTRIES) return trip.title;
    const country = this.words.list(trip.countries.map(code => this.trips.country(code)));
    return country && country !== trip.title ? this.words.list([trip.title, country], 'comma') : trip.title;
  }

  /** @param {Trip} trip */
  #badges({evidence, legs}) {
    const modes = [...new Set(legs.map(leg => leg.mode))].filter(mode => mode !== 'other');
    const badge = evidence ? el('span', {class: `badge ${evidence}`}, this.words.translate(evidence)) : null;
    return el('p', {class: 'badges'}, badge, modes.map(mode => named(mode, this.words)));
  }

  /** @param {Trip} trip */
  #facts(trip) {
    const {words} = this;
    const days = trip.days ? ` · ${words.translate('days', {n: trip.days})}` : '';
    /** @type {[string, Child][]} */
    const facts = [
      [trip.evidence ? 'away' : 'column_start', trip.start ? `${words.span(trip.start, trip.end)}${days}` : null],
      ['traveller', trip.evidence ? null : words.translateName(trip.traveller)],
      ['occasion', this.#recordText('span', trip.occasion)],
      ['met', trip.met.length ? el('ul', {}, trip.met.map(name => this.#person(name, trip))) : null],
      ['outcome', this.#recordText('span', trip.outcome)],
    ];
    const rows = facts.flatMap(([key, value]) => (value ? definition(words.translate(key), value) : []));
    return el('dl', {}, rows, ownDetails(sharedDetails(trip)));
  }

  /**
   * A free text of the records in an element with its language; null if it is blank.
   * @param {'p' | 'span'} tag
   * @param {string} own
   * @param {string | null} [style]
   */
  #recordText(tag, own, style = null) {
    const {text, lang} = this.words.translateRecord(own);
    return own ? el(tag, {class: style, lang}, text) : null;
  }

  /**
   * A leader with the title held on the day the trip began.
   * @param {string} name
   * @param {Trip} trip
   */
  #person(name, trip) {
    const title = this.trips.people.get(name)?.titles.find(({start, end}) =>
      (!start || !trip.end || start <= trip.end) && (!end || !trip.start || end >= trip.start));
    const held = title ? [this.words.messages.comma, this.#recordText('span', title.title, 'muted')] : null;
    return el('li', {}, this.words.translateName(name), held);
  }

  /**
   * The legs under their heading; nothing of a visit that the facts have told already.
   * @param {Trip} trip
   */
  #legs(trip) {
    const [leg, ...others] = trip.legs, isTold = !others.length && leg.stay && leg.stops.length === 1;
    const beside = this.#otherNames(trip);
    if (isTold && !leg.vehicle && !leg.note) return beside;
    const items = trip.legs.map(each => this.#leg(each, trip));
    return [el('h3', {}, this.words.translate('legs')), el('ol', {class: 'legs'}, items), ...beside];
  }

  /**
   * The gazetteer's names of places that the table calls otherwise.
   * @param {Trip} trip
   */
  #otherNames(trip) {
    if (trip.evidence) return [];
    const numbers = new Set(trip.legs.flatMap(leg => leg.stops.map(([place]) => place)));
    const places = [...numbers].flatMap(place => (typeof place === 'number' ? [this.trips.places[place]] : []));
    const names = places.filter(({native}) => native).map(({label, native}) => this.words.pair(label, native));
    return names.length ? [el('p', {class: 'muted', id: 'other-names'}, names.join(' · '))] : [];
  }

  /**
   * @param {Leg} leg
   * @param {Trip} trip
   */
  #leg(leg, trip) {
    const {words} = this, shared = new Set(sharedDetails(trip).map(([column]) => column));
    const details = leg.details.filter(([column]) => !shared.has(column));
    const via = words.list(leg.stops.slice(1, -1).map(stop => this.#stop(stop)));
    return el('li', {},
      this.#route(leg),
      this.#times(leg),
      via ? el('p', {class: 'muted'}, words.translate('via', {places: via})) : null,
      this.#lengths(leg),
      this.#recordText('p', leg.note),
      details.length ? el('dl', {}, ownDetails(details)) : null);
  }

  /** @param {Leg} leg */
  #route({mode, stops, vehicle}) {
    const [from, to] = [stops[0], stops[stops.length - 1]].map(stop => this.#stop(stop));
    const ends = el('b', {}, stops.length > 1 ? this.words.translate('leg', {from, to}) : to);
    const by = vehicle ? [this.words.messages.comma, this.#recordText('span', vehicle)] : null;
    return el('p', {class: 'leg'}, icon(mode), ends, by);
  }

  /** @param {Leg} leg */
  #times({depart, arrive, stay}) {
    const {words} = this;
    if (stay) return depart || arrive ? el('p', {}, words.visit(depart, arrive)) : null;
    const times = [
      depart && words.translate('depart', {when: words.moment(depart)}),
      arrive && words.translate('arrive', {when: words.moment(arrive)}),
    ].filter(Boolean);
    return times.length ? el('p', {}, words.list(times, 'semicolon')) : null;
  }

  /**
   * Length of the drawn line, and the published lengths with their sources.
   * @param {Leg} leg
   */
  #lengths(leg) {
    const {words} = this, published = leg.published.map(([km, source]) =>
      el('span', {class: 'muted'}, words.pair(words.translate('published', {km}), ''), this.#source(source)));
    if (!leg.drawn_km) return published.map(length => el('p', {}, length));
    return el('p', {class: 'muted'}, this.#drawn(leg), published.map(length => [words.messages.semicolon, length]));
  }

  /**
   * The length of the drawn line, and its basis.
   * @param {Leg} leg
   */
  #drawn(leg) {
    const km = Math.round(leg.drawn_km), basis = this.#basis(leg);
    return basis ? this.words.translate('drawn', {km, basis}) : this.words.translate('drawn_only', {km});
  }

  /**
   * How well the way is known in words; "" where the table has no evidence of it and it is drawn as it would be.
   * @param {Leg} leg
   */
  #basis(leg) {
    if (leg.mode === 'air') return this.words.translate('basis_air');
    const bases = [...new Set(this.trips.usesOf(leg).map(use => use.basis))];
    if (!leg.evidence && bases.every(basis => basis === 'reported')) return '';
    return this.words.translate(bases.length > 1 ? 'basis_partly' : `basis_${bases[0]}`);
  }

  /** @param {Stop} stop */
  #stop([place, inferred]) {
    const name = typeof place === 'number' ? this.trips.places[place].name : place;
    return inferred ? this.words.translate('inferred_place', {place: name}) : name;
  }

  /**
   * The sources under their heading, nothing where there are none.
   * @param {Trip} trip
   */
  #sources(trip) {
    const ids = trip.legs.flatMap(leg => [...leg.sources, ...leg.published.map(([, id]) => id)]);
    if (!ids.length) return [];
    const items = [...new Set(ids)].map(id => el('li', {}, this.#source(id)));
    return [el('h3', {}, this.words.translate('sources')), el('ul', {class: 'cited'}, items)];
  }

  /** @param {string} id */
  #source(id) {
    const source = this.trips.sources.get(id);
    if (!source) return id;
    const {words} = this, title = source.title ? ` ${words.translate('quoted', {text: source.title})}` : '';
    const date = source.date ? [words.messages.comma, el('bdi', {}, words.moment(source.date))] : null;
    const archived = source.archived ? [' · ', link(source.archived, words.translate('archived'))] : null;
    return el('span', {}, link(source.url, `${source.publisher || source.id}${title}`), date, archived);
  }
}

/**
 * @param {string} term
 * @param {Child} value
 */
function definition(term, value) {
  return [el('dt', {}, term), el('dd', {}, value)];
}

/**
 * The free texts of the records that the card of a trip shows.
 * @param {Trip} trip
 */
function recordTexts({occasion, outcome, legs}) {
  return [occasion, outcome, ...legs.flatMap(leg => [leg.vehicle, leg.note])];
}
