// Made-up tables of own trips, as `geo/payload.py` writes them: any texts, dates, ways and gaps.

import {segmentsOf} from '../../static/model/guesses.js';
import {codeRows} from '../../static/model/packed_columns.js';
import {seeded} from './random.js';

const MODES = ['rail', 'air', 'road', 'sea', 'foot', 'other'];
const SCRIPT = '<img src=x onerror=alert(1)>';
const TEXTS = ['', 'Zürich', '東京', '\u202eright', '"quoted" \\ ; ,', SCRIPT, '__proto__', '~', 'row-7'];
const DATES = ['', '2019-02-26', '2019-02-26T08:13+07:00', '2018-06', '2018?', '0001-01-01', '9999-12-31'];

/** Tables of a few trips; the same for the same seed. */
export function madeTables(seed) {
  const random = seeded(seed), below = n => Math.floor(random() * n), one = list => list[below(list.length)];
  const many = (n, make) => Array.from({length: n}, (_, index) => make(index));
  const size = 1 + below(12), nPlaces = 1 + below(8), names = many(below(3), index => `nowhere ${index}`);
  const tripLegs = many(size, () => 1 + below(3)), n = tripLegs.reduce((sum, each) => sum + each, 0);
  const counts = many(n, () => 1 + below(4)), nStops = counts.reduce((sum, each) => sum + each, 0);
  const digits = one([0, 2, 5, 7, 15]);
  const degrees = most => Number(((random() * 2 - 1) * most).toFixed(digits));
  const texts = rows => codeRows(many(rows, () => one(TEXTS)));
  const stops = {
    place: many(nStops, () => (names.length && !below(6) ? -1 - below(names.length) : below(nPlaces))),
    inferred: many(nStops, () => Number(!below(5))),
    names,
  };
  const modes = many(n, () => one(MODES)), {segments, uses, counts: used} = segmentsOf({stops, counts, modes});
  const line = () => many(4 + 2 * below(20), index => (index < 2 ? below(800_000) : below(5_000) - 2_500));
  const hasHome = Boolean(below(2)), ids = ['https://a.example/b', 'https://c.example', 'book'];
  const source = id => (id === 'book'
    ? {id, publisher: 'Press', title: 'A book', date: '2019', url: 'https://d.example/x', archived: ''}
    : {id, publisher: id.split('/')[2], title: '', date: '', url: id, archived: ''});
  return {
    fingerprint: many(64, () => below(16).toString(16)).join(''),
    about: {
      title: one(TEXTS), traveller: '', home: hasHome ? below(nPlaces) : null, sources_read_to: '', sources_note: '',
      counting: '', places_note: '', licence: '', credits: '', corrections: '', claim: null,
    },
    places: {
      id: many(nPlaces, index => `geonames:${index}`), name: many(nPlaces, () => one(TEXTS)),
      native: many(nPlaces, () => one(TEXTS)), label: many(nPlaces, () => one(TEXTS.slice(1))),
      country: many(nPlaces, () => one(['', 'CH', 'JP'])), lon: many(nPlaces, () => degrees(180)),
      lat: many(nPlaces, () => degrees(90)), source: many(nPlaces, () => one(TEXTS)),
      from_home_km: many(nPlaces, () => (hasHome ? below(200_000) / 10 : null)),
    },
    people: {},
    sources: Object.fromEntries(ids.map(id => [id, source(id)])),
    trips: {
      id: many(size, index => one([`row-${index * 3}`, `<b>${index}`, `row-0${index}`])),
      traveller: texts(size), title: texts(size), occasion: texts(size), outcome: texts(size),
      mode: codeRows(many(size, () => one(MODES))), evidence: codeRows(many(size, () => one(['', 'confirmed']))),
      met: codeRows(many(size, () => many(below(3), () => one(TEXTS)))),
      countries: codeRows(many(size, () => many(below(3), () => one(['CH', 'JP'])))),
      start: many(size, () => one([null, below(20_000), -719_162])), end: many(size, () => one([null, below(20_000)])),
      days: many(size, () => one([null, below(400)])), legs: tripLegs,
    },
    legs: {
      mode: codeRows(modes), vehicle: texts(n), note: texts(n),
      evidence: codeRows(many(n, () => one(['', 'reported', 'disputed']))),
      sources: codeRows(many(n, () => many(below(3), () => one(ids)))), depart: codeRows(many(n, () => one(DATES))),
      arrive: codeRows(many(n, () => one(DATES))),
      published: codeRows(many(n, () => many(below(2), () => [below(1e6) / 1000, 'book']))),
      stay: codeRows(many(n, () => below(2))),
      stops: counts, uses: used,
    },
    details: many(below(3), index => ({name: `${one(TEXTS)} ${index}`, ...texts(n)})),
    stops,
    segments: {
      start: segments.map(each => each.start), end: segments.map(each => each.end),
      mode: codeRows(segments.map(each => each.mode)), km: segments.map(() => below(2e6) / 100),
    },
    geometries: Object.fromEntries(segments.flatMap((_, index) => (below(3) ? [] : [[index, line()]]))),
    uses: {
      segment: uses.map(use => use.segment), forward: uses.map(use => Number(use.forward)),
      basis: codeRows(uses.map(() => one(['reported', 'inferred', 'schematic']))),
    },
    traced: many(below(2), () => 'OpenStreetMap'), events: [], errors: [],
  };
}
