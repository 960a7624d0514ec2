// Citation: a view as texts to paste elsewhere: a citation, and the HTML of a frame. `export/view.py` cites alike.

import {FACETS} from '../model/trips.js';

/** @import {FacetName} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */

const PICTURE = 'trips-card.png'; // as `export/files.py` names it

const WHOLE = 'width:100%;height:100%';

/**
 * The filters in words: `Year: 2018, 2019; Transport: rail`, or "".
 * @param {Pick<Store, 'view' | 'trips' | 'words'>} store
 */
export function describeFilters({view, trips, words}) {
  /** @param {FacetName} facet */
  const values = facet => [...view[facet]].sort().map(value => trips.localizeValue(facet, value)).join(', ');
  const facets = FACETS.filter(facet => view[facet].size);
  const parts = facets.map(facet => `${words.translate(facet)}: ${values(facet)}`);
  if (view.years) {
    const [from, to] = view.years.map(String);
    parts.unshift(`${words.translate('year')}: ${words.translate('from_to', {from, to})}`);
  }
  return parts.join('; ');
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
 * @param {string} link
 */
export function citation(store, link) {
  const {trips, words} = store, {about} = trips, filters = describeFilters(store);
  const readTo = sourcesReadTo(trips);
  const parts = [
    `${words.translateName(about.title)}.`,
    filters && `${filters}.`,
    words.sentence(store.summary).join(' '),
    readTo && `${readTo};`,
    `${words.translate('source_count', {n: trips.sourcesOf(store.shown).size})}.`,
    `${link} (${words.translate('data_edition', {edition: trips.fingerprint})})`,
  ];
  return parts.filter(Boolean).map(part => part.replace(/\s+/g, ' ').trim()).join(' ');
}

/**
 * HTML of a figure: the frame, and under it the picture with the sentence, which remains if frames are not shown.
 * @param {Pick<Store, 'trips' | 'words' | 'summary'>} store
 * @param {string} frameAddress
 * @param {string} link of the caption; "" for none
 * @param {string} [picture] its address, or the name of a file beside the page
 */
export function figureHtml({trips, words, summary}, frameAddress, link, picture = PICTURE) {
  const alt = escapeHtml(words.sentence(summary).join(' ').trim());
  const title = escapeHtml(words.translateName(trips.about.title)), address = escapeHtml(frameAddress);
  return [
    '<figure style="margin:0">',
    '<div style="position:relative;height:720px">',
    `<img src="${escapeHtml(picture)}" alt="${alt}" style="${WHOLE};object-fit:contain">`,
    `<iframe src="${address}" title="${title}" loading="lazy" style="position:absolute;inset:0;${WHOLE};border:0">`
      + '</iframe>',
    '</div>',
    `<figcaption>${link ? `<a href="${escapeHtml(link)}">${title}</a>` : title}</figcaption>`,
    '</figure>',
  ].join('\n');
}

/**
 * An address with the parameter that makes the page compact.
 * @param {string} address
 */
export function embedAddress(address) {
  return `${address}${address.includes('?') ? '&' : '?'}embed=true`;
}

/** @param {string} text */
const escapeHtml = text => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`);
