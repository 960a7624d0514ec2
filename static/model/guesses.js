// Guesses: what the tables of a data set most likely hold, from their other columns. A link has only what differs.

import {distanceKm} from './geodesic.js';
import {sums} from './packed_columns.js';

/** @import {Mode, Payload, PlaceTable} from '../../tools/stubs/types.js' */

const MAX_LEGS = 4_000; // of trips in a link
const SCHEMATIC = ['rail', 'road', 'sea']; // modes whose straight line only stands for a way that is not known

/**
 * What the segments of legs are, as `geo/routes/segments.py` joins them: between each two known stops, each once.
 * @param {{stops: Pick<Payload['stops'], 'place' | 'inferred'>, counts: number[], modes: Mode[]}} legs
 */
export function segmentsOf({stops: {place, inferred}, counts, modes}) {
  const /** @type {Map<string, number>} */ numbers = new Map();
  const /** @type {{start: number, end: number, mode: Mode}[]} */ segments = [];
  const /** @type {{segment: number, forward: boolean, inferred: boolean, complete: boolean}[]} */ uses = [];
  let from = 0;
  const used = counts.map((count, leg) => {
    const stops = Array.from({length: count}, (_, index) => from + index), before = uses.length;
    const known = stops.filter(stop => place[stop] >= 0);
    from += count;
    known.slice(1).forEach((stop, index) => {
      const [one, other] = [place[known[index]], place[stop]], mode = modes[leg];
      if (one === other) return;
      const [start, end] = one < other ? [one, other] : [other, one], key = `${start} ${end} ${mode}`;
      const segment = numbers.get(key) ?? segments.push({start, end, mode}) - 1;
      numbers.set(key, segment);
      const isInferred = Boolean(inferred[known[index]] || inferred[stop]);
      uses.push({segment, forward: one < other, inferred: isInferred, complete: known.length === count});
    });
    return uses.length - before;
  });
  if (from !== place.length || from !== inferred.length) throw new RangeError('other stops than legs');
  return {segments, uses, counts: used};
}

/**
 * @param {ReturnType<typeof segmentsOf>['uses'][number] | undefined} use
 * @param {ReturnType<typeof segmentsOf>['segments']} segments
 * @param {Record<number, number[]>} geometries
 */
export function likelyBasis(use, segments, geometries) {
  if (!use) throw new RangeError('other uses than legs');
  const isStraight = SCHEMATIC.includes(segments[use.segment].mode) && !(use.segment in geometries);
  return !use.complete || isStraight ? 2 : Number(use.inferred);
}

/**
 * The names of the places where the first legs of trips end.
 * @param {number[][]} tripLegs
 * @param {number[]} counts of stops of each leg
 * @param {Pick<Payload['stops'], 'place' | 'names'>} stops
 * @param {string[]} names of the places
 */
export function likelyTitles(tripLegs, counts, {place, names: unknown}, names) {
  const ends = sums(counts);
  const name = (/** @type {number} */ number) => (number < 0 ? unknown[-1 - number] : names[number]);
  return tripLegs.map(([first, ...others]) => {
    const end = ends[first] ?? 0, from = name(place[end - counts[first]]), to = name(place[end - 1]);
    return others.length || from === to ? to : [from, to];
  });
}

/**
 * The countries of the ends of a trip's legs, but for that where it starts.
 * @param {number[][]} tripLegs
 * @param {number[]} counts of stops of each leg
 * @param {number[]} places of all stops
 * @param {string[]} countries of the places
 */
export function likelyCountries(tripLegs, counts, places, countries) {
  const ends = sums(counts);
  return tripLegs.map(legs => {
    const home = countries[places[(ends[legs[0]] ?? 0) - counts[legs[0]]]];
    const visited = legs.map(leg => countries[places[(ends[leg] ?? 0) - 1]]);
    return [...new Set(visited)].filter(country => country && country !== home);
  });
}

/**
 * @param {number[]} counts
 * @returns {number[][]} the numbers of the legs of each trip
 */
export function legsOfTrips(counts) {
  let next = 0;
  return counts.map(count => {
    if (!(count > 0 && count <= MAX_LEGS)) throw new RangeError('a trip without legs');
    return Array.from({length: count}, () => next++);
  });
}

/**
 * @param {Pick<PlaceTable, 'lon' | 'lat'>} places
 * @param {number} index
 * @returns {[lng: number, lat: number]}
 */
const pointOf = ({lon, lat}, index) => [lon[index], lat[index]];

/**
 * @param {Pick<PlaceTable, 'lon' | 'lat'>} places
 * @param {number | null} home
 */
export function fromHomeKm(places, home) {
  return places.lon.map((_, index) => (home === null ? 0 : distanceKm(pointOf(places, home), pointOf(places, index))));
}

/**
 * The lengths of segments: along their line where they have one.
 * @param {Pick<PlaceTable, 'lon' | 'lat'>} places
 * @param {{start: number, end: number}[]} segments
 * @param {Record<number, number[]>} geometries
 */
export function straightKm(places, segments, geometries) {
  return segments.map(({start, end}, index) => {
    const deltas = geometries[index];
    if (!deltas) return distanceKm(pointOf(places, start), pointOf(places, end));
    let km = 0, lng = deltas[0] / 1e4, lat = deltas[1] / 1e4;
    for (let at = 2; at < deltas.length; at += 2) {
      const to = /** @type {[number, number]} */ ([lng + deltas[at] / 1e4, lat + deltas[at + 1] / 1e4]);
      km += distanceKm([lng, lat], to);
      [lng, lat] = to;
    }
    return km;
  });
}
