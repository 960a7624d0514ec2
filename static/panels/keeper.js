// Keeper: keeps the reader's own trips in this browser, brings them back, and says so in one line with a way to forget.

import {el} from '../elements/dom.js';
import {KeptTrips, showsAtOnce} from '../model/kept_trips.js';

/** @import {KeptRecord} from '../model/kept_trips.js' */
/** @import {Words} from '../model/words.js' */

/**
 * @typedef {object} KeeperParts
 * @property {Window} window
 * @property {() => HTMLElement | null} line where to say what is kept
 * @property {() => Words} words
 * @property {boolean} isHost as `Opening`
 * @property {(record: KeptRecord) => void} restore shows kept trips, as the reader asks for them
 *
 * @typedef {Omit<KeptRecord, 'project' | 'saved' | 'left'>} Shown the trips that are shown
 *
 * @typedef {'' | 'kept' | 'back' | 'offered' | 'off' | 'forgotten' | 'barred' | 'too_large'} KeptState
 */

export class Keeper {
  /** @type {KeptRecord | null} what is kept, or would be */
  record = null;
  #isOwn = false; // whether the trips shown are the reader's
  #off = false;
  #barred = false;
  #forgotten = false;
  #project = ''; // the address of the project that is shown
  /** @type {KeptState} */
  #state = '';

  /** @param {KeeperParts} parts */
  constructor(parts) {
    this.parts = parts;
    this.kept = new KeptTrips(parts.window);
    this.opening = this.kept.opening(parts.isHost);
    parts.window.addEventListener('pagehide', () => this.#mark());
  }

  /**
   * Look for the kept trips of this page.
   * @returns {Promise<KeptRecord | null>} those to be shown at once
   */
  async open() {
    try {
      const {record, off} = await this.kept.read();
      this.#off = off;
      this.record = record;
    } catch {
      this.#barred = true; // told when there is something to keep
    }
    const {hash, search} = new URL(this.opening.address);
    // A link with trips shows those, and a frame on another page is not the reader's.
    if (hash.startsWith('#trips=') || new URLSearchParams(search).get('embed') === 'true') this.record = null;
    return this.record && showsAtOnce(this.opening, this.record.left) ? this.record : null;
  }

  /** Offer the kept trips, if there are any. */
  offer() {
    if (this.record) this.#say('offered');
  }

  /** The query of the view of own trips that was open in this tab; "" where the page was opened otherwise. */
  get openedSearch() {
    return this.opening.mark === null ? '' : new URL(this.opening.address).search;
  }

  /** Say that the kept trips are shown again. */
  restored() {
    this.#isOwn = true;
    this.#mark();
    this.#say('back');
  }

  /**
   * Keep the trips that are shown now.
   * @param {string} project the address of their project file, "" where it is too large
   * @param {Shown} shown
   */
  async keep(project, shown) {
    this.#isOwn = true;
    this.#mark();
    if (project && project === this.#project) return;
    this.#project = project;
    if (!project) return this.#tooLarge();
    const {window} = this.parts, response = await window.fetch(new URL(project, window.document.baseURI));
    const file = await response.arrayBuffer(), isBack = this.#state === 'back' && this.record?.digest === shown.digest;
    if (!response.ok || project !== this.#project) return; // others are shown meanwhile
    this.record = {...shown, project: file, saved: Date.now(), left: false};
    await this.#write(isBack ? 'back' : 'kept');
  }

  /** The page's own trips are shown again, because the reader wants them. */
  async leave() {
    this.#isOwn = false;
    this.#project = '';
    this.#mark();
    if (!this.record || this.#barred || this.#off || this.#forgotten) return this.#say('');
    this.record = {...this.record, left: true};
    await this.#write('offered');
  }

  /** These tables are not kept, nor are those that they replaced. */
  async #tooLarge() {
    this.record = null;
    this.kept.markTab(null);
    if (!this.#barred) await this.kept.forget();
    this.#say('too_large');
  }

  #mark() {
    this.kept.markTab(this.#isOwn ? this.parts.window.location.search : null);
  }

  /** @param {KeptState} state to say if it is kept */
  async #write(state) {
    if (this.#off || this.#forgotten) return this.#say(this.#off ? 'off' : 'forgotten');
    try {
      if (this.record) await this.kept.write(this.record);
      this.#say(state);
    } catch {
      this.#barred = true;
      this.#say('barred');
    }
  }

  async #forget() {
    await this.kept.forget();
    if (this.#isOwn) {
      this.#forgotten = true;
      this.#say('forgotten');
    } else {
      this.record = null;
      this.#say('');
    }
  }

  /** @param {boolean} off */
  async #turn(off) {
    this.#off = off;
    this.#forgotten = false;
    await this.kept.setOff(off);
    if (off) await this.kept.forget();
    await this.#write('kept');
  }

  #continue() {
    if (this.record) this.parts.restore(this.record);
  }

  /** @param {KeptState} state */
  #say(state) {
    this.#state = state;
    const {line, words} = this.parts;
    line()?.replaceChildren(...(state ? this.#sentence(state, words()) : []));
  }

  /**
   * @param {KeptState} state
   * @param {Words} words
   */
  #sentence(state, words) {
    const day = this.record ? words.day(new Date(this.record.saved).toISOString().slice(0, 10)) : '';
    const title = this.record?.title ?? '';
    const button = (/** @type {string} */ key, /** @type {() => void} */ act) =>
      el('button', {type: 'button', class: 'link', onclick: act}, words.translate(key));
    const parts = [el('span', {}, words.translate(`trips_${state}`, {day, title}))];
    if (state === 'offered') parts.push(button('trips_continue', () => this.#continue()));
    if (['kept', 'back', 'offered'].includes(state)) parts.push(button('trips_forget', () => this.#forget()));
    if (['kept', 'back', 'off', 'forgotten'].includes(state)) parts.push(this.#tick(words));
    return parts;
  }

  /** @param {Words} words */
  #tick(words) {
    const onchange = (/** @type {Event} */ event) =>
      this.#turn(/** @type {HTMLInputElement} */ (event.target).checked);
    const box = el('input', {type: 'checkbox', checked: this.#off, onchange});
    return el('label', {}, box, words.translate('trips_do_not_keep'));
  }
}

/**
 * Drop a file into Streamlit's uploader, as a reader would; waits until there is one.
 * @param {Document} page Streamlit's
 * @param {ArrayBuffer} content
 */
export async function dropProject(page, content) {
  const view = /** @type {Window & typeof globalThis} */ (page.defaultView);
  const uploader = await appears(page, '.st-key-upload_files input[type=file]');
  const dropped = new view.DataTransfer();
  dropped.items.add(new view.File([content], 'trips-project.zip', {type: 'application/zip'}));
  /** @type {HTMLInputElement} */ (uploader).files = dropped.files;
  uploader.dispatchEvent(new view.Event('change', {bubbles: true}));
}

/**
 * Show the tab of the rows in the panel “Your trips”, once it is there.
 * @param {Document} page with the panel
 */
export async function showRowsTab(page) {
  const tab = /** @type {HTMLElement} */ (await appears(page, '[class*="st-key-upload_tab_"] [role="tab"]'));
  tab.click();
  tab.focus();
}

/**
 * The first element of a selector, once there is one.
 * @param {Document} page
 * @param {string} selector
 */
export async function appears(page, selector) {
  return /** @type {Element} */ (await becomes(page, () => page.querySelector(selector)));
}

/**
 * Wait until there is no element of a selector.
 * @param {Document} page
 * @param {string} selector
 */
export function disappears(page, selector) {
  return becomes(page, () => !page.querySelector(selector));
}

/**
 * What a function returns, as soon as that is true of the page.
 * @template T
 * @param {Document} page
 * @param {() => T} look
 * @returns {Promise<T>}
 */
function becomes(page, look) {
  return new Promise(resolve => {
    const observer = new MutationObserver(() => check());
    const check = () => {
      const found = look();
      if (!found) return;
      observer.disconnect();
      resolve(found);
    };
    observer.observe(page, {childList: true, subtree: true});
    check();
  });
}
