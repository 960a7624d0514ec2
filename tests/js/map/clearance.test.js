// The map moves so that its controls lie over no stop of the trips that it frames.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {clearingMove} from '../../../static/map/clearance.js';

const ROOM = [20, 20, 300, 300], LEGEND = [0, 200, 90, 260];

test('a map whose stops are all seen stays', () => {
  assert.deepEqual(clearingMove({framed: [[150, 150]], others: []}, [LEGEND], [150, 150, 150, 150], ROOM), [0, 0]);
});

test('it moves by as little as shows a covered stop', () => {
  const stops = {framed: [[80, 230], [200, 100]], others: []};
  assert.deepEqual(clearingMove(stops, [LEGEND], [80, 100, 200, 230], ROOM), [12, 0]);
});

test('the trips that are framed stay in the room, so that a stop may stay covered', () => {
  const stops = {framed: [[80, 230]], others: []};
  assert.deepEqual(clearingMove(stops, [LEGEND], [20, 20, 300, 300], ROOM), [0, 0]);
});

test('a stop of the trips that are framed is not covered for the sake of others', () => {
  const stops = {framed: [[100, 195]], others: [[80, 230], [70, 230], [60, 230]]}, zoom = [95, 20, 140, 220];
  const [x, y] = clearingMove(stops, [LEGEND, zoom], [100, 195, 100, 195], ROOM);
  const isCovered = ([atX, atY]) => [LEGEND, zoom].some(([left, top, right, bottom]) => (
    atX + x > left && atX + x < right && atY + y > top && atY + y < bottom));
  assert.equal(stops.framed.some(isCovered), false);
});
