// Pins: marks of places as elements, on maps with few of them. Needs Leaflet (`L`).

import {el} from '../elements/dom.js';
import {shortNumber} from './short_number.js';

/** @typedef {import('./places.js').Visit} Visit */
/** @typedef {{visit: Visit, pin: L.Marker, box: HTMLElement, mark: HTMLElement}} Entry a marker's elements */

/** A marker that is no layer of its own for the browser to compose, as Leaflet's are. */
class Pin extends L.Marker {
  /** @param {L.Point} point */
  _setPos(point) {
    super._setPos(point);
    const icon = this.getElement();
    if (icon) icon.style.transform = `translate(${point.x}px, ${point.y}px)`;
  }
}

export class Pins {
  /** @type {Map<string, Entry>} by key of the marker */
  #pins = new Map();

  /**
   * @param {L.Map} map
   * @param {import('./places.js').Places} places
   */
  constructor(map, places) {
    this.map = map;
    this.places = places;
  }

  /**
   * Show pins; those of hidden markers are kept for the next time.
   * @param {Visit[]} marked
   */
  show(marked) {
    const keys = new Set(marked.map(({key}) => key));
    for (const [key, {box}] of this.#pins) box.hidden = !keys.has(key);
    for (const visit of marked) this.#show(visit);
  }

  /** @param {Visit[]} marked */
  place(marked) {
    for (const visit of marked) {
      const pin = this.#pins.get(visit.key);
      if (!pin) continue;
      pin.box.classList.toggle('crowded', visit.crowded);
      if (!visit.crowded) showNumber(pin.mark, visit.n); // that of a dot is not seen, and would be laid out
      pin.mark.style.transform = visit.nudge ? `translate(${visit.nudge.x}px, ${visit.nudge.y}px)` : '';
    }
  }

  /** @param {Visit[]} marked */
  fade(marked) {
    for (const {key, faded} of marked) this.#pins.get(key)?.box.classList.toggle('faded', faded);
  }

  /** Move the pins to where their places are. */
  recentre() {
    for (const {visit: {place}, pin} of this.#pins.values()) {
      if (pin.getLatLng().lng !== place.lon) pin.setLatLng([place.lat, place.lon]);
    }
  }

  /** @param {Visit} visit */
  #show(visit) {
    const known = this.#pins.get(visit.key), {places} = this;
    if (known) {
      known.visit = visit;
      return;
    }
    const mark = el('span', {class: visit.home ? 'ring' : 'count'}, visit.home ? null : shortNumber(visit.n));
    const size = Math.max(28, 2 * places.radius(visit)); // px that a pointer hits
    const icon = L.divIcon({html: mark, className: 'place', iconSize: [size, size]});
    const options = {icon, keyboard: false, zIndexOffset: visit.home ? -500 : visit.n};
    const pin = new Pin([visit.place.lat, visit.place.lon], options).addTo(this.map);
    const entry = {visit, pin, box: /** @type {HTMLElement} */ (pin.getElement()), mark};
    pin.on('mouseover', () => places.showTip(entry.visit, false));
    pin.on('mouseout', event => places.layer.leave(event));
    pin.on('click', event => {
      L.DomEvent.stopPropagation(event);
      places.choose(entry.visit);
    });
    this.#pins.set(visit.key, entry);
  }
}

/**
 * Show a number on a mark that has one. Its text is changed and not replaced: a new one is styled anew, with the mark
 * around it.
 * @param {HTMLElement} mark
 * @param {number} n
 */
function showNumber({firstChild: text}, n) {
  const shown = shortNumber(n);
  if (text instanceof Text && text.data !== shown) text.data = shown;
}
