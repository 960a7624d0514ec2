// Labels never cover each other, what is taken, or the edge of the frame.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {placeLabels} from '../../../static/map/labels.js';
import {Occupancy} from '../../../static/map/occupancy.js';
import {seeded} from '../random.js';

const FRAME = [400, 300];

test('a name alone stands to the right of its mark, in the middle of its height', () => {
  const [corner] = placeLabels([{x: 100, y: 100, radius: 10, width: 50, height: 16}], [], FRAME);
  assert.deepEqual(corner, {left: 114, top: 92, leads: false});
});

test('a name without a mark stands on its point', () => {
  const corners = placeLabels([{x: 200, y: 100, width: 50, height: 16}], [], FRAME);
  assert.deepEqual(corners, [{left: 175, top: 92, leads: false}]);
});

test('a name moves away from a line that runs to its right', () => {
  const occupancy = new Occupancy(...FRAME);
  for (let y = 84; y < 116; y += 4) occupancy.addLine([112, y, 300, y], 0, 0);
  const [corner] = placeLabels([{x: 100, y: 100, radius: 10, width: 50, height: 16}], [], FRAME, occupancy);
  assert.ok(corner.left + 50 <= 100, `it stands at ${corner.left}`);
});

test('a name with room only by the mark of another place has a line to it, or is left out', () => {
  const taken = [[0, 0, 92, 300], [92, 0, 400, 90], [92, 110, 400, 300]]; // only a band to the right is free
  const home = {x: 100, y: 100, radius: 8, width: 60, height: 16}, marks = [[112, 92, 128, 108]];
  const other = {...home, x: 120, width: 300};
  const place = mayLead => placeLabels([{...home, mayLead}, other], [...taken, ...marks], FRAME);
  assert.deepEqual(place(true), [{left: 140, top: 92, leads: true}, null]);
  assert.deepEqual(place(false), [null, null]);
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
      const {left, top} = corner, box = [left, top, left + labels[number].width, top + labels[number].height];
      assert.ok(box[0] >= 2 && box[1] >= 2 && box[2] <= 398 && box[3] <= 298);
      for (const other of boxes) {
        assert.ok(box[0] >= other[2] || other[0] >= box[2] || box[1] >= other[3] || other[1] >= box[3]);
      }
      boxes.push(box);
    });
  }
});
