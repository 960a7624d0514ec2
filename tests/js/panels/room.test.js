// Where the card stands over the map, how high a sheet is, and what of the map is covered.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {coveredEdges, emptierSide, extentOf, frameOf, settledHeight} from '../../../static/panels/room.js';

test('the card stands on the right unless the left is much emptier', () => {
  const [west, east, both] = [[0, 0, 20, 5], [80, 0, 100, 5], [0, 0, 20, 5, 50, 0, 80, 0, 95, 0]];
  assert.equal(emptierSide([west], 33, 66), 'right');
  assert.equal(emptierSide([east], 33, 66), 'left');
  assert.equal(emptierSide([both], 33, 66), 'right');
  assert.equal(emptierSide([], 33, 66), 'right');
  assert.deepEqual([[west], [east], [both], []].map(lines => emptierSide(lines, 33, 66, 'left')),
    ['right', 'left', 'left', 'left']);
  assert.deepEqual(extentOf([west, east]), {west: 0, north: 0, east: 100, south: 5});
});

for (const [px, speed, height] of [
  [800, 0, 'full'], [420, 0, 'half'], [150, 0, 'closed'], [420, 0.9, 'full'], [420, -0.9, 'closed'],
  [800, -0.9, 'half'], [10, -2, 'closed'],
]) {
  test(`a sheet left at ${px} px with ${speed} px per ms is ${height}`, () => {
    assert.equal(settledHeight(px, speed, 844), height);
  });
}

test('a card covers its side of the map, and a sheet what is below it', () => {
  const map = {width: 1000, height: 600}, none = {left: 0, right: 0, bottom: 0};
  const card = {width: 360, height: 576}, place = {margin: 12, screen: 844};
  assert.deepEqual(coveredEdges(map, card, {...place, side: 'right'}), {...none, right: 372});
  assert.deepEqual(coveredEdges(map, card, {...place, side: 'left'}), {...none, left: 372});
  assert.deepEqual(coveredEdges(map, {width: 390, height: 422}, {...place, side: 'below'}), {...none, bottom: 178});
  assert.deepEqual(coveredEdges({width: 390, height: 340}, {width: 390, height: 284}, {...place, side: 'below'}), none);
  assert.deepEqual(coveredEdges(map, {width: 0, height: 0}, {...place, side: 'right'}), none);
});

test('a small map shows all of its lines, in their middle, and not from too near', () => {
  const size = {width: 300, height: 120, margin: 10}, {x, y, scale} = frameOf([[10, 20, 20, 60], [30, 40]], size);
  assert.equal(scale, 2.5); // 40 units in the 100 px between the margins
  assert.deepEqual([(10 - x) * scale + (30 - x) * scale, (20 - y) * scale], [300, 10]);
  assert.equal(frameOf([[5, 5, 5.1, 5.1]], size).scale, 64);
  assert.equal(frameOf([[5, 5, 5, 5]], size).scale, 64);
});
