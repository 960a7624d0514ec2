// A view is what its URL says, and nothing that a map or the data cannot have.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Trips} from '../../../static/model/trips.js';
import {formatBounds} from '../../../static/model/bounds.js';
import {Store, parseView} from '../../../static/model/view.js';
import {payload} from '../payload.js';
import {seeded} from '../random.js';

/** As much of a window as a store needs. */
function fakeWindow(search) {
  const location = new URL(`https://example.org/${search}`);
  const steps = [];
  const replaceState = (_, __, url) => { location.href = url.href; };
  const pushState = (state, title, url) => {
    steps.push(location.search);
    replaceState(state, title, url);
  };
  const history = {state: null, steps, replaceState, pushState};
  return {location, history, navigation: {addEventListener() {}}};
}

const open = search => {
  const window = fakeWindow(search);
  return {window, store: new Store(window, new Trips(payload()))};
};

test('the bounds of any map are read back within half a pixel, and of many worlds one is left', () => {
  const random = seeded(4);
  for (let round = 0; round < 500; round++) {
    const zoom = random() * 20, pixel = 360 / (256 * 2 ** zoom);
    const north = 85 - random() * 160, south = Math.max(-89, north - random() * 700 * pixel);
    const west = random() * 2000 - 1000, east = west + (1 + random() * 2500) * pixel;
    const at = parseView(`?at=${formatBounds({south, west, north, east}, zoom)}`).at;
    const middle = (at[1] + at[3]) / 2, width = at[3] - at[1], turns = (middle - (west + east) / 2) / 360;
    assert.ok(Math.abs(at[0] - south) <= pixel / 2 && Math.abs(at[2] - north) <= pixel / 2);
    assert.ok(Math.abs(width - Math.min(360, east - west)) <= pixel);
    assert.ok(Math.abs(turns - Math.round(turns)) * 360 <= pixel / 2 + 1e-9);
  }
});

test('a word of a link may stand for a value of the data', () => {
  const view = parseView('?with=시진핑', {with: {시진핑: 'Xi'}});
  assert.deepEqual([...view.with], ['Xi']);
});

test('what the data does not have is not chosen', () => {
  const {store, window} = open('?mode=air&mode=balloon&trip=zzz&at=100,0,3');
  assert.deepEqual([...store.view.mode], ['air']);
  assert.equal(store.trip, null);
  assert.equal(window.location.searchParams.has('trip'), false);
  assert.equal(window.location.searchParams.has('at'), false);
});

test('a link has a position only where the reader has moved the map', () => {
  const {store} = open('?mode=air');
  assert.equal(new URL(store.link()).searchParams.has('at'), false);
  assert.deepEqual(store.parameters().at, []);
  store.write({at: '30,110,45,130'});
  assert.equal(new URL(store.link()).searchParams.get('at'), '30,110,45,130');
  assert.deepEqual(store.parameters().at, ['30,110,45,130']);
});

test('a link reopens the view that it was copied from', () => {
  const {store} = open('?embed=true');
  store.toggle('mode', 'air');
  store.toggle('with', 'Xi');
  store.select(store.trips.byId('b'));
  const link = new URL(store.link()), again = open(link.search).store;
  assert.equal(link.searchParams.has('embed'), false);
  assert.equal(again.view.key, store.view.key);
  assert.equal(again.trip.id, 'b');
  assert.deepEqual([...again.shown], [1]);
  assert.equal(again.outdated, false);
});

test('a link of other data says so', () => {
  assert.equal(open('?data=ffffffff').store.outdated, true);
});

test('followers hear what changed, and nothing when nothing did', () => {
  const {store} = open(''), heard = [];
  store.follow((_, changed) => heard.push(changed));
  store.toggle('mode', 'rail');
  store.write({});
  store.select(store.trips.byId('a'));
  assert.deepEqual(heard, [
    {facets: true, trip: true, at: true, colour: true, maps: true},
    {facets: true, trip: false, at: false, colour: false, maps: false},
    {facets: false, trip: true, at: false, colour: false, maps: false},
  ]);
});

test('a value that is toggled twice is not chosen, and cleared facets are empty', () => {
  const {store, window} = open('');
  store.toggle('mode', 'rail');
  store.toggle('mode', 'rail');
  store.toggle('with', 'Xi');
  store.clear(['with']);
  assert.equal(window.location.search, '');
});

test('each choice is a step of the history, and a move of the map is none', () => {
  const {store, window} = open('?at=40,120,5');
  store.toggle('mode', 'air');
  store.select(store.trips.byId('b'));
  store.write({at: '41,121,6'});
  store.select(null);
  store.clear(['mode']);
  store.select(store.trips.byId('a'), {isStep: false});
  assert.deepEqual(window.history.steps, [
    '?at=40,120,5', '?at=40,120,5&mode=air', '?mode=air&trip=b&at=41,121,6', '?mode=air&at=41,121,6',
  ]);
});

test('what covers the map is said once', () => {
  const {store} = open(''), heard = [];
  store.follow((_, changed) => heard.push(changed.covered ?? false));
  store.cover({left: 0, right: 372, bottom: 0});
  store.cover({left: 0, right: 372, bottom: 0});
  assert.deepEqual(heard, [false, true]);
});
