// View: the URL is the state. It is read and written here, and everything seen follows it.

import {FACETS, Trips} from './trips.js';

/** A view as the URL says it: facets as sets, `years` [first, last] or null, `trip` an id or null, `at` [lat, lng, zoom] or null; `words` are values that it spells otherwise. */
export function read(search, words = {}) {
  const query = new URLSearchParams(search);
  const at = (query.get('at') ?? '').split(',').map(part => (part.trim() ? Number(part) : NaN));
  const valid = at.length === 3 && at.every(Number.isFinite) && Math.abs(at[0]) <= 90 && Math.abs(at[1]) <= 540 && at[2] >= 0 && at[2] <= 20;
  const facets = FACETS.map(facet => [facet, new Set(query.getAll(facet).map(word => words[facet]?.[word] ?? word))]);
  const years = query.getAll('years').map(Number).filter(Number.isInteger);
  return {...Object.fromEntries(facets), years: years.length === 2 ? years : null, trip: query.get('trip'), at: valid ? at : null};
}

/** Degrees and zoom as short as they may be and still within half a pixel. */
export function position({lat, lng}, zoom) {
  const digits = Math.max(0, Math.ceil(Math.log10((256 * 2 ** zoom) / 360)) + 1);
  return [lat.toFixed(digits), lng.toFixed(digits), zoom.toFixed(2)].map(Number).join(',');
}

/** The one store of a page: the trips, the view of its URL, and who follows it. */
export class Store {
  #followers = new Set();
  #search = null;
  #closed = new AbortController();

  constructor(page, trips, words) {
    this.page = page;
    this.spelt = words;
    this.trips = trips;
    this.words = trips.words;
    this.compact = new URLSearchParams(page.location.search).get('embed') === 'true';
    this.#compare();
    this.#update();
    this.write({...(this.view.trip && !this.trip && {trip: null}), ...(this.view.at ? {} : {at: null})});
    if (page.navigation) page.navigation.addEventListener('currententrychange', () => this.#update(), {signal: this.#closed.signal});
    else this.#poll();
  }

  /** Let go of the page, which draws other data from now on; `same`: of the same table, so that choices still mean something. */
  close(same) {
    this.#followers.clear();
    this.#closed.abort();
    const meant = same ? ['at'] : [...FACETS, 'years', 'trip', 'at'];
    this.write(Object.fromEntries(meant.map(name => [name, null])));
  }

  /** Call `listener(store, changed)` now and after each change; changed: {facets, trip, at}. */
  follow(listener) {
    this.#followers.add(listener);
    listener(this, {facets: true, trip: true, at: true});
    return () => this.#followers.delete(listener);
  }

  /** The trip selected, if the data has it. */
  get trip() {
    return this.view.trip === null ? null : this.trips.byId(this.view.trip);
  }

  /** What the sentence tells of the trips shown. */
  get summary() {
    return (this.told ??= this.trips.summary(this.shown));
  }

  /** Select a trip, or none; the map's position then follows the selection. */
  select(trip) {
    this.write({trip: trip ? trip.id : null, at: null});
  }

  /** Choose a value of a facet, or give it up; for pages whose pills are ours. */
  toggle(facet, value) {
    const chosen = new Set(this.view[facet]);
    chosen.delete(value) || chosen.add(value);
    this.write({[facet]: [...chosen]});
  }

  /** Give up what is chosen in facets. */
  clear(facets) {
    this.write(Object.fromEntries(facets.map(facet => [facet, []])));
  }

  /** Change parameters of the URL without a word to the server; null removes one, a list repeats it. */
  write(changes) {
    const url = new URL(this.page.location.href);
    for (const [name, value] of Object.entries(changes)) {
      url.searchParams.delete(name);
      for (const each of [value ?? []].flat()) url.searchParams.append(name, each);
    }
    url.search = url.search.replaceAll('%2C', ',');
    if (url.href === this.page.location.href) return;
    this.page.history.replaceState(this.page.history.state, '', url);
    this.#update();
  }

  /** The link that reopens exactly this view, out of the frame that it may be shown in, with parameters set otherwise. */
  link(changes = {}) {
    const url = new URL(this.page.location.href);
    const at = this.currentPosition?.();
    for (const name of ['embed', 'embed_options']) url.searchParams.delete(name);
    if (at) url.searchParams.set('at', at);
    url.searchParams.set('data', this.trips.fingerprint);
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
    url.search = url.search.replaceAll('%2C', ',').replaceAll('+', '%20');
    return url.href;
  }

  /** Whether the link was made for other data than these; the fingerprint stands in copied links only. */
  #compare() {
    const made = new URLSearchParams(this.page.location.search).get('data');
    this.outdated = made !== null && made !== this.trips.fingerprint;
    if (made !== null) this.write({data: null});
  }

  #update() {
    const {search} = this.page.location;
    if (search === this.#search) return;
    this.#search = search;
    const before = this.view, view = read(search, this.spelt);
    for (const facet of FACETS) view[facet] = view[facet].intersection(this.trips.options[facet]);
    view.years = this.#range(view.years);
    const key = JSON.stringify([...FACETS.map(facet => [...view[facet]].sort()), view.years]);
    const changed = {facets: key !== before?.key, trip: view.trip !== before?.trip, at: String(view.at) !== String(before?.at)};
    this.view = {...view, key};
    if (changed.facets) [this.shown, this.told] = [this.trips.shown(this.view), null];
    for (const listener of this.#followers) listener(this, changed);
  }

  /** The years chosen, where the data spans so many that a range is offered and they leave any out. */
  #range(years) {
    const [first, last] = this.trips.years ?? [];
    const [from, to] = years ?? [];
    return first <= from && from <= to && to <= last && (from > first || to < last) ? years : null;
  }

  #poll() {
    if (this.#closed.signal.aborted) return;
    this.#update();
    this.page.requestAnimationFrame(() => this.#poll());
  }
}

/** Read the data set that is being fetched, gzipped, and the words of another language if any are, and follow the URL of `page`. */
export async function open(page, fetching, words, dressing = null) {
  const [answer, dress] = await Promise.all([fetching, dressing]);
  for (const each of [answer, dress]) if (each && !each.ok) throw new Error(`${each.url}: ${each.status}`);
  const unpacked = new Response(answer.body.pipeThrough(new DecompressionStream('gzip')));
  return new Store(page, new Trips(await unpacked.json(), await dress?.json()), words);
}
