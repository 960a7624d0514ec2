// Standalone: the whole page in one file, with no server. The same scripts as the page, and pills of our own.
// Needs Leaflet (`L`).

import {find} from '../elements/dom.js';
import {followTripLinks, openTripLink, tripsInHash} from '../model/trip_link.js';
import {unpackPayload} from '../model/payload.js';
import {Trips} from '../model/trips.js';
import {Store} from '../model/view.js';
import {comparison} from './comparison.js';
import {nameMessages} from '../model/words.js';
import {drawPage, followColours} from './page.js';

const FIRST = 'en'; // the language of the data's own words

/** Draw the page from what stands in it: payload, words of other languages and base maps (`export/page.py`). */
export async function start() {
  const parts = ['#world', '#korea', '#closer'].map(embeddedJson);
  const [data, world, korea, closer] = await Promise.all([unpackPayload(embeddedGzip('#data')), ...parts]);
  const load = async () => comparison;
  openEmbeddedView();
  const linked = await openTripLink(location.hash, true);
  const languages = embeddedLanguages(), language = chooseLanguage(Object.keys(languages));
  const fetched = language === FIRST ? null : await embeddedJson(`[data-language="${language}"]`);
  const words = fetched ? nameMessages(fetched, data.messages) : undefined;
  const trips = new Trips({...data, ...linked?.tables}, words);
  const store = new Store(window, trips, {}, linked?.tables ? Promise.resolve(linked.text) : null);
  store.world = Promise.resolve(world);
  store.comparison = {load, outlines: () => embeddedJson('#countries')};
  store.searchAllLanguages(embeddedNames);
  document.title = store.words.translateName(trips.about.title);
  const link = linked?.tables ? 'from_link' : linked?.problem;
  const faults = linked?.tables ? {} : await embeddedFaults(language);
  const header = {...faults, link, languages, clear: store.clear.bind(store)};
  followColours();
  followTripLinks(window);
  const cityNames = language === FIRST ? null : () => embeddedJson(`[data-cities="${language}"]`);
  const baseMaps = {world, detail: async () => korea, closer: async () => closer, cityNames};
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
 * The faults of the data in a language, as the header takes them, if there are any.
 * @param {string} language
 */
async function embeddedFaults(language) {
  if (!document.querySelector('#faults')) return {};
  const {n, texts} = await embeddedJson('#faults');
  return {faults: /** @type {string[]} */ (texts[language]), n_faults: Number(n), areFolded: true};
}

/**
 * The languages that stand in the page, each under its own name, in the order of those.
 * @returns {Record<string, string>}
 */
function embeddedLanguages() {
  const others = [...document.querySelectorAll('script[data-language]')].map(each => {
    const {language, name} = /** @type {HTMLElement} */ (each).dataset;
    return [language ?? '', name ?? ''];
  });
  return Object.fromEntries([[FIRST, 'English'], ...others].sort(([, one], [, other]) => (one < other ? -1 : 1)));
}

/**
 * Proper names in all languages of the page, by the records' own.
 * @returns {Promise<Record<string, string[]>>}
 */
async function embeddedNames() {
  const languages = Object.keys(embeddedLanguages()).filter(language => language !== FIRST);
  const all = await Promise.all(languages.map(language => embeddedJson(`[data-language="${language}"]`)));
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const {names} of all) {
    for (const [own, name] of Object.entries(names)) (found[own] ??= []).push(String(name));
  }
  return found;
}

/**
 * The language that the link asks for, else the one that the page was made in, or if that is English the browser's.
 * @param {string[]} languages
 */
function chooseLanguage(languages) {
  const {lang} = document.documentElement, asked = new URLSearchParams(location.search).get('lang');
  const wanted = [asked, lang === FIRST ? navigator.language : lang].map(tag => tag?.split(/[-_]/)[0].toLowerCase());
  return wanted.find(language => language && languages.includes(language)) ?? FIRST;
}

/**
 * JSON that stands in the page as gzip in Base64.
 * @param {string} selector
 * @returns {Promise<any>}
 */
function embeddedJson(selector) {
  return new Response(embeddedGzip(selector).pipeThrough(new DecompressionStream('gzip'))).json();
}

/**
 * What stands in the page in Base64.
 * @param {string} selector
 */
function embeddedGzip(selector) {
  const bytes = Uint8Array.from(atob(find(document, selector).textContent ?? ''), letter => letter.charCodeAt(0));
  return new Blob([bytes]).stream();
}
