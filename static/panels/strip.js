// Strip: a small map of a trip's own legs on its card, for when the map itself is out of sight, and as a picture of the
// whole way beside a map that is zoomed in.

import {readColours} from '../elements/colours.js';
import {el} from '../elements/dom.js';
import {paint, stroke} from '../elements/modes.js';
import {joined, parts} from '../elements/outlines.js';
import {WORLD, projectLine} from '../model/mercator.js';
import {frameOf} from './room.js';

/** @import {Basis, Mode, Outlines, Trip} from '../../tools/stubs/types.js' */
/** @import {Part} from '../elements/outlines.js' */
/** @import {Store} from '../model/view.js' */
/** @typedef {ReturnType<typeof frameOf>} Frame */
/** @typedef {{mode: Mode, basis: Basis, xy: Float64Array}} Line a segment in units of the world's map */

const HEIGHT = 120; // px
const MARGIN = 14; // px around the lines

/** @type {WeakMap<Outlines, Part[]>} the land of each base map, decoded once */
const lands = new WeakMap();

export class Strip {
  #run = 0; // the number of the latest drawing; an earlier one that still waits is not drawn

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.box = el('canvas', {class: 'strip', 'aria-hidden': 'true', height: HEIGHT});
  }

  /**
   * Draw the legs of a trip after the next paint; nothing where no leg has a line.
   * @param {Trip | null} trip
   */
  async show(trip) {
    const run = ++this.#run, lines = trip ? this.#lines(trip) : [];
    this.box.hidden = !lines.length;
    if (!lines.length) return;
    const world = await this.store.world?.catch(() => null) ?? null;
    await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    if (trip && run === this.#run) this.#draw(lines, this.#ends(trip), world);
  }

  /**
   * @param {Trip} trip
   * @returns {Line[]}
   */
  #lines({legs}) {
    const {trips} = this.store;
    return legs.flatMap(leg => trips.usesOf(leg)).map(({segment, basis}) => (
      {mode: trips.segment(segment).mode, basis, xy: projectLine(trips.way(segment))}));
  }

  /**
   * Where the legs of a trip begin and end, in units of the world's map.
   * @param {Trip} trip
   */
  #ends({legs}) {
    const ends = legs.flatMap(({stops}) => [stops[0][0], stops[stops.length - 1][0]]);
    const known = [...new Set(ends)].filter(place => typeof place === 'number');
    const places = known.map(place => this.store.trips.places[place]);
    return places.map(({lon, lat}) => projectLine(Float64Array.of(lon, lat)));
  }

  /**
   * @param {Line[]} lines
   * @param {Float64Array[]} ends
   * @param {Outlines | null} world
   */
  #draw(lines, ends, world) {
    const {box} = this, width = box.clientWidth, context = box.getContext('2d');
    if (!width || !context) return;
    [box.width, box.height] = [width * devicePixelRatio, HEIGHT * devicePixelRatio];
    const frame = frameOf(lines.map(({xy}) => xy), {width, height: HEIGHT, margin: MARGIN}), colours = readColours(box);
    context.scale(devicePixelRatio, devicePixelRatio);
    if (world) drawLand(context, world, frame, colours.ground);
    for (const {mode, basis, xy} of lines) {
      const points = placed(xy, frame);
      paint(context, path => trace(path, points), stroke(mode, basis), {colour: colours[mode], paper: colours.paper});
    }
    for (const end of ends) drawEnd(context, placed(end, frame), colours);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Outlines} world
 * @param {Frame} frame
 * @param {string} colour
 */
function drawLand(context, world, {x, y, scale, width, height}, colour) {
  context.save();
  context.scale(scale, scale);
  context.translate(-x, -y);
  context.fillStyle = colour;
  for (let copy = Math.floor(x / WORLD); copy * WORLD < x + width / scale; copy++) {
    const west = x - copy * WORLD;
    context.save();
    context.translate(copy * WORLD, 0);
    context.fill(joined(landOf(world), [west, y, west + width / scale, y + height / scale]), 'evenodd');
    context.restore();
  }
  context.restore();
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
 */
function drawEnd(context, [x, y], {paper, ink}) {
  [context.fillStyle, context.strokeStyle, context.lineWidth] = [paper, ink, 1.5];
  context.beginPath();
  context.arc(x, y, 2.5, 0, 2 * Math.PI);
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
