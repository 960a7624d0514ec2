// Addresses of the files of a view, in the spelling of the page's links.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {fileAddress} from '../../../static/panels/addresses.js';

const BASE = 'https://maps.example.org/?year=2017&fbclid=1#trips';

const LOOKS = {colour: ['year'], maps: ['country']};

function store(language, view = {}) {
  return {words: {language}, parameters: () => ({year: [], mode: [], trip: [], at: ['40.1,120,5'], ...LOOKS, ...view})};
}

test('an address has the values of the view and nothing else of the page', () => {
  const view = {year: ['2018', '2019'], mode: ['rail'], with: ['Xi Jinping & others']};
  assert.equal(fileAddress(store('en', view), BASE, 'trips.csv'),
    'https://maps.example.org/trips.csv?year=2018&year=2019&mode=rail&with=Xi%20Jinping%20%26%20others');
});

test('the whole data set has an address without a query', () => {
  assert.equal(fileAddress(store('en'), BASE, 'trips.geojson'), 'https://maps.example.org/trips.geojson');
});

test('only a picture and the page in one file are of a part of the map', () => {
  assert.equal(fileAddress(store('ko'), BASE, 'trips.html'),
    'https://maps.example.org/trips.html?at=40.1,120,5&colour=year&maps=country&lang=ko');
  assert.equal(fileAddress(store('en'), BASE, 'picture.png', {size: 'card', theme: 'dark'}),
    'https://maps.example.org/picture.png?at=40.1,120,5&colour=year&maps=country&size=card&theme=dark');
});

test('a page that is not at the root has its files beside it', () => {
  assert.equal(fileAddress(store('en'), 'https://example.org/maps/?lang=en', 'trips.kml'),
    'https://example.org/maps/trips.kml');
});
