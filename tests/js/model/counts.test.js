// What trips are counted by in columns is what a look at each trip counts, on made-up tables.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {BASES} from '../../../static/model/basis.js';
import {Trips} from '../../../static/model/trips.js';
import {parseView} from '../../../static/model/view.js';
import {MODES} from '../../../static/model/words.js';
import {madeTables} from '../made_tables.js';
import {payload} from '../payload.js';

const SEARCHES = ['', '?mode=air', '?mode=rail&mode=sea&evidence=confirmed', '?country=Japan', '?country=CH&mode=road'];

/** Views of made-up tables: the trips, what is chosen, and the trips shown, as numbers and one by one. */
function* views() {
  for (let seed = 1; seed < 40; seed++) {
    const tables = madeTables(seed), dated = tables.trips.start.filter(day => day !== null).sort((a, b) => a - b);
    const start = [...dated, ...Array(tables.trips.start.length - dated.length).fill(null)];
    const trips = new Trips({...payload(), ...tables, trips: {...tables.trips, start}});
    for (const search of SEARCHES) {
      const view = parseView(search), shown = trips.shown(view);
      yield {trips, view, shown, seen: [...shown].map(trip => trips.trip(trip))};
    }
  }
}

/** How many trips of a list have something. */
const number = (list, has) => list.reduce((n, each) => n + (has(each) ? 1 : 0), 0);

test('facts of the sentence', () => {
  for (const {trips, shown, seen} of views()) {
    const {n, modes, countries, first, last, longest} = trips.summary(shown);
    const days = [...shown].map(trip => trips.start[trip]).filter(day => day !== -(2 ** 31));
    const dates = [Math.min(...days), Math.max(...days)].map(day => (days.length ? trips.start.indexOf(day) : -1));
    assert.deepEqual([n, first, last], [seen.length, ...dates.map(trip => (trip < 0 ? null : trips.trip(trip).start))]);
    const used = MODES.map(mode => [mode, number(seen, trip => trip.mode === mode)]).filter(([, count]) => count);
    assert.deepEqual(modes, used);
    assert.equal(countries, new Set(seen.flatMap(trip => trip.countries)).size);
    assert.equal(longest?.days ?? 0, Math.max(0, ...seen.map(trip => trip.days ?? 0)));
  }
});

test('traffic', () => {
  for (const {trips, shown, seen} of views()) {
    const {count, basis, directions, lines} = trips.traffic(shown);
    assert.equal(lines, number([...count], Boolean));
    const used = seen.flatMap(({index: trip, legs}) => legs.flatMap(leg => (
      trips.usesOf(leg).map(use => ({...use, trip, rank: BASES.indexOf(use.basis)})))));
    for (const index of count.keys()) {
      const own = used.filter(({segment}) => segment === index), over = [...new Set(own.map(({trip}) => trip))];
      assert.equal(count[index], over.length);
      const best = over.map(trip => Math.min(...own.filter(use => use.trip === trip).map(({rank}) => rank)));
      assert.deepEqual(trips.tripsOver(index, shown), over.map((trip, at) => ({trip, basis: best[at]})));
      assert.equal(basis[index], Math.min(BASES.length, ...best));
      assert.equal(directions[index], own.reduce((all, {forward}) => all | (forward ? 1 : 2), 0));
    }
  }
});

test('places, and bars of the timeline', () => {
  for (const {trips, shown, seen} of views()) {
    const {counts} = trips.markers.visits(shown), {of, all} = trips.markers;
    for (const marker of all) {
      const ends = trip => trip.legs.flatMap(({stops}) => [stops[0], stops[stops.length - 1]]);
      const own = seen.filter(trip => ends(trip).some(([place]) => of[place] === marker.index));
      assert.deepEqual(trips.markers.tripsStoppingAt(marker, shown), own.map(trip => trip.index));
      assert.equal(counts[marker.index], own.length);
    }
    const bars = trips.countsByYearAndMode(shown), {mode: {values: modes}, facets: {year}} = trips;
    for (const [at, bar] of bars.entries()) {
      const name = year.values[Math.floor(at / modes.length)], mode = modes[at % modes.length];
      assert.equal(bar, number(seen, trip => year.of(trip.index)[0] === name && trip.mode === mode));
    }
  }
});

test('values of facets', () => {
  for (const {trips, view} of views()) {
    const counted = trips.countOptions(view);
    for (const name of trips.offeredFacets) {
      const facet = trips.facets[name], shown = [...trips.shown(view, name)];
      for (const [code, value] of facet.values.entries()) {
        assert.equal(counted[name][code], number(shown, trip => facet.of(trip).includes(value)));
      }
      assert.equal(facet.distinct(shown), new Set(shown.flatMap(trip => facet.of(trip))).size);
    }
  }
});
