// Base map: land and borders of Natural Earth on one canvas, and the names of countries. Needs Leaflet (`L`).

const WORLD = 256; // px of the world at zoom 0
const DETAIL_ZOOM = 6.5; // from here on the finer map of Korea's surroundings is drawn over the world's

/** A canvas that Leaflet keeps in place; what it draws is scaled, never projected again. */
export const BaseMap = L.Canvas.extend({
  initialize(world, detail, colours) {
    L.Canvas.prototype.initialize.call(this, {pane: 'base', padding: 0.5});
    this._sheets = [sheet(world)];
    this._detail = detail;
    this.colours = colours;
  },

  // Leaflet calls this after each clearing of its canvas, whatever the cause.
  _draw() {
    if (this._map && this._bounds) this._drawMap();
  },

  _drawMap() {
    const zoom = this._map.getZoom(), scale = 2 ** zoom, origin = this._map.getPixelOrigin(), context = this._ctx;
    if (this._detail && zoom >= DETAIL_ZOOM) this._fetchDetail();
    context.save();
    context.setTransform(new DOMMatrix(context.getTransform()).translate(-origin.x, -origin.y).scale(scale));
    const west = (origin.x + this._bounds.min.x) / scale, east = (origin.x + this._bounds.max.x) / scale;
    for (let copy = Math.floor(west / WORLD); copy * WORLD < east; copy++) {
      context.save();
      context.translate(copy * WORLD, 0);
      for (const each of this._sheets) if (each.from <= zoom) this._paint(context, each, scale);
      context.restore();
    }
    context.restore();
  },

  _paint(context, {land, borders, frame}, scale) {
    const {water, ground, border} = this.colours();
    if (frame) {
      context.fillStyle = water;
      context.fillRect(...frame);
    }
    context.fillStyle = context.strokeStyle = ground;
    context.fill(land, 'evenodd');
    context.lineWidth = 0.8 / scale;
    context.stroke(land);
    context.strokeStyle = border;
    context.lineWidth = 1 / scale;
    context.stroke(borders);
  },

  _fetchDetail() {
    const fetching = this._detail();
    this._detail = null;
    fetching.then(detail => {
      const [west, south, east, north] = detail.bounds;
      const [x, y] = mercator(west, north), [right, bottom] = mercator(east, south);
      this._sheets.push({...sheet(detail), from: DETAIL_ZOOM, frame: [x, y, right - x, bottom - y]});
      this._update();
    });
  },
});

function sheet({land, borders, scale}) {
  return {land: path(land, scale, true), borders: path(borders, scale, false), from: 0, frame: null};
}

/** All lines as one path. Each is built by itself first: Chromium's path of 46,000 points takes six times as long in one go. */
function path(lines, scale, close) {
  const drawn = new Path2D();
  for (const line of lines) {
    const part = new Path2D();
    let lon = 0, lat = 0;
    for (let at = 0; at < line.length; at += 2) {
      const [x, y] = mercator((lon += line[at]) / scale, (lat += line[at + 1]) / scale);
      at ? part.lineTo(x, y) : part.moveTo(x, y);
    }
    if (close) part.closePath();
    drawn.addPath(part);
  }
  return drawn;
}

/** Web Mercator at zoom 0, in px. */
export function mercator(lon, lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [((lon + 180) / 360) * WORLD, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD];
}
