// Standalone: the whole page in one file, with no server. The same scripts as the page, and pills of our own.
// Needs Leaflet (`L`).

import {find} from '../elements/dom.js';
import {followTripLinks, openTripLink, tripsInHash} from '../model/trip_link.js';
import {unpackPayload} from '../model/payload.js';
import {Trips} from '../model/trips.js';
import {Store} from '../model/view.js';
import {comparison} from './comparison.js';
import {drawPage, followColours} from './page.js';

/** @import {Translation} from '../../tools/stubs/types.js' */

/** Draw the page from what stands in it: payload, translations and base maps (`export/page.py`). */
export async function start() {
  const parts = ['translations', 'world', 'korea', 'closer'].map(embeddedJson);
  const [data, others, world, korea, closer] = await Promise.all([unpackPayload(embeddedGzip('data')), ...parts]);
  const load = async () => comparison;
  const translations = [data, ...others];
  openEmbeddedView();
  const linked = await openTripLink(location.hash, true);
  const trips = new Trips({...data, ...linked?.tables}, chooseTranslation(translations));
  const store = new Store(window, trips, {}, linked?.tables ? Promise.resolve(linked.text) : null);
  store.world = Promise.resolve(world);
  store.comparison = {load, outlines: () => embeddedJson('countries')};
  document.title = store.words.translateName(trips.about.title);
  const header = {
    link: linked?.tables ? 'from_link' : linked?.problem,
    languages: Object.fromEntries(translations.map(({language, messages}) => [language, messages.language])),
    clear: store.clear.bind(store),
  };
  followColours();
  followTripLinks(window);
  const baseMaps = {world, detail: async () => korea, closer: async () => closer};
  const drawing = drawPage(store, header, async () => baseMaps);
  document.documentElement.classList.remove('linked');
  await drawing;
}

/** Open the view that the page was made of, unless the link asks for one. */
function openEmbeddedView() {
  const {view} = document.documentElement.dataset;
  if (view && !location.search && tripsInHash(location.hash) === null) history.replaceState(null, '', view);
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

/**
 * JSON that stands in the page as gzip in Base64.
 * @param {string} id
 */
function embeddedJson(id) {
  return new Response(embeddedGzip(id).pipeThrough(new DecompressionStream('gzip'))).json();
}

/**
 * What stands in the page in Base64.
 * @param {string} id
 */
function embeddedGzip(id) {
  const bytes = Uint8Array.from(atob(find(document, `#${id}`).textContent ?? ''), letter => letter.charCodeAt(0));
  return new Blob([bytes]).stream();
}
