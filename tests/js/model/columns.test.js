// Columns are read back as they were written.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {MISSING, coded, dayNumber, iso, numbers, offsets} from '../../../static/model/columns.js';

test('a day that is not known is missing, and no date', () => {
  assert.deepEqual([...numbers([1, null])], [1, MISSING]);
  assert.deepEqual([...numbers([1, null], 0)], [1, 0]);
  assert.equal(iso(MISSING), null);
});

test('every day is the number that it was made of', () => {
  for (let day = -30000; day < 60000; day += 7) assert.equal(dayNumber(iso(day)), day);
  assert.equal(iso(0), '1970-01-01');
});

test('the parts of a row begin where those of the row before end', () => {
  assert.deepEqual([...offsets([2, 0, 3])], [0, 2, 2, 5]);
  assert.deepEqual([...offsets([])], [0]);
});

test('a coded column keeps its values and reads its codes', () => {
  const {values, codes} = coded({values: ['rail', 'air'], codes: [0, 1, 0]});
  assert.deepEqual(Array.from(codes, code => values[code]), ['rail', 'air', 'rail']);
});
