// Strip: a small map of a trip's own legs on its card, for when the map itself is out of sight, and as a picture of the
// whole way beside a map that is zoomed in.

import {el} from '../elements/dom.js';
import {stroke} from '../elements/modes.js';
import {projectLine} from '../model/mercator.js';
import {frameOf} from './room.js';
import {drawSmallMap} from './small_map.js';

/** @import {Outlines, Trip} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */
/** @import {Line} from './small_map.js' */

const HEIGHT = 120; // px
const MARGIN = 14; // px around the lines

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
    return legs.flatMap(leg => trips.usesOf(leg)).map(({segment, basis}) => {
      const {mode} = trips.segment(segment);
      return {colour: mode, stroke: stroke(mode, basis), xy: projectLine(trips.way(segment))};
    });
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
    const {box} = this, width = box.clientWidth, frame = {width, height: HEIGHT, margin: MARGIN};
    if (width) drawSmallMap(box, frameOf(lines.map(({xy}) => xy), frame), world, {lines, ends});
  }
}
