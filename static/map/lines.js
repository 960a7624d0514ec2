// Lines: the segments of a view on one canvas, and the small places as dots over them. Needs Leaflet (`L`).

import {MapCanvas} from './canvas.js';
import {paint, stroke, thin} from '../elements/modes.js';
import {mercator, WORLD} from '../model/mercator.js';
import {nearestCopy} from '../model/bounds.js';
import {Raster} from './raster.js';
import {basisName} from '../model/basis.js';

/** @typedef {import('../../tools/stubs/types.js').Mode} Mode */
/** @typedef {import('./labels.js').Box} Box */
/** @typedef {import('../elements/colours.js').ColourName} ColourName */
/** @typedef {import('../elements/modes.js').Stroke} Stroke */

/**
 * How a segment is drawn.
 * @typedef {object} Look
 * @property {Mode} mode
 * @property {ColourName} colour that of the mode, unless lines are coloured by something else
 * @property {number} basis a number of `BASES`
 * @property {Stroke} stroke
 * @property {-1 | 0 | 1} arrow 1 forward, -1 back, 0 none
 * @property {boolean} faded whether it fades behind a selected trip
 * @property {boolean} simple whether it is one thin line, without casing and arrows
 */

/** @typedef {{xy: Float64Array, box: Box}} Shape a segment on the map at zoom 0, in px */
/** @typedef {[index: number, look: Look, aside: number]} Drawn a copy of a line, and how far it is aside at zoom 0 */
/** @typedef {{place: {lon: number, lat: number}, radius: number}} Dot */
/** @typedef {{groups: Uint8Array, colours: ColourName[]}} Coloured groups of segments, and colours of groups */

const DENSE = 300; // lines; if there are more, they are thin, without casing and arrows, or they would hide each other
const FINE_ZOOM = 5; // from here on geodesics have all their points
const COARSE_KM = 300;
const STEP = 2; // px between two points of a line at the least
const MOST_STROKES = 1000; // thin lines; more are drawn sooner as pixels
const BESIDE = 8; // px of the canvas that half a thin line may reach beside its middle
const KEPT = 1e7; // px of a raster whose memory is kept for the next one
const HIT = 10; // px beside a line at which the pointer still hits it

export class Lines extends MapCanvas {
  /** @type {Map<number, Shape>} */
  #shapes = new Map();
  #fine = false;
  /** @type {import('./raster.js').Memory | null} of the last raster */
  #memory = null;
  /** @type {Uint32Array} to draw, the least busy first */
  segments = new Uint32Array();
  /** @type {import('../../tools/stubs/types.js').Traffic} */
  traffic;
  /** @type {Dot[]} */
  dots = [];
  /** @type {import('./painted_marks.js').PaintedMarks | null} drawn over lines and dots */
  marks = null;
  /** @type {Set<number> | null} segments of the selected trip */
  highlighted = null;
  muted = false;
  /** @type {Coloured | null} null where the colour is that of the mode */
  coloured = null;

  /**
   * @param {import('../model/trips.js').Trips} trips
   * @param {() => import('../elements/colours.js').Colours} colours of the theme
   */
  constructor(trips, colours) {
    super('lines');
    this.trips = trips;
    this.colours = colours;
    this.traffic = trips.traffic([]);
  }

  /**
   * Set the segments to draw.
   * @param {Uint32Array} segments the least busy first
   * @param {import('../../tools/stubs/types.js').Traffic} traffic on all segments
   */
  show(segments, traffic) {
    this.segments = segments;
    this.traffic = traffic;
  }

  /** Whether there are so many lines that they are drawn thin. */
  dense() {
    return this.segments.length > DENSE;
  }

  /** Draw everything again. */
  draw() {
    if (this._map) this._redraw();
  }

  /**
   * @param {number} index
   * @returns {Look}
   */
  look(index) {
    const {count, basis, directions} = this.traffic, {mode} = this.trips.segment(index);
    const faded = this.highlighted !== null && (this.muted || !this.highlighted.has(index));
    const own = stroke(mode, basisName(basis[index]), count[index]);
    const simple = this.dense() && (faded || !this.highlighted);
    const arrow = simple || directions[index] === 3 ? 0 : directions[index] === 1 ? 1 : -1;
    const colour = this.colour(index, mode);
    return {mode, colour, basis: basis[index], stroke: simple ? thin(own) : own, arrow, faded, simple};
  }

  /**
   * The name of a segment's colour.
   * @param {number} index
   * @param {Mode} mode
   */
  colour(index, mode) {
    return this.coloured ? this.coloured.colours[this.coloured.groups[index]] : mode;
  }

  /**
   * What a segment's line reaches over, in px at zoom 0.
   * @param {number} index
   */
  box(index) {
    return this.#shape(index).box;
  }

  /**
   * The drawn segment that is nearest to a point of the layer, and its nearest point; of equally near ones the busiest.
   * @param {{x: number, y: number}} point
   * @param {{within?: number, filter?: (index: number) => boolean}} [options] `within` is in px
   * @returns {{index: number, distance: number, x: number, y: number}} `index` is -1 where none is near
   */
  nearest({x, y}, {within = Infinity, filter = () => true} = {}) {
    const {scale, origin} = this.#view(), atX = (x + origin.x) / scale, atY = (y + origin.y) / scale;
    let best = {index: -1, distance: within / scale, x: 0, y: 0};
    for (let number = this.segments.length - 1; number >= 0; number--) {
      const index = this.segments[number], {xy, box} = this.#shape(index);
      if (atY < box[1] - best.distance || atY > box[3] + best.distance) continue;
      for (const aside of copies(box, atX)) {
        const x = atX - aside, {distance} = best;
        if (x < box[0] - distance || x > box[2] + distance || !filter(index)) continue;
        for (let point = 2; point < xy.length; point += 2) {
          const [near, nearX, nearY] = toPiece(x, atY, xy, point);
          if (near < best.distance) best = {index, distance: near, x: nearX + aside, y: nearY};
        }
      }
    }
    return {...best, distance: best.distance * scale, x: best.x * scale - origin.x, y: best.y * scale - origin.y};
  }

  /**
   * The segment under a point of the layer, or -1.
   * @param {{x: number, y: number}} point
   */
  under(point) {
    return this.nearest(point, {within: HIT}).index;
  }

  /**
   * Mark all lines and dots in a grid.
   * @param {import('./occupancy.js').Occupancy} occupancy
   * @param {{x: number, y: number}} corner the point of the layer at the grid's left top
   */
  occupy(occupancy, corner) {
    const {x, y} = this._map.getSize(), to = L.point(corner.x + x, corner.y + y);
    for (const [index, aside] of this.#seen(L.point(corner), to)) {
      occupancy.addLine(this.points(index, aside), corner.x, corner.y);
    }
    for (const {place} of this.dots) {
      const {x, y} = this.#point(place.lon, place.lat);
      occupancy.addDot(x - corner.x, y - corner.y);
    }
  }

  /** A bare canvas: Leaflet's own handles the pointer only every 32 ms, so a tip would remain after the pointer has
   * left the line. */
  _initContainer() {
    this._container = document.createElement('canvas');
    this._ctx = /** @type {CanvasRenderingContext2D} */ (this._container.getContext('2d'));
  }

  #view() {
    return {scale: 2 ** this._map.getZoom(), origin: this._map.getPixelOrigin()};
  }

  /**
   * @param {number} lon
   * @param {number} lat
   */
  #point(lon, lat) {
    const {scale, origin} = this.#view(), [x, y] = mercator(lon, lat);
    return {x: x * scale - origin.x, y: y * scale - origin.y};
  }

  /** Leaflet calls this each time after it has cleared its canvas. */
  _draw() {
    if (!this._map || !this._bounds) return;
    const {min, max} = this._bounds;
    if (!min || !max) return;
    /** @type {Drawn[]} */
    const drawn = this.#seen(min, max).map(([index, aside]) => [index, this.look(index), aside]);
    this.#drawSimple(drawn.filter(([, look]) => look.simple), min);
    const full = drawn.filter(([, look]) => !look.simple);
    for (const line of full) if (line[1].faded) this.#drawFull(line);
    for (const line of full) if (!line[1].faded) this.#drawFull(line);
    this.#drawDots();
    this.marks?.paint(this._ctx, this.colours(), this._bounds);
  }

  /**
   * The lines in a part of the layer, with the copies that the map shows: a line around the world's other side comes in
   * again.
   * @param {L.Point} min
   * @param {L.Point} max
   */
  #seen(min, max) {
    const {scale, origin} = this.#view(), /** @type {[index: number, aside: number][]} */ seen = [];
    const west = (min.x + origin.x) / scale, north = (min.y + origin.y) / scale;
    const east = (max.x + origin.x) / scale, south = (max.y + origin.y) / scale;
    const left = (this._map.containerPointToLayerPoint([0, 0]).x + origin.x) / scale;
    const right = left + this._map.getSize().x / scale, middle = (left + right) / 2;
    for (const index of this.segments) {
      const {box} = this.#shape(index);
      if (box[3] < north || box[1] > south) continue;
      const [nearest, ...others] = copies(box, middle);
      if (box[2] + nearest >= west && box[0] + nearest <= east) seen.push([index, nearest]);
      for (const aside of others) if (box[2] + aside > left && box[0] + aside < right) seen.push([index, aside]);
    }
    return seen;
  }

  /** @param {Drawn} line */
  #drawFull([index, {colour, stroke: own, arrow, faded}, aside]) {
    const points = this.points(index, aside), colours = this.colours();
    const line = {colour: colours[colour], paper: colours.paper};
    paint(this._ctx, context => trace(context, points), own, line, faded);
    if (arrow) arrows(this._ctx, points, arrow, own.width, line, faded);
  }

  /**
   * Draw many thin lines, style by style, on a canvas that is clear.
   * @param {Drawn[]} looks
   * @param {L.Point} corner the point of the layer at the canvas's left top
   */
  #drawSimple(looks, corner) {
    if (!looks.length) return;
    const groups = Map.groupBy(looks, ([, {colour, stroke: {width, alpha, dash}, faded}]) => (
      `${width.toFixed(1)} ${colour} ${alpha} ${dash} ${faded}`));
    const sorted = [...groups.values()].sort(([[, one]], [[, other]]) => one.stroke.width - other.stroke.width);
    const scale = this._ctx.getTransform().a, {left, top, width, height} = this.#extent(looks, corner);
    if (width <= 0 || height <= 0) return;
    if (this.segments.length <= MOST_STROKES) return sorted.forEach(group => this.#strokeSimple(group));
    const raster = new Raster(width, height, this.#memory);
    this.#memory = width * height <= KEPT ? raster.memory : null;
    for (const group of sorted) {
      const [[, {colour, stroke: own, faded}]] = group, dash = own.dash.map(part => scale * part);
      const alpha = faded ? 0.25 * own.alpha : own.alpha;
      const pen = {rgb: this.#rgb(colour), alpha, width: scale * own.width, dash};
      for (const [index,, aside] of group) {
        const points = this.points(index, aside);
        for (let at = 0; at < points.length; at += 2) {
          points[at] = scale * (points[at] - corner.x) - left;
          points[at + 1] = scale * (points[at + 1] - corner.y) - top;
        }
        raster.draw(points, pen);
      }
    }
    this._ctx.putImageData(new ImageData(raster.image(), width, height), left, top);
  }

  /**
   * Draw thin lines of one style by strokes, each by one of its own: a path of many pieces is filled as one shape.
   * @param {Drawn[]} group
   */
  #strokeSimple(group) {
    const [[, {colour, stroke: own, faded}]] = group, context = this._ctx;
    context.save();
    context.globalAlpha = faded ? 0.25 * own.alpha : own.alpha;
    context.strokeStyle = this.colours()[colour];
    context.lineWidth = own.width;
    context.lineJoin = 'round';
    context.setLineDash(own.dash);
    for (const [index,, aside] of group) {
      context.beginPath();
      trace(context, this.points(index, aside));
      context.stroke();
    }
    context.restore();
  }

  /**
   * The part of the canvas that lines stand in, in its own px.
   * @param {Drawn[]} looks
   * @param {L.Point} corner the point of the layer at the canvas's left top
   */
  #extent(looks, corner) {
    const {scale: size, origin} = this.#view(), canvas = this._container, scale = this._ctx.getTransform().a;
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [index,, aside] of looks) {
      const {box} = this.#shape(index);
      if (box[0] + aside < west) west = box[0] + aside;
      if (box[1] < north) north = box[1];
      if (box[2] + aside > east) east = box[2] + aside;
      if (box[3] > south) south = box[3];
    }
    const x = (/** @type {number} */ at) => scale * (at * size - origin.x - corner.x);
    const y = (/** @type {number} */ at) => scale * (at * size - origin.y - corner.y);
    const left = Math.max(0, Math.floor(x(west)) - BESIDE), top = Math.max(0, Math.floor(y(north)) - BESIDE);
    const right = Math.min(canvas.width, Math.ceil(x(east)) + BESIDE);
    return {left, top, width: right - left, height: Math.min(canvas.height, Math.ceil(y(south)) + BESIDE) - top};
  }

  /**
   * Red, green and blue of a colour of the theme.
   * @param {ColourName} name
   */
  #rgb(name) {
    this._ctx.fillStyle = this.colours()[name]; // read back as #rrggbb
    return [1, 3, 5].map(at => parseInt(String(this._ctx.fillStyle).slice(at, at + 2), 16));
  }

  #drawDots() {
    const {ink, paper} = this.colours(), context = this._ctx, centre = this._map.getCenter().lng;
    [context.strokeStyle, context.fillStyle, context.lineWidth] = [ink, paper, 1];
    for (const {place, radius} of this.dots) {
      const {x, y} = this.#point(nearestCopy(place.lon, centre), place.lat);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }

  /**
   * The points of a line on the layer, [x, y, ...] in px, none closer to the one before than can be seen.
   * @param {number} index
   * @param {number} [aside] of another copy, in px at zoom 0
   */
  points(index, aside = 0) {
    const {xy} = this.#shape(index), {scale, origin} = this.#view(), left = origin.x - aside * scale;
    const points = [xy[0] * scale - left, xy[1] * scale - origin.y];
    for (let at = 2, last = 0; at < xy.length; at += 2) {
      const x = xy[at] * scale - left, y = xy[at + 1] * scale - origin.y;
      if (at < xy.length - 2 && Math.abs(x - points[last]) + Math.abs(y - points[last + 1]) < STEP) continue;
      last = points.push(x, y) - 2;
    }
    return points;
  }

  /**
   * @param {number} index
   * @returns {Shape}
   */
  #shape(index) {
    const fine = this._map.getZoom() >= FINE_ZOOM;
    if (fine !== this.#fine) this.#shapes.clear();
    this.#fine = fine;
    const known = this.#shapes.get(index);
    if (known) return known;
    const created = shape(this.trips.way(index, fine ? undefined : COARSE_KM));
    this.#shapes.set(index, created);
    return created;
  }
}

/**
 * @param {Float64Array} way [lng, lat, ...]
 * @returns {Shape}
 */
function shape(way) {
  const xy = new Float64Array(way.length), /** @type {Box} */ box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < way.length; at += 2) {
    const [x, y] = mercator(way[at], way[at + 1]);
    [xy[at], xy[at + 1]] = [x, y];
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return {xy, box};
}

/**
 * How far aside the copies of a box stand that may be seen around an x, the nearest first, in px at zoom 0.
 * @param {Box} box
 * @param {number} x
 */
function copies(box, x) {
  const nearest = WORLD * Math.round((x - (box[0] + box[2]) / 2) / WORLD);
  return [nearest, nearest - WORLD, nearest + WORLD];
}

/**
 * The distance of a point from a piece of a line, and the nearest point of the piece.
 * @param {number} x
 * @param {number} y
 * @param {Float64Array} xy the line
 * @param {number} to where in it the piece ends
 */
function toPiece(x, y, xy, to) {
  const fromX = xy[to - 2], fromY = xy[to - 1], dx = xy[to] - fromX, dy = xy[to + 1] - fromY;
  const length = dx * dx + dy * dy;
  const share = length ? Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / length)) : 0;
  const nearX = fromX + share * dx, nearY = fromY + share * dy;
  return [Math.hypot(x - nearX, y - nearY), nearX, nearY];
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
 * Draw chevrons along a line that was travelled in one direction only.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} points [x, y, ...]
 * @param {number} direction 1 forward, -1 back
 * @param {number} width of the line
 * @param {import('../elements/modes.js').LineColours} colours
 * @param {boolean} faded
 */
function arrows(context, points, direction, width, colours, faded) {
  context.save();
  context.globalAlpha = faded ? 0.25 : 1;
  context.lineJoin = context.lineCap = 'round';
  let until = 45; // px to the next chevron
  for (let at = 2; at < points.length; at += 2) {
    const dx = points[at] - points[at - 2], dy = points[at + 1] - points[at - 1], length = Math.hypot(dx, dy);
    for (; until < length; until += 90) {
      const turn = Math.atan2(dy, dx) + (direction < 0 ? Math.PI : 0);
      const x = points[at - 2] + (dx * until) / length, y = points[at - 1] + (dy * until) / length;
      chevron(context, x, y, turn, width + 3, colours);
    }
    until -= length;
  }
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} turn in radians
 * @param {number} size in px
 * @param {import('../elements/modes.js').LineColours} colours
 */
function chevron(context, x, y, turn, size, {colour, paper}) {
  context.save();
  context.translate(x, y);
  context.rotate(turn);
  for (const [style, width] of /** @type {[string, number][]} */ ([[paper, 5], [colour, 2.2]])) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(-size / 2, -size);
    context.lineTo(size / 2, 0);
    context.lineTo(-size / 2, size);
    context.stroke();
  }
  context.restore();
}
