// View: the URL is the state. This module reads and writes it, and everything on the page follows.

import {EMBED_PARAMETERS, parseEmbedding} from './embedding.js';
import {unpackPayload} from './payload.js';
import {cleanSearch} from './search.js';
import {nameMessages} from './words.js';
import {tripsInHash, withTrips} from './trip_link.js';
import {FACETS} from './trips.js';

/** @import {Trips} from './trips.js' */
/** @import {Changed, Edges, FacetName, Outlines, Summary, Trip, View, ViewPart} from '../../tools/stubs/types.js' */
/** @import {DownloadCancel, DownloadRequest, DownloadResponse} from '../../tools/stubs/types.js' */
/** @import {CountryOutlines, LoadComparison, Payload, Translation} from '../../tools/stubs/types.js' */
/**
 * Values of facets that a link spells otherwise than the data: by facet, then by the word in the link.
 * @typedef {Partial<Record<FacetName, Record<string, string>>>} Aliases
 *
 * @callback Follower
 * @param {Store} store
 * @param {Changed} changed
 *
 * @typedef {Record<string, string | number | (string | number)[] | null>} Parameters of a URL, to be set or removed
 */

/** @type {import('../../tools/stubs/types.js').MapKind[]} small maps that a link may open */
const MAPS = ['traveller', 'country'];
const MAX_ZOOM = 20;
const MAX_LONGITUDE = 540;
/** @type {Changed} */
const UNCHANGED = {facets: false, trip: false, at: false, colour: false, maps: false};
const DECIMAL = /^[ \t\n\r\f\v]*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[ \t\n\r\f\v]*$/i;

/**
 * The view that the query of a URL describes.
 * @param {string} search
 * @param {Aliases} [aliases]
 * @returns {View}
 */
export function parseView(search, aliases = {}) {
  const query = new URLSearchParams(search);
  const facets = FACETS.map(facet =>
    [facet, new Set(query.getAll(facet).map(word => aliases[facet]?.[word] ?? word))]);
  const [first, last, ...more] = query.getAll('years').map(Number).filter(Number.isInteger);
  const years = last === undefined || more.length ? null : [first, last];
  const text = query.getAll('search').map(cleanSearch).find(Boolean) ?? '';
  const trip = query.get('trip'), at = parsePosition(query.get('at') ?? ''), colour = query.get('colour') ?? '';
  const maps = MAPS.filter(kind => query.getAll('maps').includes(kind));
  return {...Object.fromEntries(facets), years, search: text, trip, at, colour, maps};
}

/**
 * A map position as numbers: south, west, north and east, or latitude, longitude and zoom. Null where the text has none
 * that a map could show.
 * @param {string} text
 */
function parsePosition(text) {
  const parts = text.split(',');
  if (!parts.every(part => DECIMAL.test(part))) return null;
  const at = parts.map(Number);
  return isBounds(at) || isCentre(at) ? at : null;
}

/** @param {number[]} at */
function isBounds([south, west, north, east, ...more]) {
  return !more.length && -90 <= south && south < north && north <= 90
    && -MAX_LONGITUDE <= west && west < east && east <= MAX_LONGITUDE && east - west <= 360;
}

/** @param {number[]} at */
function isCentre([lat, lng, zoom, ...more]) {
  return !more.length && Math.abs(lat) <= 90 && Math.abs(lng) <= MAX_LONGITUDE && zoom >= 0 && zoom <= MAX_ZOOM;
}

/** The one store of a page: the trips, the view of its URL, and the functions that follow it. */
export class Store {
  /** @type {Set<Follower>} */
  #followers = new Set();
  /** @type {string | null} */
  #search = null;
  #closed = new AbortController();
  /** @type {Summary | null} */
  #summary = null;
  /** @type {ReturnType<Trips['countOptions']> | null} */
  #optionCounts = null;
  #view = parseView('');
  /** @type {(() => Promise<Record<string, string[]>>) | null} */
  #fetchNames = null;

  /** The numbers of the trips that the view shows. */
  shown = new Uint32Array();

  /** Called after a choice that the page itself has made; Streamlit's page lets its widgets follow. */
  choiceMade = () => {};

  /** Whether the link was made for other data than these. */
  outdated = false;

  /** @type {string[] | null} the sites that may show the page in a frame, as CSP sources; null where nothing is said */
  frameAncestors = null;

  /** The text of own trips for links (`trip_link.js`); "" for the page's trips, and where no link holds them. */
  tripText = '';

  /** Whether the server answers the files of these trips by addresses; set where it says so. */
  hasFileAddresses = false;

  /**
   * Sends a request to the server; set where there is one.
   * @type {((request: DownloadRequest | DownloadCancel) => void) | null}
   */
  requestDownload = null;

  /** @type {Promise<Outlines> | null} the outlines of the base map, where they are fetched */
  world = null;

  /** @type {Edges} px at each edge of the map that something of the page lies over */
  covered = {left: 0, right: 0, bottom: 0};

  /**
   * Loads what compares trips, and the outlines of countries; set where the page can.
   * @type {{load: LoadComparison, outlines: () => Promise<CountryOutlines>} | null}
   */
  comparison = null;

  /** @type {((response: DownloadResponse) => void) | null} takes the server's response; set by the Share dialog */
  receiveDownload = null;

  /**
   * @param {Window} window whose URL is the state
   * @param {Trips} trips
   * @param {Aliases} [aliases]
   * @param {Promise<string> | null} [tripText] of own trips, null for those of the page
   */
  constructor(window, trips, aliases, tripText = null) {
    this.window = window;
    /** Whether a link needs the trips themselves to reopen them. */
    this.isOwn = tripText !== null;
    /** Resolves once it is known whether a link holds the trips. */
    this.packed = Promise.resolve(tripText).then(text => this.#holdTrips(text ?? ''));
    this.aliases = aliases;
    this.trips = trips;
    this.words = trips.words;
    this.embedding = parseEmbedding(window.location.search);
    this.#compareFingerprint();
    this.#update();
    if (this.view.trip && !this.trip) this.write({trip: null});
    if (!this.view.at) this.write({at: null});
    this.#followUrl();
  }

  /**
   * Stop listening to the window, because it shows other data from now on.
   * @param {boolean} sameTable whether they are of the same table, so that choices still mean something
   */
  close(sameTable) {
    this.#followers.clear();
    this.#closed.abort();
    const names = sameTable ? ['at'] : [...FACETS, 'years', 'search', 'trip', 'at', 'colour', 'maps'];
    this.write(Object.fromEntries(names.map(name => [name, null])));
  }

  /**
   * Call a function now and after each change.
   * @param {Follower} follower
   */
  follow(follower) {
    this.#followers.add(follower);
    follower(this, {facets: true, trip: true, at: true, colour: true, maps: true});
  }

  /** Aborted when the page shows other data. */
  get signal() {
    return this.#closed.signal;
  }

  get view() {
    return this.#view;
  }

  /** The trip selected, if the data has it. */
  get trip() {
    return this.view.trip === null ? null : this.trips.byId(this.view.trip);
  }

  /** The parts of the view that leave trips out. */
  get chosen() {
    const {view} = this, /** @type {ViewPart[]} */ parts = FACETS.filter(facet => view[facet].size);
    if (view.years) parts.push('years');
    if (view.search) parts.push('search');
    return parts;
  }

  /** By facet and code of value: how many trips there are under the choices in the other facets. */
  get optionCounts() {
    return (this.#optionCounts ??= this.trips.countOptions(this.view));
  }

  /** The facts of the sentence on the visible trips. */
  get summary() {
    return (this.#summary ??= this.trips.summary(this.shown));
  }

  /**
   * Select a trip, which the map then shows, or none, which leaves the map where the reader moved it.
   * @param {Pick<Trip, 'id'> | null} trip
   * @param {{isStep?: boolean}} [options] whether Back undoes it
   */
  select(trip, {isStep = true} = {}) {
    this.write(trip ? {trip: trip.id, at: null} : {trip: null}, {isStep});
  }

  /**
   * Choose or remove a value of a facet; for pages with our own pills.
   * @param {FacetName} facet
   * @param {string} value
   */
  toggle(facet, value) {
    const chosen = new Set(this.view[facet]);
    if (!chosen.delete(value)) chosen.add(value);
    this.write({[facet]: [...chosen]}, {isStep: true});
    this.choiceMade();
  }

  /**
   * Open small maps, or close them.
   * @param {import('../../tools/stubs/types.js').MapKind} kind
   */
  toggleMaps(kind) {
    const {maps} = this.view, others = maps.filter(each => each !== kind);
    this.write({maps: others.length < maps.length ? others : [...maps, kind]}, {isStep: true});
  }

  /**
   * Remove the chosen values of facets.
   * @param {ViewPart[]} facets
   */
  clear(facets) {
    this.write(Object.fromEntries(facets.map(facet => [facet, []])), {isStep: true});
  }

  /**
   * Change parameters of the URL without telling the server; null removes one, a list repeats it.
   * @param {Parameters} changes
   * @param {{isStep?: boolean}} [options] whether Back undoes it, as it does a choice but not a move of the map
   */
  write(changes, {isStep = false} = {}) {
    const {location, history} = this.window, url = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) {
      url.searchParams.delete(name);
      for (const each of [value ?? []].flat()) url.searchParams.append(name, String(each));
    }
    url.search = url.search.replaceAll('%2C', ',');
    if (url.href === location.href) return;
    if (isStep) history.pushState(history.state, '', url);
    else history.replaceState(history.state, '', url);
    this.#update();
  }

  /**
   * Say what of the map something of the page lies over, so that the map shows its trips beside that.
   * @param {Edges} covered
   */
  cover(covered) {
    const {left, right, bottom} = this.covered;
    if (left === covered.left && right === covered.right && bottom === covered.bottom) return;
    this.covered = covered;
    for (const follower of this.#followers) follower(this, {...UNCHANGED, covered: true});
  }

  /**
   * Search by names in all languages, which are fetched when something is searched for.
   * @param {() => Promise<Record<string, string[]>>} fetchNames by the records' own names
   */
  searchAllLanguages(fetchNames) {
    this.#fetchNames = fetchNames;
    this.#searchAllLanguages();
  }

  async #searchAllLanguages() {
    const fetchNames = this.#fetchNames;
    if (!this.view.search || !fetchNames) return;
    this.#fetchNames = null;
    const names = await fetchNames().catch(() => null); // without them, those of the reader's language do
    if (!names || this.#closed.signal.aborted) return;
    this.trips.searchAlso(names);
    const before = this.shown;
    this.#show();
    if (this.shown.length === before.length && this.shown.every((trip, at) => trip === before[at])) return;
    const changed = {facets: true, trip: false, at: false, colour: false, maps: false};
    for (const follower of this.#followers) follower(this, changed);
  }

  /** Find the trips of the view anew. */
  #show() {
    [this.shown, this.#summary, this.#optionCounts] = [this.trips.shown(this.view), null, null];
  }

  /**
   * Let links hold the trips, and let the page's own address name no others than those that are shown.
   * @param {string} text
   */
  #holdTrips(text) {
    const {location, history} = this.window, named = tripsInHash(location.hash);
    this.tripText = text;
    if (this.#closed.signal.aborted || named === null || named === text) return;
    history.replaceState(history.state, '', withTrips(location.href, ''));
  }

  /** Whether a link reopens these trips. */
  get hasLink() {
    return !this.isOwn || this.tripText !== '';
  }

  /**
   * The link that reopens exactly this view, out of the frame that it may be shown in.
   * @param {Record<string, string>} [changes] parameters to be set otherwise
   */
  link(changes = {}) {
    const url = new URL(this.window.location.href);
    for (const name of EMBED_PARAMETERS) url.searchParams.delete(name);
    // A link that holds the trips leaves out what a publisher adds, so that their fingerprint is another one.
    if (this.tripText && this.trips.about.publication) url.searchParams.delete('data');
    else url.searchParams.set('data', this.trips.fingerprint);
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
    url.search = url.search.replaceAll('%2C', ',').replaceAll('+', '%20');
    return withTrips(url.href, this.tripText);
  }

  /**
   * The view, with the map's position if the reader has moved it, as parameters of a link in the data's own words.
   * @returns {Record<string, string[]>}
   */
  parameters() {
    const {view, trip} = this, at = view.at?.join(',');
    const facets = Object.fromEntries(FACETS.map(facet => [facet, [...view[facet]]]));
    const years = view.years?.map(String) ?? [], search = view.search ? [view.search] : [];
    const colour = view.colour ? [view.colour] : [];
    return {...facets, years, search, trip: trip ? [trip.id] : [], at: at ? [at] : [], colour, maps: view.maps};
  }

  /** Check whether the link was made for other data; only copied links have the fingerprint. */
  #compareFingerprint() {
    const expected = new URLSearchParams(this.window.location.search).get('data');
    if (expected === null) return;
    this.outdated = expected !== this.trips.fingerprint;
    this.write({data: null});
  }

  #update() {
    const {search} = this.window.location;
    if (search === this.#search) return;
    const isFirst = this.#search === null, before = this.#view, view = this.#valid(parseView(search, this.aliases));
    this.#search = search;
    this.#view = view;
    const changed = {
      facets: isFirst || view.key !== before.key,
      trip: isFirst || view.trip !== before.trip,
      at: isFirst || String(view.at) !== String(before.at),
      colour: isFirst || view.colour !== before.colour,
      maps: isFirst || String(view.maps) !== String(before.maps),
    };
    if (changed.facets) this.#show();
    for (const follower of this.#followers) follower(this, changed);
    this.#searchAllLanguages();
  }

  /**
   * A view without values that the data does not have, and with its key.
   * @param {View} view
   * @returns {View}
   */
  #valid(view) {
    for (const facet of FACETS) {
      if (view[facet].size) view[facet] = view[facet].intersection(this.trips.options[facet]);
    }
    const years = this.#validYears(view.years);
    const key = JSON.stringify([...FACETS.map(facet => [...view[facet]].sort()), years, view.search]);
    const colour = view.colour && this.trips.colourFacets.find(({facet}) => facet === view.colour)?.facet;
    return {...view, years, key, colour: colour || '', maps: view.maps.filter(kind => this.trips.maps.includes(kind))};
  }

  /**
   * The years chosen, where the data spans so many that a range is offered and they leave any out; else null.
   * @param {View['years']} years
   */
  #validYears(years) {
    if (!years || !this.trips.years) return null;
    const [first, last] = this.trips.years, [from, to] = years;
    return first <= from && from <= to && to <= last && (from > first || to < last) ? years : null;
  }

  #followUrl() {
    const {navigation} = this.window, {signal} = this.#closed;
    if (navigation) navigation.addEventListener('currententrychange', () => this.#update(), {signal});
    else this.#poll();
  }

  #poll() {
    if (this.#closed.signal.aborted) return;
    this.#update();
    this.window.requestAnimationFrame(() => this.#poll());
  }
}

/**
 * The data set and the translation that are being fetched.
 * @param {Promise<Response>} fetchedData the payload of `geo/payload.py`, gzipped
 * @param {Promise<Response> | null} fetchedTranslation the words of another language, if any
 * @returns {Promise<[Payload, Translation | undefined]>}
 */
export async function readPayload(fetchedData, fetchedTranslation) {
  const [data, translation] = await Promise.all([fetchedData, fetchedTranslation]);
  for (const response of [data, translation]) {
    if (response && !response.ok) throw new Error(`${response.url}: ${response.status}`);
  }
  if (!data.body) throw new Error(`${data.url}: no content`);
  const payload = await unpackPayload(data.body), words = await translation?.json();
  return [payload, words && nameMessages(words, payload.messages)];
}
