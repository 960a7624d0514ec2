// Canvas: what the base map and the lines are drawn on. Needs Leaflet (`L`).

/** The part of the map's size that canvases extend beyond its edges once it moves; a phone has little room. */
export const CANVAS_PADDING = innerWidth > 640 ? 0.5 : 0.2;

const SHARP = 2; // how many times larger a drawing is shown at the most

/**
 * A canvas that is drawn anew during a flight of the map or a pinch as soon as what is drawn would leave a part of the
 * map blank. Leaflet's own shows the drawing of before, moved and scaled, until the map has come to rest.
 *
 * At first it is as large as the map: four times the area would have to be drawn before a page stands.
 */
export class MapCanvas extends L.Canvas {
  /** @param {string} pane */
  constructor(pane) {
    super({pane, padding: 0});
  }

  /** Draw beyond the map's edges too from now on, for the map is about to move. */
  extend() {
    if (this.options.padding) return;
    this.options.padding = CANVAS_PADDING;
    if (this._map) this._update();
  }

  /** Leaflet shows a new drawing at a part of a pixel, which blurs it: here it stands on whole ones. */
  _reset() {
    super._reset();
    if (this._bounds?.min) L.DomUtil.setPosition(this._container, this._bounds.min);
  }

  /** Leaflet calls this at each step of a change of the zoom. */
  _onZoom() {
    if (this.#fillsMap()) super._onZoom();
    else this._update();
  }

  /** Whether the drawing, moved and scaled, fills the map and is not coarse. */
  #fillsMap() {
    const {_map: map} = this, zoom = map.getZoom(), scale = map.getZoomScale(zoom, this._zoom);
    const {x, y} = map.project(this._center, zoom).subtract(map.project(map.getCenter(), zoom));
    const {x: width, y: height} = map.getSize(), spare = scale * (0.5 + (this.options.padding ?? 0)) - 0.5;
    return scale <= SHARP && Math.abs(x) <= spare * width && Math.abs(y) <= spare * height;
  }
}
