// Hosted: the page of `asgi.py`, whose HTML says the view already; Streamlit comes only for the reader's own trips.

import {find, styleSheetsLoaded} from '../elements/dom.js';
import {MAX_AT_ONCE} from '../elements/frames.js';
import {inOneTask} from '../model/tasks.js';
import {FACETS, Trips} from '../model/trips.js';
import {followTripLinks, openTripLink, tripsInHash, tripTextOf} from '../model/trip_link.js';
import {showCandidates} from '../map/candidates.js';
import {readPayload, Store} from '../model/view.js';
import {showNotices} from '../panels/header.js';
import {Keeper} from '../panels/keeper.js';
import {comparisonLoader} from './extension.js';
import {followNewest} from './newest.js';
import {drawPage, followColours} from './page.js';
import {Session} from './session.js';

/** @import {KeptRecord} from '../model/kept_trips.js' */
/** @import {Aliases} from '../model/view.js' */
/** @import {LinkedTrips} from '../model/trip_link.js' */
/** @import {Notices} from '../panels/header.js' */
/** @import {SessionData, Tiles} from '../../tools/stubs/types.js' */

const RETRY_MS = 1000;
const MAX_RETRIES = 10;
const KEPT = 'kept'; // in place of the address of trips that no session has

/**
 * What stands in the page as JSON (`host/first_answer.py`): addresses relative to the page, and what the header says.
 * @typedef {object} PageOptions
 * @property {string} data
 * @property {string} translation "" where the data has the words
 * @property {string} names
 * @property {string} world
 * @property {string} korea
 * @property {string} closer
 * @property {{script: string, sheet: string, countries: string}} comparison
 * @property {string} cities "" where the base map has their names
 * @property {boolean} trip_links whether links may hold trips
 * @property {string} session
 * @property {Aliases} aliases
 * @property {Tiles | null} tiles
 * @property {Record<string, string>} languages
 * @property {string[]} frame_ancestors the sites that may show the page in a frame
 * @property {string} failed what to say where the data does not come
 * @property {string} script that draws this page
 *
 * @typedef {Pick<SessionData, 'url' | 'table' | 'session' | 'digest'>} Shown which trips are shown, of which session
 */

/** Draw the page over the HTML that says it. */
export async function start() {
  if (document.readyState === 'loading') {
    await new Promise(resolve => document.addEventListener('DOMContentLoaded', resolve, {once: true}));
  }
  const page = new HostedPage(JSON.parse(find(document, '#page').textContent ?? ''));
  followColours();
  followTripLinks(window);
  await page.open();
}

class HostedPage {
  /** @type {Store | null} */
  #store = null;
  /** @type {Session | null} */
  #session = null;
  /** @type {Shown} */
  #shown = {url: '', table: 0, session: '', digest: ''};
  /** @type {LinkedTrips | null} with which the page was opened */
  #link = null;
  /** The text of the link's trips, while they are shown and the server does not have them. */
  #linkedText = '';
  /** @type {import('../../tools/stubs/types.js').LoadComparison} */
  #comparison;
  /** @type {Promise<void>} */
  #drawn = Promise.resolve();

  #keeper = new Keeper({
    window,
    line: () => document.querySelector('#kept'),
    words: () => this.#currentStore().words,
    isHost: true,
    restore: record => this.#restore(record),
  });

  /** @param {PageOptions & Notices} options */
  constructor(options) {
    this.options = options;
    this.world = fetchJson(options.world);
    this.world.catch(() => {}); // told where it is used
    this.linked = openTripLink(location.hash, options.trip_links);
    this.#comparison = comparisonLoader(options.comparison.script, options.comparison.sheet);
  }

  async open() {
    const {options} = this;
    // A tab that has shown the reader's own trips shows them at once; others do not wait for what the browser keeps.
    const isMarked = this.#keeper.opening.mark !== null, early = isMarked ? await this.#keeper.open() : null;
    try {
      this.#link = await this.linked;
      if (this.#link) await this.#drawLink(this.#link);
      else if (!early || !await this.#drawKept(early)) {
        await this.#draw(fetchWithRetry(options.data), options.aliases, options);
        if (early) this.#restore(early);
      }
    } catch (error) {
      document.documentElement.classList.remove('linked', 'kept');
      find(document, '#connection').textContent = options.failed;
      throw error;
    }
    for (const target of takeEarlyClicks()) this.#replay(target);
    followNewest({
      window,
      words: this.#currentStore().words,
      isOwn: () => Boolean(this.#shown.url),
      data: () => options.data,
      show: newest => this.#showNewest(newest),
    });
    if (!isMarked) await this.#keeper.open();
    if (!early) this.#keeper.offer();
  }

  /** Whether the trips of the link are shown, by themselves or as the server has taken them over. */
  get #showsLink() {
    return Boolean(this.#store?.isOwn) && this.#store?.trips.fingerprint === this.#link?.tables?.fingerprint;
  }

  /**
   * Show the trips of a link; where there are none, the page's own, and why.
   * @param {LinkedTrips} link
   */
  #drawLink({text, tables, problem}) {
    const {data, aliases} = this.options, fetched = fetchWithRetry(data); // for the words
    this.#linkedText = tables ? text : '';
    if (tables) return this.#draw(fetched, {}, {link: 'from_link'}, true, tables);
    return this.#draw(fetched, aliases, {...this.options, link: problem});
  }

  /**
   * Show trips in place of those that are shown.
   * @param {Promise<Response>} fetched
   * @param {Aliases} aliases
   * @param {Notices} notices
   * @param {LinkedTrips['tables']} tables of a link, in place of those that are fetched
   */
  async #draw(fetched, aliases, notices, sameTable = false, tables = null) {
    const {translation, languages, tiles, trip_links: isAllowed} = this.options, isOwn = this.#shown.url || tables;
    const [data, words] = await readPayload(fetched, translation ? fetchWithRetry(translation) : null);
    const {classList} = document.documentElement;
    if (classList.contains('kept')) await Promise.all([this.world.catch(() => {}), styleSheetsLoaded()]);
    const isUnseen = classList.contains('kept');
    classList.remove('kept');
    const payload = {...data, ...tables}, trips = new Trips(payload, words);
    if (isOwn && this.#showsLink && this.#store?.trips.fingerprint === trips.fingerprint) { // taken over, or lost
      return showNotices(find(document, '#notices'), this.#store, {link: 'from_link_sent', ...notices});
    }
    this.#store?.close(sameTable);
    const text = isOwn ? tripTextOf(payload, this.#link, isAllowed) : null;
    const store = this.#store = new Store(window, trips, aliases, text);
    if (tables) document.title = store.words.translateName(trips.about.title);
    store.world = this.world;
    store.searchAllLanguages(() => fetchJson(this.options.names));
    store.frameAncestors = this.options.frame_ancestors;
    store.comparison = {load: this.#comparison, outlines: () => fetchJson(this.options.comparison.countries)};
    store.hasFileAddresses = !isOwn;
    store.requestDownload = request => this.#openSession().request(request);
    const {korea, closer: near, cities} = this.options, cityNames = cities ? () => fetchJson(cities) : null;
    const detail = () => fetchJson(korea), closer = () => fetchJson(near);
    const openRows = isOwn ? () => this.#openSession().openRows() : null;
    const header = {...notices, languages, clear: store.clear.bind(store), openRows};
    const draw = () => drawPage(store, header, async () =>
      ({world: await this.world, detail, closer, cityNames, tiles}));
    const drawing = isUnseen && trips.size <= MAX_AT_ONCE
      ? inOneTask(() => draw().then(() => window.tripLayer?.drawn))
      : draw();
    this.#openSession();
    await drawing;
    document.documentElement.classList.remove('linked');
    if (window.tripLayer) showCandidates(window.tripLayer.map, window);
  }

  /**
   * Show the page's trips as the server has them now; the view stays, for the URL has it.
   * @param {import('./newest.js').Newest} newest
   */
  #showNewest(newest) {
    const options = Object.assign(this.options, newest);
    const notices = {...options, unknown_parameters: [], faults: [], n_faults: 0};
    return this.#drawn = this.#drawn.then(() =>
      this.#draw(fetchWithRetry(options.data), options.aliases, notices, true));
  }

  /**
   * Show kept trips again; where this page cannot draw them as they are kept, the server reads their project anew.
   * @param {KeptRecord} record
   */
  async #restore(record) {
    const isDrawn = await this.#drawKept(record), session = this.#openSession();
    if (!isDrawn) {
      this.#shown = {...this.#shown, url: KEPT};
      session.start();
    }
    session.restore(record.project);
  }

  /**
   * Show kept trips as an earlier visit drew them, if this page can.
   * @param {KeptRecord} record
   */
  async #drawKept({trips, script, digest, title, rows, language}) {
    if (!trips || script !== this.options.script) return false;
    this.#shown = {url: KEPT, table: 0, session: '', digest};
    document.title = title;
    const notices = {rows: language === document.documentElement.lang ? rows : ''};
    await this.#draw(Promise.resolve(new Response(trips)), {}, notices, !this.#store);
    this.#keeper.restored();
    return true;
  }

  #openSession() {
    return this.#session ??= window.tripmapSession = new Session({
      address: this.options.session,
      words: this.#currentStore().words,
      button: find(document, '#own'),
      line: find(document, '#connection'),
      store: () => this.#currentStore(),
      linkedTrips: () => this.#linkedText,
      adopt: data => this.#adopt(data),
      project: () => (this.#shown.url ? this.#keeper.record?.project ?? null : null),
    });
  }

  #currentStore() {
    if (!this.#store) throw new Error('the page has no trips yet');
    return this.#store;
  }

  /**
   * Show the reader's own trips, or the page's where the session has none.
   * @param {SessionData} data
   */
  #adopt(data) {
    const before = this.#shown, {options} = this;
    this.#shown = data;
    if (before.url === data.url) return;
    if (data.url && before.digest === data.digest) {
      this.#keep(data, this.#keeper.record?.trips ?? null);
      return;
    }
    const lost = !data.url && before.session !== data.session;
    const link = this.#link;
    if (lost && link?.tables && tripsInHash(location.hash) === link.text) { // it has them still
      this.#drawn = this.#drawn.then(() => this.#drawLink(link));
      return;
    }
    this.#linkedText = '';
    const sameTable = before.table === data.table || before.url === KEPT;
    const shown = data.url ? {rows: data.rows} : {...options, unknown_parameters: [], lost};
    document.title = data.title || document.title;
    this.#drawn = this.#drawn.then(async () => {
      const response = await fetchWithRetry(data.url || options.data);
      const bytes = data.project ? response.clone().arrayBuffer() : null;
      await this.#draw(Promise.resolve(response), data.url ? {} : options.aliases, shown, sameTable);
      if (data.url && this.#showsLink) return; // what others gave is not kept in place of the reader's own
      if (data.url) await this.#keep(data, await bytes);
      else await this.#keeper.leave();
    });
  }

  /**
   * @param {SessionData} data
   * @param {ArrayBuffer | null} trips
   */
  #keep({project, title, digest, rows}, trips) {
    const {script} = this.options, {lang: language} = document.documentElement;
    return this.#keeper.keep(project, {title, digest, rows, trips, script, language});
  }

  /**
   * Do what a click asked for that came before the page could.
   * @param {Element} target
   */
  #replay(target) {
    const store = this.#currentStore();
    const pill = /** @type {HTMLElement | null} */ (target.closest('[data-facet]'));
    const row = /** @type {HTMLElement | null} */ (target.closest('#trips [data-trip]'));
    const facet = FACETS.find(name => name === pill?.dataset.facet);
    if (facet && pill) store.toggle(facet, pill.dataset.value ?? '');
    else if (row?.dataset.trip && !target.closest('a, summary')) store.select({id: row.dataset.trip});
  }
}

/** The targets of the clicks so far; the first answer has one line of script that notes them. */
function takeEarlyClicks() {
  const targets = window.earlyClicks ?? [];
  window.onclick = null;
  return targets.filter(target => target instanceof Element);
}

/**
 * @param {string} address
 * @returns {Promise<any>}
 */
async function fetchJson(address) {
  return (await fetchWithRetry(address)).json();
}

/**
 * Fetch a file, and again for a while where the server does not answer.
 * @param {string} address relative to the page
 */
async function fetchWithRetry(address) {
  for (let retries = 0; ; retries++) {
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return response;
    if (retries === MAX_RETRIES) throw new Error(`${address}: ${response?.status ?? 'no answer'}`);
    await new Promise(resolve => setTimeout(resolve, RETRY_MS));
  }
}
