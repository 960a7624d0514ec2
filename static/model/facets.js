// Facets: the values by which trips are filtered, as typed arrays. `data/selection.py` does the same on the server.

import {MISSING, dayNumber, isoDay} from './columns.js';

/** @typedef {import('../../tools/stubs/types.js').TripNumbers} TripNumbers */
/** @template T @typedef {import('../../tools/stubs/types.js').Coded<T>} Coded */
/** @typedef {Uint8Array | Uint32Array} Marks by trip, the bits of the parts of a view that leave it out */

/**
 * The data that facets are built from; `Trips` has all of it.
 * @typedef {object} FacetSource
 * @property {Int32Array} start days since 1 January 1970, in ascending order, those not known last
 * @property {Coded<string>} mode
 * @property {Coded<string[]>} met
 * @property {Coded<string[]>} countries
 * @property {Coded<string>} traveller
 * @property {Coded<string>} evidence
 * @property {Record<string, string>} countryNames by code
 * @property {import('./markers.js').Markers} markers
 * @property {Coded<string>[]} details
 * @property {string[]} markerNames by number of marker, as links name it
 * @property {import('./markers.js').MarkerSource['legs']} legs
 * @property {import('./markers.js').MarkerSource['stops']} stops
 */

/** @type {import('../../tools/stubs/types.js').FacetName[]} the first columns that only the table has */
export const COLUMN_FACETS = Array.from({length: 12}, (_, index) => /** @type {const} */ (`column${index + 1}`));
const MAX_COLUMN_VALUES = 12;
const MAX_COLUMN_VALUE = 40; // characters; a longer text is no value to choose

export const COLOUR_VALUES = 7; // with colours of their own; the others share one
export const ROUTE_MARK = ' \u2013 ';

/**
 * A facet of trips: its values, in the record's own English words, and which of them each trip has. Trips have lists of
 * values; most facets have few lists, so that trips are counted by list first.
 */
export class Facet {
  /**
   * @param {string[]} values
   * @param {Uint32Array} starts list `l` has the codes from `starts[l]` to before `starts[l + 1]`
   * @param {Uint32Array} codes numbers of values
   * @param {Uint32Array | null} lists the number of each trip's list; null where trip `t` has list `t`
   */
  constructor(values, starts, codes, lists = null) {
    this.values = values;
    this.starts = starts;
    this.codes = codes;
    this.lists = lists;
    this.counts = lists ? this.#ofLists(this.#countLists(lists, null)) : countNumbers(codes, values.length); // by code
    this.numbers = new Map(values.map((value, code) => [value, code]));
  }

  /**
   * The codes of a trip's values.
   * @param {number} trip
   */
  codesOf(trip) {
    const list = this.lists ? this.lists[trip] : trip;
    return this.codes.subarray(this.starts[list], this.starts[list + 1]);
  }

  /**
   * The values of a trip.
   * @param {number} trip
   */
  of(trip) {
    return Array.from(this.codesOf(trip), code => this.values[code]);
  }

  /**
   * Mark each trip that has none of the chosen values.
   * @param {Marks} marks by trip
   * @param {Set<string>} chosen
   * @param {number} bit the mark
   */
  markOthers(marks, chosen, bit) {
    const {starts, codes, lists} = this, isChosen = Uint8Array.from(this.values, value => Number(chosen.has(value)));
    const mark = lists ? new Uint32Array(starts.length - 1) : marks;
    for (let list = 0; list < mark.length; list++) {
      let has = 0;
      for (let at = starts[list], end = starts[list + 1]; at < end; at++) has |= isChosen[codes[at]];
      if (!has) mark[list] |= bit;
    }
    if (lists) for (let trip = 0; trip < marks.length; trip++) marks[trip] |= mark[lists[trip]];
  }

  /**
   * By code of value: how many trips have it, among those without any other mark.
   * @param {Marks} marks by trip
   * @param {number} bit the mark that makes no difference
   */
  countUnmarked(marks, bit) {
    const {starts, codes, lists} = this, others = ~bit;
    const counts = new Uint32Array(lists ? starts.length - 1 : this.values.length);
    for (let trip = 0; trip < marks.length; trip++) {
      if (marks[trip] & others) continue;
      if (lists) counts[lists[trip]]++;
      else for (let at = starts[trip], end = starts[trip + 1]; at < end; at++) counts[codes[at]]++;
    }
    return lists ? this.#ofLists(counts) : counts;
  }

  /**
   * The number of different values of the given trips.
   * @param {TripNumbers} shown
   */
  distinct(shown) {
    return this.tally(shown).trips.reduce((n, trips) => n + (trips > 0 ? 1 : 0), 0);
  }

  /**
   * By code of value: how many of the given trips have it, and the sum of a column over them.
   * @param {TripNumbers} shown
   * @param {ArrayLike<number> | null} column
   */
  tally(shown, column = null) {
    const {starts, codes, lists} = this, size = this.values.length;
    const sums = new Float64Array(column ? size : 0);
    if (lists && !column) return {trips: this.#ofLists(this.#countLists(lists, shown)), sums};
    const trips = new Uint32Array(size);
    for (let index = 0; index < shown.length; index++) {
      const trip = shown[index], list = lists ? lists[trip] : trip;
      for (let at = starts[list], end = starts[list + 1]; at < end; at++) {
        trips[codes[at]]++;
        if (column) sums[codes[at]] += column[trip];
      }
    }
    return {trips, sums};
  }

  /**
   * How many of the given trips have each value and each code of another column: by the code of the value, times the
   * number of those of the column, plus the code of the column.
   * @param {TripNumbers} shown
   * @param {Coded<any>} column
   */
  tallyWith(shown, {values: {length: size}, codes: others}) {
    const {starts, codes, lists} = this, counts = new Uint32Array(this.values.length * size);
    for (let index = 0; index < shown.length; index++) {
      const trip = shown[index], list = lists ? lists[trip] : trip;
      for (let at = starts[list], end = starts[list + 1]; at < end; at++) counts[codes[at] * size + others[trip]]++;
    }
    return counts;
  }

  /**
   * How many trips have each list.
   * @param {Uint32Array} lists by trip
   * @param {TripNumbers | null} shown those that are counted, null for all
   */
  #countLists(lists, shown) {
    if (!shown) return countNumbers(lists, this.starts.length - 1);
    const counts = new Uint32Array(this.starts.length - 1);
    for (let index = 0; index < shown.length; index++) counts[lists[shown[index]]]++;
    return counts;
  }

  /**
   * How many trips have each value, by how many have each list.
   * @param {Uint32Array} trips by list
   */
  #ofLists(trips) {
    const {starts, codes} = this, counts = new Uint32Array(this.values.length);
    for (let list = 0; list < trips.length; list++) {
      for (let at = starts[list]; at < starts[list + 1]; at++) counts[codes[at]] += trips[list];
    }
    return counts;
  }
}

/**
 * How often each number below `size` is among others.
 * @param {Uint32Array} numbers
 * @param {number} size
 */
function countNumbers(numbers, size) {
  const counts = new Uint32Array(size);
  for (let at = 0; at < numbers.length; at++) counts[numbers[at]]++;
  return counts;
}

/**
 * The facet of that name.
 * @param {FacetSource} trips
 * @param {import('../../tools/stubs/types.js').FacetName} name
 */
export function facet(trips, name) {
  switch (name) {
    case 'year': return fromYears(trips.start);
    case 'mode': return fromColumn(trips.mode, mode => [mode]);
    case 'with': return fromColumn(trips.met, names => names);
    case 'country': return fromColumn(trips.countries, codes => codes.map(code => trips.countryNames[code] ?? code));
    case 'place': return fromPlaces(trips);
    case 'route': return fromRoutes(trips);
    case 'traveller': return fromColumn(trips.traveller, name => (name ? [name] : []));
    case 'evidence': return fromColumn(trips.evidence, word => (word === 'confirmed' ? [word] : []));
    default: return fromDetails(trips, COLUMN_FACETS.indexOf(name));
  }
}

/**
 * A column that only the table has, where it has a few short values that trips share; else no values.
 * @param {FacetSource} trips
 * @param {number} number of the column
 */
function fromDetails({start, legs, details}, number) {
  const column = details[number], none = packed([], new Uint32Array(start.length), [[]]);
  if (!column) return none;
  const lists = Array.from(start, (_, trip) => {
    const codes = new Set(column.codes.subarray(legs.start[trip], legs.start[trip + 1]));
    return [...codes].filter(code => column.values[code]);
  });
  const counts = new Map();
  for (const code of lists.flat()) counts.set(code, (counts.get(code) ?? 0) + 1);
  const used = [...counts.keys()], total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const isShort = used.every(code => column.values[code].length <= MAX_COLUMN_VALUE);
  if (used.length < 2 || used.length > MAX_COLUMN_VALUES || !isShort || total === used.length) return none;
  const numbers = new Map(used.map((code, at) => [code, at]));
  const rows = Uint32Array.from(lists.keys());
  const values = used.map(code => column.values[code]);
  return packed(values, rows, lists.map(list => list.map(code => numbers.get(code) ?? 0)));
}

/**
 * What lines can be coloured by besides the transport: what parts the trips, and columns of the table's own that do not
 * have a text for nearly every leg. `geo/colouring.py` offers the same.
 * @param {import('./trips.js').Trips} trips
 * @returns {import('../../tools/stubs/types.js').FacetName[]}
 */
export function colourFacets({traveller, facets, met, evidence, details, legs}) {
  const most = Math.max(COLOUR_VALUES, legs.mode.codes.length / 2);
  const columns = COLUMN_FACETS.filter((_, number) => {
    const values = details[number]?.values ?? [];
    return values.length > 1 && values.length - Number(values.includes('')) <= most;
  });
  return [
    ...(traveller.values.length > 1 ? [/** @type {const} */ ('traveller')] : []),
    ...(facets.year.values.length > 1 ? [/** @type {const} */ ('year')] : []),
    ...(met.values.length > 1 ? [/** @type {const} */ ('with')] : []),
    ...(evidence.values.length > 1 ? [/** @type {const} */ ('evidence')] : []),
    ...columns,
  ];
}

/**
 * The name of a facet: that of the table's own column, else a message.
 * @param {import('../../tools/stubs/types.js').ViewPart} name
 * @param {{details: {name: string}[], words: import('./words.js').Words}} trips
 */
export function facetName(name, {details, words}) {
  const number = COLUMN_FACETS.findIndex(each => each === name);
  return number < 0 ? words.translate(name === 'years' ? 'year' : name) : details[number].name;
}

/**
 * @template T
 * @param {Coded<T>} column
 * @param {(value: T) => string[]} valuesOf
 */
function fromColumn({values, codes}, valuesOf) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  const number = (/** @type {string} */ value) => {
    const known = numbers.get(value) ?? numbers.size;
    numbers.set(value, known);
    return known;
  };
  const lists = values.map(value => [...new Set(valuesOf(value))].map(number));
  return packed([...numbers.keys()], codes, lists);
}

/**
 * The years that trips begin in. Trips are in date order, so a year is new or that of the trip before.
 * @param {Int32Array} start
 */
function fromYears(start) {
  /** @type {string[]} */
  const years = [];
  const rows = new Uint32Array(start.length), lists = [/** @type {number[]} */ ([])];
  for (let trip = 0, after = -Infinity; trip < start.length && start[trip] !== MISSING; trip++) {
    if (start[trip] >= after) {
      const year = isoDay(start[trip]).slice(0, 4);
      after = dayNumber(`${String(Number(year) + 1).padStart(4, '0')}-01-01`);
      lists.push([years.push(year) - 1]);
    }
    rows[trip] = years.length;
  }
  return packed(years, rows, lists);
}

/**
 * The places where the legs of trips begin and end.
 * @param {FacetSource} trips
 */
function fromPlaces({start, markers, markerNames}) {
  const starts = new Uint32Array(start.length + 1), codes = new Uint32Array(markers.marker.length);
  let used = 0;
  for (let trip = 0; trip < start.length; trip++) {
    for (let at = markers.starts[trip]; at < markers.starts[trip + 1]; at++) {
      if (markers.stopping[at]) codes[used++] = markers.marker[at];
    }
    starts[trip + 1] = used;
  }
  return new Facet(markerNames, starts, codes.slice(0, used));
}

/**
 * The ways between the two ends of legs, whatever their direction; a trip has one for each leg, so some twice.
 * @param {FacetSource} trips
 */
function fromRoutes({start, legs, stops, markers, markerNames}) {
  const starts = new Uint32Array(start.length + 1), codes = new Uint32Array(legs.stop.length);
  const size = markerNames.length;
  /** @type {Map<number, number>} */
  const numbers = new Map();
  let used = 0;
  for (let trip = 0; trip < start.length; trip++) {
    for (let leg = legs.start[trip]; leg < legs.start[trip + 1]; leg++) {
      const ends = [stops.place[legs.stop[leg]], stops.place[legs.stop[leg + 1] - 1]];
      if (ends[0] < 0 || ends[1] < 0) continue;
      const [one, other] = [markers.of[ends[0]], markers.of[ends[1]]];
      if (one === other) continue;
      const key = Math.min(one, other) * size + Math.max(one, other), known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      codes[used++] = known;
    }
    starts[trip + 1] = used;
  }
  const names = Array.from(numbers.keys(), key => (
    markerNames[Math.floor(key / size)] + ROUTE_MARK + markerNames[key % size]));
  return new Facet(names, starts, codes.slice(0, used));
}

/**
 * The name of each marker as links have it: its label, with the country where markers of several countries share it.
 * @param {Uint32Array} of the marker of each place
 * @param {import('../../tools/stubs/types.js').Payload} tables
 */
export function nameMarkers(of, {places: {label, country}, countries}) {
  /** @type {number[]} */
  const first = [];
  of.forEach((marker, place) => {
    first[marker] ??= place;
  });
  const uses = Map.groupBy(first, place => label[place]);
  return first.map(place => {
    const code = country[place], isAlone = uses.get(label[place])?.length === 1 || !code;
    return isAlone ? label[place] : `${label[place]}, ${countries[code] ?? code}`;
  });
}

/**
 * @param {string[]} values
 * @param {Uint32Array} rows by trip, the number of its list
 * @param {number[][]} lists of codes
 */
function packed(values, rows, lists) {
  const starts = new Uint32Array(lists.length + 1);
  for (const [list, codes] of lists.entries()) starts[list + 1] = starts[list] + codes.length;
  return new Facet(values, starts, Uint32Array.from(lists.flat()), rows);
}
