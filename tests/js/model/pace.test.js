// The pace of the play: many trips take about a minute, few are shown at leisure.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {hasTimeToFly, SPEEDS, stepMs} from '../../../static/model/pace.js';

test('up to 150 trips are played in at most a minute at normal speed, and sooner or later at the others', () => {
  for (const trips of [1, 11, 13, 59, 150]) {
    const [slow, normal, fast] = SPEEDS.map(speed => trips * stepMs(trips, speed));
    assert.ok(normal <= 60_000 + 1e-6, `${trips}: ${normal}`);
    assert.ok(slow > normal);
    assert.ok(fast < normal);
  }
});

test('a trip is never shown too short to be seen, nor too long', () => {
  for (const trips of [1, 100, 100_000]) {
    for (const speed of SPEEDS) assert.ok(stepMs(trips, speed) >= 320 && stepMs(trips, speed) <= 8000);
  }
});

test('the map flies to each of few trips, and stays where it is for many', () => {
  assert.equal(hasTimeToFly(11, 1), true);
  assert.equal(hasTimeToFly(59, 1), false);
  assert.equal(hasTimeToFly(50, 0.5), true);
});
