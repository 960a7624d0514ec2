// Lines as pixels: as much of each is covered as the line is wide and long.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Raster} from '../../../static/map/raster.js';
import {seeded} from '../random.js';

const BLACK = {rgb: [0, 0, 0], alpha: 1, width: 1, dash: []};
const area = (raster, alphas = raster.image().filter((_, at) => at % 4 === 3)) => (
  alphas.reduce((sum, alpha) => sum + alpha / 255, 0));

function drawn(points, pen = {}) {
  const raster = new Raster(100, 80);
  raster.draw(points, {...BLACK, ...pen});
  return raster;
}

test('a line covers its length times its width, in each direction and with points on its way', () => {
  const random = seeded(4);
  for (let round = 0; round < 60; round++) {
    const turn = random() * 2 * Math.PI, width = 1.1 + 2 * random(), length = 15 + 15 * random();
    const points = [0, 0.3, 0.35, 0.8, 1].flatMap(share => (
      [50 + share * length * Math.cos(turn), 40 + share * length * Math.sin(turn)]));
    const covered = area(drawn(points, {width}));
    assert.ok(Math.abs(covered - length * width) < 1, `${covered} for ${length * width}`);
  }
});

test('dashes go on around a bend, and what is left out stays clear', () => {
  const dash = [4, 4, 2, 2], bent = drawn([10, 10.5, 46, 10.5, 46.5, 10.5, 46.5, 46.5], {dash});
  assert.ok(Math.abs(area(bent) - 36.5) < 1, `${area(bent)}`);
  const {data, at} = {data: bent.image(), at: (x, y) => 4 * (y * 100 + x) + 3};
  assert.deepEqual([11, 15, 19, 21].map(x => data[at(x, 10)]), [255, 0, 255, 0]);
});

test('a line that goes back over itself is no darker, one over another is', () => {
  const half = {alpha: 0.5}, there = [10, 20.5, 60, 20.5], back = drawn([...there, 10, 20.5], half);
  assert.ok(Math.abs(back.image()[4 * (20 * 100 + 30) + 3] - 128) <= 1);
  const twice = drawn(there, half);
  twice.draw(there, {...BLACK, ...half});
  assert.ok(Math.abs(twice.image()[4 * (20 * 100 + 30) + 3] - 191) <= 1);
});

test('colours are those of the lines, mixed where they cross', () => {
  const raster = drawn([10, 20.5, 60, 20.5], {rgb: [200, 100, 50], alpha: 0.82});
  const near = (x, y, rgb) => {
    const at = 4 * (y * 100 + x), is = [...raster.image().slice(at, at + 3)];
    assert.ok(is.every((value, part) => Math.abs(value - rgb[part]) <= 3), `${is} for ${rgb}`);
  };
  near(30, 20, [200, 100, 50]);
});

test('what lies outside or has no length is left out, and a long line is cut', () => {
  const random = seeded(6);
  for (let round = 0; round < 100; round++) {
    const x = -10 - 1000 * random();
    assert.equal(area(drawn([x, 90 * random(), x - 20, 90 * random()], {dash: [3, 2]})), 0);
  }
  assert.equal(area(drawn([20, 20, 20, 20])), 0);
  assert.ok(Math.abs(area(drawn([-5e5, 30.5, 5e5, 30.5])) - 100) < 0.1);
  assert.ok(Math.abs(area(drawn([-5e9, 30.5, 5e9, 30.5], {dash: [3, 2]})) - 60) < 1);
});

test('the memory of a raster before leaves no trace', () => {
  const line = [10, 20.5, 60, 25, 60.5, 70], again = new Raster(70, 75, drawn([0, 0, 100, 80]).memory);
  const first = new Raster(70, 75);
  for (const raster of [first, again]) raster.draw(line, {...BLACK, alpha: 0.6, dash: [5, 3]});
  assert.deepEqual(again.image(), first.image());
  assert.equal(new Raster(200, 200, first.memory).image().length, 4 * 200 * 200);
});
