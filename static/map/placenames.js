// Names: of places and countries on the map, seated so that none covers another, a mark or a control.

import {el} from '../panels/dom.js';
import {Ink} from './occupancy.js';
import {seat} from './labels.js';
import {around} from '../model/trips.js';

const PASSED_ZOOM = 5.5; // from here on the places that trips only pass are named too

export class Names {
  constructor(map, layer) {
    Object.assign(this, {map, layer, shown: new Map(), sizes: new Map(), taken: []});
    this.pane = map.getPane('names');
    this.pane.setAttribute('aria-hidden', 'true');
    this.pane.classList.add('leaflet-zoom-hide');
    this.countries = layer.options.world.labels;
    // A name measured before its font has come has another size.
    document.fonts.addEventListener('loadingdone', () => { this.sizes.clear(); this.lay(); });
  }

  /** Seat all names for the map as it stands. */
  lay() {
    const {map} = this, size = map.getSize(), zoom = map.getZoom();
    if (!size.x) return;
    this.layer._places.crowd();
    const places = [...this.layer._places.marked.filter(visit => !visit.crowded), ...(zoom >= PASSED_ZOOM ? this.layer._places.passed : [])];
    const labels = [...places.map(visit => this.#place(visit)), ...this.#lands(zoom)].filter(({x, y}) => x > -50 && y > -50 && x < size.x + 50 && y < size.y + 50);
    const origin = map.containerPointToLayerPoint([0, 0]);
    const seats = seat(labels, [...this.taken, ...this.#marks()], [size.x, size.y], this.#ink(size, origin));
    const before = this.shown;
    this.shown = new Map();
    seats.forEach((at, number) => at && this.#put(labels[number], at, origin, before));
    for (const [key, node] of before) if (!this.shown.has(key)) node.remove();
  }

  #put({key, text, kind, lang}, [left, top], origin, before) {
    const node = before.get(key) ?? this.pane.appendChild(el('span', {class: `name ${kind}`, lang}, text));
    node.style.transform = `translate(${Math.round(origin.x + left)}px, ${Math.round(origin.y + top)}px)`;
    this.shown.set(key, node);
  }

  #place(visit) {
    const kind = visit.home || visit.n ? 'town' : 'passed';
    return this.#label(`p${visit.key}`, visit.place.label, kind, this.layer._places.at(visit), {radius: this.layer._places.radius(visit)});
  }

  #lands(zoom) {
    const centre = this.map.getCenter().lng;
    const visible = this.countries.filter(([, , , from]) => from <= zoom + 0.5).sort((a, b) => a[3] - b[3]);
    return visible.map(([code, lon, lat]) => this.#label(`c${code}`, this.layer.trips.country(code), 'land', this.map.latLngToContainerPoint([lat, around(lon, centre)]), {spread: true}));
  }

  #label(key, text, kind, {x, y}, rest) {
    return {key, text, kind, x, y, ...this.#size(text, kind), ...rest};
  }

  #size(text, kind) {
    const key = `${kind} ${text}`;
    if (!this.sizes.has(key)) {
      const probe = this.pane.appendChild(el('span', {class: `name ${kind}`}, text));
      this.sizes.set(key, {width: probe.offsetWidth, height: probe.offsetHeight});
      probe.remove();
    }
    return this.sizes.get(key);
  }

  /** Watch where the controls stand, so that seating names need not ask for it and make the browser lay out the page. */
  watch() {
    const container = this.map.getContainer(), measure = () => {
      const frame = container.getBoundingClientRect(), boxes = this.#boxes.map(control => control.getBoundingClientRect()).filter(box => box.width);
      this.taken = boxes.map(box => [box.left - frame.left - 4, box.top - frame.top - 4, box.right - frame.left + 4, box.bottom - frame.top + 4]);
      this.lay();
    };
    const observer = new ResizeObserver(measure);
    for (const control of [container, ...this.#boxes]) observer.observe(control);
  }

  /** What is drawn; among very many lines nothing stands clear, and the first free seat does. */
  #ink({x, y}, origin) {
    const lines = this.layer._lines;
    if (lines.dense()) return null;
    const ink = new Ink([x, y]);
    lines.mark(ink, origin);
    return ink;
  }

  get #boxes() {
    return [...this.map.getContainer().querySelectorAll('.leaflet-control')];
  }

  #marks() {
    return this.layer._places.marked.map(visit => {
      const {x, y} = this.layer._places.at(visit), radius = this.layer._places.radius(visit) - 1; // names may touch a mark
      return [x - radius, y - radius, x + radius, y + radius];
    });
  }
}
