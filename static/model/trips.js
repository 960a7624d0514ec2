// Trips: the data set in the browser, in typed arrays, and which trips a view shows. Trips go by number, in date order.

import {BASES} from './basis.js';
import {nearestCopy} from './bounds.js';
import {MISSING, coded, isAmong, iso, isoDay, numbers, offsets, onceFor, rowOf} from './columns.js';
import {COLUMN_FACETS, ROUTE_MARK, colourFacets, facet, facetName, nameMarkers} from './facets.js';
import {geodesic} from './geodesic.js';
import {Markers} from './markers.js';
import {SearchIndex} from './search.js';
import {MODES, Words} from './words.js';

/** @typedef {import('../../tools/stubs/types.js').FacetName} FacetName */
/** @typedef {import('../../tools/stubs/types.js').Leg} Leg */
/** @typedef {import('../../tools/stubs/types.js').Mode} Mode */
/** @typedef {import('../../tools/stubs/types.js').Payload} Payload */
/** @typedef {import('../../tools/stubs/types.js').Place} Place */
/** @typedef {import('../../tools/stubs/types.js').Summary} Summary */
/** @typedef {import('../../tools/stubs/types.js').Traffic} Traffic */
/** @typedef {import('../../tools/stubs/types.js').Trip} Trip */
/** @typedef {import('../../tools/stubs/types.js').TripNumbers} TripNumbers */
/** @typedef {import('../../tools/stubs/types.js').Use} Use */
/** @typedef {import('../../tools/stubs/types.js').View} View */
/** @typedef {import('../../tools/stubs/types.js').ViewPart} ViewPart */
/** @typedef {import('../../tools/stubs/types.js').Translation} Translation */

/** @typedef {import('./facets.js').Marks} Marks */
/** @typedef {{marks: Marks | null, bits: Map<ViewPart, number>}} Marked by trip, and the bit of each part chosen */

/**
 * @template T
 * @typedef {import('../../tools/stubs/types.js').Coded<T>} Coded
 */

const DEGREE = 10000;
const SPACING_KM = 100; // a chord of 100 km leaves its geodesic by 200 m at the most: under a pixel up to zoom 9
const LONG_GAP_DAYS = 365;
const DAY_MS = 864e5;
const MAX_MAPS = 9; // travellers that have small maps side by side
export const MAX_PILLS = 12; // values as pills; more years are a range, more of anything else a list to search

/** @type {FacetName[]} */
export const OFFERED = ['year', 'mode', 'with', 'country', 'traveller', 'evidence'];
/** @type {FacetName[]} those that are offered as pills, and those that a figure or a place of the page chooses */
export const FACETS = [...OFFERED, 'place', 'route', ...COLUMN_FACETS];
/** @type {ViewPart[]} what leaves trips out of a view */
const PARTS = [...FACETS, 'years', 'search'];

export class Trips {
  /** @type {Map<number, Trip>} */
  #trips = new Map();
  /** @type {Map<string, number>} the numbers of ids that were asked for, -1 where there is none */
  #numbers = new Map();
  /** @type {Map<string, string>} */
  #countryWords;
  #tables;
  /** @type {WeakMap<View, Marked>} what is shown of a view first, and counted after the paint */
  #marked = new WeakMap();
  /** @type {SearchIndex | null} */
  #searchIndex = null;
  /** @type {Record<string, string[]>} proper names in the languages that are searched, by the records' own */
  #otherNames;

  /**
   * @param {Payload} tables
   * @param {Translation} translation texts in another language
   */
  constructor(tables, translation = tables) {
    const {trips} = tables;
    this.#tables = tables;
    this.about = tables.about;
    this.events = tables.events;
    this.errors = tables.errors;
    this.traced = tables.traced;
    this.countryNames = tables.countries;
    this.people = new Map(Object.entries(tables.people));
    this.sources = new Map(Object.entries(tables.sources));
    this.fingerprint = tables.fingerprint.slice(0, 8);
    this.words = new Words(translation);
    this.#otherNames = Object.fromEntries(Object.entries(translation.names).map(([own, name]) => [own, [name]]));
    const countries = Object.entries(tables.countries);
    this.#countryWords = new Map(countries.map(([code, name]) => [name, translation.countries[code] ?? name]));
    this.places = readPlaces(tables, this.words);

    this.size = trips.id.length;
    this.id = trips.id;
    this.title = this.#titles(coded(trips.title));
    this.traveller = coded(trips.traveller);
    this.occasion = coded(trips.occasion);
    this.outcome = coded(trips.outcome);
    this.mode = coded(trips.mode);
    this.evidence = coded(trips.evidence);
    this.met = coded(trips.met);
    this.countries = coded(trips.countries);
    this.start = numbers(trips.start);
    this.end = numbers(trips.end);
    this.days = numbers(trips.days, 0);
    /** The numbers of all trips; the one array of a view in which nothing is chosen. */
    this.all = new Uint32Array(this.size).map((_, trip) => trip);

    this.legs = readLegs(tables);
    this.details = tables.details.map(column => ({name: column.name, ...coded(column)}));
    this.offeredFacets = [...OFFERED, ...COLUMN_FACETS.slice(0, this.details.length)];
    this.stops = {
      place: new Int32Array(tables.stops.place),
      inferred: new Uint8Array(tables.stops.inferred),
      names: tables.stops.names,
    };
    this.segments = readSegments(tables);
    this.uses = readUses(tables);
    this.geometries = tables.geometries;
    this.bases = new Set(tables.uses.basis.values);
    this.markers = new Markers(this);
    this.markerNames = nameMarkers(this.markers.of, tables);

    this.facets = byFacet(name => facet(this, name));
    const years = this.facets.year.values.map(Number).sort((a, b) => a - b);
    /** @type {[first: number, last: number] | null} years offered as a range, where they are many */
    this.years = years.length > MAX_PILLS ? [years[0], years[years.length - 1]] : null;
    this.options = byFacet(name => new Set(name === 'year' && this.years ? [] : this.facets[name].values));
  }

  /**
   * Titles in the reader's language; one of two places says from where to where.
   * @param {import('../../tools/stubs/types.js').Coded<string | [from: string, to: string]>} column
   * @returns {import('../../tools/stubs/types.js').Coded<string>}
   */
  #titles({values, codes}) {
    const {words} = this;
    const texts = values.map(title => {
      if (typeof title === 'string') return words.translateName(title);
      const [from, to] = title.map(name => words.translateName(name));
      return words.translate('leg', {from, to});
    });
    return {values: texts, codes};
  }

  /**
   * A trip with its legs, built at its first use.
   * @param {number} index
   */
  trip(index) {
    const trip = this.#trips.get(index) ?? this.#trip(index);
    this.#trips.set(index, trip);
    this.#numbers.set(trip.id, index);
    return trip;
  }

  /**
   * The trip of an id; null where there is none.
   * @param {string} id
   */
  byId(id) {
    const index = this.#numbers.get(id) ?? this.id.indexOf(id);
    this.#numbers.set(id, index);
    return index < 0 ? null : this.trip(index);
  }

  /**
   * @param {number} index
   * @returns {Trip}
   */
  #trip(index) {
    const legs = [];
    for (let leg = this.legs.start[index]; leg < this.legs.start[index + 1]; leg++) legs.push(this.#leg(leg));
    return {
      index,
      id: this.id[index],
      start: iso(this.start[index]),
      end: iso(this.end[index]),
      days: this.days[index] || null,
      title: valueOf(this.title, index),
      traveller: valueOf(this.traveller, index),
      occasion: valueOf(this.occasion, index),
      outcome: valueOf(this.outcome, index),
      mode: valueOf(this.mode, index),
      evidence: valueOf(this.evidence, index),
      met: valueOf(this.met, index),
      countries: valueOf(this.countries, index),
      legs,
    };
  }

  /**
   * @param {number} index
   * @returns {Leg}
   */
  #leg(index) {
    const {legs, stops} = this, /** @type {Leg['stops']} */ stopping = [];
    for (let stop = legs.stop[index]; stop < legs.stop[index + 1]; stop++) {
      const place = stops.place[stop];
      stopping.push(place < 0 ? [stops.names[-1 - place]] : [place, stops.inferred[stop]]);
    }
    return {
      index,
      mode: valueOf(legs.mode, index),
      vehicle: valueOf(legs.vehicle, index),
      note: valueOf(legs.note, index),
      evidence: valueOf(legs.evidence, index),
      sources: valueOf(legs.sources, index),
      depart: valueOf(legs.depart, index),
      arrive: valueOf(legs.arrive, index),
      published: valueOf(legs.published, index),
      stay: Boolean(valueOf(legs.stay, index)),
      details: this.#details(index),
      stops: stopping,
      drawn_km: this.usesOf({index}).reduce((km, {segment}) => km + this.segments.km[segment], 0),
    };
  }

  /**
   * What a leg has in the table's own columns.
   * @param {number} leg
   * @returns {import('../../tools/stubs/types.js').Detail[]}
   */
  #details(leg) {
    return this.details.flatMap(column => {
      const text = valueOf(column, leg);
      return text ? [[column.name, text]] : [];
    });
  }

  /**
   * The numbers of the uses of a trip's segments: from the first, to before the second.
   * @param {number} index
   * @returns {[from: number, until: number]}
   */
  usesOfTrip(index) {
    const {start, use} = this.legs;
    return [use[start[index]], use[start[index + 1]]];
  }

  /**
   * The segments of a leg in the order travelled.
   * @param {{index: number}} leg
   * @returns {Use[]}
   */
  usesOf({index}) {
    const {segment, forward, basis} = this.uses, uses = [];
    for (let use = this.legs.use[index]; use < this.legs.use[index + 1]; use++) {
      uses.push({segment: segment[use], forward: Boolean(forward[use]), basis: BASES[basis[use]]});
    }
    return uses;
  }

  /**
   * A value of a facet in the reader's language.
   * @param {FacetName} facet
   * @param {string} value
   */
  localizeValue(facet, value) {
    if (COLUMN_FACETS.includes(facet)) return value;
    switch (facet) {
      case 'year': return value;
      case 'mode':
      case 'evidence': return this.words.translate(value);
      case 'country': return this.#countryWords.get(value) ?? value;
      case 'place':
      case 'route': return value.split(ROUTE_MARK).map(name => this.words.translateName(name)).join(ROUTE_MARK);
      default: return this.words.translateName(value);
    }
  }

  /**
   * The name of a country by its code, in the reader's language.
   * @param {string} code
   */
  country(code) {
    return this.localizeValue('country', this.countryNames[code] ?? code);
  }

  /**
   * The values that a facet offers: years in order, modes in legend order, the others by trips, then by name.
   * @param {FacetName} name
   * @returns {string[]}
   */
  offered(name) {
    const {values, counts} = this.facets[name], trips = new Map(values.map((value, code) => [value, counts[code]]));
    if (name === 'mode') return MODES.filter(mode => trips.has(mode));
    const count = (/** @type {string} */ value) => (name === 'year' ? 0 : trips.get(value) ?? 0);
    return [...this.options[name]].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
  }

  /** What lines can be coloured by besides the transport, each with its name. */
  get colourFacets() {
    return colourFacets(this).map(facet => ({facet, name: facetName(facet, this)}));
  }

  /**
   * The small maps that a view may open: one for each traveller where they are few, one of countries.
   * @returns {import('../../tools/stubs/types.js').MapKind[]}
   */
  get maps() {
    const {traveller, country} = this.facets, {length} = traveller.values;
    return [
      ...(length > 1 && length <= MAX_MAPS ? [/** @type {const} */ ('traveller')] : []),
      ...(country.values.length ? [/** @type {const} */ ('country')] : []),
    ];
  }

  /**
   * Whether a choice in a facet can leave out any trip.
   * @param {FacetName} name
   */
  restricts(name) {
    return this.options[name].size > 0 && this.facets[name].counts.some(count => count < this.size);
  }

  /**
   * Whether any trip has something to say under a heading of the list.
   * @param {'start' | 'title' | 'mode' | 'met' | 'days' | 'evidence' | 'sources'} name
   */
  tells(name) {
    switch (name) {
      case 'start': return this.start.some(day => day !== MISSING);
      case 'title': return true;
      case 'mode': return this.mode.values.some(mode => mode !== 'other');
      case 'days': return this.days.some(days => days > 0);
      case 'sources': return this.legs.sources.values.some(ids => ids.length > 0);
      default: return this[name].values.some(value => value.length > 0);
    }
  }

  /**
   * The numbers of the trips that have one of the chosen values in every facet.
   * @param {View} view
   * @param {ViewPart | null} without a part of the view that is not applied
   */
  shown(view, without = null) {
    const {marks, bits} = this.#marks(view), others = without ? ~(bits.get(without) ?? 0) : ~0;
    if (!marks) return this.all;
    const shown = new Uint32Array(this.size);
    let count = 0;
    for (let trip = 0; trip < this.size; trip++) if (!(marks[trip] & others)) shown[count++] = trip;
    return shown.subarray(0, count);
  }

  /**
   * By facet and code of value: how many trips a view would show of that value, under the choices in the other facets.
   * @param {View} view
   */
  countOptions(view) {
    const {marks, bits} = this.#marks(view);
    return byFacet(name => { // of those that are looked at
      const facet = this.facets[name];
      return marks ? facet.countUnmarked(marks, bits.get(name) ?? 0) : facet.counts;
    });
  }

  /**
   * Search in further languages, too.
   * @param {Record<string, string[]>} otherNames proper names in them, by the records' own
   */
  searchAlso(otherNames) {
    this.#otherNames = otherNames;
    this.#searchIndex = null;
    this.#marked = new WeakMap();
  }

  /**
   * For each trip, the bits of the parts of a view that leave it out; null where nothing is chosen.
   * @param {View} view
   * @returns {Marked}
   */
  #marks(view) {
    const known = this.#marked.get(view) ?? this.#mark(view);
    this.#marked.set(view, known);
    return known;
  }

  /**
   * @param {View} view
   * @returns {Marked}
   */
  #mark(view) {
    const chosen = PARTS.filter(part => (part === 'years' || part === 'search' ? view[part] : view[part].size));
    const bits = new Map(chosen.map((part, at) => [part, 1 << at])), {length} = chosen;
    if (!length) return {marks: null, bits};
    const marks = length > 8 ? new Uint32Array(this.size) : new Uint8Array(this.size);
    for (const [part, bit] of bits) {
      if (part === 'search') {
        this.#searchIndex ??= new SearchIndex(this.#tables, this.#otherNames);
        this.#searchIndex.markOthers(marks, view.search, bit, this.legs);
      } else if (part !== 'years') this.facets[part].markOthers(marks, view[part], bit);
      else if (view.years) this.#markOtherYears(marks, view.years, bit);
    }
    return {marks, bits};
  }

  /**
   * @param {Marks} marks
   * @param {[first: number, last: number]} years
   * @param {number} bit
   */
  #markOtherYears(marks, [from, to], bit) {
    const {start} = this, first = Date.UTC(from, 0, 1) / DAY_MS, after = Date.UTC(to + 1, 0, 1) / DAY_MS;
    for (let trip = 0; trip < this.size; trip++) if (start[trip] < first || start[trip] >= after) marks[trip] |= bit;
  }

  /**
   * Counts by mode of the given trips, in legend order.
   * @type {(shown: TripNumbers) => [Mode, number][]}
   */
  counts = onceFor(shown => {
    const {values, codes} = this.mode, counts = new Uint32Array(values.length);
    for (let index = 0; index < shown.length; index++) counts[codes[shown[index]]]++;
    return MODES.filter(mode => values.includes(mode)).map(mode => [mode, counts[values.indexOf(mode)]]);
  });

  /** By the number of a year, times the number of modes, plus the number of a mode: how many of the given trips. */
  countsByYearAndMode = onceFor(shown => this.facets.year.tallyWith(shown, this.mode));

  /**
   * The facts of the sentence on the given trips: number, modes, number of countries, dates, the longest.
   * @type {(shown: TripNumbers) => Summary}
   */
  summary = onceFor(shown => {
    const {start, days} = this;
    let first = MISSING, last = MISSING, longest = -1, most = 0;
    for (let index = 0; index < shown.length; index++) {
      const trip = shown[index], day = start[trip];
      if (day !== MISSING && (first === MISSING || day < first)) first = day;
      if (day > last) last = day;
      if (days[trip] > most) [longest, most] = [trip, days[trip]];
    }
    return {
      n: shown.length,
      total: this.size,
      modes: this.counts(shown).filter(([, n]) => n),
      countries: this.facets.country.distinct(shown),
      first: iso(first),
      last: iso(last),
      longest: longest < 0 ? null : this.trip(longest),
      gap: this.gap(shown),
      notDrawn: this.about.rows_not_drawn,
    };
  });

  /**
   * The longest time at home between the given trips, if it is over a year; else null.
   * @param {TripNumbers} shown
   */
  gap(shown) {
    const {start: starts, end: ends} = this;
    let home = MISSING, days = 0, from = 0, to = 0;
    for (let index = 0; index < shown.length; index++) {
      const start = starts[shown[index]], end = ends[shown[index]];
      if (start === MISSING || end === MISSING) continue;
      if (home !== MISSING && start - home > days) [days, from, to] = [start - home, home, start];
      if (end > home) home = end;
    }
    return days < LONG_GAP_DAYS ? null : {days, from: isoDay(from), to: isoDay(to)};
  }

  /**
   * How the given trips use the segments.
   * @type {(shown: TripNumbers) => Traffic}
   */
  traffic = onceFor(shown => {
    const {size} = this.segments, {segment, traits} = this.uses, {start, use: uses} = this.legs;
    const count = new Uint32Array(size), all = new Uint8Array(size), last = new Int32Array(size).fill(-1);
    for (let index = 0; index < shown.length; index++) {
      const trip = shown[index], from = uses[start[trip]], to = uses[start[trip + 1]];
      for (let use = from; use < to; use++) {
        const on = segment[use];
        all[on] |= traits[use];
        if (to - from > 1) { // there and back is one trip
          if (last[on] === trip) continue;
          last[on] = trip;
        }
        count[on]++;
      }
    }
    const lines = count.reduce((n, trips) => n + (trips > 0 ? 1 : 0), 0);
    return {count, basis: all.map(bestBasis), directions: all.map(each => each >> BASES.length), lines};
  });

  /**
   * The given trips that run over a segment, in order, each with its best basis as a number of `BASES`.
   * @param {number} index
   * @param {TripNumbers} shown
   * @returns {{trip: number, basis: number}[]}
   */
  tripsOver(index, shown) {
    const {segment, basis} = this.uses, {start, use: uses} = this.legs;
    /** @type {{trip: number, basis: number}[]} */
    const found = [];
    for (let use = segment.indexOf(index); use >= 0; use = segment.indexOf(index, use + 1)) {
      const trip = rowOf(rowOf(use, uses), start), last = found[found.length - 1];
      if (last?.trip === trip) last.basis = Math.min(last.basis, basis[use]);
      else if (isAmong(trip, shown)) found.push({trip, basis: basis[use]});
    }
    return found;
  }

  /**
   * The segments of a trip.
   * @param {{index: number}} trip
   */
  segmentsOf({index}) {
    return new Set(this.uses.segment.subarray(...this.usesOfTrip(index)));
  }

  /**
   * The ids of the sources of the given trips, those of published lengths too.
   * @param {TripNumbers} shown
   */
  sourcesOf(shown) {
    const {legs} = this, /** @type {Set<string>} */ sources = new Set();
    const lists = new Set(), lengths = new Set(); // codes; each is looked up once, however many legs have it
    for (const trip of shown) {
      for (let leg = legs.start[trip]; leg < legs.start[trip + 1]; leg++) {
        lists.add(legs.sources.codes[leg]);
        lengths.add(legs.published.codes[leg]);
      }
    }
    for (const code of lists) for (const id of legs.sources.values[code]) sources.add(id);
    for (const code of lengths) for (const [, id] of legs.published.values[code]) sources.add(id);
    return sources;
  }

  /**
   * The ends and the mode of a segment.
   * @param {number} index
   */
  segment(index) {
    const {start, end, mode} = this.segments;
    return {start: start[index], end: end[index], mode: mode.values[mode.codes[index]]};
  }

  /**
   * A place's name as the map shows it.
   * @param {number} index
   */
  label(index) {
    return this.places[index].label;
  }

  /**
   * The way of a segment, longitudes unwrapped.
   * @param {number} index
   * @param {number} spacing km between two points of a geodesic
   * @returns {Float64Array} [lng, lat, ...] in degrees
   */
  way(index, spacing = SPACING_KM) {
    const {start, end, km} = this.segments, deltas = this.geometries[index];
    const from = this.places[start[index]], to = this.places[end[index]];
    if (!deltas) {
      return geodesic([from.lon, from.lat], [to.lon, to.lat], Math.max(2, Math.ceil(km[index] / spacing)));
    }
    const points = new Float64Array(deltas.length), first = deltas[0] / DEGREE;
    let lng = (nearestCopy(first, from.lon) - first) * DEGREE, lat = 0;
    for (let at = 0; at < deltas.length; at += 2) {
      points[at] = (lng += deltas[at]) / DEGREE;
      points[at + 1] = (lat += deltas[at + 1]) / DEGREE;
    }
    return points;
  }
}

/**
 * The best basis among the traits of uses, as a number of `BASES`; their number where there is none.
 * @param {number} traits
 */
function bestBasis(traits) {
  const bases = traits & ((1 << BASES.length) - 1);
  return bases ? 31 - Math.clz32(bases & -bases) : BASES.length;
}

/**
 * @template T
 * @param {Coded<T>} column
 * @param {number} row
 */
function valueOf({values, codes}, row) {
  return values[codes[row]];
}

/**
 * What `make` makes of each facet, at its first use.
 * @template T
 * @param {(name: FacetName) => T} make
 */
function byFacet(make) {
  const all = /** @type {Record<FacetName, T>} */ ({});
  for (const name of FACETS) {
    const get = () => {
      const value = make(name);
      Object.defineProperty(all, name, {value, enumerable: true});
      return value;
    };
    Object.defineProperty(all, name, {get, enumerable: true, configurable: true});
  }
  return all;
}

/**
 * @param {Payload} tables
 * @param {Words} words
 */
function readPlaces({places: table, about}, words) {
  const places = table.id.map((id, index) => ({
    index,
    id,
    name: words.translateName(table.name[index]),
    native: table.native[index],
    label: words.translateName(table.label[index]),
    country: table.country[index],
    lon: table.lon[index],
    lat: table.lat[index],
    source: table.source[index],
    from_home_km: table.from_home_km[index],
  }));
  gather(places, about.home);
  return places;
}

/**
 * Move places to the copy of the world around home, or else around their own middle, so that no way breaks at the
 * date line.
 * @param {Place[]} places
 * @param {number | null} home
 */
function gather(places, home) {
  const turns = places.map(({lon}) => (lon * Math.PI) / 180);
  const sum = (/** @type {(angle: number) => number} */ part) => turns.reduce((all, turn) => all + part(turn), 0);
  const middle = (Math.atan2(sum(Math.sin), sum(Math.cos)) * 180) / Math.PI;
  const centre = home === null ? middle : places[home].lon;
  for (const place of places) place.lon = nearestCopy(place.lon, centre);
}

/** @param {Payload} tables */
function readLegs({trips, legs}) {
  return {
    start: offsets(trips.legs), // where the legs of each trip begin
    stop: offsets(legs.stops), // where the stops of each leg begin
    use: offsets(legs.uses), // where the uses of segments of each leg begin
    mode: coded(legs.mode),
    vehicle: coded(legs.vehicle),
    note: coded(legs.note),
    evidence: coded(legs.evidence),
    sources: coded(legs.sources),
    depart: coded(legs.depart),
    arrive: coded(legs.arrive),
    published: coded(legs.published),
    stay: coded(legs.stay),
  };
}

/** @param {Payload} tables */
function readSegments({segments: {start, end, mode, km}}) {
  return {
    size: start.length,
    start: new Uint32Array(start),
    end: new Uint32Array(end),
    mode: coded(mode),
    km: new Float64Array(km),
  };
}

/** @param {Payload} tables */
function readUses({uses: {segment, forward, basis}}) {
  const rankOf = basis.values.map(name => BASES.indexOf(name)), {codes} = basis, {length} = codes;
  const ranks = new Uint8Array(length), traits = new Uint8Array(length);
  for (let use = 0; use < length; use++) {
    ranks[use] = rankOf[codes[use]];
    traits[use] = (1 << ranks[use]) | ((forward[use] ? 1 : 2) << BASES.length); // bits of the basis and the direction
  }
  return {segment: new Uint32Array(segment), forward: new Uint8Array(forward), basis: ranks, traits};
}
