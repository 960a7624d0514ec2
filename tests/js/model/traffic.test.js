// The busiest segments are drawn, the busiest last and so on top.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {busiest} from '../../../static/model/traffic.js';
import {seeded} from '../random.js';

test('segments without trips are not drawn', () => {
  assert.deepEqual([...busiest(Uint32Array.of(0, 2, 0, 1), 10)], [3, 1]);
  assert.deepEqual([...busiest(new Uint32Array(), 10)], []);
});

test('of any counts the busiest are kept, and of equal ones the first come later', () => {
  const random = seeded(5);
  for (let round = 0; round < 300; round++) {
    const count = Uint32Array.from({length: 40}, () => Math.floor(random() * 6)), most = Math.floor(random() * 45) + 1;
    const used = Array.from(count.keys()).filter(index => count[index]);
    const sorted = used.sort((a, b) => count[a] - count[b] || b - a);
    assert.deepEqual([...busiest(count, most)], sorted.slice(Math.max(0, sorted.length - most)));
  }
});
