// Addresses: where the server answers the files of this view by themselves (`host/file_routes.py`), without a session.

import {SAFE_LINK} from '../model/trip_link.js';

/** @import {Store} from '../model/view.js' */
/** @import {Words} from '../model/words.js' */

const ANNOUNCED = 'link[rel="alternate"][type="text/csv"]'; // by `host/social_cards.py`, where there are such addresses
const WITHOUT_LOOKS = ['trips.csv', 'trips.xlsx', 'trips.geojson', 'trips.kml'];
const DEFAULT_LANGUAGE = 'en';

/**
 * How far a link with trips in it fits, in words.
 * @param {string} link
 * @param {Pick<Words, 'translate'>} words
 */
export function describeLength(link, words) {
  return words.translate(link.length <= SAFE_LINK ? 'link_fits_all' : 'link_fits_browsers', {n: link.length});
}

/**
 * Whether the server of a page answers the files of its own trips by addresses.
 * @param {Document} document
 */
export function hasFileAddresses(document) {
  return Boolean(document.querySelector(ANNOUNCED));
}

/**
 * The address of a file of the view that a store shows, such as `https://maps.example.org/trips.csv?year=2018`.
 * @param {Pick<Store, 'parameters'> & {words: {language: string}}} store
 * @param {string} base the page's own address
 * @param {string} name
 * @param {Record<string, string>} [options] of a picture
 */
export function fileAddress(store, base, name, options = {}) {
  const url = new URL(name, base), {at, colour, maps, ...view} = store.parameters();
  const parameters = WITHOUT_LOOKS.includes(name) ? view : {...view, at, colour, maps};
  for (const [key, values] of Object.entries(parameters)) {
    for (const value of values) url.searchParams.append(key, value);
  }
  for (const [key, value] of Object.entries(options)) url.searchParams.append(key, value);
  const {language} = store.words;
  if (language !== DEFAULT_LANGUAGE) url.searchParams.append('lang', language);
  url.search = url.search.replaceAll('%2C', ',').replaceAll('+', '%20');
  return url.href;
}
