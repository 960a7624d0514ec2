// Notes: what is not a trip, texts about the page, and its credits.

import {dayNumber, MISSING} from '../model/columns.js';
import {citation, sourcesReadTo} from './citation.js';
import {el, link} from '../elements/dom.js';

/** @import {Child} from '../elements/dom.js' */
/** @import {Claim, PressError, Source, TimelineEvent} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */
/** @import {Trips} from '../model/trips.js' */
/** @import {Words} from '../model/words.js' */
/** @typedef {Map<string, Source>} Sources by id */

const QUOTE = '\u0000'; // stands for the quotation of a claim, which is an element of its own
const EVIDENCE = ['confirmed', 'reported', 'disputed'];

/**
 * The foot of the page.
 * @param {Store} store
 */
export function notes(store) {
  const {trips, words} = store, {events, sources} = trips, {claim} = trips.about;
  const absent = events.map(event => absentItem(event, sources, words));
  const readTo = sourcesReadTo(trips);
  return el('footer', {class: 'notes'},
    readTo ? el('p', {id: 'read-to'}, words.end(readTo)) : null,
    claim ? el('p', {}, claimThenAndNow(claim, trips, words), citations(claim.sources, sources)) : null,
    absent.length ? section('events', words.translate('not_trips'), el('ul', {}, absent)) : null,
    about(store),
    el('p', {class: 'small'}, credits(trips, words)));
}

/**
 * A journey that was not a trip, and why.
 * @param {TimelineEvent} event
 * @param {Sources} sources
 * @param {Words} words
 */
function absentItem(event, sources, words) {
  const text = el('span', {lang: words.foreign}, ` ${event.what}. ${event.why}`);
  return el('li', {}, el('b', {}, words.interval(event.date)), text, citations(event.sources, sources));
}

/**
 * Texts about the page, each under a heading that opens.
 * @param {Store} store
 */
function about(store) {
  const {trips, words} = store, texts = trips.about;
  /** @param {string} key @param {...Child} content */
  const part = (key, ...content) => section(key.replace('_', '-'), words.translate(key), ...content);
  /** @param {string} key @param {Record<string, string | number>} [values] */
  const text = (key, values) => el('p', {}, words.translate(key, values));
  const n = trips.sources.size, readTo = sourcesReadTo(trips), hasEvidence = trips.tells('evidence');
  return el('section', {id: 'about', 'aria-labelledby': 'about-title'},
    el('h2', {id: 'about-title'}, words.translate('about')),
    part('about_method', text(hasEvidence ? 'about_method_text' : 'about_method_own')),
    n || readTo
      ? part('about_sources', n ? text('about_sources_text', {n}) : null,
        readTo ? el('p', {}, words.end(readTo)) : null,
        ownText(texts.sources_note, words))
      : null,
    counting(trips, words),
    texts.places_note || hasEvidence
      ? part('about_names', ownText(texts.places_note, words), text('about_names_text'))
      : part('about_borders', text('about_borders_text')),
    part('about_language', text('about_language_text')),
    part('about_licences', el('p', {}, credits(trips, words)), text('about_licences_text')),
    citing(store),
    texts.corrections || hasEvidence
      ? part('about_correct', text('about_correct_text'), el('p', {}, correctionAddress(texts.corrections, words)))
      : null);
}

/**
 * The citation of this view, written when its part is opened.
 * @param {Store} store
 */
function citing(store) {
  const text = el('p'), part = section('about-cite', store.words.translate('about_cite'), text);
  part.addEventListener('toggle', () => {
    text.textContent = citation(store, store.link());
  });
  return part;
}

/**
 * @param {string} address
 * @param {Words} words
 * @returns {Child}
 */
function correctionAddress(address, words) {
  if (!address) return words.translate('about_correct_host');
  return [words.translate('about_correct_to'), ' ', link(address, address)];
}

/**
 * How trips are counted, the meaning of the words of evidence, and press errors.
 * @param {Trips} trips
 * @param {Words} words
 */
function counting({about: {counting: text}, errors, sources}, words) {
  if (!text && !errors.length) return null;
  const meanings = EVIDENCE.map(evidence => el('p', {}, words.translate(`meaning_${evidence}`)));
  const wrong = errors.map(error => errorItem(error, sources, words));
  const heading = words.translate(wrong.length ? 'counting_errors' : 'counting');
  return section('counting', heading, ownText(text, words), meanings, wrong.length ? el('ul', {}, wrong) : null);
}

/**
 * @param {PressError} error
 * @param {Sources} sources
 * @param {Words} words
 */
function errorItem({claim, published, truth, sources: ids}, sources, words) {
  return el('li', {lang: words.foreign}, el('b', {}, claim), ` (${published}) `, truth, citations(ids, sources));
}

/**
 * A published count of one mode, with the same count then and now from the records themselves.
 * @param {Claim} claim
 * @param {Trips} trips
 * @param {Words} words
 */
function claimThenAndNow({publisher, date, quote, mode, before}, trips, words) {
  const now = [...Array(trips.size).keys()], end = dayNumber(before);
  const then = now.filter(trip => trips.start[trip] !== MISSING && trips.start[trip] < end);
  /** @param {number[]} list */
  const count = list => new Map(trips.counts(list)).get(mode) ?? 0;
  const text = words.translate('since_then', {
    publisher,
    when: words.month(date),
    quote: QUOTE,
    then: count(then),
    then_total: then.length,
    now: count(now),
    total: trips.size,
  });
  const [start, rest] = text.split(QUOTE);
  return [start, el('span', {lang: words.foreign}, quote), rest];
}

/**
 * The credits of the data and of the traced ways.
 * @param {Trips} trips
 * @param {Words} words
 */
function credits({about: {credits: text}, traced}, words) {
  const ways = traced.length ? ` ${words.translate('credits_ways')} (ODbL 1.0).` : '';
  return [ownText(text, words, 'span') ?? words.translate('credits'), ways];
}

/**
 * A text of the data set, translated if the records' names have it; null if it is blank.
 * @param {string} text
 * @param {Words} words
 * @param {'p' | 'span'} [tag]
 */
function ownText(text, words, tag = 'p') {
  const translated = words.translateName(text);
  return translated ? el(tag, {lang: translated === text ? words.foreign : null}, translated) : null;
}

/**
 * A part under a heading that opens.
 * @param {string} id
 * @param {string} heading
 * @param {...Child} content
 */
function section(id, heading, ...content) {
  return el('details', {id}, el('summary', {}, heading), content);
}

/**
 * Links to sources by id, in a line; null without any.
 * @param {string[]} ids
 * @param {Sources} sources
 */
function citations(ids, sources) {
  if (!ids.length) return null;
  const links = ids.map((id, at) => {
    const source = sources.get(id);
    return [at ? ' · ' : '', source ? link(source.url, source.publisher || id) : id];
  });
  return el('span', {class: 'cites'}, ' ', links);
}
