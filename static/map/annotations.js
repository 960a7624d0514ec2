// Annotations: a few texts at points of the map, by those who publish it. Needs Leaflet (`L`).

import {el} from '../elements/dom.js';

/**
 * Put the texts on the map; they stand under places and names.
 * @param {L.Map} map
 * @param {HTMLElement} pane
 * @param {{lat: number, lon: number, text: string}[]} annotations
 */
export function addAnnotations(map, pane, annotations) {
  const marks = annotations.map(({lat, lon, text}) => {
    const mark = pane.appendChild(el('p', {class: 'annotation'}, text));
    return {mark, at: L.latLng(lat, lon)};
  });
  const place = () => {
    for (const {mark, at} of marks) L.DomUtil.setPosition(mark, map.latLngToLayerPoint(at).round());
  };
  map.on('zoomend viewreset resize', place);
  map.whenReady(place);
}
