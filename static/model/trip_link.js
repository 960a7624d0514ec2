// Trip link: own trips as text for the part of an address after "#", which no server is sent, and back.
// `data/reading/formats/trip_link.py` reads the same text. docs/decisions/0016 says why each column is as it is.

import {BASES} from './basis.js';
import {deflateText, inflateText} from './deflate.js';
import {
  fromHomeKm, legsOfTrips, likelyBasis, likelyCountries, likelyTitles, segmentsOf, straightKm,
} from './guesses.js';
import {
  apart, codeRows, differences, isEqual, readChanges, readDates, readDegrees, readIds, readStops, readTexts, residuals,
  restored, rowsOf, sums, whole, writeChanges, writeCoded, writeDates, writeDegrees, writeIds, writeStops, writeTexts,
} from './packed_columns.js';
import {checkTables} from './trip_link_check.js';
import {readNumbers, writeNumbers} from './vlq.js';

/** @import {Payload, PlaceTable, Source} from '../../tools/stubs/types.js' */
/** @import {Numbers} from './packed_columns.js' */
/** @typedef {'language' | 'messages' | 'names' | 'countries'} WordTable */
/** @typedef {Omit<Payload, WordTable>} Tables without the texts of the page */

export const MAX_LINK = 32_000; // characters: browsers take as many, and some chats cut before
export const SAFE_LINK = 2_000; // characters that every program takes
const VERSION = '1'; // the first character of the text
const MAX_TEXT = 1_000_000; // bytes that a link may unpack to; one of 32,000 characters has 100,000 or so
const MAX_LEGS = 4_000; // of trips that may fit into a link: a leg takes eight characters at the very least
const PARAMETER = 'trips=';
const WORDS = ['language', 'messages', 'names', 'countries']; // the page that opens it has its own

/**
 * The text of the trips in an address; null where it has none.
 * @param {string} hash
 */
export function tripsInHash(hash) {
  return hash.startsWith(`#${PARAMETER}`) ? hash.slice(1 + PARAMETER.length) : null;
}

/**
 * What an address says of trips: the text, and the tables or the key of a message on why there are none.
 * @typedef {{text: string, tables: Tables | null, problem: string}} LinkedTrips
 *
 * The trips of an address; null where it names none.
 * @param {string} hash
 * @param {boolean} isAllowed whether the host lets links hold trips
 * @returns {Promise<LinkedTrips | null>}
 */
export async function openTripLink(hash, isAllowed) {
  const text = tripsInHash(hash);
  if (text === null) return null;
  if (!isAllowed) return {text, tables: null, problem: 'links_off'};
  const tables = await unpackTrips(text).catch(() => null);
  return {text, tables, problem: tables ? '' : 'link_damaged'};
}

/**
 * Open the trips of another link that is put into the address of the same page, which browsers do not load anew.
 * @param {Window} window
 */
export function followTripLinks(window) {
  window.addEventListener('hashchange', () => {
    if (tripsInHash(window.location.hash) !== null) window.location.reload();
  });
}

/**
 * An address with trips in it, or without any.
 * @param {string} address
 * @param {string} text "" for none
 */
export function withTrips(address, text) {
  const url = new URL(address);
  if (text || tripsInHash(url.hash) !== null) url.hash = text ? PARAMETER + text : '';
  return url.href;
}

/**
 * The text of own trips for links: that of the link that brought them as they are, else one that is made of them.
 * @param {Payload} payload
 * @param {LinkedTrips | null} linked
 * @param {boolean} isAllowed whether the host lets links hold trips
 */
export async function tripTextOf(payload, linked, isAllowed) {
  if (!isAllowed) return '';
  const isSame = linked?.tables?.fingerprint === payload.fingerprint.slice(0, 8);
  return linked && isSame ? linked.text : packTrips(payload);
}

/**
 * Trips as text for a link; "" where they do not fit into one, or would not come out of it as they are.
 * @param {Payload} payload
 */
export async function packTrips(payload) {
  if (payload.legs.stops.length > MAX_LEGS) return '';
  const written = writeWhole(tablesOf(payload)), text = written && VERSION + await deflateText(written);
  return text.length <= MAX_LINK ? text : '';
}

/**
 * The trips of a link's text. Throws where it has none, whatever is wrong with it.
 * @param {string} text
 * @returns {Promise<Tables>}
 */
export async function unpackTrips(text) {
  if (text.length > MAX_LINK || text[0] !== VERSION) throw new RangeError('no trips of this version');
  return readTables(JSON.parse(await inflateText(text.slice(1), MAX_TEXT)));
}

/**
 * Tables as JSON that brings them back as they are; "" where none does.
 * @param {Tables} tables
 */
function writeWhole(tables) {
  try {
    const written = JSON.stringify(writeTables(tables));
    return isEqual(tables, readTables(JSON.parse(written))) ? written : '';
  } catch { // a text that is longer than any in a link, or tables of which this has no notion
    return '';
  }
}

/**
 * What a link holds of a payload: not what a publisher adds to the title, to stay short.
 * @param {Payload} payload
 * @returns {Tables}
 */
function tablesOf(payload) {
  const tables = Object.entries(payload).filter(([name]) => !WORDS.includes(name));
  const about = {...payload.about};
  delete about.publication;
  return {.../** @type {any} */ (Object.fromEntries(tables)), about, fingerprint: payload.fingerprint.slice(0, 8)};
}

/** @param {Tables} tables */
function writeTables(tables) {
  const {fingerprint, about, places, sources, trips, legs, details, stops, segments, uses, geometries, traced} = tables;
  const tripLegs = legsOfTrips(trips.legs), leg = legs.stops.map((_, index) => index);
  const firstLegs = tripLegs.map(([first]) => first);
  const modes = rowsOf(legs.mode), evidence = rowsOf(legs.evidence), tripStart = trips.start, tripEnd = trips.end;
  const tripOf = tripLegs.flatMap((numbers, trip) => numbers.map(() => trip));
  const network = segmentsOf({stops, counts: legs.stops, modes});
  const km = straightKm(places, network.segments, geometries);
  const rowsOfTable = [about.rows_not_drawn ?? 0, about.unread_rows ?? 0, Number(about.states_homes ?? false)];
  return [
    fingerprint, about.title, about.home,
    [
      places.id, places.name, writeTexts(places.native),
      writeTexts(places.label.map((label, index) => (label === places.name[index] ? '' : label))),
      writeTexts(places.country), writeDegrees(places.lon), writeDegrees(places.lat), writeTexts(places.source),
      writeNumbers(residuals(places.from_home_km, fromHomeKm(places, about.home), 10)),
    ],
    Object.values(sources).map(source => (isBareLink(source) ? source.url : Object.values(source))),
    [
      writeIds(trips.id), writeCoded(trips.traveller),
      writeChanges(rowsOf(trips.title), likelyTitles(tripLegs, legs.stops, stops, places.label)),
      writeCoded(trips.occasion), writeCoded(trips.outcome),
      writeChanges(rowsOf(trips.mode), firstLegs.map(first => modes[first])),
      writeChanges(rowsOf(trips.evidence), firstLegs.map(first => evidence[first])), writeCoded(trips.met),
      writeChanges(rowsOf(trips.countries), likelyCountries(tripLegs, legs.stops, stops.place, places.country)),
      writeNumbers(differences(tripStart)), writeNumbers(apart(tripEnd, tripStart)),
      writeNumbers(trips.days.map((days, trip) => (days === null ? null : days - span(tripStart, tripEnd, trip)))),
      writeNumbers(trips.legs),
    ],
    [
      ...[legs.mode, legs.vehicle, legs.note, legs.evidence, legs.sources].map(writeCoded),
      writeDates(rowsOf(legs.depart), leg.map(each => tripStart[tripOf[each]])),
      writeDates(rowsOf(legs.arrive), leg.map(each => tripEnd[tripOf[each]])),
      writeCoded(legs.published), writeNumbers(legs.stops), writeCoded(legs.stay),
      details.map(({name, ...column}) => [name, writeCoded(column)]),
    ],
    [writeStops(stops.place), writeNumbers(stops.inferred), stops.names],
    writeNumbers(residuals(segments.km, km, 100)),
    writeNumbers(rowsOf(uses.basis).map((basis, use) =>
      BASES.indexOf(basis) - likelyBasis(network.uses[use], network.segments, geometries))),
    Object.entries(geometries).map(([segment, line]) => [Number(segment), writeNumbers(line)]),
    traced,
    ...(rowsOfTable.some(Boolean) ? [rowsOfTable] : []),
  ];
}

/**
 * @param {any} written what `JSON.parse` made of a link, so nothing of it is known
 * @returns {Tables}
 */
function readTables(written) {
  const [fingerprint, title, home, placeColumns, sourceRows, tripColumns, legColumns, stopColumns, kmColumn,
    basisColumn, lines, traced, [notDrawn, unread, statesHomes] = [0, 0, 0]] = written;
  const places = readPlaces(placeColumns, home);
  const [depart, arrive, published, stopCounts, stay, details] = legColumns.slice(5), counts = whole(stopCounts);
  const legColumn = (/** @type {number} */ at) => readTexts(legColumns[at], counts.length);
  const [legModes, vehicle, note, evidence, legSources] = [0, 1, 2, 3, 4].map(legColumn);
  const stops = {place: readStops(stopColumns[0]), inferred: whole(stopColumns[1]), names: stopColumns[2]};
  const legCounts = whole(tripColumns[12]), tripLegs = legsOfTrips(legCounts);
  const size = legCounts.length, firstLegs = tripLegs.map(([first]) => first);
  if (tripLegs.flat().length !== counts.length) throw new RangeError('other legs than trips');
  const tripColumn = (/** @type {number} */ at) => codeRows(readTexts(tripColumns[at], size));
  const start = sums(readNumbers(tripColumns[9]));
  const end = readNumbers(tripColumns[10]).map((days, trip) => (days === null ? null : days + (start[trip] ?? 0)));
  const tripOf = tripLegs.flatMap((numbers, trip) => numbers.map(() => trip));
  const geometries = Object.fromEntries(lines.map((/** @type {[number, string]} */ [segment, line]) =>
    [segment, whole(line)]));
  const network = segmentsOf({stops, counts, modes: legModes});
  const km = straightKm(places, network.segments, geometries);
  const bases = whole(basisColumn).map((change, use) =>
    BASES[change + likelyBasis(network.uses[use], network.segments, geometries)]);
  const tables = {
    fingerprint,
    about: {
      title, traveller: '', home, ...NOTHING_ABOUT,
      ...(statesHomes ? {states_homes: statesHomes === 1} : {}),
      ...(notDrawn ? {rows_not_drawn: notDrawn} : {}), ...(unread ? {unread_rows: unread} : {}),
    },
    places,
    people: {},
    sources: Object.fromEntries(sourceRows.map(readSource).map((/** @type {Source} */ source) => [source.id, source])),
    trips: {
      id: readIds(tripColumns[0]),
      traveller: tripColumn(1),
      title: codeRows(readChanges(tripColumns[2], likelyTitles(tripLegs, counts, stops, places.label))),
      occasion: tripColumn(3), outcome: tripColumn(4),
      mode: codeRows(readChanges(tripColumns[5], firstLegs.map(first => legModes[first]))),
      evidence: codeRows(readChanges(tripColumns[6], firstLegs.map(first => evidence[first]))),
      met: tripColumn(7),
      countries: codeRows(readChanges(tripColumns[8], likelyCountries(tripLegs, counts, stops.place, places.country))),
      start, end,
      days: readNumbers(tripColumns[11]).map((more, trip) => (more === null ? null : more + span(start, end, trip))),
      legs: legCounts,
    },
    legs: {
      mode: codeRows(legModes), vehicle: codeRows(vehicle), note: codeRows(note), evidence: codeRows(evidence),
      sources: codeRows(legSources),
      depart: codeRows(readDates(depart, tripOf.map(trip => start[trip]))),
      arrive: codeRows(readDates(arrive, tripOf.map(trip => end[trip]))),
      published: codeRows(readTexts(published, counts.length)), stay: codeRows(readTexts(stay, counts.length)),
      stops: counts, uses: network.counts,
    },
    details: details.map((/** @type {[string, any]} */ [name, column]) =>
      ({name, ...codeRows(readTexts(column, counts.length))})),
    stops,
    segments: {
      start: network.segments.map(segment => segment.start), end: network.segments.map(segment => segment.end),
      mode: codeRows(network.segments.map(segment => segment.mode)),
      km: restored(readNumbers(kmColumn), km, 100),
    },
    geometries,
    uses: {
      segment: network.uses.map(use => use.segment), forward: network.uses.map(use => Number(use.forward)),
      basis: codeRows(bases),
    },
    traced, events: [], errors: [],
  };
  return checkTables(/** @type {any} */ (tables));
}

const NOTHING_ABOUT = {
  sources_read_to: '', sources_note: '', counting: '', places_note: '', licence: '', credits: '', corrections: '',
  claim: null,
};

/**
 * @param {any[]} columns
 * @param {number | null} home
 * @returns {PlaceTable}
 */
function readPlaces([id, name, native, label, country, lon, lat, source, distances], home) {
  const size = id.length, labels = readTexts(label, size);
  const places = {
    id, name,
    native: readTexts(native, size),
    label: labels.map((text, index) => text || name[index]),
    country: readTexts(country, size),
    lon: readDegrees(lon), lat: readDegrees(lat),
    source: readTexts(source, size),
  };
  const km = restored(readNumbers(distances), fromHomeKm(places, home), 10);
  return {...places, from_home_km: km};
}

/**
 * Days from the first of a trip to its last, both counted.
 * @param {Numbers} start
 * @param {Numbers} end
 * @param {number} trip
 */
const span = (start, end, trip) => (end[trip] ?? 0) - (start[trip] ?? 0) + 1;

/** @param {Source} source */
function isBareLink(source) {
  return isEqual(source, readSource(source.url));
}

/**
 * A source of a bare link, or of all its fields.
 * @param {string | string[]} written
 * @returns {Source}
 */
function readSource(written) {
  const [id, publisher, title, date, url, archived] =
    typeof written === 'string' ? [written, written.split('/')[2], '', '', written, ''] : written;
  return {id, publisher, title, date, url, archived};
}
