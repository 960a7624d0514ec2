// Colouring: the groups that lines are coloured by where that is not the transport. `geo/colouring.py` does the same.

import {COLOUR_VALUES as GROUPS, COLUMN_FACETS} from './facets.js';

/** @typedef {import('../../tools/stubs/types.js').FacetName} FacetName */
/** @typedef {import('../../tools/stubs/types.js').TripNumbers} TripNumbers */
/** @typedef {import('./trips.js').Trips} Trips */

/**
 * A group of trips or legs with a colour of its own.
 * @typedef {object} Group
 * @property {string} colour its name in the style sheet
 * @property {string} text in the reader's language
 */

const REST = GROUPS, SEVERAL = GROUPS + 1;
const SPANS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000]; // years that one group may have

/**
 * The colours by number of group: those of values, of the rest, and of lines that trips of several groups share.
 * @type {import('../../tools/stubs/types.js').ColourName[]}
 */
export const COLOURS = [
  'group1', 'group2', 'group3', 'group4', 'group5', 'group6', 'group7', 'other', 'ink',
];

export class Colouring {
  /** @type {string[]} of the groups, in order */
  #names = [];
  /** @type {Uint16Array} by leg, a bit for each group that it has */
  #legs;
  #hasOthers = false;
  #hasBlanks = false;

  /**
   * @param {Trips} trips
   * @param {FacetName} facet
   */
  constructor(trips, facet) {
    this.trips = trips;
    this.facet = facet;
    const column = trips.details[COLUMN_FACETS.indexOf(facet)];
    this.#legs = column ? this.#ofColumn(column) : this.#ofTrips(facet === 'year' ? this.#years() : this.#values());
  }

  /**
   * The bits of each value's group, and the names of the groups: values of most trips first, then by name.
   * @param {string[]} values
   * @param {ArrayLike<number>} counts of trips
   */
  #rank(values, counts) {
    const known = Array.from(values.keys()).filter(code => values[code] && counts[code]);
    known.sort((one, other) => counts[other] - counts[one] || compare(values[one], values[other]));
    this.#names = known.slice(0, GROUPS).map(code => values[code]);
    this.#hasOthers = known.length > GROUPS;
    const bits = new Uint16Array(values.length).fill(1 << REST);
    known.slice(0, GROUPS).forEach((code, group) => { bits[code] = 1 << group; });
    return bits;
  }

  /**
   * By leg, the bit of what a column of the table's own says.
   * @param {{values: string[], codes: Uint32Array}} column
   */
  #ofColumn({values, codes}) {
    const {start} = this.trips.legs, counts = new Uint32Array(values.length);
    const last = new Int32Array(values.length).fill(-1);
    for (let trip = 0; trip < this.trips.size; trip++) {
      for (let leg = start[trip]; leg < start[trip + 1]; leg++) {
        if (last[codes[leg]] !== trip) counts[codes[leg]]++;
        last[codes[leg]] = trip;
      }
    }
    const bits = this.#rank(values, counts);
    this.#hasBlanks = values.some((value, code) => !value && counts[code]);
    return Uint16Array.from(codes, code => bits[code]);
  }

  /**
   * By leg, the bits of its trip.
   * @param {(trip: number) => number} bitsOf a trip, 0 where it says nothing
   */
  #ofTrips(bitsOf) {
    const {size, legs: {start}} = this.trips, bits = new Uint16Array(start[size]);
    for (let trip = 0; trip < size; trip++) {
      const own = bitsOf(trip);
      if (!own) this.#hasBlanks = true;
      bits.fill(own || 1 << REST, start[trip], start[trip + 1]);
    }
    return bits;
  }

  /** The bits of trips by the values of a facet, of which a trip may have several. */
  #values() {
    const {trips, facet} = this;
    if (facet === 'evidence') {
      const {values, codes} = trips.evidence, counts = new Uint32Array(values.length);
      for (const code of codes) counts[code]++;
      const bits = this.#rank(values, counts);
      return (/** @type {number} */ trip) => (values[codes[trip]] ? bits[codes[trip]] : 0);
    }
    const own = trips.facets[facet], bits = this.#rank(own.values, own.counts);
    return (/** @type {number} */ trip) => own.codesOf(trip).reduce((all, code) => all | bits[code], 0);
  }

  /** The bits of trips by the years they begin in, as many years to a group as leave few groups. */
  #years() {
    const {year} = this.trips.facets, {values} = year, years = values.map(Number).sort((a, b) => a - b);
    const groups = (/** @type {number} */ span) => [...new Set(years.map(year => Math.floor(year / span)))];
    const span = SPANS.find(each => groups(each).length <= GROUPS) ?? 1, begins = groups(span);
    this.#names = begins.map(begin => (
      span === 1 ? String(begin) : `${begin * span}\u2013${begin * span + span - 1}`));
    const bits = values.map(year => 1 << begins.indexOf(Math.floor(Number(year) / span)));
    return (/** @type {number} */ trip) => bits[year.codesOf(trip)[0]] ?? 0;
  }

  /** The groups in order; the last are the rest, and what several share, where there are such. */
  get groups() {
    const {words} = this.trips, rest = [
      ...(this.#hasOthers ? [words.translate('colour_others')] : []),
      ...(this.#hasBlanks ? [words.translate('colour_blank')] : []),
    ].join(', ');
    const texts = this.#names.map(name => this.#localized(name));
    return [...texts, ...Array(GROUPS - texts.length).fill(''), rest, words.translate('colour_several')]
      .map((text, number) => ({colour: COLOURS[number], text}));
  }

  /** @param {string} name */
  #localized(name) {
    return this.facet === 'year' ? name : this.trips.localizeValue(this.facet, name);
  }

  /**
   * By number of segment, the number of its group under the given trips.
   * @param {TripNumbers} shown
   */
  segments(shown) {
    const {legs: {start, use}, uses: {segment}, segments: {size}} = this.trips, bits = new Uint16Array(size);
    for (const trip of shown) {
      for (let leg = start[trip]; leg < start[trip + 1]; leg++) {
        for (let at = use[leg]; at < use[leg + 1]; at++) bits[segment[at]] |= this.#legs[leg];
      }
    }
    return Uint8Array.from(bits, each => (each & (each - 1) ? SEVERAL : 31 - Math.clz32(each || 1)));
  }

  /**
   * By number of group, how many of the given trips it has; a trip may be of several.
   * @param {TripNumbers} shown
   */
  counts(shown) {
    const counts = new Uint32Array(COLOURS.length);
    for (const trip of shown) {
      const own = this.#bits(trip);
      for (let group = 0; group <= REST; group++) if (own & (1 << group)) counts[group]++;
    }
    return counts;
  }

  /**
   * The bits of the groups of a trip.
   * @param {number} trip
   */
  #bits(trip) {
    const {start} = this.trips.legs;
    let own = 0;
    for (let leg = start[trip]; leg < start[trip + 1]; leg++) own |= this.#legs[leg];
    return own;
  }

  /**
   * What a trip's group is called, for tips; all of them where it has several.
   * @param {number} trip
   */
  describe(trip) {
    const {groups} = this, own = this.#bits(trip);
    return groups.filter((_, group) => own & (1 << group)).map(({text}) => text).join(', ');
  }
}

/**
 * @param {string} one
 * @param {string} other
 */
const compare = (one, other) => (one < other ? -1 : Number(one > other));
