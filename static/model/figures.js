// Figures of trips: how far as drawn, how long, and what they use most. `geo/figures.py` counts the same.

import {MODES} from './words.js';

/** @typedef {import('../../tools/stubs/types.js').Mode} Mode */
/** @typedef {import('../../tools/stubs/types.js').TripNumbers} TripNumbers */
/** @typedef {import('./trips.js').Trips} Trips */
/** @typedef {[name: string, count: number][]} Ranking the most first */

/**
 * @typedef {object} Figures of some trips
 * @property {number} trips
 * @property {number} legs
 * @property {number} days
 * @property {[Mode, number][]} km length of the lines as drawn, in legend order
 * @property {number} minutes under way of the timed legs
 * @property {number} timed legs whose departure and arrival are known with their offsets
 * @property {number} countries
 * @property {Ranking} places of most trips, without home
 * @property {Ranking} routes of most legs
 * @property {Ranking} vehicles of most legs
 * @property {Ranking} airlines of most legs
 *
 * @typedef {object} TravellerFigures
 * @property {string} traveller
 * @property {string} home "" where no trip says where it begins
 * @property {number} homeTrips how many trips start at a home that is a guess, 0 for one that the table states
 * @property {TripNumbers} trips
 * @property {Figures} figures
 */

export const EARTH_KM = 40075.017; // round the equator, WGS 84
const MOST = 5; // of places, routes and vehicles
const AIRLINE_COLUMNS = new Set(['airline', 'airlines', 'carrier', 'operator', 'operated by']);
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))[~?%]?$/;

/**
 * Count the figures of the given trips.
 * @param {Trips} trips
 * @param {TripNumbers} shown
 * @returns {Figures}
 */
export function countFigures(trips, shown) {
  const {legs, days, details, facets, markers, about, markerNames} = trips;
  const home = about.home === null ? null : markerNames[markers.of[about.home]];
  let minutes = 0, timed = 0, legCount = 0, dayCount = 0;
  if (!times.has(legs)) times.set(legs, timesOf(legs));
  const minutesOf = times.get(legs);
  const {start} = legs;
  for (let index = 0; index < shown.length; index++) {
    const trip = shown[index], end = start[trip + 1];
    dayCount += days[trip];
    legCount += end - start[trip];
    if (minutesOf) for (let leg = start[trip]; leg < end; leg++) {
      const under = minutesOf(leg);
      minutes += under;
      if (under) timed++;
    }
  }
  const airlines = details.find(({name}) => AIRLINE_COLUMNS.has(name.toLowerCase()));
  return {
    trips: shown.length,
    legs: legCount,
    days: dayCount,
    km: lengths(trips, shown),
    minutes,
    timed,
    countries: facets.country.distinct(shown),
    places: rank(markerNames, markers.visits(shown).counts, home),
    routes: rank(facets.route.values, facets.route.tally(shown).trips),
    vehicles: rank(...tallyLegs(legs.start, legs.vehicle, shown)),
    airlines: airlines ? rank(...tallyLegs(legs.start, airlines, shown)) : [],
  };
}

/**
 * Count the figures of each traveller, those of most trips first, then by name; trips that name none are left out.
 * @param {Trips} trips
 * @param {TripNumbers} shown
 * @param {number} most travellers
 * @returns {TravellerFigures[]}
 */
export function countByTraveller(trips, shown, most = Infinity) {
  const {values, codes} = trips.traveller, counts = new Uint32Array(values.length);
  for (const trip of shown) counts[codes[trip]]++;
  const named = Array.from(values.keys()).filter(code => values[code] && counts[code]);
  named.sort((one, other) => counts[other] - counts[one] || compare(values[one], values[other]));
  /** @type {Map<number, number[]>} */
  const groups = new Map(named.slice(0, most).map(code => [code, []]));
  for (const trip of shown) groups.get(codes[trip])?.push(trip);
  return Array.from(groups, ([code, own]) => (
    {traveller: values[code], ...homeOf(trips, own), trips: own, figures: countFigures(trips, own)}));
}

/**
 * @param {Trips} trips
 * @param {TripNumbers} shown
 * @returns {{home: string, homeTrips: number}}
 */
function homeOf({about, legs, stops, markers, markerNames}, shown) {
  if (about.home !== null) return {home: markerNames[markers.of[about.home]], homeTrips: 0};
  const counts = new Uint32Array(markerNames.length);
  for (const trip of shown) {
    const first = legs.stop[legs.start[trip]], isAlone = legs.stop[legs.start[trip] + 1] - first < 2;
    if (!isAlone && stops.place[first] >= 0) counts[markers.of[stops.place[first]]]++;
  }
  const [most] = rank(markerNames, counts);
  return {home: most?.[0] ?? '', homeTrips: most && !about.states_homes ? most[1] : 0};
}

/**
 * @param {Trips} trips
 * @param {TripNumbers} shown
 * @returns {[Mode, number][]}
 */
function lengths(trips, shown) {
  const {segments: {size, mode: {values, codes}, km}, uses: {segment}, legs: {start, use: uses}} = trips;
  const times = new Uint32Array(size), sums = new Float64Array(values.length);
  for (let index = 0; index < shown.length; index++) {
    const trip = shown[index];
    for (let use = uses[start[trip]], end = uses[start[trip + 1]]; use < end; use++) times[segment[use]]++;
  }
  for (let at = 0; at < size; at++) sums[codes[at]] += times[at] * km[at];
  /** @type {[Mode, number][]} */
  const byMode = MODES.map(mode => [mode, sums[values.indexOf(mode)] ?? 0]);
  return byMode.filter(([, length]) => length);
}

/** @type {WeakMap<Trips['legs'], ((leg: number) => number) | null>} the times of a data set, read once */
const times = new WeakMap();

/**
 * The minutes under way of a leg, where both ends are times with their offsets, else 0; null where none are.
 * @param {Trips['legs']} legs
 */
function timesOf({depart, arrive, stay}) {
  const [left, arrived] = [depart, arrive].map(({values}) => Float64Array.from(values, instant));
  if (left.every(Number.isNaN) || arrived.every(Number.isNaN)) return null;
  return (/** @type {number} */ leg) => {
    const minutes = Math.floor((arrived[arrive.codes[leg]] - left[depart.codes[leg]]) / 6e4);
    return minutes > 0 && !stay.values[stay.codes[leg]] ? minutes : 0;
  };
}

/** @param {string} text */
const instant = text => Date.parse(INSTANT.exec(text)?.[1] ?? '');

/**
 * @param {Uint32Array} starts where the legs of trips begin
 * @param {{values: string[], codes: Uint32Array}} column of legs
 * @param {TripNumbers} shown
 * @returns {[string[], Uint32Array]}
 */
function tallyLegs(starts, {values, codes}, shown) {
  const counts = new Uint32Array(values.length);
  for (const trip of shown) for (let leg = starts[trip]; leg < starts[trip + 1]; leg++) counts[codes[leg]]++;
  return [values, counts];
}

/**
 * @param {string[]} names
 * @param {Uint32Array} counts
 * @param {string | null} without
 * @returns {Ranking}
 */
function rank(names, counts, without = null) {
  /** @type {Ranking} */
  const best = [];
  for (let code = 0; code < names.length; code++) {
    const name = names[code], count = counts[code];
    if (!count || !name || name === without) continue;
    if (best.length === MOST && count < best[MOST - 1][1]) continue; // as nearly all of twenty thousand routes
    best.push([name, count]);
    best.sort(([one, n], [other, m]) => m - n || compare(one, other));
    best.length = Math.min(best.length, MOST);
  }
  return best;
}

/**
 * @param {string} one
 * @param {string} other
 */
const compare = (one, other) => (one < other ? -1 : Number(one > other));
