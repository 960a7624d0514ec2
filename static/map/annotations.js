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
  /** A text for which there is no room on the right of its point stands on the left. */
  const turn = () => {
    const {x: right} = map.getSize();
    const widths = marks.map(({mark}) => mark.offsetWidth);
    for (const [number, {mark, at}] of marks.entries()) {
      const {x} = map.latLngToContainerPoint(at);
      mark.classList.toggle('before', x + widths[number] > right && x > widths[number]);
    }
  };
  if (!marks.length) return;
  map.on('zoomend viewreset resize', place);
  map.on('moveend resize', turn);
  map.whenReady(() => {
    place();
    turn();
  });
}
