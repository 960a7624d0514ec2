// Search: which trips have all words of a text, in titles, names, places and notes. `geo/search.py` does the same.

/** @typedef {import('../../tools/stubs/types.js').Payload} Payload */

const MAX_LETTERS = 100; // of a search; the rest is left out
const MAX_WORDS = 16;
const MARKS = /\p{M}/gu;
/** @type {Record<string, string>} letters that Unicode does not decompose, though readers type the plain ones */
const PLAIN = {ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ħ: 'h'};
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

/**
 * A text in small letters without accents, for comparison with another.
 * @param {string} text
 */
export function foldText(text) {
  return text.normalize('NFKD').toLowerCase().replace(MARKS, '').replace(NOT_PLAIN, letter => PLAIN[letter]);
}

/**
 * What a link or a reader asks for, without blanks at its ends and not too long.
 * @param {string} text
 */
export function cleanSearch(text) {
  return [...text.trim()].slice(0, MAX_LETTERS).join('').trim();
}

/** @param {string} search */
function wordsOf(search) {
  return [...new Set(foldText(search).split(/\s+/u).filter(Boolean))].slice(0, MAX_WORDS);
}

/** The texts of all trips by which they are found, each folded once, at the first search. */
export class SearchIndex {
  /** @type {string[][]} */
  #places;
  /** @type {{values: string[][], codes: number[]}[]} */
  #ofTrips;
  /** @type {{values: string[][], codes: number[]}[]} */
  #ofLegs;

  /**
   * @param {Payload} tables
   * @param {Record<string, string[]>} otherNames proper names in other languages, by the records' own
   */
  constructor({trips, legs, stops, places, details}, otherNames) {
    const names = (/** @type {string[]} */ ...own) => (
      own.flatMap(name => [name, ...(Object.hasOwn(otherNames, name) ? otherNames[name] : [])]).map(foldText));
    /**
     * @param {import('../../tools/stubs/types.js').CodedJson<any>} column
     * @returns {{values: string[][], codes: number[]}}
     */
    const folded = ({values, codes}) => ({values: values.map(value => names(...[value].flat())), codes});
    this.#ofTrips = [trips.title, trips.traveller, trips.occasion, trips.outcome, trips.met].map(folded);
    this.#ofLegs = [legs.vehicle, legs.note, ...details].map(folded);
    this.#places = places.name.map((name, place) => names(name, places.native[place], places.label[place]));
    this.unknown = stops.names.map(name => names(name));
    this.stops = stops.place;
  }

  /**
   * Mark each trip that lacks a word of a search.
   * @param {import('./facets.js').Marks} marks by trip
   * @param {string} search
   * @param {number} bit the mark
   * @param {{start: Uint32Array, stop: Uint32Array}} legs where the legs of trips and the stops of legs begin
   */
  markOthers(marks, search, bit, legs) {
    const words = wordsOf(search), all = 2 ** words.length - 1;
    const has = (/** @type {string[]} */ texts) => {
      let found = 0;
      for (const [at, word] of words.entries()) if (texts.some(text => text.includes(word))) found |= 1 << at;
      return found;
    };
    const columns = (/** @type {{values: string[][], codes: number[]}[]} */ columns) =>
      columns.map(({values, codes}) => ({found: values.map(has), codes}));
    const ofTrips = columns(this.#ofTrips), ofLegs = columns(this.#ofLegs);
    const places = this.#places.map(has), unknown = this.unknown.map(has);
    for (let trip = 0; trip < marks.length; trip++) {
      let found = 0;
      for (const column of ofTrips) found |= column.found[column.codes[trip]];
      for (let leg = legs.start[trip]; leg < legs.start[trip + 1] && found !== all; leg++) {
        for (const column of ofLegs) found |= column.found[column.codes[leg]];
        for (let stop = legs.stop[leg]; stop < legs.stop[leg + 1]; stop++) {
          const place = this.stops[stop];
          found |= place < 0 ? unknown[-1 - place] : places[place];
        }
      }
      if (found !== all) marks[trip] |= bit;
    }
  }
}
