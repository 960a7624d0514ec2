// Trips: the data set as the browser holds it, in typed arrays, and which of it a view shows. Trips go by number, in date order.

import {coded, iso, MISSING, numbers, offsets} from './columns.js';
import {facet} from './facets.js';
import {geodesic} from './geodesic.js';
import {Spots} from './markers.js';
import {Words, MODES} from './words.js';

const DEGREE = 10000;
const SPACING_KM = 100; // a chord of 100 km leaves its geodesic by 200 m at the most: under a pixel up to zoom 9
const LONG_GAP_DAYS = 365;
export const MAX_PILLS = 12; // values that stand beside each other; more years are a range, more of anything else a list to search
export const BASES = ['reported', 'inferred', 'schematic'];

export const FACETS = ['year', 'mode', 'with', 'country', 'traveller', 'evidence'];

export class Trips {
  #made = new Map();

  /** @param tables the payload of `geo/payload.py` @param dress its words in another language: {language, messages, names, countries} */
  constructor(tables, dress = tables) {
    const {about, events, errors, traced, countries: countryNames} = tables;
    Object.assign(this, {about, events, errors, traced, countryNames, people: new Map(Object.entries(tables.people)), sources: new Map(Object.entries(tables.sources))});
    this.fingerprint = tables.fingerprint.slice(0, 8);
    this.words = new Words(dress);
    this.countriesSaid = new Map(Object.entries(countryNames).map(([code, name]) => [name, dress.countries[code] ?? name]));
    this.places = rows(tables.places);
    for (const place of this.places) for (const part of ['name', 'label']) place[part] = this.words.translateName(place[part]);
    gather(this.places, tables.about.home);
    this.#read(tables);
    this.title.values = this.title.values.map(title => this.words.translateName(title));
    this.spots = new Spots(this);
    this.facets = Object.fromEntries(FACETS.map(name => [name, facet(this, name)]));
    const years = this.facets.year.values.map(Number).sort((a, b) => a - b);
    this.years = years.length > MAX_PILLS ? [years[0], years.at(-1)] : null;
    this.options = Object.fromEntries(FACETS.map(name => [name, new Set(name === 'year' && this.years ? [] : this.facets[name].values)]));
  }

  #read({trips, legs, stops, segments, uses, ways}) {
    this.size = trips.id.length;
    this.id = trips.id;
    for (const name of ['title', 'traveller', 'occasion', 'outcome', 'mode', 'evidence', 'met', 'countries']) this[name] = coded(trips[name]);
    for (const name of ['start', 'end']) this[name] = numbers(trips[name]);
    this.days = numbers(trips.days, 0);
    this.legs = {start: offsets(trips.legs), stop: offsets(legs.stops), use: offsets(legs.uses)};
    for (const name of ['mode', 'vehicle', 'note', 'evidence', 'sources', 'depart', 'arrive', 'published']) this.legs[name] = coded(legs[name]);
    this.stops = {place: Int32Array.from(stops.place), inferred: Uint8Array.from(stops.inferred), names: stops.names};
    this.segments = {size: segments.start.length, start: Uint32Array.from(segments.start), end: Uint32Array.from(segments.end), mode: coded(segments.mode), km: Float64Array.from(segments.km)};
    const basis = coded(uses.basis), ranks = basis.values.map(name => BASES.indexOf(name));
    this.uses = {segment: Uint32Array.from(uses.segment), forward: Uint8Array.from(uses.forward), basis: Uint8Array.from(basis.codes, code => ranks[code])};
    this.ways = ways;
    this.bases = new Set(basis.values);
  }

  /** A trip with its legs, made when it is first asked for. */
  trip(index) {
    if (!this.#made.has(index)) this.#made.set(index, this.#trip(index));
    return this.#made.get(index);
  }

  /** The trip of an id; null where there is none. */
  byId(id) {
    this.numbers ??= new Map(this.id.map((each, index) => [each, index]));
    return this.numbers.has(id) ? this.trip(this.numbers.get(id)) : null;
  }

  #trip(index) {
    const said = name => this[name].values[this[name].codes[index]];
    const trip = {index, id: this.id[index], start: iso(this.start[index]), end: iso(this.end[index]), days: this.days[index] || null, legs: []};
    for (const name of ['title', 'traveller', 'occasion', 'outcome', 'mode', 'evidence', 'met', 'countries']) trip[name] = said(name);
    for (let leg = this.legs.start[index]; leg < this.legs.start[index + 1]; leg++) trip.legs.push(this.#leg(leg));
    return trip;
  }

  #leg(index) {
    const {legs, stops} = this, leg = {index, stops: [], drawn_km: 0};
    for (const name of ['mode', 'vehicle', 'note', 'evidence', 'sources', 'depart', 'arrive', 'published']) leg[name] = legs[name].values[legs[name].codes[index]];
    for (let stop = legs.stop[index]; stop < legs.stop[index + 1]; stop++) {
      const place = stops.place[stop];
      leg.stops.push(place < 0 ? [stops.names[-1 - place]] : [place, stops.inferred[stop]]);
    }
    for (const {segment} of this.usesOf(leg)) leg.drawn_km += this.segments.km[segment];
    return leg;
  }

  /** The numbers of the uses of a trip's segments: from the first, to before the second. */
  usesOfTrip(index) {
    const {start, use} = this.legs;
    return [use[start[index]], use[start[index + 1]]];
  }

  /** The segments of a leg in the order travelled: [{segment, forward, basis}]. */
  usesOf({index}) {
    const {segment, forward, basis} = this.uses, from = this.legs.use[index], found = [];
    for (let use = from; use < this.legs.use[index + 1]; use++) found.push({segment: segment[use], forward: forward[use], basis: BASES[basis[use]]});
    return found;
  }

  /** A value of a facet in the reader's language. */
  localizeValue(facet, value) {
    switch (facet) {
      case 'year': return value;
      case 'mode': case 'evidence': return this.words.translate(value);
      case 'country': return this.countriesSaid.get(value) ?? value;
      default: return this.words.translateName(value);
    }
  }

  /** The name of a country by its code, in the reader's language. */
  country(code) {
    return this.localizeValue('country', this.countryNames[code] ?? code);
  }

  /** The values that a facet offers: years in order, modes in legend order, the others by trips, then by name. */
  offered(name) {
    const {values, counts} = this.facets[name], number = new Map(values.map((value, code) => [value, counts[code]]));
    if (name === 'mode') return MODES.filter(mode => number.has(mode));
    const order = name === 'year' ? (a, b) => (a < b ? -1 : 1) : (a, b) => number.get(b) - number.get(a) || (a < b ? -1 : 1);
    return [...this.options[name]].sort(order);
  }

  /** Whether choosing in a facet can leave any trip out. */
  restricts(name) {
    return this.options[name].size > 0 && this.facets[name].counts.some(count => count < this.size);
  }

  /** The numbers of the trips that have one of the values chosen in every facet; `without` leaves one facet out of account. */
  shown(view, without = null) {
    const on = new Uint8Array(this.size).fill(1);
    for (const name of FACETS) if (name !== without && view[name].size) this.facets[name].restrict(on, view[name]);
    if (view.years && without !== 'years') this.#between(on, view.years);
    const shown = new Uint32Array(this.size);
    let count = 0;
    for (let trip = 0; trip < this.size; trip++) if (on[trip]) shown[count++] = trip;
    return shown.subarray(0, count);
  }

  #between(on, [from, to]) {
    const [first, after] = [Date.UTC(from, 0, 1) / 864e5, Date.UTC(to + 1, 0, 1) / 864e5];
    for (let trip = 0; trip < this.size; trip++) if (this.start[trip] < first || this.start[trip] >= after) on[trip] = 0;
  }

  /** Counts by mode of the given trips, in legend order. */
  counts(shown) {
    const {values, codes} = this.mode, counts = new Uint32Array(values.length);
    for (const trip of shown) counts[codes[trip]]++;
    return MODES.filter(mode => values.includes(mode)).map(mode => [mode, counts[values.indexOf(mode)]]);
  }

  /** What the sentence tells of the given trips: how many, by which modes, to how many countries, when, the longest one. */
  summary(shown) {
    const {start, days} = this;
    let first = MISSING, last = MISSING, longest = -1, most = 0;
    for (const trip of shown) {
      const day = start[trip];
      if (day !== MISSING && (first === MISSING || day < first)) first = day;
      if (day > last) last = day;
      if (days[trip] > most) [longest, most] = [trip, days[trip]];
    }
    return {n: shown.length, total: this.size, modes: this.counts(shown).filter(([, n]) => n), countries: this.facets.country.distinct(shown), first: iso(first), last: iso(last), longest: longest < 0 ? null : this.trip(longest), gap: this.gap(shown)};
  }

  /** The longest time at home between the given trips, {days, from, to}, if it is over a year; else null. */
  gap(shown) {
    const {start: starts, end: ends} = this;
    let home = MISSING, days = 0, from = 0, to = 0;
    for (const trip of shown) {
      const start = starts[trip], end = ends[trip];
      if (start === MISSING || end === MISSING) continue;
      if (home !== MISSING && start - home > days) [days, from, to] = [start - home, home, start];
      if (end > home) home = end;
    }
    return days < LONG_GAP_DAYS ? null : {days, from: iso(from), to: iso(to)};
  }

  /** The segments that the given trips run over, by number of segment: `count` of trips, the best `basis`, `ways` (1 forward, 2 back, 3 both). */
  traffic(shown) {
    const {size} = this.segments, {segment, forward, basis} = this.uses, last = new Int32Array(size).fill(-1);
    const traffic = {count: new Uint32Array(size), basis: new Uint8Array(size).fill(BASES.length), ways: new Uint8Array(size), lines: 0};
    for (const trip of shown) {
      const [from, to] = this.usesOfTrip(trip);
      for (let use = from; use < to; use++) {
        const on = segment[use];
        if (last[on] !== trip) traffic.lines += traffic.count[on]++ ? 0 : 1;
        last[on] = trip;
        if (basis[use] < traffic.basis[on]) traffic.basis[on] = basis[use];
        traffic.ways[on] |= forward[use] ? 1 : 2;
      }
    }
    return traffic;
  }

  /** The given trips that run over a segment, in order: [{trip, basis}]. */
  over(on, shown) {
    const {segment, basis} = this.uses, found = [];
    for (const trip of shown) {
      const [from, to] = this.usesOfTrip(trip);
      let best = BASES.length;
      for (let use = from; use < to; use++) if (segment[use] === on) best = Math.min(best, basis[use]);
      if (best < BASES.length) found.push({trip, basis: best});
    }
    return found;
  }

  /** The segments of a trip. */
  segmentsOf({index}) {
    return new Set(this.uses.segment.subarray(...this.usesOfTrip(index)));
  }

  /** The ids of the sources of the given trips, those of published lengths too. */
  sourcesOf(shown) {
    const {legs} = this, sources = new Set(), seen = {sources: new Set(), published: new Set()};
    for (const trip of shown) {
      for (let leg = legs.start[trip]; leg < legs.start[trip + 1]; leg++) for (const name of ['sources', 'published']) seen[name].add(legs[name].codes[leg]);
    }
    for (const code of seen.sources) for (const id of legs.sources.values[code]) sources.add(id);
    for (const code of seen.published) for (const [, id] of legs.published.values[code]) sources.add(id);
    return sources;
  }

  /** The ends and the mode of a segment. */
  segment(index) {
    const {start, end, mode} = this.segments;
    return {start: start[index], end: end[index], mode: mode.values[mode.codes[index]]};
  }

  /** A place's name as the map shows it. */
  label(index) {
    return this.places[index].label;
  }

  /** The way of a segment as [lng, lat, ...] in degrees, longitudes unwrapped; geodesics with a point every `spacing` km. */
  way(index, spacing = SPACING_KM) {
    const from = this.places[this.segments.start[index]], to = this.places[this.segments.end[index]], deltas = this.ways[index];
    if (!deltas) return geodesic([from.lon, from.lat], [to.lon, to.lat], Math.max(2, Math.ceil(this.segments.km[index] / spacing)));
    const points = new Float64Array(deltas.length), first = deltas[0] / DEGREE;
    let lng = (around(first, from.lon) - first) * DEGREE, lat = 0;
    for (let at = 0; at < deltas.length; at += 2) {
      points[at] = (lng += deltas[at]) / DEGREE;
      points[at + 1] = (lat += deltas[at + 1]) / DEGREE;
    }
    return points;
  }
}

/** A longitude's copy that is nearest to another longitude. */
export function around(lon, centre) {
  return lon + 360 * Math.round((centre - lon) / 360);
}

/** Move places to the copy of the world around home, or else around their own middle, so that no way breaks at the date line. */
function gather(places, home) {
  const turns = places.map(({lon}) => (lon * Math.PI) / 180), sum = of => turns.reduce((all, turn) => all + of(turn), 0);
  const centre = places[home]?.lon ?? (Math.atan2(sum(Math.sin), sum(Math.cos)) * 180) / Math.PI;
  for (const place of places) place.lon = around(place.lon, centre);
}

export const basisName = rank => BASES[rank];

function rows(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, index) => Object.fromEntries([['index', index], ...names.map(name => [name, columns[name][index]])]));
}
