// Streamlit: the parts of its page that ours relies on. `page/streamlit_parts.py` lists them, one test each.

import {find} from '../elements/dom.js';
import {latestAfterPaint} from '../elements/frames.js';
import {slideFrom} from '../elements/slide.js';
import {hasFileAddresses} from '../panels/addresses.js';
import {mountBody} from '../panels/body.js';
import {mountHeader} from '../panels/header.js';
import {filterTools, followCounts, showCount} from '../panels/counts.js';
import {Keeper, appears, disappears, dropProject, showRowsTab} from '../panels/keeper.js';
import {watchUploads} from '../panels/upload_errors.js';
import {watchConnection} from './connection.js';
import {comparisonLoader} from './extension.js';
import {answerPillClicks} from './pill_clicks.js';
import {FACETS, Trips} from '../model/trips.js';
import {followTripLinks, openTripLink, tripTextOf, withTrips} from '../model/trip_link.js';
import {readPayload, Store} from '../model/view.js';

/** @import {DownloadResponse, FacetName, PanelData, SharedPage, ViewPart} from '../../tools/stubs/types.js' */
/** @import {LinkedTrips} from '../model/trip_link.js' */
/** @import {Aliases} from '../model/view.js' */

const OURS = '.head, .body, .filter-tools'; // what Streamlit does not draw
const WIDGETS = '.st-key-facets, [data-testid="stMultiSelectDropdown"]';
// While the script runs, parts are missing; a filter is empty until the script of its widget has come.
const UNFILLED = '.stApp[data-test-script-state="running"], .st-key-facets > div:not(:has(button, input))';
const SELECT_ALL = '__select_all__'; // the key of the option that chooses all
const STEP_MS = 1000; // within which a widget writes the address after it was used
const RETRY_MS = 1000;
const MAX_RETRIES = 10;
const RESTORING = 'restoring'; // a class, while kept trips are given to the server
const RESTORED_MS = 30_000; // before the reader sees why they do not come

/** @type {Set<'head' | 'body' | 'download'>} which are filled */
const mountedParts = new Set();
let followsSidebar = false;

/**
 * Mount a component of the page; called again at each change of its data.
 * @param {HTMLElement} root
 * @param {PanelData} data
 * @param {'head' | 'body' | 'download'} part
 * @param {Store['requestDownload']} requestDownload
 * @param {(trips: string) => void} sendTrips
 */
export async function mount(root, data, part, requestDownload, sendTrips) {
  // Streamlit may draw a component once more with what a server that is gone has sent it.
  if (window.tripmap?.endedSessions.has(data.session)) return;
  const shared = openSharedStore(data), store = await shared.store;
  if (window.tripmap !== shared) return; // other data have come meanwhile, and are mounted or will be
  const title = shared.showsLink && store.isOwn ? store.trips.about.title : data.title;
  if (part === 'head') find(root, '#title').textContent = title ?? '';
  if (part === 'download') return store.receiveDownload?.(/** @type {DownloadResponse} */ (data));
  if (part === 'head') {
    if (Boolean(data.table) === store.isOwn) store.requestDownload = requestDownload; // the server has these trips
    await handOver(shared, sendTrips);
    followTable(data, shared.showsLink || await linkNotice(shared, store) !== '');
  }
  if (root.dataset.mounted === data.url) return;
  root.dataset.mounted = data.url;
  if (part === 'head') {
    const unknown = shared.showsLink && store.isOwn ? [] : data.unknown_parameters; // of the page's trips
    const link = await linkNotice(shared, store);
    mountHead(root, store, {...data, lost: shared.lost, link, unknown_parameters: unknown});
  }
  else latestAfterPaint(mountBody(find(root, '.body'), store))();
  mountedParts.add(part);
  if (mountedParts.size === 2) showOnceWhole();
}

/** Show what is below the head (`page/component.py`) once Streamlit has loaded the scripts of all filters. */
function showOnceWhole() {
  if (document.querySelector(UNFILLED)) requestAnimationFrame(showOnceWhole);
  else document.documentElement.classList.add('drawn');
}

/**
 * Let the session take over the trips of a link, once.
 * @param {SharedPage} shared
 * @param {(trips: string) => void} sendTrips
 */
async function handOver(shared, sendTrips) {
  const link = await shared.link;
  if (link?.tables && shared.showsLink && !shared.handedOver) sendTrips(`${link.text}${openedAddress().search}`);
  shared.handedOver = true;
  if (!link?.tables || !shared.takesOver) return;
  shared.takesOver = false;
  nameLink(link.text);
  runScript(); // in which Streamlit's widgets, now those of the link's trips, read what is chosen
}

/**
 * The key of what is to be said of the trips of a link; "" where none is shown or was meant to be.
 * @param {SharedPage} shared
 * @param {Store} store
 */
async function linkNotice({link: opened, showsLink}, store) {
  const link = await opened;
  await store.packed;
  if (store.isOwn) return link?.tables && link.text === store.tripText ? 'from_link_sent' : '';
  return showsLink && link ? link.problem : '';
}

/**
 * @param {HTMLElement} root
 * @param {Store} store
 * @param {PanelData} data
 */
function mountHead(root, store, data) {
  store.hasFileAddresses = !store.isOwn && hasFileAddresses(document); // an upload is nobody else's
  const clear = clearer(store);
  store.choiceMade = runScript;
  const line = find(root, '#connection');
  watchConnection(document, isAway => {
    line.textContent = isAway ? store.words.translate('disconnected') : '';
  });
  watchUploads(document, window, store.words);
  followSidebar();
  mountHeader(root, store, {...data, clear, openRows: store.isOwn ? openRows : null});
}

/** Let the page slide aside when Streamlit opens its sidebar beside it, and back. */
function followSidebar() {
  const app = document.querySelector('.stAppViewContainer'), main = document.querySelector('.stMain')?.parentElement;
  if (!app || !main || followsSidebar) return;
  followsSidebar = true;
  let slide = slideFrom(main);
  new MutationObserver(() => {
    slide();
    slide = slideFrom(main);
  }).observe(app, {childList: true});
}

/** Open the panel “Your trips” at the rows that are not drawn. */
function openRows() {
  const button = document.querySelector('.st-key-upload_open button');
  if (button && !document.querySelector('.st-key-upload_files')) click(button);
  showRowsTab(document);
}

/**
 * A function that gives up what is chosen, and lets Streamlit's widgets follow.
 * @param {Store} store
 */
function clearer(store) {
  /** @param {ViewPart[]} parts */
  return parts => {
    store.clear(parts);
    runScript();
  };
}

let usedAt = -Infinity; // when the reader used one of Streamlit's widgets, which then writes the address

/**
 * Make each choice in a widget a step of the history, where Streamlit would replace the address. A run of the script
 * writes the address too; that is no choice of the reader's, and no step.
 */
function stepByChoice() {
  const {history} = window, replace = history.replaceState.bind(history);
  const note = (/** @type {Event} */ {target, isTrusted}) => {
    if (isTrusted && target instanceof Element && target.closest(WIDGETS)) usedAt = performance.now();
  };
  for (const event of ['pointerdown', 'pointerup', 'keydown']) document.addEventListener(event, note, true);
  history.replaceState = (state, title, url) => {
    const isStep = url && performance.now() - usedAt < STEP_MS && isOtherChoice(new URL(url, location.href).search);
    if (isStep) usedAt = -Infinity;
    if (isStep) history.pushState(state, title, url);
    else replace(state, title, url);
  };
}

/**
 * Choose or give up the value of a pill; false where the page's filters and Streamlit's do not agree on what is chosen.
 * @param {Store} store
 * @param {HTMLElement} pill
 */
function choosePill(store, pill) {
  const value = pill.textContent ?? '', facet = FACETS.find(each => pill.closest(`.st-key-${each}`));
  if (!facet || !store.trips.options[facet].has(value)) return false;
  const chosen = store.view[facet], isChosen = chosen.has(value);
  if (pill.getAttribute('aria-pressed') !== String(isChosen)) return false;
  usedAt = -Infinity; // the address is written here
  pill.setAttribute('aria-pressed', String(!isChosen));
  store.write({[facet]: [...chosen.symmetricDifference(new Set([value]))]}, {isStep: true});
  return true;
}

/**
 * Whether a query chooses other values of facets than the address does.
 * @param {string} search
 */
function isOtherChoice(search) {
  const queries = [location.search, search].map(each => new URLSearchParams(each));
  return [...FACETS, 'years'].some(name => {
    const [before, after] = queries.map(query => String(query.getAll(name).sort()));
    return before !== after;
  });
}

/** Make Streamlit run the page's script, which then reads the URL. */
function runScript() {
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** @type {Keeper | null} */
let keeper = null;
let last = {table: 0, session: ''}; // that the server has told

/**
 * Keep the reader's own trips in this browser, and give them to a session that has none.
 * @param {PanelData} data
 * @param {boolean} isLink whether the trips of a link are shown, which are not kept in place of the reader's own
 */
async function followTable(data, isLink) {
  const {table, session, project = '', digest = '', title = '', rows = '', refused} = data, before = last;
  last = {table, session};
  const restore = () => keeper?.record && giveProject(keeper.record.project);
  if (!keeper) {
    const line = () => /** @type {HTMLElement | null} */ (document.querySelector('#kept'));
    const words = (await openSharedStore(data).store).words;
    keeper = new Keeper({window, line, words: () => words, isHost: false, restore});
    const isAtOnce = Boolean(await keeper.open());
    if (!table && isAtOnce) await restore();
    else if (!table) keeper.offer();
  } else if (refused) {
    document.documentElement.classList.remove(RESTORING);
  } else if (before.table && !table) {
    if (before.session === session) await keeper.leave();
    else await restore();
  }
  if (!table || isLink) return;
  await takeRestored();
  const {lang: language} = document.documentElement;
  await keeper.keep(project, {title, digest, rows, trips: null, script: '', language});
}

/**
 * Give a project to the server in the panel “Your trips”, which the reader does not see meanwhile.
 * @param {ArrayBuffer} project
 */
async function giveProject(project) {
  const {classList} = document.documentElement;
  classList.add(RESTORING);
  setTimeout(() => classList.remove(RESTORING), RESTORED_MS);
  if (!document.querySelector('.st-key-upload_files')) click(await appears(document, '.st-key-upload_open button'));
  await dropProject(document, project);
}

/** The server has the trips again: close the panel, and show the view that was open in this tab. */
async function takeRestored() {
  const {classList} = document.documentElement;
  if (!keeper || !classList.contains(RESTORING)) return;
  keeper.restored();
  click(await appears(document, '.st-key-upload_close button'));
  await disappears(document, '.st-key-upload_close');
  classList.remove(RESTORING);
  history.replaceState(history.state, '', keeper.openedSearch || location.pathname);
  runScript();
}

/** @param {Element} element */
function click(element) {
  /** @type {HTMLElement} */ (element).click();
}

/**
 * The one store of what the page shows, which the map's frame uses too; opened anew for other data.
 * @param {PanelData} data
 * @returns {SharedPage}
 */
function openSharedStore({
  url, aliases, translation, names, tiles, table, session, trip_links: isAllowed, comparison,
}) {
  const before = window.tripmap;
  if (before?.url === url) return before;
  before?.opened.then(store => store.close(before.table === table), () => { /* its data set was lost */ });
  before?.widgets?.disconnect();
  if (!before) followTripLinks(window);
  const link = before?.link ?? openTripLink(openedAddress().hash, isAllowed);
  const showsLink = !table && (!before || before.showsLink || (before.table > 0 && before.session !== session));
  const fetched = readPayload(fetchData(url), translation ? fetchWithRetry(translation) : null);
  const takesOver = Boolean(before?.showsLink && table);
  const open = () => openStore(fetched, aliases, link, {table, showsLink, takesOver, isAllowed});
  const opened = before ? before.opened.then(open, open) : open();
  const store = opened.catch(error => {
    if (window.tripmap === shared) throw error;
    return /** @type {SharedPage} */ (window.tripmap).store; // a later data set has come, and this one is gone
  });
  const lost = Boolean(before?.table) && !table && before?.session !== session;
  const endedSessions = new Set(before?.endedSessions);
  if (before && before.session !== session) endedSessions.add(before.session);
  /** @type {SharedPage} */
  const shared = {url, opened, store, tiles, table, session, lost, endedSessions, link, showsLink, takesOver};
  window.tripmap = shared;
  window.dispatchEvent(new Event('tripmap'));
  store.then(opened => {
    if (window.tripmap === shared) labelWidgets(opened, shared);
  });
  store.then(each => {
    each.world = window.tripmapFiles?.world ?? null;
    const load = comparisonLoader(comparison.script, 'app/static/comparison.css');
    each.comparison = {load, outlines: async () => (await fetchWithRetry(comparison.countries)).json()};
    each.searchAllLanguages(async () => (await fetchWithRetry(names)).json());
  });
  if (!before) stepByChoice();
  return shared;
}

/** The address that the page was opened at; Streamlit takes out of its own what is not among its filters' values. */
function openedAddress() {
  const [visit] = performance.getEntriesByType('navigation');
  return new URL(visit?.name ?? location.href);
}

/**
 * Let the address say again what is chosen of a link's trips, which Streamlit's filters did not have.
 * @param {string} text of the trips
 */
function nameLink(text) {
  const {search} = openedAddress();
  history.replaceState(history.state, '', withTrips(new URL(search, location.href).href, text));
}

/**
 * A store for trips that are fetched, or for those of a link until the server has taken them over.
 * @param {ReturnType<typeof readPayload>} fetched
 * @param {Aliases} aliases
 * @param {Promise<LinkedTrips | null>} link
 * @param {{table: number, showsLink: boolean, takesOver: boolean, isAllowed: boolean}} options
 */
async function openStore(fetched, aliases, link, {table, showsLink, takesOver, isAllowed}) {
  const [[payload, words], linked] = await Promise.all([fetched, link]);
  const tables = showsLink ? linked?.tables : null, data = {...payload, ...tables};
  document.documentElement.classList.toggle('linked', Boolean(tables));
  if (linked?.tables && (tables || takesOver)) nameLink(linked.text);
  const text = table || tables ? tripTextOf(data, linked, isAllowed) : null;
  return new Store(window, new Trips(data, words), tables ? {} : aliases, text);
}

/**
 * The data set, which the page may have asked for before this script had come.
 * @param {string} url
 */
function fetchData(url) {
  const files = window.tripmapFiles, prefetched = files?.data ?? null;
  if (files) files.data = null;
  return fetchWithRetry(url, prefetched, () => !window.tripmap || window.tripmap.url === url);
}

/**
 * Fetch a file; where a server has lost it, or is itself lost, ask for a run of the script and then for the file again.
 * @param {string} url relative to the page
 * @param {Promise<Response> | null} [prefetched] the first try
 * @param {() => boolean} [isWanted] whether it is still worth a run, which would end one that reads a later table
 */
async function fetchWithRetry(url, prefetched = null, isWanted = () => true) {
  const get = () => fetch(new URL(url, document.baseURI));
  let response = await orError(prefetched ?? get());
  for (let retries = 0; !response.ok && retries < MAX_RETRIES && isWanted(); retries++) {
    runScript();
    await new Promise(resolve => setTimeout(resolve, RETRY_MS));
    response = await orError(get());
  }
  return response;
}

/**
 * A response, an error being one too.
 * @param {Promise<Response>} fetched
 */
function orError(fetched) {
  return fetched.catch(() => Response.error());
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
function all(root, selector) {
  return [...root.querySelectorAll(selector)].filter(element => element instanceof HTMLElement);
}

/** @param {FacetName} facet */
function pillsOf(facet) {
  return all(document, `.st-key-${facet} button[aria-pressed]`);
}

/**
 * What is chosen of a list to search.
 * @param {FacetName} facet
 */
function tagsOf(facet) {
  return all(document, `.st-key-${facet} [data-tag]`);
}

/**
 * What a list to search offers while it is open; it stands outside the main part.
 * @param {FacetName} facet
 */
function optionsOf(facet) {
  const isOpen = document.querySelector(`.st-key-${facet} input[aria-expanded="true"]`);
  return isOpen ? all(document, '[data-testid="stMultiSelectDropdown"] [role="option"]') : [];
}

/**
 * Give Streamlit's pills, tags and options the reader's words and counts, and pills of modes a sample of the line,
 * whenever Streamlit draws them anew; and let our buttons stand after them. Their own text stays the data's word,
 * which is the one in the link and in a search.
 * @param {Store} store
 * @param {SharedPage} shared
 */
function labelWidgets(store, shared) {
  const {trips} = store, isForeign = Boolean(trips.words.foreign);
  const count = () => {
    for (const facet of trips.offeredFacets) {
      for (const pill of pillsOf(facet)) showCount(store, facet, pill, pill.textContent ?? '');
    }
  };
  const label = () => {
    for (const pill of pillsOf('mode')) pill.dataset.mode = pill.textContent ?? '';
    count();
    if (isForeign) for (const facet of trips.offeredFacets) translateFacet(facet, trips);
    placeTools(store, shared);
  };
  followCounts(store, label);
  const hasGivenUp = () => trips.offeredFacets.every(facet => pillsOf(facet).every(pill => (
    pill.getAttribute('aria-pressed') !== 'true' || store.view[facet].has(pill.textContent ?? ''))));
  answerPillClicks(pill => choosePill(store, pill), hasGivenUp, store.signal);
  const watched = isForeign ? document.body : document.querySelector('.stMain') ?? document.body;
  shared.widgets = new MutationObserver(changes => { if (changes.some(isStreamlits)) label(); });
  shared.widgets.observe(watched, {childList: true, characterData: isForeign, subtree: true});
  label();
  document.documentElement.lang = trips.words.language;
  document.documentElement.dir = trips.words.direction;
}

/**
 * Whether something that Streamlit draws has changed, and not what we draw in its page.
 * @param {MutationRecord} change
 */
function isStreamlits({target}) {
  const element = target instanceof Element ? target : target.parentElement;
  return !element?.closest(OURS);
}

/**
 * Put our buttons after Streamlit's filters, if they are not there. Where other data are shown by now, theirs stay.
 * @param {Store} store
 * @param {SharedPage} shared
 */
function placeTools(store, shared) {
  const root = document.querySelector('.st-key-facets');
  if (window.tripmap !== shared || !root || root.contains(shared.tools ?? null)) return;
  root.querySelector('.filter-tools')?.remove();
  shared.tools = filterTools(store, root, clearer(store));
  root.append(shared.tools);
}

/**
 * @param {FacetName} facet
 * @param {Trips} trips
 */
function translateFacet(facet, trips) {
  /** @param {HTMLElement} widget */
  const value = widget => trips.localizeValue(facet, widget.textContent ?? '');
  for (const pill of pillsOf(facet)) {
    relabel(pill, all(pill, 'p')[0], value(pill));
    pill.setAttribute('aria-label', `${value(pill)} ${pill.dataset.count ?? ''}`.trim());
  }
  for (const tag of tagsOf(facet)) relabel(tag, all(tag, '[title]')[0], value(tag));
  for (const option of optionsOf(facet)) {
    const choosesAll = option.dataset.key === SELECT_ALL;
    relabel(option, all(option, ':scope > *')[0], choosesAll ? trips.words.translate('choose_all') : value(option));
  }
}

/**
 * Show a value in the reader's language over Streamlit's own text (`static/page.css`).
 * @param {HTMLElement} widget
 * @param {HTMLElement | undefined} text
 * @param {string} label
 */
function relabel(widget, text, label) {
  if (!text || text.dataset.said === label) return;
  text.dataset.said = label;
  if (text.title) text.title = label;
  widget.setAttribute('aria-label', label);
}
