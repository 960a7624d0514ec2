// Trip link check: the tables of a link are what a server could have sent, or an error. A link may come from anybody.

import {MODES} from './words.js';

/** @import {CodedJson} from '../../tools/stubs/types.js' */
/** @import {Tables} from './trip_link.js' */
/** @typedef {(value: any) => boolean} Test */

const FIRST_DAY = -719_162, LAST_DAY = 2_932_896; // 1 January of the year 1 to 31 December 9999
const EVIDENCE = ['', 'confirmed', 'reported', 'disputed'];
const EDTF = /^[\dTZ:+~?%./-]{0,60}$/; // the characters of a date that `data/edtf.py` reads, not its rules
const WEB_ADDRESS = /^https?:\/\/[^\s/?#\p{Cc}][^\s\p{Cc}]*$/iu;
const MAX_KM = 1e7;
const MOST_DETAILS = 200; // columns
const MAX_TEXT = 10_000; // characters of a cell

/** @type {Test} */
const isText = value => typeof value === 'string' && value.length <= MAX_TEXT;
/** @type {Test} */
const isCount = value => Number.isInteger(value) && value >= 0;
/** @type {Test} */
const isFlag = value => value === 0 || value === 1;
/** @type {Test} */
const isAddress = value => value === '' || (isText(value) && WEB_ADDRESS.test(value));
/** @type {Test} */
const isDate = value => isText(value) && EDTF.test(value);
/** @type {Test} */
const isKm = value => Number.isFinite(value) && value >= 0 && value <= MAX_KM;
/** @type {Test} */
const isDay = value => Number.isInteger(value) && value >= FIRST_DAY && value <= LAST_DAY;
/** @type {Test} */
const isLength = value => Array.isArray(value) && value.length === 2 && isKm(value[0]) && isText(value[1]);
/** @param {readonly unknown[]} values @returns {Test} */
const isOneOf = values => value => values.includes(value);
/** @param {Test} test @returns {Test} */
const isListOf = test => value => Array.isArray(value) && value.every(test);
/** @param {Test} test @returns {Test} */
const isMissingOr = test => value => value === null || test(value);
/** @param {number} most @returns {Test} */
const isDegrees = most => value => Number.isFinite(value) && Math.abs(value) <= most;

/**
 * The tables, if they are sound; throws if anything in them is not.
 * @param {Tables} tables
 */
export function checkTables(tables) {
  const {about, places, sources, trips, legs, details, stops, segments, uses, geometries, traced} = tables;
  const size = places.id.length, isPlace = isIndex(size);
  need(isText(tables.fingerprint) && /^[\da-f]{8}$/.test(tables.fingerprint));
  need(isText(about.title) && (about.home === null || isPlace(about.home)));
  need(isCount(about.rows_not_drawn ?? 0) && isCount(about.unread_rows ?? 0));
  for (const column of [places.id, places.name, places.native, places.label, places.country, places.source]) {
    needColumn(column, size, isText);
  }
  needColumn(places.lon, size, isDegrees(180));
  needColumn(places.lat, size, isDegrees(90));
  needColumn(places.from_home_km, size, isMissingOr(isKm));
  for (const {url, archived, ...rest} of Object.values(sources)) {
    need(isAddress(url) && isAddress(archived) && Object.values(rest).every(isText));
  }
  checkTrips(trips, trips.legs.length);
  checkLegs(legs, legs.stops.length, Object.keys(sources));
  need(details.length <= MOST_DETAILS && new Set(details.map(({name}) => name)).size === details.length);
  for (const {name, ...column} of details) need(isText(name)), needCodes(column, legs.stops.length, isText);
  const isName = isIndex(stops.names.length);
  needColumn(stops.place, stops.inferred.length, number => isPlace(number) || isName(-1 - number));
  needColumn(stops.inferred, stops.place.length, isFlag);
  need(isListOf(isText)(stops.names) && isListOf(isText)(traced));
  needColumn(segments.km, segments.start.length, isKm);
  needCodes(uses.basis, uses.segment.length, isText);
  for (const [segment, line] of Object.entries(geometries)) {
    need(isIndex(segments.start.length)(Number(segment)) && isLine(line));
  }
  return tables;
}

/**
 * @param {Tables['trips']} trips
 * @param {number} size
 */
function checkTrips(trips, size) {
  needColumn(trips.id, size, isText);
  need(new Set(trips.id).size === size);
  for (const column of [trips.traveller, trips.occasion, trips.outcome]) needCodes(column, size, isText);
  needCodes(trips.title, size, title => isText(title) || (isListOf(isText)(title) && title.length === 2));
  needCodes(trips.mode, size, isOneOf(MODES));
  needCodes(trips.evidence, size, isOneOf(EVIDENCE));
  for (const column of [trips.met, trips.countries]) needCodes(column, size, isListOf(isText));
  for (const column of [trips.start, trips.end]) needColumn(column, size, isMissingOr(isDay));
  needColumn(trips.days, size, isMissingOr(isCount));
}

/**
 * @param {Tables['legs']} legs
 * @param {number} size
 * @param {string[]} sources ids
 */
function checkLegs(legs, size, sources) {
  const known = new Set(sources), isCited = isListOf(id => known.has(id));
  for (const column of [legs.vehicle, legs.note]) needCodes(column, size, isText);
  needCodes(legs.mode, size, isOneOf(MODES));
  needCodes(legs.evidence, size, isOneOf(EVIDENCE));
  needCodes(legs.sources, size, isCited);
  needCodes(legs.published, size, isListOf(length => isLength(length) && known.has(length[1])));
  for (const column of [legs.depart, legs.arrive]) needCodes(column, size, isDate);
  needCodes(legs.stay, size, isFlag);
  needColumn(legs.stops, size, count => isCount(count) && count > 0);
}

/** @param {number} size @returns {Test} */
function isIndex(size) {
  return value => isCount(value) && value < size;
}

/** @param {number[]} line deltas of longitude and latitude in 1e-4 degrees */
function isLine(line) {
  if (line.length < 4 || line.length % 2) return false;
  let lng = 0, lat = 0;
  return line.every((delta, at) => {
    if (at % 2) lat += delta;
    else lng += delta;
    return Math.abs(lng) <= 1e7 && Math.abs(lat) <= 9e5;
  });
}

/** @param {boolean} isSound */
function need(isSound) {
  if (!isSound) throw new RangeError('these are no trips');
}

/**
 * @param {readonly unknown[]} column
 * @param {number} size
 * @param {Test} test
 */
function needColumn(column, size, test) {
  need(Array.isArray(column) && column.length === size && column.every(test));
}

/**
 * @param {CodedJson<unknown>} column
 * @param {number} size
 * @param {Test} test
 */
function needCodes({values, codes}, size, test) {
  need(values.every(test));
  needColumn(codes, size, isCount);
}
