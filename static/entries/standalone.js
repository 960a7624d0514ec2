// Standalone: the whole page in one file, with no server. The same scripts as the page, and pills of our own. Needs Leaflet (`L`).

import {body, head} from '../panels/panels.js';
import {pills} from '../panels/pills.js';
import {TripLayer} from '../map/layer.js';
import {Trips} from '../model/trips.js';
import {Store} from '../model/view.js';

/** Draw the page from what stands in it, gzipped: `data` (the payload), `dresses` (its words in other languages), `world` and `korea` (base map). */
export async function start() {
  const [data, others, world, korea] = await Promise.all(['data', 'dresses', 'world', 'korea'].map(unzipped));
  const {dataset: {view}, lang} = document.documentElement, dresses = [data, ...others];
  if (view && !location.search) history.replaceState(null, '', view);
  const store = new Store(window, new Trips(data, spoken(dresses, lang)));
  document.documentElement.lang = store.words.language;
  document.title = document.querySelector('#title').textContent = store.words.translateName(data.about.title);
  pills(document.querySelector('.st-key-facets'), store);
  const languages = Object.fromEntries(dresses.map(({language, messages}) => [language, messages.language]));
  head(document.querySelector('.head'), store, {languages, clear: facets => store.clear(facets)});
  await breath();
  body(document.querySelector('.body'), store);
  await breath();
  const map = L.map('map', {center: [33, 118], zoom: 4, zoomControl: false, zoomSnap: 0.25, minZoom: 2, keyboard: false, scrollWheelZoom: false, trackResize: false});
  const resting = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  await breath();
  window.tripLayer = new TripLayer(store, {world, detail: async () => korea, resting}).addTo(map);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => window.tripLayer.repaint());
}

/** The dress that the link asks for, else that of the language that the page was made in, or if that is English the browser's. */
function spoken(dresses, made) {
  const asked = new URLSearchParams(location.search).get('lang'), wishes = [asked, made === 'en' ? navigator.language : made].filter(Boolean);
  const worn = wishes.map(wish => dresses.find(({language}) => language === wish.split('-')[0].toLowerCase()));
  return worn.find(Boolean) ?? dresses[0];
}

/** Let the browser paint and hear its reader before what comes next. */
const breath = () => new Promise(done => { setTimeout(done); });

const written = id => document.getElementById(id).textContent;

/** A table that stands in the page as gzip in Base64. */
function unzipped(id) {
  const bytes = Uint8Array.from(atob(written(id)), letter => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
}
