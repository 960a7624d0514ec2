import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deflateRawSync, inflateRawSync} from 'node:zlib';

import {
  openTripLink, packTrips, tripTextOf, tripsInHash, unpackTrips, withTrips,
} from '../../../static/model/trip_link.js';
import {readNumbers, writeNumbers} from '../../../static/model/vlq.js';
import {madeTables} from '../made_tables.js';
import {seeded} from '../random.js';

const LINKS = 300;
const WORDS = {language: 'en', messages: {}, names: {}, countries: {}};

/** What a link has of tables: the beginning of their fingerprint. */
const short = tables => ({...tables, fingerprint: tables.fingerprint.slice(0, 8)});
const written = text => JSON.parse(inflateRawSync(Buffer.from(text.slice(1), 'base64url')).toString());
const asText = value => (typeof value === 'string' ? value : JSON.stringify(value));
const packed = value => `1${deflateRawSync(asText(value)).toString('base64url')}`;

test('every table comes out of a link as it went in', async () => {
  let linked = 0;
  for (let seed = 0; seed < LINKS; seed++) {
    const tables = madeTables(seed), text = await packTrips({...WORDS, ...tables});
    if (new Set(tables.trips.id).size < tables.trips.id.length) continue;
    assert.match(text, /^1[\w-]+$/, `seed ${seed}`);
    assert.deepEqual(await unpackTrips(text), short(tables), `seed ${seed}`);
    linked++;
  }
  assert.ok(linked > LINKS / 2);
});

test('a byline takes no link away, and is not in it', async () => {
  const publication = {byline: 'By Jane Doe', note: '', logo: '', annotations: []};
  const tables = {...WORDS, ...madeTables(1)};
  const text = await packTrips({...tables, about: {...tables.about, publication}});
  assert.ok(text);
  assert.equal(text, await packTrips(tables));
});

test('a table of which a link has no notion, or that is too long for one, has no link', async () => {
  const tables = {...WORDS, ...madeTables(1)};
  assert.equal(await packTrips({...tables, events: [{what: 'an event'}]}), '');
  assert.equal(await packTrips({...tables, legs: {...tables.legs, colour: {values: [], codes: []}}}), '');
  assert.equal(await packTrips({...tables, about: {...tables.about, licence: 'CC0'}}), '');
  assert.equal(await packTrips({...tables, about: {...tables.about, title: 'x'.repeat(10_001)}}), '');
  const random = seeded(1), codes = tables.legs.note.codes.map((_, leg) => leg);
  const note = Array.from({length: 9_000}, () => String.fromCharCode(0x4e00 + random() * 20_000)).join('');
  const notes = {values: codes.map(leg => note + leg), codes};
  assert.equal(await packTrips({...tables, legs: {...tables.legs, note: notes}}), '');
});

test('a link that is cut, of another version or of another kind is refused', async () => {
  const text = await packTrips({...WORDS, ...madeTables(3)});
  const others = [
    '', '1', 'x', '2' + text.slice(1), text.slice(0, -4), text.slice(0, text.length / 2), `1${text}`,
    '1javascript:alert(1)', '1%3Cscript%3E', '1' + 'A'.repeat(10_000_000), packed(''), packed('null'), packed('{}'),
    packed('[]'), packed('[["__proto__"]]'), packed('[NaN]'), packed('['.repeat(100_000)), packed({length: 12}),
    packed('<script>alert(1)</script>'), packed(' '.repeat(50_000_000)), packed(`"${'x'.repeat(999_990)}"`),
  ];
  for (const other of others) await assert.rejects(unpackTrips(other), `${other.length} ${other.slice(0, 40)}`);
});

test('whatever stands in any part of a link, it is refused or made of plain values', async () => {
  const random = seeded(7);
  const evil = [
    null, true, -1, 1e308, 2 ** 53, '', '~', 'javascript:alert(1)', '<img src=x onerror=alert(1)>', [], {}, [[]],
    {__proto__: {x: 1}}, 'constructor', 'g'.repeat(50), 'x'.repeat(20_000), ['__proto__'], 'AAAA', 9e15,
    'ggggggggggggB',
  ];
  let refused = 0;
  for (let seed = 0; seed < LINKS; seed++) {
    const value = written(await packTrips({...WORDS, ...madeTables(4)}));
    let part = value, at = Math.floor(random() * part.length);
    while (Array.isArray(part[at]) && part[at].length && random() < 0.8) {
      part = part[at];
      at = Math.floor(random() * part.length);
    }
    part[at] = evil[Math.floor(random() * evil.length)];
    const tables = await unpackTrips(packed(value)).catch(error => error);
    if (tables instanceof Error) refused++;
    else assertPlain(tables);
  }
  assert.ok(refused > LINKS / 3 && refused < LINKS, `${refused} of ${LINKS}`);
  assert.equal({}.x, undefined);
});

/** Nothing but short texts, finite numbers, null, and lists and objects of them; addresses are of the web. */
function assertPlain(value, name = '') {
  if (typeof value === 'string') assert.ok(value.length <= 10_000);
  else if (typeof value === 'number') assert.ok(Number.isFinite(value));
  else if (value !== null) {
    assert.ok(Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype, name);
    for (const [key, each] of Object.entries(value)) assertPlain(each, key);
  }
  if (['url', 'archived'].includes(name)) assert.match(value, /^(https?:\/\/[^\s/]+.*)?$/);
}

test('a link keeps its text for the same trips, and a host that wants none gets none', async () => {
  const payload = {...WORDS, ...madeTables(3)}, text = await packTrips(payload);
  const linked = await openTripLink(`#trips=${text}`, true);
  assert.deepEqual([linked.text, linked.problem], [text, '']);
  assert.equal(await tripTextOf(payload, {...linked, text: '1as-it-came'}, true), '1as-it-came');
  const other = {...WORDS, ...madeTables(4)};
  assert.equal(await tripTextOf(other, linked, true), await packTrips(other));
  assert.equal(await tripTextOf(payload, null, false), '');
  assert.equal((await openTripLink(`#trips=${text}`, false)).problem, 'links_off');
  assert.equal((await openTripLink('#trips=1x', true)).problem, 'link_damaged');
  assert.equal(await openTripLink('#list', true), null);
});

test('an address takes trips in place of those that it has', () => {
  const address = 'https://maps.example/?year=2018#trips=1abc';
  assert.equal(tripsInHash(new URL(address).hash), '1abc');
  assert.equal(tripsInHash('#list'), null);
  assert.equal(withTrips(address, '1x'), 'https://maps.example/?year=2018#trips=1x');
  assert.equal(withTrips(address, ''), 'https://maps.example/?year=2018');
  assert.equal(withTrips('https://maps.example/#list', ''), 'https://maps.example/#list');
});

test('whole numbers are written as source maps write them', () => {
  const numbers = [0, 1, -1, 15, 16, -16, 511, 512, null, 2 ** 40, -(2 ** 50)];
  assert.equal(writeNumbers([0, 1, -1, 15, 16]), 'ACDegB');
  assert.deepEqual(readNumbers(writeNumbers(numbers)), numbers);
  for (const wrong of ['g', 'A!', 'g~', 'gggggggggggggggA']) assert.throws(() => readNumbers(wrong), wrong);
});
