// On a map of many lines each kind of line is seen, inferred ways too.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stroke, thin} from '../../../static/elements/modes.js';

for (const basis of ['reported', 'inferred', 'schematic']) {
  for (const mode of ['rail', 'air', 'road', 'sea', 'foot', 'other']) {
    test(`a thin line of ${mode}, ${basis}, is drawn over more than two fifths of its length`, () => {
      const {dash, width} = thin(stroke(mode, basis)), sum = parts => parts.reduce((all, part) => all + part, 0);
      const drawn = dash.filter((_, at) => at % 2 === 0);
      assert.ok(dash.every(part => part >= width), 'a dash or a gap is shorter than the line is wide');
      assert.ok(!dash.length || sum(drawn) / sum(dash) > 0.4);
    });
  }
}
