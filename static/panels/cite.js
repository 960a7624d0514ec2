// Cite: a view as plain texts to paste elsewhere: a citation, and the HTML of a frame. `export/view.py` cites alike.

import {FACETS} from '../model/trips.js';

export const PICTURE = 'trips-card.png'; // as `export/files.py` names it

/** The filters in words: `Year: 2018, 2019; Transport: rail`, or "". */
export function chosen({view, trips, words}) {
  const values = facet => [...view[facet]].sort().map(value => trips.localizeValue(facet, value)).join(', ');
  const years = view.years && `${words.translate('year')}: ${words.translate('from_to', {from: String(view.years[0]), to: String(view.years[1])})}`;
  return [years, ...FACETS.filter(facet => view[facet].size).map(facet => `${words.translate(facet)}: ${values(facet)}`)].filter(Boolean).join('; ');
}

/** How far the sources were read, as the data says: `Sources read to 22 March 2026`, or "". */
export function readTo({about, words}) {
  return about.sources_read_to ? words.translate('sources_read_to', {when: words.day(about.sources_read_to)}) : '';
}

/** Title, view in words, date of the data, sources, link and data fingerprint. */
export function citation(store, link) {
  const {trips, words} = store, {about} = trips, filters = chosen(store);
  const parts = [
    `${words.translateName(about.title)}.`,
    filters && `${filters}.`,
    words.sentence(store.summary).join(' '),
    readTo(trips) && `${readTo(trips)};`,
    `${words.translate('source_count', {n: trips.sourcesOf(store.shown).size})}.`,
    `${link} (${words.translate('data_edition', {edition: trips.fingerprint})})`,
  ];
  return parts.filter(Boolean).map(part => part.replace(/\s+/g, ' ').trim()).join(' ');
}

/** A figure: the frame, and under it the picture with the sentence, which stays where no frame is shown. */
export function figure(store, framed, link) {
  const {trips, words} = store, told = words.sentence(store.summary).join(' ').trim(), title = words.translateName(trips.about.title);
  return [
    '<figure style="margin:0">',
    '<div style="position:relative;height:720px">',
    `<img src="${PICTURE}" alt="${safe(told)}" style="width:100%;height:100%;object-fit:contain">`,
    `<iframe src="${safe(framed)}" title="${safe(title)}" loading="lazy" style="position:absolute;inset:0;width:100%;height:100%;border:0"></iframe>`,
    '</div>',
    `<figcaption>${link ? `<a href="${safe(link)}">${safe(title)}</a>` : safe(title)}</figcaption>`,
    '</figure>',
  ].join('\n');
}

/** An address with the parameter that makes the page compact. */
export function framed(address) {
  return `${address}${address.includes('?') ? '&' : '?'}embed=true`;
}

const safe = text => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`);
