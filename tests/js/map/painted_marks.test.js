// Which mark the pointer is on, where marks are painted.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {markAt} from '../../../static/map/painted_marks.js';

const BUSY = {x: 100, y: 100, crowded: false}, BELOW = {x: 98, y: 99, crowded: true};
const APART = {x: 130, y: 100, crowded: true};

test('a dot below a mark with a number is not hit', () => {
  assert.equal(markAt([BUSY, BELOW, APART], {x: 98, y: 99}), 0);
  assert.equal(markAt([BELOW, BUSY, APART], {x: 98, y: 99}), 1);
});

test('a small dot is hit within 14 px, as a finger needs', () => {
  assert.equal(markAt([BUSY, BELOW, APART], {x: 143, y: 100}), 2);
  assert.equal(markAt([BUSY, BELOW, APART], {x: 145, y: 100}), -1);
});

test('between marks the nearer one is hit', () => {
  assert.equal(markAt([BUSY, APART], {x: 117.5, y: 100}), 1);
  assert.equal(markAt([BUSY, APART], {x: 112, y: 100}), 0);
});
