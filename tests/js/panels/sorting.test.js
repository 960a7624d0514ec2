// The list sorts trips by the ranks of their values.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {denseRanks, orderByRank} from '../../../static/panels/sorting.js';
import {seeded} from '../random.js';

const TRIPS = Uint32Array.of(0, 1, 2, 3);

test('equal values have equal ranks, without gaps between them', () => {
  const {ranks, last} = denseRanks([30, -5, 30, 7]);
  assert.deepEqual([...ranks], [2, 0, 2, 1]);
  assert.equal(last, 2);
});

test('keys that ascend already are ranked alike', () => {
  const random = seeded(3);
  for (let size = 0; size < 30; size++) {
    const keys = Array.from({length: size}, () => Math.floor(random() * 12) - 4).sort((a, b) => a - b);
    const distinct = [...new Set(keys)], {ranks, last} = denseRanks(keys);
    assert.deepEqual([[...ranks], last], [keys.map(key => distinct.indexOf(key)), Math.max(0, distinct.length - 1)]);
  }
});

test('trips of equal rank keep their order in both directions', () => {
  const ranks = denseRanks([30, -5, 30, 7]);
  assert.deepEqual([...orderByRank(TRIPS, ranks, false)], [1, 3, 0, 2]);
  assert.deepEqual([...orderByRank(TRIPS, ranks, true)], [0, 2, 3, 1]);
});

test('only the trips shown are sorted', () => {
  assert.deepEqual([...orderByRank(Uint32Array.of(2, 3), denseRanks([4, 3, 2, 1]), false)], [3, 2]);
});

test('no trips are no rows', () => {
  assert.deepEqual([...orderByRank(new Uint32Array(), denseRanks([]), true)], []);
});
