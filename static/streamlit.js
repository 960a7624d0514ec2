// Streamlit: the parts of its page that ours leans on. `page/streamlit_parts.py` lists them, one test each.

import {body, head} from './panels.js';
import {FACETS} from './trips.js';
import {open} from './view.js';

/** Mount a component of the page; called again at each change of its data. */
export async function mount(root, data, part) {
  if (part === 'head') root.querySelector('#title').textContent = data.title;
  const store = await shared(data);
  if (root.dataset.mounted === data.url) return;
  root.dataset.mounted = data.url;
  if (part === 'head') head(root, store, {...data, clear: facets => { store.clear(facets); window.dispatchEvent(new PopStateEvent('popstate')); }});
  else body(root.querySelector('.body'), store);
}

/** The page's one store, which the map's frame uses too. */
function shared({url, words}) {
  if (window.tripmap?.url !== url) {
    const first = window.tripmapFiles?.data;
    if (first) window.tripmapFiles.data = null;
    const store = open(window, first ?? fetch(new URL(url, document.baseURI)), words).catch(error => { window.dispatchEvent(new PopStateEvent('popstate')); throw error; });
    window.tripmap = {url, store};
    window.dispatchEvent(new Event('tripmap'));
    store.then(dress);
  }
  return window.tripmap.store;
}

const pills = facet => document.querySelectorAll(`.st-key-${facet} button[aria-pressed]`);

/** Pills say their value in the reader's words, with a sample of the line for modes; kept up as Streamlit draws them anew. */
function dress({words}) {
  const dressed = () => {
    for (const facet of FACETS) {
      for (const pill of pills(facet)) {
        const value = pill.textContent;
        if (facet === 'mode') pill.dataset.mode = value;
      }
    }
  };
  new MutationObserver(dressed).observe(document.querySelector('.stMain') ?? document.body, {childList: true, subtree: true});
  dressed();
  document.documentElement.lang = words.language;
}
