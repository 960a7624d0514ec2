// Trips, facets and markers of a small data set.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {nearestCopy} from '../../../static/model/bounds.js';
import {Trips} from '../../../static/model/trips.js';
import {parseView} from '../../../static/model/view.js';
import {payload} from '../payload.js';
import {seeded} from '../random.js';

const trips = new Trips(payload());
const shown = search => [...trips.shown(parseView(search))];

test('trips have the values of their facets', () => {
  assert.deepEqual(trips.facets.year.values, ['2018', '2019']);
  assert.deepEqual([0, 1, 2].map(trip => trips.facets.with.of(trip)), [['Xi'], ['Xi', 'Li'], []]);
  assert.deepEqual(trips.facets.country.of(0), ['China']);
  assert.deepEqual(trips.facets.evidence.of(1), []);
});

test('a view shows the trips that have one chosen value in every facet', () => {
  assert.deepEqual(shown(''), [0, 1, 2]);
  assert.deepEqual(shown('?mode=air'), [1, 2]);
  assert.deepEqual(shown('?mode=air&mode=rail&with=Xi'), [0, 1]);
  assert.deepEqual(shown('?mode=air&evidence=confirmed'), []);
  assert.deepEqual(shown('?years=2019&years=2020'), [1]);
  assert.deepEqual([...trips.shown(parseView('?mode=air'), 'mode')], [0, 1, 2]);
});

test('a value has the trips that it would show under the choices in the other facets', () => {
  const counted = search => {
    const counts = trips.countOptions(parseView(search));
    return (facet, value) => counts[facet][trips.facets[facet].numbers.get(value)];
  };
  const all = counted('');
  assert.deepEqual([all('mode', 'rail'), all('mode', 'air'), all('with', 'Xi'), all('year', '2019')], [1, 2, 2, 1]);
  const rail = counted('?mode=rail');
  assert.deepEqual([rail('mode', 'rail'), rail('mode', 'air'), rail('with', 'Xi'), rail('with', 'Li')], [1, 2, 1, 0]);
  const late = counted('?mode=rail&years=2019&years=2020');
  assert.deepEqual([late('mode', 'rail'), late('mode', 'air'), late('with', 'Xi')], [0, 1, 0]);
});

test('a facet counts its values and sums a column over them', () => {
  const {trips: counts, sums} = trips.facets.with.tally([0, 1], trips.days);
  assert.deepEqual([[...counts], [...sums]], [[2, 1], [6, 2]]);
  assert.equal(trips.facets.with.distinct([0]), 1);
});

test('facets offer the values of most trips first', () => {
  assert.deepEqual(trips.offered('with'), ['Xi', 'Li']);
  assert.deepEqual(trips.offered('mode'), ['rail', 'air']);
  assert.equal(trips.restricts('mode'), true);
});

test('the summary names the longest trip and the longest time at home', () => {
  const {n, total, modes, countries, first, last, longest, gap} = trips.summary([0, 1, 2]);
  assert.deepEqual({n, total, modes, countries, first, last}, {
    n: 3, total: 3, modes: [['rail', 1], ['air', 2]], countries: 1, first: '2018-03-25', last: '2019-06-01',
  });
  assert.equal(longest.title, 'One');
  assert.deepEqual(gap, {days: 430, from: '2018-03-28', to: '2019-06-01'});
  assert.equal(trips.gap([0]), null);
});

test('a trip has its legs with their stops, a place not known by its name', () => {
  assert.deepEqual(trips.byId('a').legs.map(({stops}) => stops), [[[0, 0], [1, 0]], [[1, 0], [0, 0]]]);
  assert.deepEqual(trips.byId('c').legs[0].stops, [['Nowhere']]);
  assert.equal(trips.byId('a').legs[1].drawn_km, 808);
  assert.equal(trips.byId('d'), null);
});

test('traffic counts a trip once a segment, in both directions, by its best basis', () => {
  const {count, basis, directions, lines} = trips.traffic([0, 1]);
  assert.deepEqual([[...count], [...basis], [...directions], lines], [[1, 1], [0, 0], [3, 1], 2]);
  assert.deepEqual(trips.tripsOver(0, [0, 1]), [{trip: 0, basis: 0}]);
  assert.deepEqual([...trips.segmentsOf({index: 0})], [0]);
});

test('sources of published lengths count too', () => {
  assert.deepEqual([...trips.sourcesOf([0])].sort(), ['x', 'y', 'z']);
});

test('a drawn way is summed up from its deltas, a flight is a geodesic', () => {
  assert.deepEqual([...trips.way(0)], [125.75, 39.03, 116.4, 39.9]);
  assert.equal(trips.way(1).length, 2 * (800 / 100 + 1));
});

test('a city and its airport share a marker, which stands at the city', () => {
  const {markers} = trips;
  assert.deepEqual(markers.all.map(({place, home}) => [place.name, home]), [['Pyongyang', true], ['Beijing', false]]);
  assert.deepEqual([...markers.of], [0, 1, 1]);
  const {counts, present} = markers.visits([0, 1, 2]);
  assert.deepEqual([[...counts], [...present]], [[2, 2], [1, 1]]);
  assert.deepEqual(markers.tripsStoppingAt(markers.all[1], [1, 2]), [1]);
});

test('a longitude moves by whole turns to within half a turn of another', () => {
  const random = seeded(3);
  for (let round = 0; round < 500; round++) {
    const lon = random() * 720 - 360, centre = random() * 720 - 360, moved = nearestCopy(lon, centre);
    assert.ok(Math.abs(moved - centre) <= 180 + 1e-9);
    assert.ok(Math.abs(((moved - lon) / 360) - Math.round((moved - lon) / 360)) < 1e-9);
  }
});

test('a trip lies outside what is visible as soon as one of its stops does', () => {
  const {markers} = new Trips(payload());
  assert.equal(markers.outside([0, 1, 2], () => true), 0);
  assert.equal(markers.outside([0, 1, 2], ({label}) => label === 'Pyongyang'), 2);
  assert.equal(markers.outside([2], () => false), 0); // its only stop is not known
});
