// Page: all that a page shows, drawn from a store where no Streamlit draws it. Needs Leaflet (`L`).

import {mountBody} from '../panels/body.js';
import {el, find, styleSheetsLoaded} from '../elements/dom.js';
import {latestAfterPaint} from '../elements/frames.js';
import {mountHeader} from '../panels/header.js';
import {mountPills} from '../panels/pills.js';
import {nextUrgentTask} from '../model/tasks.js';
import {TripLayer} from '../map/layer.js';

/** @import {HeaderOptions} from '../panels/header.js' */
/** @import {OwnOptions} from '../map/layer.js' */
/** @import {Store} from '../model/view.js' */
/** @typedef {Pick<OwnOptions, 'world' | 'detail' | 'closer' | 'cityNames' | 'tiles'>} MapParts */

const MAP_OPTIONS = {
  center: L.latLng(33, 118),
  zoom: 4,
  zoomControl: false,
  zoomSnap: 0.25,
  minZoom: 2,
  keyboard: false,
  scrollWheelZoom: false,
  trackResize: false, // the layer sees to it
};

/**
 * Draw a page, or other trips in its place.
 * @param {Store} store
 * @param {HeaderOptions} header
 * @param {() => Promise<MapParts>} mapParts waits for what the map is made of
 */
export async function drawPage(store, header, mapParts) {
  document.documentElement.lang = store.words.language;
  document.documentElement.dir = store.words.direction;
  document.documentElement.style.colorScheme = store.embedding.theme ?? '';
  find(document, '#title').textContent = store.words.translateName(store.trips.about.title);
  const isFirst = !window.tripLayer;
  window.tripLayer?.end();
  mountPills(place('.st-key-facets', isFirst), store);
  await nextUrgentTask();
  mountHeader(find(document, '.head'), store, header);
  document.body.classList.add('drawn');
  await nextUrgentTask();
  const showRest = mountBody(place('.body', isFirst), store);
  const drawing = drawMap(place('#map', isFirst), store, mapParts);
  drawing.then(layer => layer.drawn).catch(() => {}).then(latestAfterPaint(showRest));
  await drawing;
}

/**
 * @param {HTMLElement} box
 * @param {Store} store
 * @param {() => Promise<MapParts>} mapParts
 */
async function drawMap(box, store, mapParts) {
  await Promise.all([nextUrgentTask(), styleSheetsLoaded()]);
  const map = L.map(box, MAP_OPTIONS);
  await nextUrgentTask();
  const resting = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const layer = new TripLayer(map, store, {...await mapParts(), resting});
  await nextUrgentTask();
  window.tripLayer = layer.addTo(map);
  return layer;
}

/** Let the map follow the colours of the system. */
export function followColours() {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => window.tripLayer?.repaint());
}

/**
 * The element of a part of the page; with nothing in it and none of its listeners where other trips were shown before.
 * @param {string} selector
 * @param {boolean} isFirst
 */
function place(selector, isFirst) {
  const element = find(document, selector);
  if (isFirst) return element;
  const empty = el('div', {id: element.id || null, class: element.id ? null : element.className});
  element.replaceWith(empty);
  return empty;
}
