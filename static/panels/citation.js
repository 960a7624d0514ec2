// Citation: a view as a text to paste elsewhere. `export/view.py` cites alike.

import {facetName} from '../model/facets.js';
import {FACETS} from '../model/trips.js';

/** @import {FacetName} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */

/**
 * The filters in words: `Year: 2018, 2019; Transport: rail`, or "".
 * @param {Pick<Store, 'view' | 'trips' | 'words'>} store
 */
export function describeFilters({view, trips, words}) {
  /** @param {FacetName} facet */
  const values = facet => words.list([...view[facet]].sort().map(value => trips.localizeValue(facet, value)));
  const facets = FACETS.filter(facet => view[facet]?.size);
  const parts = facets.map(facet => words.pair(facetName(facet, trips), values(facet)));
  if (view.search) parts.push(words.pair(words.translate('search'), view.search));
  if (view.years) {
    const [from, to] = view.years.map(String);
    parts.unshift(words.pair(words.translate('year'), words.translate('from_to', {from, to})));
  }
  return words.list(parts, 'semicolon');
}

/**
 * The day up to which the sources were read: `Sources read to 22 March 2026`, or "".
 * @param {Pick<Store['trips'], 'about' | 'words'>} trips
 */
export function sourcesReadTo({about, words}) {
  const day = about.sources_read_to;
  return day ? words.translate('sources_read_to', {when: words.day(day)}) : '';
}

/**
 * Title, view in words, date of the data, sources, link and data fingerprint.
 * @param {Pick<Store, 'view' | 'trips' | 'words' | 'summary' | 'shown'>} store
 * @param {string} link "" where no link holds the trips
 */
export function citation(store, link) {
  const {trips, words} = store, {about} = trips, filters = describeFilters(store);
  const readTo = sourcesReadTo(trips);
  const cited = words.translate('source_count', {n: trips.sourcesOf(store.shown).size});
  const said = words.paragraph(
    words.end(words.translateName(about.title)),
    words.end(filters),
    words.sentence(store.summary).join(''),
    words.end(words.list([readTo, cited].filter(Boolean), 'semicolon')));
  const edition = words.translate('data_edition', {edition: trips.fingerprint});
  return [...said.trim().split(/\s+/), link, `(${edition})`].filter(Boolean).join(' ');
}
