// Labels never cover each other, what is taken, or the edge of the frame.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {placeLabels} from '../../../static/map/labels.js';
import {Occupancy} from '../../../static/map/occupancy.js';
import {seeded} from '../random.js';

const FRAME = [400, 300];

test('a name alone stands to the right of its mark, in the middle of its height', () => {
  const [corner] = placeLabels([{x: 100, y: 100, radius: 10, width: 50, height: 16}], [], FRAME);
  assert.deepEqual(corner, [114, 92]);
});

test('a name without a mark stands on its point', () => {
  assert.deepEqual(placeLabels([{x: 200, y: 100, width: 50, height: 16}], [], FRAME), [[175, 92]]);
});

test('a name moves away from a line that runs to its right', () => {
  const occupancy = new Occupancy(...FRAME);
  for (let y = 84; y < 116; y += 4) occupancy.addLine([112, y, 300, y], 0, 0);
  const [corner] = placeLabels([{x: 100, y: 100, radius: 10, width: 50, height: 16}], [], FRAME, occupancy);
  assert.ok(corner[0] + 50 <= 100, `it stands at ${corner}`);
});

test('no name covers another, a box that is taken, or the edge', () => {
  const random = seeded(7), taken = [[0, 0, 100, 80]];
  for (let round = 0; round < 50; round++) {
    const labels = Array.from({length: 25}, () => ({
      x: random() * 400, y: random() * 300, radius: 4 + random() * 8, width: 30 + random() * 60, height: 16,
    }));
    const boxes = [...taken];
    placeLabels(labels, taken, FRAME).forEach((corner, number) => {
      if (!corner) return;
      const [left, top] = corner, box = [left, top, left + labels[number].width, top + labels[number].height];
      assert.ok(box[0] >= 2 && box[1] >= 2 && box[2] <= 398 && box[3] <= 298);
      for (const other of boxes) {
        assert.ok(box[0] >= other[2] || other[0] >= box[2] || box[1] >= other[3] || other[1] >= box[3]);
      }
      boxes.push(box);
    });
  }
});
