// Upload errors: why a file that was dropped did not arrive, in a sentence. Streamlit itself shows a status code.

import {el} from '../elements/dom.js';

/** @import {Words} from '../model/words.js' */

const UPLOADS = '/_stcore/upload_file/';
const UPLOADER = '.st-key-upload_files';
/** @type {Record<number, string>} */
const REASONS = {
  400: 'upload_lost_session',
  403: 'upload_no_cookies',
  411: 'upload_no_room',
  413: 'upload_too_large',
  507: 'upload_no_room',
};

/** @type {Words | null} */
let current = null; // the words of the language that is shown now

/**
 * The key of the message for a refused upload; "" for one that arrived, and for what is no upload.
 * @param {string} url of a request
 * @param {number} status of its answer, 0 where the browser does not say
 */
export function uploadError(url, status) {
  return new URL(url).pathname.includes(UPLOADS) && status >= 400 ? REASONS[status] ?? 'upload_not_sent' : '';
}

/**
 * Show the reason below the uploader when an upload is refused, until the next one arrives.
 * @param {Document} document
 * @param {Window & typeof globalThis} window
 * @param {Words} words
 */
export function watchUploads(document, window, words) {
  const isWatched = Boolean(current);
  current = words;
  if (isWatched) return;
  const line = el('p', {class: 'upload-error', role: 'alert'});
  new window.PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const {name, responseStatus = 0} = /** @type {PerformanceResourceTiming} */ (entry);
      if (!new URL(name).pathname.includes(UPLOADS)) continue;
      const key = uploadError(name, responseStatus);
      line.textContent = key && (current ?? words).translate(key, {status: responseStatus});
      document.querySelector(UPLOADER)?.append(line);
    }
  }).observe({type: 'resource'});
}
