// The grid knows where lines and dots are drawn.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Occupancy} from '../../../static/map/occupancy.js';
import {seeded} from '../random.js';

test('a box over nothing sums to nothing, one over a line or a dot does not', () => {
  const grid = new Occupancy(100, 80);
  assert.equal(grid.sum([0, 0, 99, 79]), 0);
  grid.addLine([0, 40, 100, 40], 0, 0);
  assert.equal(grid.sum([0, 0, 99, 30]), 0);
  assert.ok(grid.sum([40, 36, 60, 44]) > 0);
  grid.addDot(50, 10);
  assert.equal(grid.sum([48, 8, 51, 11]), 6);
});

test('a line drawn twice counts once, and its corner is subtracted', () => {
  const once = new Occupancy(100, 80), twice = new Occupancy(100, 80);
  once.addLine([0, 0, 80, 60], 0, 0);
  for (let times = 0; times < 2; times++) twice.addLine([10, 20, 90, 80], 10, 20);
  assert.deepEqual(twice.cells, once.cells);
});

test('what lies outside leaves the grid alone', () => {
  const random = seeded(6), grid = new Occupancy(100, 80);
  for (let round = 0; round < 200; round++) {
    const x = -1 - random() * 1000;
    grid.addLine([x, random() * 80, x - 50, random() * 80], 0, 0);
    grid.addDot(101 + random() * 100, random() * 80);
  }
  assert.ok(grid.cells.every(cell => cell === 0));
});
