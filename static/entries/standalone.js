// Standalone: the whole page in one file, with no server. The same scripts as the page, and pills of our own.
// Needs Leaflet (`L`).

import {mountBody} from '../panels/body.js';
import {find} from '../elements/dom.js';
import {mountHeader} from '../panels/header.js';
import {mountPills} from '../panels/pills.js';
import {TripLayer} from '../map/layer.js';
import {Trips} from '../model/trips.js';
import {Store} from '../model/view.js';

/** @import {Translation} from '../../tools/stubs/types.js' */

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

/** Draw the page from what stands in it: payload, translations and base maps (`export/page.py`). */
export async function start() {
  const [data, others, world, korea] = await Promise.all(['data', 'translations', 'world', 'korea'].map(embeddedGzip));
  const translations = [data, ...others];
  openEmbeddedView();
  const store = new Store(window, new Trips(data, chooseTranslation(translations)));
  document.documentElement.lang = store.words.language;
  document.title = find(document, '#title').textContent = store.words.translateName(data.about.title);
  mountPills(find(document, '.st-key-facets'), store);
  mountHeader(find(document, '.head'), store, {
    languages: Object.fromEntries(translations.map(({language, messages}) => [language, messages.language])),
    clear: facets => store.clear(facets),
  });
  await nextTask();
  mountBody(find(document, '.body'), store);
  await nextTask();
  const map = L.map('map', MAP_OPTIONS);
  await nextTask();
  const resting = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const layer = new TripLayer(map, store, {world, detail: async () => korea, resting});
  window.tripLayer = layer.addTo(map);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => layer.repaint());
}

/** Open the view that the page was made of, unless the link asks for one. */
function openEmbeddedView() {
  const {view} = document.documentElement.dataset;
  if (view && !location.search) history.replaceState(null, '', view);
}

/**
 * The language that the link asks for, else the one that the page was made in, or if that is English the browser's.
 * @param {Translation[]} translations the page's own words first
 */
function chooseTranslation(translations) {
  const {lang} = document.documentElement, asked = new URLSearchParams(location.search).get('lang');
  for (const tag of [asked, lang === 'en' ? navigator.language : lang]) {
    const code = tag?.split('-')[0].toLowerCase();
    const translation = translations.find(({language}) => language === code);
    if (translation) return translation;
  }
  return translations[0];
}

/** Let the browser paint and hear its reader before what comes next. */
function nextTask() {
  return new Promise(resolve => setTimeout(resolve));
}

/**
 * JSON that stands in the page as gzip in Base64.
 * @param {string} id
 */
function embeddedGzip(id) {
  const bytes = Uint8Array.from(atob(find(document, `#${id}`).textContent ?? ''), letter => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
}
