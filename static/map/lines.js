// Lines: the segments of a view on one canvas, and the small places as dots over them. Needs Leaflet (`L`).

import {mercator} from './basemap.js';
import {paint, stroke, thin} from './modes.js';
import {basisName} from '../model/trips.js';

const DENSE = 300; // lines; above that they are thin, without casing and arrows, or nothing could be told from anything
const NORTH = 85.0511287798; // where Web Mercator ends
const FINE_ZOOM = 5; // from here on geodesics have all their points
const COARSE_KM = 300;
const STEP = 2; // px between two points of a line at the least
const REACH = 10; // px beside a line at which it is still met

export const Lines = L.Canvas.extend({
  /** @param ink () => the colours of the theme */
  initialize(trips, ink) {
    L.Canvas.prototype.initialize.call(this, {pane: 'lines', padding: 0.5});
    Object.assign(this, {trips, ink, segments: [], dots: [], chosen: null, muted: false, _shapes: new Map()});
  },

  /** The segments to draw, the least busy first, with the traffic on all (`Trips.traffic`). */
  show(segments, traffic) {
    Object.assign(this, {segments, traffic});
  },

  dense() {
    return this.segments.length > DENSE;
  },

  /** Draw all anew. */
  draw() {
    if (this._map) this._redraw();
  },

  /** How a segment looks: its stroke, its arrow (1 forward, -1 back, 0 none), and whether it steps back behind a chosen trip. */
  look(index) {
    const {count, basis, ways} = this.traffic, {mode} = this.trips.segment(index), faded = Boolean(this.chosen) && (this.muted || !this.chosen.has(index));
    const own = stroke(mode, basisName(basis[index]), count[index]), lean = this.dense() && (faded || !this.chosen);
    return {mode, basis: basis[index], stroke: lean ? thin(own) : own, arrow: lean || ways[index] === 3 ? 0 : ways[index] === 1 ? 1 : -1, faded, lean};
  },

  /** The bounds of a segment's line. */
  bounds(index) {
    const [west, north, east, south] = this._shape(index).box, {crs} = this._map.options;
    return L.latLngBounds(crs.pointToLatLng(L.point(west, north), 0), crs.pointToLatLng(L.point(east, south), 0));
  },

  /** The segment drawn nearest to a point of the layer, {index, distance in px, x, y}; of equally near ones the busiest. */
  nearest({x, y}, {within = Infinity, wanted = () => true} = {}) {
    const {scale, origin} = this._place(), at = [(x + origin.x) / scale, (y + origin.y) / scale];
    let best = {index: -1, distance: within / scale, x: 0, y: 0};
    for (let number = this.segments.length - 1; number >= 0; number--) {
      const index = this.segments[number], {xy, box} = this._shape(index), {distance} = best;
      const outside = at[0] < box[0] - distance || at[1] < box[1] - distance || at[0] > box[2] + distance || at[1] > box[3] + distance;
      if (outside || !wanted(index)) continue;
      for (let point = 2; point < xy.length; point += 2) {
        const [near, nearX, nearY] = beside(at, xy, point);
        if (near < best.distance) best = {index, distance: near, x: nearX, y: nearY};
      }
    }
    return {...best, distance: best.distance * scale, x: best.x * scale - origin.x, y: best.y * scale - origin.y};
  },

  /** The segment under a point of the layer, or -1. */
  under(point) {
    return this.nearest(point, {within: REACH}).index;
  },

  /** Note all lines and dots in `ink` (ink.js), of which `corner` is the point of the layer at its left top. */
  mark(ink, corner) {
    const {scale, origin} = this._place();
    for (const index of this.segments) ink.line(this._points(index), corner.x, corner.y);
    for (const {place} of this.dots) {
      const [x, y] = mercator(place.lon, clamped(place.lat));
      ink.dot(x * scale - origin.x - corner.x, y * scale - origin.y - corner.y);
    }
  },

  // A bare canvas: Leaflet's own hears the pointer only every 32 ms, and a tip would stay where nothing is.
  _initContainer() {
    this._container = document.createElement('canvas');
    this._ctx = this._container.getContext('2d');
  },

  _place() {
    return {scale: 2 ** this._map.getZoom(), origin: this._map.getPixelOrigin()};
  },

  // Leaflet calls this after each clearing of its canvas, whatever the cause.
  _draw() {
    if (!this._map || !this._bounds) return;
    const visible = [...this.segments].filter(index => this._inView(this._shape(index).box)), looks = visible.map(index => [index, this.look(index)]);
    this._lean(looks.filter(([, look]) => look.lean));
    for (const late of [false, true]) for (const [index, look] of looks) if (!look.lean && (this.chosen ? look.faded !== late : late)) this._full(index, look);
    this._dots();
  },

  _inView([west, north, east, south]) {
    const {scale, origin} = this._place(), {min, max} = this._bounds;
    return east * scale - origin.x >= min.x && west * scale - origin.x <= max.x && south * scale - origin.y >= min.y && north * scale - origin.y <= max.y;
  },

  _full(index, {mode, stroke: own, arrow, faded}) {
    const points = this._points(index), ink = this.ink(), colours = {colour: ink[mode], paper: ink.paper};
    paint(this._ctx, context => trace(context, points), own, colours, faded);
    if (arrow) arrows(this._ctx, points, arrow, own.width, colours, faded);
  },

  /** Many thin lines, those of one look in one stroke. */
  _lean(looks) {
    const groups = Map.groupBy(looks, ([, {mode, stroke: {width, alpha, dash}, faded}]) => `${width.toFixed(1)} ${mode} ${alpha} ${dash} ${faded}`);
    const sorted = [...groups.values()].sort(([[, one]], [[, other]]) => one.stroke.width - other.stroke.width);
    for (const group of sorted) {
      const [[, {mode, stroke: own, faded}]] = group;
      this._ctx.save();
      this._ctx.globalAlpha = faded ? 0.25 * own.alpha : own.alpha;
      this._ctx.strokeStyle = this.ink()[mode];
      this._ctx.lineWidth = own.width;
      this._ctx.lineJoin = 'round';
      this._ctx.setLineDash(own.dash);
      this._ctx.beginPath();
      for (const [index] of group) trace(this._ctx, this._points(index));
      this._ctx.stroke();
      this._ctx.restore();
    }
  },

  _dots() {
    const {scale, origin} = this._place(), {ink, paper} = this.ink(), context = this._ctx;
    [context.strokeStyle, context.fillStyle, context.lineWidth] = [ink, paper, 1];
    for (const {place, radius} of this.dots) {
      const [x, y] = mercator(place.lon, clamped(place.lat));
      context.beginPath();
      context.arc(x * scale - origin.x, y * scale - origin.y, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  },

  /** The points of a line on the layer, [x, y, ...] in px, none closer to the one before than can be seen. */
  _points(index) {
    const {xy} = this._shape(index), {scale, origin} = this._place(), points = [xy[0] * scale - origin.x, xy[1] * scale - origin.y];
    for (let at = 2, last = 0; at < xy.length; at += 2) {
      const x = xy[at] * scale - origin.x, y = xy[at + 1] * scale - origin.y;
      if (at < xy.length - 2 && Math.abs(x - points[last]) + Math.abs(y - points[last + 1]) < STEP) continue;
      last = points.push(x, y) - 2;
    }
    return points;
  },

  /** A segment on the map at zoom 0: `xy` in px, and its `box` [west, north, east, south]. */
  _shape(index) {
    const fine = this._map.getZoom() >= FINE_ZOOM;
    if (fine !== this._fine) this._shapes.clear();
    this._fine = fine;
    if (!this._shapes.has(index)) this._shapes.set(index, shape(this.trips.way(index, fine ? undefined : COARSE_KM)));
    return this._shapes.get(index);
  },
});

function shape(way) {
  const xy = new Float64Array(way.length), box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < way.length; at += 2) {
    const [x, y] = mercator(way[at], clamped(way[at + 1]));
    [xy[at], xy[at + 1]] = [x, y];
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return {xy, box};
}

function clamped(lat) {
  return Math.max(-NORTH, Math.min(NORTH, lat));
}

/** How far a point is from a piece of a line, and where it is nearest. */
function beside([x, y], xy, to) {
  const fromX = xy[to - 2], fromY = xy[to - 1], dx = xy[to] - fromX, dy = xy[to + 1] - fromY, length = dx * dx + dy * dy;
  const share = length ? Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / length)) : 0;
  const nearX = fromX + share * dx, nearY = fromY + share * dy;
  return [Math.hypot(x - nearX, y - nearY), nearX, nearY];
}

function trace(context, points) {
  context.moveTo(points[0], points[1]);
  for (let at = 2; at < points.length; at += 2) context.lineTo(points[at], points[at + 1]);
}

/** Chevrons along a line that was travelled in one direction only. */
function arrows(context, points, direction, width, colours, faded) {
  context.save();
  context.globalAlpha = faded ? 0.25 : 1;
  context.lineJoin = context.lineCap = 'round';
  let until = 45;
  for (let at = 2; at < points.length; at += 2) {
    const dx = points[at] - points[at - 2], dy = points[at + 1] - points[at - 1], length = Math.hypot(dx, dy);
    for (; until < length; until += 90) {
      const turn = Math.atan2(dy, dx) + (direction < 0 ? Math.PI : 0);
      chevron(context, points[at - 2] + (dx * until) / length, points[at - 1] + (dy * until) / length, turn, width + 3, colours);
    }
    until -= length;
  }
  context.restore();
}

function chevron(context, x, y, turn, size, {colour, paper}) {
  context.save();
  context.translate(x, y);
  context.rotate(turn);
  for (const [style, line] of [[paper, 5], [colour, 2.2]]) {
    context.strokeStyle = style;
    context.lineWidth = line;
    context.beginPath();
    context.moveTo(-size / 2, -size);
    context.lineTo(size / 2, 0);
    context.lineTo(-size / 2, size);
    context.stroke();
  }
  context.restore();
}
