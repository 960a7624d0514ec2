// Packed columns: the columns of a table as short texts: what repeats, runs on or can be guessed takes next to nothing.

import {dayNumber, isoDay} from './columns.js';
import {readNumbers, writeNumbers} from './vlq.js';

/** @import {CodedJson} from '../../tools/stubs/types.js' */
/** @typedef {(number | null)[]} Numbers */

const NUMBERED = /^row-(0|[1-9]\d{0,8})$/; // the id of a trip that has none in its table
const ISO_DAY = /^\d{4}-\d\d-\d\d/, DAY_LENGTH = 10; // and perhaps a time and a mark after it
const MAX_DIGITS = 7; // of a coordinate after the point; with more it is written as it is

/**
 * Repeated values: the distinct ones, and for each row 0 for the next of them, else how many values ago it was new.
 * @param {readonly unknown[]} rows
 */
export function writeTexts(rows) {
  const {values, codes} = codeRows(rows);
  let known = 0;
  const steps = codes.map(code => {
    if (code < known) return known - code;
    known++;
    return 0;
  });
  return values.length === 1 ? [values, ''] : [values, writeNumbers(steps)];
}

/** @param {CodedJson<unknown>} column */
export const writeCoded = column => writeTexts(rowsOf(column));

/**
 * @param {[values: any[], steps: string]} column
 * @param {number} size number of rows
 * @returns {any[]}
 */
export function readTexts([values, steps], size) {
  if (values.length === 1 && !steps) return new Array(size).fill(values[0]);
  let known = 0;
  const rows = whole(steps).map(step => values[step ? known - step : known++]);
  if (rows.length !== size) throw new RangeError('a column of another length');
  return rows;
}

/**
 * Values that are mostly as guessed: which rows are not, each as the number of rows since, and their values.
 * @param {unknown[]} rows
 * @param {unknown[]} guessed
 */
export function writeChanges(rows, guessed) {
  const changed = rows.flatMap((value, row) => (isEqual(value, guessed[row]) ? [] : [row]));
  return [writeNumbers(differences(changed)), changed.map(row => rows[row])];
}

/**
 * @param {[rows: string, values: unknown[]]} column
 * @param {any[]} guessed
 */
export function readChanges([changed, values], guessed) {
  const rows = [...guessed];
  sums(whole(changed)).forEach((row, index) => {
    if (row === null || !(row in rows)) throw new RangeError('no such row');
    rows[row] = values[index];
  });
  return rows;
}

/**
 * Dates: days since that of the trip, the first being 1, with what follows the day; 0 for a text that begins otherwise.
 * @param {string[]} texts "" for no date
 * @param {Numbers} days of the trip of each
 */
export function writeDates(texts, days) {
  const dayIn = (/** @type {string} */ text) => (ISO_DAY.test(text) ? text.slice(0, DAY_LENGTH) : '');
  const isDated = (/** @type {string} */ text) => dayIn(text) !== '' && isoDay(dayNumber(dayIn(text))) === dayIn(text);
  const numbers = texts.map((text, leg) => {
    if (!isDated(text)) return text ? 0 : null;
    const since = dayNumber(dayIn(text)) - (days[leg] ?? 0);
    return since + Number(since >= 0);
  });
  const rest = texts.filter(isDated).map(text => text.slice(DAY_LENGTH));
  return [writeNumbers(numbers), writeTexts(rest), writeTexts(texts.filter(text => text && !isDated(text)))];
}

/**
 * @param {[numbers: string, rest: [string[], string], others: [string[], string]]} column
 * @param {Numbers} days
 */
export function readDates([numbers, rest, others], days) {
  const read = readNumbers(numbers), texts = readTexts(others, read.filter(number => number === 0).length);
  const after = readTexts(rest, read.filter(Boolean).length);
  let next = 0, dated = 0;
  return read.map((number, leg) => {
    if (!number) return number === null ? '' : texts[next++];
    return isoDay((days[leg] ?? 0) + number - Number(number > 0)) + after[dated++];
  });
}

/**
 * Ids: the difference of rows, for trips that are named by their row; others as they are.
 * @param {string[]} ids
 */
export function writeIds(ids) {
  const rows = ids.map(id => NUMBERED.exec(id)?.[1] ?? null).map(row => (row === null ? null : Number(row)));
  return [writeNumbers(differences(rows)), ids.filter((_, trip) => rows[trip] === null)];
}

/** @param {[rows: string, others: string[]]} column */
export function readIds([rows, others]) {
  let next = 0;
  return sums(readNumbers(rows)).map(row => (row === null ? others[next++] : `row-${row}`));
}

/**
 * Degrees as whole numbers with as few digits as they need, or as they are.
 * @param {number[]} degrees
 */
export function writeDegrees(degrees) {
  for (let digits = 0; digits <= MAX_DIGITS; digits++) {
    const scale = 10 ** digits, numbers = degrees.map(each => Math.round(each * scale));
    if (degrees.every((each, index) => numbers[index] / scale === each)) return [digits, writeNumbers(numbers)];
  }
  return [degrees];
}

/** @param {any[]} column */
export function readDegrees([digits, numbers]) {
  return Array.isArray(digits) ? digits : whole(numbers).map(number => number / 10 ** digits);
}

/**
 * Places of stops: 0 for the next new one, 1 for that of the stop before, else its number and 2; negative without one.
 * @param {number[]} places
 */
export function writeStops(places) {
  let known = 0;
  return writeNumbers(places.map((place, stop) => {
    if (place < 0) return place;
    if (place === known) return known++ && 0;
    return stop && place === places[stop - 1] ? 1 : place + 2;
  }));
}

/** @param {string} text */
export function readStops(text) {
  const /** @type {number[]} */ places = [];
  let known = 0;
  for (const number of whole(text)) {
    places.push(number < 0 ? number : number === 0 ? known++ : number === 1 ? places[places.length - 1] : number - 2);
  }
  return places;
}

/**
 * Numbers of few digits less the ones computed here, which they are but for the last digit.
 * @param {Numbers} numbers
 * @param {number[]} computed
 * @param {number} scale
 */
export function residuals(numbers, computed, scale) {
  return numbers.map((number, index) =>
    (number === null ? null : Math.round(number * scale) - Math.round(computed[index] * scale)));
}

/**
 * @param {Numbers} rest
 * @param {number[]} computed
 * @param {number} scale
 * @returns {any[]}
 */
export function restored(rest, computed, scale) {
  if (rest.length !== computed.length) throw new RangeError('a column of another length');
  return rest.map((number, index) =>
    (number === null ? null : (number + Math.round(computed[index] * scale)) / scale));
}

/** @param {Numbers} numbers each less the last one before it that is known */
export function differences(numbers) {
  let before = 0;
  return numbers.map(number => {
    if (number === null) return null;
    const difference = number - before;
    before = number;
    return difference;
  });
}

/** @param {Numbers} steps */
export function sums(steps) {
  let sum = 0;
  return steps.map(step => (step === null ? null : (sum += step)));
}

/**
 * @param {Numbers} numbers
 * @param {Numbers} base
 */
export function apart(numbers, base) {
  return numbers.map((number, index) => (number === null ? null : number - (base[index] ?? 0)));
}

/**
 * Numbers of which none is unknown.
 * @param {string} text
 * @returns {number[]}
 */
export function whole(text) {
  return readNumbers(text).map(number => {
    if (number === null) throw new RangeError('a number is missing');
    return number;
  });
}

/**
 * @template T
 * @param {CodedJson<T>} column
 */
export function rowsOf({values, codes}) {
  return codes.map(code => values[code]);
}

/**
 * @param {readonly unknown[]} rows
 * @returns {CodedJson<any>}
 */
export function codeRows(rows) {
  const /** @type {Map<unknown, number>} */ numbers = new Map(), /** @type {unknown[]} */ values = [];
  const codes = rows.map(value => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    const key = typeof value === 'string' ? value : JSON.stringify([value]);
    const code = numbers.get(key) ?? values.push(value) - 1;
    numbers.set(key, code);
    numbers.set(value, code);
    return code;
  });
  return {values, codes};
}

/**
 * Whether two values as JSON has them are equal.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function isEqual(one, other) {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const keys = Object.keys(one), more = Object.keys(other);
  if (keys.length !== more.length) return false;
  return keys.every(key => isEqual(Reflect.get(one, key), Reflect.get(other, key)) && Object.hasOwn(other, key));
}
