// Small map: land, lines and ends on a canvas beside the map; in the card, and for each traveller.

import {readColours} from '../elements/colours.js';
import {paint} from '../elements/modes.js';
import {joined, parts} from '../elements/outlines.js';
import {WORLD} from '../model/mercator.js';

/** @import {Outlines} from '../../tools/stubs/types.js' */
/** @import {ColourName} from '../elements/colours.js' */
/** @import {Stroke} from '../elements/modes.js' */
/** @import {Part} from '../elements/outlines.js' */
/** @typedef {ReturnType<typeof import('./room.js').frameOf>} Frame */
/** @typedef {{colour: ColourName, stroke: Stroke, xy: Float64Array}} Line a segment in units of the world's map */

/** @type {WeakMap<Outlines, Part[]>} the land of each base map, decoded once */
const lands = new WeakMap();

/**
 * Give a canvas the pixels of its size on the page, and a context in px.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width px
 * @param {number} height px
 */
export function openCanvas(canvas, width, height) {
  [canvas.width, canvas.height] = [width * devicePixelRatio, height * devicePixelRatio];
  const context = canvas.getContext('2d');
  context?.scale(devicePixelRatio, devicePixelRatio);
  return context;
}

/**
 * Draw lines over the land, and where they end.
 * @param {HTMLCanvasElement} canvas
 * @param {Frame} frame
 * @param {Outlines | null} world
 * @param {{lines: Line[], ends: Float64Array[], home?: Float64Array | null}} content in units of the world's map
 * @param {string[]} [groups] names of colours besides those of the theme
 */
export function drawSmallMap(canvas, frame, world, {lines, ends, home = null}, groups = []) {
  const context = openCanvas(canvas, frame.width, frame.height), colours = readColours(canvas, groups);
  if (!context) return;
  if (world) drawLand(context, world, frame, colours.ground);
  for (const {colour, stroke, xy} of lines) {
    const points = placed(xy, frame);
    paint(context, path => trace(path, points), stroke, {colour: colours[colour], paper: colours.paper});
  }
  for (const end of ends.flatMap(inEachWorld)) drawEnd(context, placed(end, frame), colours, 2.5, 1.5);
  if (home) drawEnd(context, placed(home, frame), colours, 4.5, 2.5);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Outlines} world
 * @param {Frame} frame
 * @param {string} colour
 */
export function drawLand(context, world, frame, colour) {
  inWorlds(context, frame, extent => {
    context.fillStyle = colour;
    context.fill(joined(landOf(world), extent), 'evenodd');
  });
}

/**
 * Draw in units of the world's map, once for each copy of the world that a frame shows a part of.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {(extent: import('../elements/outlines.js').Extent) => void} draw what is seen of a copy
 */
export function inWorlds(context, {x, y, scale, width, height}, draw) {
  for (let copy = Math.floor(x / WORLD); copy * WORLD < x + width / scale; copy++) {
    const west = x - copy * WORLD;
    context.save();
    context.scale(scale, scale);
    context.translate(copy * WORLD - x, -y);
    draw([west, y, west + width / scale, y + height / scale]);
    context.restore();
  }
}

/**
 * A point and its copies beside it, as a line may go around the world's other side.
 * @param {Float64Array} point
 */
function inEachWorld([x, y]) {
  return [-WORLD, 0, WORLD].map(aside => Float64Array.of(x + aside, y));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} points [x, y, ...]
 */
function trace(context, points) {
  context.moveTo(points[0], points[1]);
  for (let at = 2; at < points.length; at += 2) context.lineTo(points[at], points[at + 1]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} point
 * @param {import('../elements/colours.js').Colours} colours
 * @param {number} radius px
 * @param {number} width of its edge
 */
function drawEnd(context, [x, y], {paper, ink}, radius, width) {
  [context.fillStyle, context.strokeStyle, context.lineWidth] = [paper, ink, width];
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/**
 * Points of the world's map in px of a frame.
 * @param {Float64Array} xy
 * @param {Frame} frame
 */
function placed(xy, {x, y, scale}) {
  return Array.from(xy, (each, at) => (each - (at % 2 ? y : x)) * scale);
}

/** @param {Outlines} world */
function landOf(world) {
  const land = lands.get(world) ?? parts(world.land, world.scale, true);
  lands.set(world, land);
  return land;
}
