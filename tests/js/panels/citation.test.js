// A citation of a view, to paste elsewhere; words are their keys, so that the tests read no language.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Words} from '../../../static/model/words.js';
import {MESSAGES} from '../payload.js';
import {citation, describeFilters} from '../../../static/panels/citation.js';

const WORDS = Object.assign(new Words({language: 'en', messages: MESSAGES, names: {}, countries: {}}), {
  translate: (key, values = {}) => [key, ...Object.values(values)].join(' '),
  sentence: () => ['Showing 2 of 11 trips:', ' 2 by rail.'],
  day: day => day,
});
const ABOUT = {title: 'Trips of "A" & <B>', sources_read_to: '2026-03-22'};
const TRIPS = {
  about: ABOUT,
  words: WORDS,
  fingerprint: 'abcd1234',
  localizeValue: (facet, value) => value.toUpperCase(),
  sourcesOf: () => new Set(['one', 'two']),
};

function store({years = null, ...facets} = {}) {
  const none = {year: [], mode: [], with: [], country: [], traveller: [], evidence: [], place: [], route: []};
  const view = Object.fromEntries(Object.entries({...none, ...facets}).map(([name, list]) => [name, new Set(list)]));
  return {view: {...view, years}, trips: TRIPS, words: WORDS, summary: {}, shown: new Uint32Array()};
}

test('filters are named in the order of the facets, their values sorted and in the language of the reader', () => {
  assert.equal(describeFilters(store({mode: ['rail', 'air'], year: ['2018']})), 'year: 2018; mode: AIR, RAIL');
});

test('a range of years comes first', () => {
  assert.equal(describeFilters(store({years: [2011, 2019], mode: ['air']})), 'year: from_to 2011 2019; mode: AIR');
});

test('a view without filters has no words for them', () => {
  assert.equal(describeFilters(store()), '');
});

test('a citation holds title, view, date and number of sources, link and fingerprint', () => {
  assert.equal(citation(store({mode: ['rail']}), 'https://example.org/'), [
    'Trips of "A" & <B>.', 'mode: RAIL.', 'Showing 2 of 11 trips: 2 by rail.', 'sources_read_to 2026-03-22;',
    'source_count 2.', 'https://example.org/ (data_edition abcd1234)',
  ].join(' '));
});
