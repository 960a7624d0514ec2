// The timeline places days between the new year before the first and the one after the last.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {dayNumber, MISSING} from '../../../static/model/columns.js';
import {TimeScale, yearSpan} from '../../../static/panels/timescale.js';

const LEFT = 76, WIDTH = 1086; // px: a scale of 1000 px

test('the span runs from the year of the first day to the year after the last', () => {
  assert.deepEqual(yearSpan([dayNumber('2019-02-23'), MISSING, dayNumber('2011-05-20')]), [2011, 2020]);
});

test('without any day the span is the year 2000', () => {
  assert.deepEqual(yearSpan([MISSING]), [2000, 2001]);
});

test('the first day is at the left end and the new year after the last at the right end', () => {
  const scale = new TimeScale([2011, 2020], LEFT, WIDTH);
  assert.equal(scale.x('2011-01-01'), LEFT);
  assert.equal(scale.x('2020-01-01'), scale.right);
});

test('a day is on the scale until the last year ends, and an open one is not', () => {
  const scale = new TimeScale([2011, 2020], LEFT, WIDTH);
  assert.deepEqual(['2010-12-31', '2011-01-01', '2019-12-31', '2020-01-01', ''].map(day => scale.contains(day)),
    [false, true, true, false, false]);
});

test('every year has a label where there is room, and fewer where there is not', () => {
  assert.deepEqual(new TimeScale([2018, 2021], LEFT, WIDTH).years(), [2018, 2019, 2020, 2021]);
  assert.deepEqual(new TimeScale([2000, 2020], LEFT, 300).years(), [2000, 2004, 2008, 2012, 2016, 2020]);
});
