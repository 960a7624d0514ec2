// Session: Streamlit in a frame beside the page, for the reader's own trips; it starts when the reader wants them.

import {el} from '../elements/dom.js';
import {slideFrom} from '../elements/slide.js';
import {dropProject, showRowsTab} from '../panels/keeper.js';
import {watchUploads} from '../panels/upload_errors.js';
import {watchConnection} from './connection.js';

/** @import {DownloadCancel, DownloadRequest, DownloadResponse, SessionData} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */
/** @import {Words} from '../model/words.js' */

const PATIENCE_MS = 5000; // before the reader is told that the server does not answer; a start takes 1 to 3 s
const LONGEST_MS = 30_000; // before that is said whatever the reason; over a slow line the scripts alone take 17 s
const CHECK_MS = 1000;
const RETRY_MS = 3000;

/**
 * @typedef {object} SessionParts
 * @property {string} address of Streamlit's page
 * @property {Words} words
 * @property {HTMLButtonElement} button opens the panel
 * @property {HTMLElement} line says what is missing
 * @property {() => string} linkedTrips the text of the trips of a link, where they are shown; else ""
 * @property {(data: SessionData) => void} adopt shows the trips that the session has, or the page's own
 * @property {() => Store} store of the trips shown
 * @property {() => ArrayBuffer | null} project of the reader's trips that are shown, for a session that has none
 */

export class Session {
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** @type {Store['requestDownload']} */
  #requestDownload = null;
  /** @type {((trips: string) => void) | null} */
  #sendTrips = null;
  /** @type {(DownloadRequest | DownloadCancel)[]} made before the session had the trips */
  #waiting = [];
  /** @type {DownloadRequest[]} that a session has not answered yet; where it ends before, the next one gets them */
  #unanswered = [];
  /** Whether the reader has opened the panel or asked for a file: before, no trips of a link are sent. */
  #isWanted = false;
  /** @type {Set<string>} sessions that have ended: Streamlit may draw once more what one of them sent */
  #ended = new Set();
  /** @type {string | null} */
  #id = null;
  /** @type {Document | null} */
  #watched = null;
  #refused = ''; // what the session said last of trips that it does not read
  #isRestoring = false; // whether the session has yet to read the project that it was given

  /** @param {SessionParts} parts */
  constructor(parts) {
    this.parts = parts;
    const {words, button} = parts, title = words.translate('your_trips');
    const close = el('button', {type: 'button', class: 'quiet', onclick: () => this.close()}, words.translate('close'));
    const heading = el('h2', {id: 'own-title', tabindex: -1}, title);
    this.heading = heading;
    this.status = el('p', {class: 'muted'}, words.translate('session_starting'));
    this.panel = el('aside', {id: 'own-panel', 'aria-labelledby': heading.id, inert: true},
      el('div', {class: 'own-head'}, heading, close), this.status);
    this.panel.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Escape') this.close();
    });
    document.body.prepend(this.panel);
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-controls', this.panel.id);
    button.addEventListener('click', () => (document.body.classList.contains('own-open') ? this.close() : this.open()));
    for (const event of ['pointerenter', 'focus']) button.addEventListener(event, () => this.start(), {once: true});
  }

  open() {
    this.start();
    this.#want();
    this.#show(true);
    this.heading.focus();
  }

  /** Open the panel at the rows that are not drawn. */
  openRows() {
    this.open();
    const page = this.#frame?.contentDocument;
    if (this.#id && page) showRowsTab(page); // else it starts there
  }

  close() {
    this.#show(false);
    this.parts.button.focus();
  }

  /** @param {boolean} open */
  #show(open) {
    const main = document.querySelector('main');
    const slide = main ? slideFrom(main) : () => {};
    document.body.classList.toggle('own-open', open);
    slide();
    this.panel.inert = !open;
    this.parts.button.setAttribute('aria-expanded', String(open));
  }

  /** Let Streamlit start behind the page, once. */
  start() {
    if (this.#frame) return;
    const {address, words} = this.parts;
    const frame = this.#frame = el('iframe', {title: words.translate('your_trips'), src: address});
    frame.addEventListener('load', () => {
      const root = frame.contentDocument?.documentElement;
      if (root) [root.lang, root.dir] = [words.language, words.direction];
    });
    frame.addEventListener('load', () => setTimeout(() => {
      if (!appIn(frame)) frame.src = address; // the server went before the page or its scripts had come
    }, RETRY_MS));
    this.panel.append(frame);
    setState('starting');
    this.#watchStart(frame);
  }

  /** @param {HTMLIFrameElement} frame */
  async #watchStart(frame) {
    for (let waited = CHECK_MS; ; waited += CHECK_MS) {
      await new Promise(resolve => setTimeout(resolve, CHECK_MS));
      if (this.#id) return;
      const isBarred = waited >= LONGEST_MS || (waited >= PATIENCE_MS && await hasNoServer(frame));
      if (isBarred && !this.#id) this.#say('session_failed');
    }
  }

  /**
   * Take what Streamlit's page sends (`page/component.py`).
   * @param {'session' | 'download'} part
   * @param {SessionData & DownloadResponse} data
   * @param {Store['requestDownload']} requestDownload
   * @param {(trips: string) => void} sendTrips
   */
  receive(part, data, requestDownload, sendTrips) {
    if (this.#ended.has(data.session)) return;
    if (part === 'download') {
      if (data.share === undefined) this.#unanswered = this.#unanswered.filter(({id}) => id > data.id);
      return this.parts.store().receiveDownload?.(data);
    }
    this.#requestDownload = requestDownload;
    if (this.#id !== data.session) this.#begin(data.session, !data.table);
    if (this.#isRestoring && !data.table && data.refused === this.#refused) return;
    this.#isRestoring = false;
    this.#refused = data.refused;
    this.parts.adopt(data);
    this.#sendTrips = data.url ? null : sendTrips;
    if (this.#isWanted) this.#want();
    if (data.url) for (const request of this.#waiting.splice(0)) this.#send(request);
  }

  /** Let the session take over the trips of a link, once it has none. */
  #want() {
    this.#isWanted = true;
    const trips = this.#sendTrips && this.parts.linkedTrips();
    if (trips) this.#sendTrips?.(trips);
    this.#sendTrips = null;
  }

  /**
   * @param {string} id
   * @param {boolean} isEmpty whether the session has no trips
   */
  #begin(id, isEmpty) {
    if (this.#id) this.#ended.add(this.#id);
    this.#id = id;
    this.#waiting.unshift(...this.#unanswered.splice(0));
    this.#watch();
    const project = isEmpty ? this.parts.project() : null;
    if (project) this.restore(project);
    this.#report(false);
  }

  /**
   * Give a project to the session, if there is one; a session that comes later asks for it.
   * @param {ArrayBuffer} project
   */
  restore(project) {
    const page = this.#frame?.contentDocument;
    if (!this.#id || !page) return;
    this.#isRestoring = true;
    dropProject(page, project);
  }

  /** Follow the connection and the uploads of Streamlit's page, once for each time that it is loaded. */
  #watch() {
    const page = /** @type {Window & typeof globalThis} */ (this.#frame?.contentWindow);
    if (this.#watched === page.document) return;
    this.#watched = page.document;
    watchConnection(page.document, isAway => this.#report(isAway));
    watchUploads(page.document, page, this.parts.words);
  }

  /** @param {boolean} isAway */
  #report(isAway) {
    setState(isAway ? 'starting' : 'live');
    this.#say(isAway ? 'session_lost' : '');
  }

  /** @param {string} key of the message on what is missing, "" for nothing */
  #say(key) {
    const text = key && this.parts.words.translate(key);
    if (this.status.textContent === text) return; // else a screen reader reads it once more
    this.parts.line.textContent = text;
    this.status.textContent = text;
  }

  /**
   * Ask the session for a file.
   * @param {DownloadRequest | DownloadCancel} request
   */
  request(request) {
    this.start();
    this.#want();
    const hasTrips = !this.#isRestoring && !this.parts.linkedTrips();
    if (this.#requestDownload && hasTrips) this.#send(request);
    else this.#waiting.push(request);
  }

  /** @param {DownloadRequest | DownloadCancel} request */
  #send(request) {
    if ('cancel' in request) this.#unanswered = [];
    else this.#unanswered.push(request);
    this.#requestDownload?.(request);
  }
}

/**
 * Streamlit's app in a frame; null where it has not started: the scripts or the whole page may have failed to load.
 * @param {HTMLIFrameElement} frame
 * @returns {HTMLElement | null}
 */
function appIn(frame) {
  try {
    return frame.contentDocument?.querySelector('.stApp') ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether Streamlit's page has no connection, or, where its scripts have not come yet, the server does not answer.
 * @param {HTMLIFrameElement} frame
 */
async function hasNoServer(frame) {
  const app = appIn(frame);
  if (app) return app.dataset.testConnectionState !== 'CONNECTED';
  const request = fetch('_stcore/health', {cache: 'no-store', signal: AbortSignal.timeout(CHECK_MS)});
  return !(await request.catch(() => Response.error())).ok;
}

/** @param {'starting' | 'live'} state of the server, as tests and styles read it */
function setState(state) {
  document.documentElement.dataset.server = state;
}
