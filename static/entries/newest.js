// Newest data: asks the server now and then whether the page's trips have changed, and offers to show them.

import {el, find} from '../elements/dom.js';

/** @import {Aliases} from '../model/view.js' */
/** @import {Words} from '../model/words.js' */

const ASK_MS = 15_000; // while the page is seen; at once when it is seen again

/**
 * What the server says of its newest data (`host/first_answer.py`).
 * @typedef {object} Newest
 * @property {string} data address, relative to the page
 * @property {Aliases} aliases
 */

/**
 * @typedef {object} NewestParts
 * @property {Window} window
 * @property {Words} words
 * @property {() => boolean} isOwn whether the reader's own trips are shown, which are not the server's
 * @property {() => string} data address of the page's trips
 * @property {(newest: Newest) => Promise<void>} show shows them, and keeps the view
 */

/**
 * Follow the server's data while the page is open.
 * @param {NewestParts} parts
 */
export function followNewest({window, words, isOwn, data, show}) {
  const {document} = window;
  /** @type {Newest | null} */
  let newest = null;
  const button = el('button', {type: 'button', class: 'more', onclick: async () => {
    line.hidden = true;
    if (newest) await show(newest);
  }}, words.translate('newest_show'));
  const line = el('div', {id: 'newest', class: 'notice', role: 'status', hidden: true});
  find(document, '#notices').before(line);
  const ask = async () => {
    if (document.hidden) return;
    newest = await fetchNewest() ?? newest;
    const isOffered = newest !== null && newest.data !== data() && !isOwn();
    if (line.hidden !== isOffered) return;
    if (isOffered) line.replaceChildren(el('p', {}, words.translate('newest_data')), button);
    line.hidden = !isOffered;
  };
  window.setInterval(ask, ASK_MS);
  document.addEventListener('visibilitychange', ask);
}

/** @returns {Promise<Newest | null>} null where the server does not answer */
async function fetchNewest() {
  const response = await fetch('newest.json').catch(() => null);
  return response?.ok ? response.json() : null;
}
