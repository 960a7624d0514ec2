// Trips: the data set as the browser holds it, and which of it a view shows.

import {Words, MODES} from './words.js';

const DEGREE = 10000;
export const BASES = ['reported', 'inferred', 'schematic']; // the best known first

export const FACETS = ['year', 'mode', 'with', 'country', 'traveller', 'evidence'];

export class Trips {
  /** @param tables the payload of `geo/payload.py` @param dress its words in another language: {language, messages, names, countries} */
  constructor(tables, dress = tables) {
    const {about, events, errors, traced, countries} = tables;
    Object.assign(this, {about, events, errors, traced, countries, people: new Map(Object.entries(tables.people)), sources: new Map(Object.entries(tables.sources))});
    this.fingerprint = tables.fingerprint.slice(0, 8);
    this.words = new Words(dress);
    this.countryNames = new Map(Object.entries(countries).map(([code, name]) => [name, dress.countries[code] ?? name]));
    this.places = rows(tables.places);
    for (const place of this.places) for (const part of ['name', 'label']) place[part] = this.words.name(place[part]);
    gather(this.places, tables.about.home);
    this.trips = rows(tables.trips);
    for (const trip of this.trips) trip.title = this.words.name(trip.title);
    this.legs = rows(tables.legs);
    this.segments = rows(tables.segments);
    this.uses = tables.uses;
    this.trips.forEach(trip => { trip.legs = []; });
    this.legs.forEach(leg => this.trips[leg.trip].legs.push(leg));
    this.usesByLeg = Map.groupBy(this.uses.leg.keys(), use => this.uses.leg[use]);
    this.byId = new Map(this.trips.map(trip => [trip.id, trip]));
    this.options = Object.fromEntries(FACETS.map(facet => [facet, new Set(this.trips.flatMap(trip => this.values(trip, facet)))]));
  }

  /** What a trip has in a facet, in the record's own English words. */
  values(trip, facet) {
    switch (facet) {
      case 'year': return trip.start ? [trip.start.slice(0, 4)] : [];
      case 'mode': return [trip.mode];
      case 'with': return trip.met;
      case 'country': return trip.countries.map(code => this.countries[code] ?? code);
      case 'traveller': return trip.traveller ? [trip.traveller] : [];
      default: return trip.evidence === 'confirmed' ? ['confirmed'] : [];
    }
  }

  /** A value of a facet in the reader's language. */
  said(facet, value) {
    switch (facet) {
      case 'year': return value;
      case 'mode': case 'evidence': return this.words.say(value);
      case 'country': return this.countryNames.get(value) ?? value;
      default: return this.words.name(value);
    }
  }

  /** The name of a country by its code, in the reader's language. */
  country(code) {
    return this.said('country', this.countries[code] ?? code);
  }

  /** The values that a facet offers: years in order, modes in legend order, the others by trips, then by name. */
  offered(facet) {
    const counts = new Map();
    for (const trip of this.trips) for (const value of this.values(trip, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
    if (facet === 'mode') return MODES.filter(mode => counts.has(mode));
    const order = facet === 'year' ? (a, b) => (a < b ? -1 : 1) : (a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1);
    return [...counts.keys()].sort(order);
  }

  /** The trips that have one of the values chosen in every facet; `without` leaves one facet out of account. */
  shown(view, without = null) {
    const facets = FACETS.filter(facet => facet !== without && view[facet].size);
    return this.trips.filter(trip => facets.every(facet => this.values(trip, facet).some(value => view[facet].has(value))));
  }

  /** Counts by mode of the given trips, in legend order. */
  counts(shown) {
    const counts = Object.groupBy(shown, trip => trip.mode);
    return MODES.filter(mode => this.options.mode.has(mode)).map(mode => [mode, counts[mode]?.length ?? 0]);
  }

  /** The segments that the given trips run over: index -> {trips, basis (the best), forward, back}. */
  traffic(shown) {
    const on = new Set(shown.map(trip => trip.index)), traffic = new Map();
    const {segment, leg, forward, basis} = this.uses;
    for (let use = 0; use < segment.length; use++) {
      const trip = this.legs[leg[use]].trip;
      if (!on.has(trip)) continue;
      let seen = traffic.get(segment[use]);
      if (!seen) traffic.set(segment[use], seen = {trips: new Map(), basis: BASES.length, forward: false, back: false});
      const rank = BASES.indexOf(basis[use]);
      seen.trips.set(trip, Math.min(rank, seen.trips.get(trip) ?? BASES.length));
      seen.basis = Math.min(rank, seen.basis);
      seen[forward[use] ? 'forward' : 'back'] = true;
    }
    return traffic;
  }

  /** The segments of a leg in the order travelled: [{segment, forward, basis}]. */
  usesOf(leg) {
    return (this.usesByLeg.get(leg.index) ?? []).map(use => ({segment: this.uses.segment[use], forward: this.uses.forward[use], basis: this.uses.basis[use]}));
  }

  /** The places that the given trips start from, stop at or pass: key -> {place, trips (those that stop), passed}. */
  visits(shown) {
    const visits = new Map();
    for (const trip of shown) {
      for (const leg of trip.legs) leg.stops.forEach(([index], at) => this.#visit(visits, trip, index, at && at < leg.stops.length - 1));
    }
    return visits;
  }

  #visit(visits, trip, index, passed) {
    const place = this.places[index];
    if (!place) return;
    const key = `${place.label}\n${place.country}`;
    let visit = visits.get(key);
    if (!visit) visits.set(key, visit = {key, place: this.#main(place), trips: new Set(), home: this.isHome(place)});
    if (!passed) visit.trips.add(trip);
  }

  /** The first place of a label and country: where their one marker stands. */
  #main(place) {
    return this.places.find(other => other.label === place.label && other.country === place.country && other.name === other.label) ?? place;
  }

  /** Whether a place is home, or shares its label. */
  isHome(place) {
    const home = this.places[this.about.home];
    return Boolean(home) && home.label === place.label && home.country === place.country;
  }

  /** A place's name as the map shows it. */
  label(index) {
    return typeof index === 'number' ? this.places[index].label : index;
  }

  /** The way of a segment as [lat, lng] pairs, longitudes unwrapped. */
  way(segment) {
    const points = [], shift = around(segment.way[0] / DEGREE, this.places[segment.start].lon) - segment.way[0] / DEGREE;
    let lon = shift * DEGREE, lat = 0;
    for (let at = 0; at < segment.way.length; at += 2) points.push([(lat += segment.way[at + 1]) / DEGREE, (lon += segment.way[at]) / DEGREE]);
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
