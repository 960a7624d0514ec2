// Place names: names of places and countries on the map, placed so that none covers another, a mark or a control.

import {el} from '../elements/dom.js';
import {latestAfterPaint} from '../elements/frames.js';
import {Occupancy} from './occupancy.js';
import {placeLabels} from './labels.js';
import {WORLD} from '../model/mercator.js';
import {nearestCopy} from '../model/bounds.js';

/** @typedef {import('./labels.js').Box} Box */
/** @typedef {'town' | 'passed' | 'land' | 'city'} Kind */
/** @typedef {import('./labels.js').Label & {key: string, text: string, kind: Kind}} Name */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {Omit<Name, 'width' | 'height'>} Unmeasured */
/** @typedef {import('./places.js').Visit} Visit */

const PASSED_ZOOM = 5.5; // from here on the places that trips only pass are named too
const MOST_CITIES = 60; // named at a time, the largest
const NEAR = 14; // px from a place of the trips, within which a city is that place
const MARGIN = 50; // px around the frame; names of what lies farther off are left out

export class PlaceNames {
  /** @type {Map<string, HTMLElement>} */
  #shown = new Map();
  /** @type {Map<string, Size>} */
  sizes = new Map();
  /** @type {Box[] | null} where controls stand; not known before they are first measured */
  #controls = null;
  #isDue = false;
  #placeSoon = latestAfterPaint(() => this.#placeIfDue());

  /**
   * @param {L.Map} map
   * @param {import('./layer.js').TripLayer} layer
   * @param {HTMLElement} pane
   */
  constructor(map, layer, pane) {
    this.map = map;
    this.layer = layer;
    this.pane = pane;
    pane.setAttribute('aria-hidden', 'true');
    pane.classList.add('leaflet-zoom-hide');
    this.countries = layer.options.world.labels;
    // A name measured before its font has come has another size.
    document.fonts.addEventListener('loadingdone', () => {
      this.sizes.clear();
      this.update();
    });
  }

  /** Take away the names of places that are no longer shown, and place all names after the next paint. */
  updateSoon() {
    const {marked, passed} = this.layer.places, kept = new Set([...marked, ...passed].map(({key}) => `p${key}`));
    for (const [key, node] of this.#shown) {
      if (!key.startsWith('p') || kept.has(key)) continue;
      node.remove();
      this.#shown.delete(key);
    }
    this.#isDue = true;
    this.#placeSoon();
  }

  /** Place the names, unless a move of the map has placed them, or it flies, which hides them until it has landed. */
  #placeIfDue() {
    if (this.#isDue && !this.map.getContainer().classList.contains('flying')) this.update();
  }

  /** Place all names for the current position of the map. */
  update() {
    const {map, layer: {places}} = this, size = map.getSize(), zoom = map.getZoom();
    this.#isDue = false;
    if (!size.x || !this.#controls) return;
    places.spread();
    const named = places.marked.filter(visit => !visit.crowded);
    if (zoom >= PASSED_ZOOM) named.push(...places.passed);
    const near = (/** @type {Unmeasured} */ {x, y}) => (
      x > -MARGIN && y > -MARGIN && x < size.x + MARGIN && y < size.y + MARGIN);
    const around = [...this.#countries(zoom), ...this.#cities(zoom, size)];
    const {names, probes} = this.#measure([...named.map(visit => this.#place(visit)), ...around].filter(near));
    const origin = map.containerPointToLayerPoint([0, 0]);
    const taken = [...this.#controls, ...this.#covered({width: size.x, height: size.y}), ...this.#marks()];
    const corners = placeLabels(names, taken, [size.x, size.y], this.#occupancy(size, origin));
    const before = this.#shown;
    this.#shown = new Map();
    names.forEach((name, number) => {
      const corner = corners[number];
      if (corner) this.#show(name, corner, origin, before, probes);
    });
    for (const [key, node] of before) if (!this.#shown.has(key)) node.remove();
    for (const probe of probes.values()) probe.remove();
  }

  /**
   * @param {Name} name
   * @param {import('./labels.js').Corner} corner
   * @param {L.Point} origin
   * @param {Map<string, HTMLElement>} before nodes that may be kept
   * @param {Map<string, HTMLElement>} probes nodes that may be taken
   */
  #show(name, {left, top, leads}, origin, before, probes) {
    const {key, text, kind} = name, look = `${kind} ${text}`;
    const node = before.get(key) ?? probes.get(look) ?? this.pane.appendChild(nameNode(name));
    if (node === probes.get(look)) probes.delete(look);
    node.style.transform = `translate(${Math.round(origin.x + left)}px, ${Math.round(origin.y + top)}px)`;
    node.querySelector('.leader')?.remove();
    if (leads) node.append(leader(name, left, top));
    this.#shown.set(key, node);
  }

  /**
   * @param {Visit} visit
   * @returns {Unmeasured}
   */
  #place(visit) {
    const kind = visit.home || visit.n ? 'town' : 'passed', {places} = this.layer, {x, y} = places.at(visit);
    const text = visit.place.label;
    return {key: `p${visit.key}`, text, kind, x, y, radius: places.radius(visit), mayLead: kind === 'town'};
  }

  /**
   * @param {number} zoom
   * @returns {Unmeasured[]}
   */
  #countries(zoom) {
    const centre = this.map.getCenter().lng;
    const visible = this.countries.filter(([, , , from]) => from <= zoom + 0.5).sort((a, b) => a[3] - b[3]);
    return visible.map(([code, lon, lat]) => {
      const text = this.layer.trips.country(code);
      const {x, y} = this.map.latLngToContainerPoint([lat, nearestCopy(lon, centre)]);
      return {key: `c${code}`, text, kind: 'land', x, y};
    });
  }

  /**
   * The cities of the base map, but those that the trips name already.
   * @param {number} zoom
   * @param {L.Point} size of the map
   * @returns {Unmeasured[]}
   */
  #cities(zoom, {x: width, y: height}) {
    const {map, layer: {baseMap, places}} = this, scale = 2 ** zoom, world = WORLD * scale;
    const {x: left, y: top} = map.getPixelBounds().min ?? L.point(0, 0), turn = Math.floor((left + width / 2) / world);
    const from = left - turn * world, marks = [...places.marked, ...places.passed].map(visit => places.at(visit));
    const names = new Set([...places.marked, ...places.passed].map(({place}) => place.label));
    const east = (from + width) / scale, south = (top + height) / scale;
    const seen = baseMap.citiesWithin(zoom, [from / scale, top / scale, east, south]);
    return seen.slice(0, MOST_CITIES).flatMap(([atX, atY, text]) => {
      const at = L.point(atX * scale - from, atY * scale - top);
      const isTold = names.has(text) || marks.some(mark => mark.distanceTo(at) < NEAR);
      return isTold ? [] : [{key: `t${text}${atX}`, text, kind: 'city', x: at.x, y: at.y, radius: 2}];
    });
  }

  /**
   * Names with their sizes; those that are not known are all laid out at once, as nodes by look that can be shown.
   * @param {Unmeasured[]} unmeasured
   * @returns {{names: Name[], probes: Map<string, HTMLElement>}}
   */
  #measure(unmeasured) {
    const looks = unmeasured.map(({text, kind}) => `${kind} ${text}`);
    const probes = new Map(unmeasured.flatMap((name, number) =>
      (this.sizes.has(looks[number]) ? [] : [[looks[number], nameNode(name)]])));
    this.pane.append(...probes.values());
    for (const [look, {offsetWidth: width, offsetHeight: height}] of probes) this.sizes.set(look, {width, height});
    const size = (/** @type {string} */ look) => /** @type {Size} */ (this.sizes.get(look));
    return {names: unmeasured.map((name, number) => ({...name, ...size(looks[number])})), probes};
  }

  /** Observe the sizes of the controls; to measure them at each placement would force a layout. */
  watchControls() {
    const container = this.map.getContainer();
    const observer = new ResizeObserver(() => {
      const before = this.#controls;
      if (!before) return; // the layer measures them first
      this.measureControls();
      if (!this.#isDue && String(this.#controls) !== String(before)) this.update(); // else after the paint
    });
    for (const element of [container, ...container.querySelectorAll('.leaflet-control')]) observer.observe(element);
    container.querySelector('.leaflet-control-container')?.addEventListener('transitionend', ({target}) => {
      if (!(target instanceof Element) || !target.matches('.leaflet-control-container > *')) return;
      this.measureControls();
      this.update();
    });
  }

  /** Measure where the controls stand; `update` then keeps the names away from them. */
  measureControls() {
    const container = this.map.getContainer(), controls = [...container.querySelectorAll('.leaflet-control')];
    const frame = container.getBoundingClientRect();
    const boxes = controls.map(control => control.getBoundingClientRect()).filter(box => box.width);
    this.#controls = boxes.map(({left, top, right, bottom}) => (
      [left - frame.left - 4, top - frame.top - 4, right - frame.left + 4, bottom - frame.top + 4]));
  }

  /**
   * What the page's own panels lie over.
   * @param {Size} size of the map
   * @returns {Box[]}
   */
  #covered({width, height}) {
    const {left, right, bottom} = this.layer.store.covered;
    return [[0, 0, left, height], [width - right, 0, width, height], [0, height - bottom, width, height]];
  }

  /**
   * What is drawn; null with very many lines: every position covers some, so the first free one is taken.
   * @param {L.Point} size
   * @param {L.Point} origin
   */
  #occupancy(size, origin) {
    const {lines} = this.layer;
    if (lines.dense()) return null;
    const occupancy = new Occupancy(size.x, size.y);
    lines.occupy(occupancy, origin);
    return occupancy;
  }

  /** @returns {Box[]} */
  #marks() {
    const {places} = this.layer;
    return places.marked.map(visit => {
      const {x, y} = places.at(visit), radius = places.radius(visit) - 1; // names may touch a mark
      return [x - radius, y - radius, x + radius, y + radius];
    });
  }
}

/** @param {Unmeasured} name */
function nameNode({kind, text}) {
  return el('span', {class: `name ${kind}`}, text);
}

/**
 * A line from a mark to its name, which stands nearer to another.
 * @param {Name} name
 * @param {number} left of the name
 * @param {number} top
 */
function leader({x, y, width, height, radius = 0}, left, top) {
  const [fromX, fromY] = [Math.min(Math.max(x, left), left + width), Math.min(Math.max(y, top), top + height)];
  const length = Math.hypot(x - fromX, y - fromY) - radius, turn = Math.atan2(y - fromY, x - fromX);
  const style = `left:${fromX - left}px;top:${fromY - top}px;width:${length}px;transform:rotate(${turn}rad)`;
  return el('i', {class: 'leader', style});
}
