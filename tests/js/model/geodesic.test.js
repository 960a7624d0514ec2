// Flights: the shortest way over the ellipsoid. tests/js/test_geodesic.py compares many ways with PROJ.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {distanceKm, geodesic} from '../../../static/model/geodesic.js';
import {seeded} from '../random.js';

// The quarters of each arc by geographiclib 2: Geodesic.WGS84.InverseLine, then ArcPosition. PROJ uses the same method.
const JOURNEYS = [
  ['Pyongyang to Moscow', [125.67, 39.22], [37.41, 55.97],
    [[111.085074, 49.176722], [90.417448, 56.462937], [63.730199, 59.09577]]],
  ['Pyongyang to Singapore', [125.67, 39.22], [103.99, 1.36],
    [[118.979583, 30.074067], [113.442405, 20.637533], [108.560321, 11.037589]]],
  ['Tokyo to Los Angeles, over the date line', [139.78, 35.55], [-118.41, 33.94],
    [[162.94283, 44.645483], [191.371257, 47.776253], [219.291472, 43.666751]]],
  ['along the equator', [10, 0], [60, 0], [[22.5, 0.0], [35.0, 0.0], [47.5, 0.0]]],
  ['from the pole', [0, 90], [30, 10], [[30.0, 70.053572], [30.0, 50.078305], [30.0, 30.05871]]],
];
const METRE = 1e-5; // degrees, nearly

for (const [name, from, to, quarters] of JOURNEYS) {
  test(`${name} is the geodesic of GeographicLib`, () => {
    const points = geodesic(from, to, 4);
    quarters.flat().forEach((expected, at) => {
      assert.ok(Math.abs(points[at + 2] - expected) < METRE, `${points[at + 2]} is not ${expected}`);
    });
  });
}

test('a way begins and ends at its ends, and no step crosses half the world', () => {
  const random = seeded(1);
  for (let round = 0; round < 500; round++) {
    const from = [random() * 360 - 180, random() * 180 - 90], to = [from[0] + random() * 120 - 60, random() * 120 - 60];
    const points = geodesic(from, to, 12);
    assert.deepEqual([points[0], points[1]], from);
    assert.equal(points.at(-1), to[1]);
    assert.ok(points.every(Number.isFinite));
    for (let at = 2; at < points.length; at += 2) assert.ok(Math.abs(points[at] - points[at - 2]) <= 180);
  }
});

test('the steps of a way are even, and the way back runs through the same points', () => {
  const random = seeded(2);
  for (let round = 0; round < 300; round++) {
    const from = [random() * 100, random() * 120 - 60], to = [from[0] + random() * 80 + 1, random() * 120 - 60];
    const there = geodesic(from, to, 6), back = geodesic(to, from, 6);
    for (let step = 0; step <= 6; step++) {
      assert.ok(Math.abs(there[2 * step] - back[12 - 2 * step]) < METRE);
      assert.ok(Math.abs(there[2 * step + 1] - back[13 - 2 * step]) < METRE);
    }
  }
});

test('a place to itself stands still', () => {
  const points = geodesic([126, 39], [126, 39], 3);
  for (let at = 0; at < points.length; at += 2) {
    assert.ok(Math.abs(points[at] - 126) < METRE && Math.abs(points[at + 1] - 39) < METRE);
  }
});

test('distances are those of the ellipsoid, also over the date line', () => {
  assert.equal(distanceKm([-0.46194, 51.4706], [-73.77869, 40.63993]).toFixed(2), '5554.52'); // as PROJ has them
  assert.equal(distanceKm([151.177, -33.9461], [-70.7858, -33.393]).toFixed(2), '11362.61');
  assert.equal(distanceKm([10, 50], [10, 50]), 0);
});
