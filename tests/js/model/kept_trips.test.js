import assert from 'node:assert/strict';
import {test} from 'node:test';

import {KeptTrips, showsAtOnce} from '../../../static/model/kept_trips.js';

const PAGE = 'https://maps.example/kim/';

/** @type {[string, Partial<import('../../../static/model/kept_trips.js').Opening>, boolean, boolean][]} */
const OPENINGS = [
  ['a reload shows what the tab showed', {kind: 'reload', mark: '', address: `${PAGE}?year=2018`}, false, true],
  ['so does Back', {kind: 'back_forward', mark: ''}, false, true],
  ['and another language', {mark: 'country=Italy', address: `${PAGE}?lang=ko&country=Italy&data=1f`}, false, true],
  ['not a link to another view in the same tab', {mark: 'country=Italy', address: `${PAGE}?year=2018`}, false, false],
  ['not the reload of the page’s own trips', {kind: 'reload', address: `${PAGE}?year=2018`}, false, false],
  ['the bare address of a page that has nothing else to show first', {}, false, true],
  ['in any language', {address: `${PAGE}?lang=ko`}, false, true],
  ['not where the reader went back to the page’s own trips', {}, true, false],
  ['not a link to a view', {address: `${PAGE}?year=2018`}, false, false],
  ['not the front page of a host', {isHost: true}, false, false],
];

for (const [name, opening, left, expected] of OPENINGS) {
  test(`kept trips at once: ${name}`, () => {
    assert.equal(showsAtOnce({address: PAGE, kind: 'navigate', mark: null, isHost: false, ...opening}, left), expected);
  });
}

test('where storage is barred, a tab has no mark, and reading fails', async () => {
  const barred = {
    location: {href: PAGE},
    performance: {getEntriesByType: () => []},
    get sessionStorage() { throw new Error('barred'); },
    get indexedDB() { throw new Error('barred'); },
  };
  const kept = new KeptTrips(/** @type {any} */ (barred));
  kept.markTab('?year=2018');
  assert.deepEqual(kept.opening(true), {address: PAGE, kind: 'navigate', mark: null, isHost: true});
  await assert.rejects(kept.read(), /barred/);
});
