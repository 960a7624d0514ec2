// Streamlit: the parts of its page that ours leans on. `page/streamlit_parts.py` lists them, one test each.

import {body, head} from '../panels/panels.js';
import {FACETS} from '../model/trips.js';
import {open} from '../model/view.js';

const ALL = '__select_all__'; // the key of the option that chooses all
const PATIENCE_MS = 1500; // a socket that comes back sooner is not worth a word

/** Mount a component of the page; called again at each change of its data. `requestDownload` sends a request to the server. */
export async function mount(root, data, part, requestDownload) {
  // Streamlit may draw a component once more with what a server that is gone has told it.
  if (window.tripmap?.gone.has(data.session)) return;
  if (part === 'head') root.querySelector('#title').textContent = data.title;
  const {lost, store: opening} = shared(data), store = await opening;
  if (part === 'download') return store.receiveDownload?.(data);
  if (part === 'head') store.requestDownload = requestDownload;
  if (root.dataset.mounted === data.url) return;
  root.dataset.mounted = data.url;
  if (part === 'head') {
    connection(root.querySelector('#connection'), store.words);
    head(root, store, {...data, lost, clear: facets => { store.clear(facets); window.dispatchEvent(new PopStateEvent('popstate')); }});
  } else body(root.querySelector('.body'), store);
}

/** What the page shows, with its one store, which the map's frame uses too. `gone`: the sessions before this one. */
function shared({url, words, dress: clothes, tiles, table, session}) {
  if (window.tripmap?.url !== url) {
    const first = window.tripmapFiles?.data, get = address => () => fetch(new URL(address, document.baseURI));
    const before = window.tripmap, same = before?.table === table, lost = Boolean(before?.table) && !table && before.session !== session;
    before?.store.then(store => store.close(same));
    if (first) window.tripmapFiles.data = null;
    const gone = new Set(before?.gone);
    if (before && before.session !== session) gone.add(before.session);
    const store = open(window, insist(first, get(url)), words, clothes ? insist(null, get(clothes)) : null);
    window.tripmap = {url, store, tiles, table, session, lost, gone};
    window.dispatchEvent(new Event('tripmap'));
    store.then(({trips}) => dress(trips));
  }
  return window.tripmap;
}

/** The data set; where a server has lost it, or is itself lost, a run of the script is asked for and then the data again. */
async function insist(first, ask, left = 10) {
  const answer = await (first ?? ask()).catch(({message}) => ({url: 'data', status: message}));
  if (answer.ok || !left) return answer;
  window.dispatchEvent(new PopStateEvent('popstate'));
  await new Promise(done => setTimeout(done, 1000));
  return insist(null, ask, left - 1);
}

/** Say that the server is away once it has been so for a while. Streamlit's own dialog, for developers, is closed: it would bar the map, which goes on. */
function connection(line, words) {
  const app = document.querySelector('.stApp'), away = () => app.dataset.testConnectionState !== 'CONNECTED';
  new MutationObserver(() => {
    if (!away()) line.textContent = '';
    else setTimeout(() => { if (away()) line.textContent = words.translate('disconnected'); }, PATIENCE_MS);
  }).observe(app, {attributeFilter: ['data-test-connection-state']});
  new MutationObserver(() => {
    if (away()) document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]')?.click();
  }).observe(document.body, {childList: true});
}

const pills = facet => document.querySelectorAll(`.st-key-${facet} button[aria-pressed]`);
const tags = facet => document.querySelectorAll(`.st-key-${facet} [data-tag]`);
const options = facet => document.querySelectorAll(`.st-key-${facet} input[aria-expanded="true"]`).length ? document.querySelectorAll('[data-testid="stMultiSelectDropdown"] [role="option"]') : [];

/** Pills, and what is chosen and offered in a list to search, say their value in the reader's words, pills of modes with
 * a sample of the line; kept up as Streamlit draws them anew. A list opens outside the main part, and is searched by words of the data. */
function dress(trips) {
  const dressed = () => {
    for (const facet of FACETS) {
      for (const pill of pills(facet)) {
        const value = pill.textContent, said = trips.localizeValue(facet, value);
        if (facet === 'mode') pill.dataset.mode = value;
        if (trips.words.foreign) relabel(pill, pill.querySelector('p'), said);
      }
      if (!trips.words.foreign) continue;
      for (const tag of tags(facet)) relabel(tag, tag.querySelector('[title]'), trips.localizeValue(facet, tag.textContent));
      for (const option of options(facet)) relabel(option, option.firstElementChild, option.dataset.key === ALL ? trips.words.translate('choose_all') : trips.localizeValue(facet, option.textContent));
    }
  };
  const foreign = Boolean(trips.words.foreign), watched = foreign ? document.body : document.querySelector('.stMain') ?? document.body;
  new MutationObserver(dressed).observe(watched, {childList: true, characterData: foreign, subtree: true});
  dressed();
  document.documentElement.lang = trips.words.language;
}

/** A value in the reader's language, over Streamlit's own text, which is its word in the link. */
function relabel(node, text, said) {
  if (!text || text.dataset.said === said) return;
  text.dataset.said = said;
  if (text.title) text.title = said;
  node.setAttribute('aria-label', said);
}
