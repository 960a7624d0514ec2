// Markers: what is marked on the map, and which trips stop there. Places of one label and country, such as a city, its
// station and its airport, share a marker.

import {isAmong, onceFor, rowOf} from './columns.js';

/** @typedef {import('../../tools/stubs/types.js').Marker} Marker */
/** @typedef {import('../../tools/stubs/types.js').Place} Place */
/** @typedef {import('../../tools/stubs/types.js').TripNumbers} TripNumbers */

/**
 * What markers are made from; `Trips` has all of it.
 * @typedef {object} MarkerSource
 * @property {number} size how many trips there are
 * @property {Place[]} places
 * @property {{home: number | null}} about
 * @property {{start: Uint32Array, stop: Uint32Array}} legs where the legs of trips and the stops of legs begin
 * @property {{place: Int32Array}} stops
 */

export class Markers {
  /** @param {MarkerSource} trips */
  constructor(trips) {
    const {all, of} = grouped(trips.places, trips.about.home === null ? null : trips.places[trips.about.home]);
    this.all = all;
    this.of = of; // the number of the marker of each place
    const {starts, marker, stopping} = visited(trips, of, all.length);
    this.starts = starts; // trip `t` has the entries from `starts[t]` to before `starts[t + 1]` of the next two
    this.marker = marker;
    this.stopping = stopping; // whether the trip starts or stops there, or only passes
  }

  /**
   * By number of marker: how many of the given trips stop there, and whether any stops or passes.
   * @type {(shown: TripNumbers) => {counts: Uint32Array, present: Uint8Array}}
   */
  visits = onceFor(shown => {
    const {starts, marker, stopping} = this;
    const counts = new Uint32Array(this.all.length), present = new Uint8Array(this.all.length);
    for (let index = 0; index < shown.length; index++) {
      const trip = shown[index];
      for (let at = starts[trip], end = starts[trip + 1]; at < end; at++) {
        counts[marker[at]] += stopping[at];
        present[marker[at]] = 1;
      }
    }
    return {counts, present};
  });

  /**
   * How many of the given trips stop at a place that is not visible.
   * @param {TripNumbers} shown
   * @param {(place: Place) => boolean} isVisible
   */
  outside(shown, isVisible) {
    const hidden = Uint8Array.from(this.all, ({place}) => Number(!isVisible(place)));
    let count = 0;
    for (const trip of shown) {
      for (let at = this.starts[trip]; at < this.starts[trip + 1]; at++) {
        if (!this.stopping[at] || !hidden[this.marker[at]]) continue;
        count++;
        break;
      }
    }
    return count;
  }

  /**
   * The given trips that stop at a marker.
   * @param {Marker} marker
   * @param {TripNumbers} shown
   */
  tripsStoppingAt({index}, shown) {
    const {starts, marker, stopping} = this, found = [];
    for (let at = marker.indexOf(index); at >= 0; at = marker.indexOf(index, at + 1)) {
      const trip = rowOf(at, starts);
      if (stopping[at] && isAmong(trip, shown)) found.push(trip);
    }
    return found;
  }
}

/**
 * All markers, and the number of the marker of each place.
 * @param {Place[]} places
 * @param {Place | null} home
 */
function grouped(places, home) {
  /** @type {Map<string, Marker>} */
  const markers = new Map();
  const of = Uint32Array.from(places, place => {
    const key = `${place.label}\n${place.country}`;
    let marker = markers.get(key);
    if (!marker) {
      const isHome = home !== null && home.label === place.label && home.country === place.country;
      marker = {index: markers.size, key, place, home: isHome};
      markers.set(key, marker);
    } else if (marker.place.name !== marker.place.label && place.name === place.label) marker.place = place;
    return marker.index;
  });
  return {all: [...markers.values()], of};
}

/**
 * The markers of each trip, once each.
 * @param {MarkerSource} trips
 * @param {Uint32Array} of
 * @param {number} count of markers
 */
function visited({size, legs, stops}, of, count) {
  const lastTrip = new Int32Array(count).fill(-1), entry = new Uint32Array(count); // by marker
  const marker = new Uint32Array(stops.place.length), stopping = new Uint8Array(stops.place.length);
  const starts = new Uint32Array(size + 1);
  let used = 0;
  for (let trip = 0; trip < size; trip++) {
    for (let leg = legs.start[trip]; leg < legs.start[trip + 1]; leg++) {
      for (let stop = legs.stop[leg]; stop < legs.stop[leg + 1]; stop++) {
        if (stops.place[stop] < 0) continue;
        const on = of[stops.place[stop]];
        if (lastTrip[on] !== trip) [lastTrip[on], entry[on], marker[used++]] = [trip, used, on];
        if (stop === legs.stop[leg] || stop === legs.stop[leg + 1] - 1) stopping[entry[on]] = 1;
      }
    }
    starts[trip + 1] = used;
  }
  return {starts, marker: marker.slice(0, used), stopping: stopping.slice(0, used)};
}
