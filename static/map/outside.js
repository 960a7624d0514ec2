// Outside: after a filter in a map that the reader has moved, a button says how many of the trips shown lie outside
// the map, and shows them all. Needs Leaflet (`L`).

import {el} from '../elements/dom.js';

export class Outside {
  #isAsked = false; // whether a filter has changed since the map was where our code put it

  /**
   * @param {L.Map} map
   * @param {import('./layer.js').TripLayer} layer
   */
  constructor(map, layer) {
    this.map = map;
    this.layer = layer;
    this.button = el('button', {type: 'button', class: 'outside', hidden: true, onclick: () => layer.showAll()});
    const control = new L.Control({position: 'topleft'});
    control.onAdd = () => this.button;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(this.button);
    map.on('moveend', () => this.#update());
  }

  /** @param {import('../../tools/stubs/types.js').Changed} changed */
  follow(changed) {
    const {at} = this.layer.store.view, isFilter = changed.facets && !changed.at; // a link brings both
    this.#isAsked = at !== null && (this.#isAsked || isFilter);
    this.#update();
  }

  #update() {
    const {words, store: {shown, trip}, trips: {markers}} = this.layer;
    const n = this.#isAsked && !trip ? markers.outside(shown, place => this.#isVisible(place)) : 0;
    this.button.hidden = !n;
    if (n) this.button.textContent = words.translate('show_shown', {n});
  }

  /** @param {{lat: number, lon: number}} place */
  #isVisible({lat, lon}) {
    const {x, y} = this.map.latLngToContainerPoint([lat, lon]), size = this.map.getSize();
    const {left, right, bottom} = this.layer.store.covered;
    return x >= left && y >= 0 && x <= size.x - right && y <= size.y - bottom;
  }
}
