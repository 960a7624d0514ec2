// Sharing: a dialog on this view: its link, a citation, code to embed it, and the files that the server makes.
// A file has an address where the server gives it one; else the session makes it when asked.

import {describeLength, fileAddress} from './addresses.js';
import {citation, describeFilters} from './citation.js';
import {el, find} from '../elements/dom.js';
import {embedSection} from './embed_section.js';

/** @import {DownloadRequest, DownloadResponse} from '../../tools/stubs/types.js' */
/** @import {Theme} from '../model/embedding.js' */
/** @import {Store} from '../model/view.js' */
/** @typedef {Pick<DownloadRequest, 'format' | 'size' | 'projection' | 'dark'>} FileChoice */
/** @typedef {typeof PICTURE | typeof PLAY} Drawing */

const FILE_FORMATS = ['html', 'csv', 'xlsx', 'geojson', 'kml'];
const PICTURE_FILE = 'trips-card.png'; // as `export/files.py` names it
const SVG = 'data:image/svg'; // which the server does not draw (`export/picture/logo.py`)
const REVOKE_MS = 60_000; // by then the browser has taken the file
const PRINT = 'print', MERCATOR = 'mercator';
const LOOK = {projection: [MERCATOR, 'azimuthal'], dark: ['light', 'dark']};
/** What is drawn of a view: the first size is meant where an address says none. */
const PICTURE = {
  kind: 'picture', address: 'picture', px: {},
  options: {format: ['png', 'svg', 'pdf'], size: [PRINT, 'slide', 'card', 'square', 'portrait'], ...LOOK},
};
const PLAY = {
  kind: 'animation', address: 'play', px: {slide: '960 × 540', square: '720 × 720', portrait: '720 × 900'},
  options: {format: ['webp', 'gif'], size: ['slide', 'square', 'portrait'], ...LOOK},
};

/**
 * Show the button that opens the dialog; nothing of the dialog is built before.
 * @param {HTMLElement} root
 * @param {Store} store
 */
export function mountShareButton(root, store) {
  const button = find(root, '#share'), dialog = new ShareDialog(root, store);
  root.querySelector('#sharing')?.remove(); // that of other trips
  button.textContent = store.words.translate('share');
  button.hidden = false;
  button.setAttribute('aria-haspopup', 'dialog');
  button.onclick = () => dialog.open();
}

class ShareDialog {
  #lastRequest = 0;
  #lastResponse = 0;
  /** @type {HTMLDialogElement | null} */
  #box = null;
  /** @type {Map<number, string>} names of the files that the session still builds, by request */
  #pending = new Map();
  /** @type {AbortController | null} ends what is fetched */
  #fetching = null;
  #status = el('p', {class: 'status', role: 'status'});

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   */
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.words = store.words;
    this.cancel = el('button', {type: 'button', class: 'cancel', hidden: true, onclick: () => this.#cancel()},
      store.words.translate('cancel'));
    store.receiveDownload = response => this.#receive(response);
  }

  async open() {
    await this.store.packed;
    const box = this.#box ??= this.root.appendChild(this.#dialog());
    const drawings = () => [this.#drawing(PICTURE), this.#logoHint(), this.#drawing(PLAY)];
    const downloads = this.#isServed ? [this.#files(), ...drawings()] : [];
    if (this.cancel.hidden) this.#status.textContent = '';
    const building = el('div', {class: 'building'}, this.#status, this.cancel);
    const texts = this.store.hasLink ? [this.#texts(), downloads] : [this.#noLink(), downloads, this.#citation('')];
    const content = [this.#head(box), texts, this.#frames(), building];
    box.replaceChildren(el('div', {class: 'inside'}, content));
    box.showModal();
  }

  /** Whether a server makes files of these trips. */
  get #isServed() {
    return this.store.hasFileAddresses || Boolean(this.store.requestDownload);
  }

  #dialog() {
    const box = el('dialog', {id: 'sharing', 'aria-labelledby': 'sharing-title'});
    box.addEventListener('click', event => {
      if (event.target === box) box.close(); // the backdrop, where no content lies over the dialog
    });
    return box;
  }

  /** @param {HTMLDialogElement} box */
  #head(box) {
    const {words} = this, close = () => box.close();
    return [
      el('button', {type: 'button', class: 'close', 'aria-label': words.translate('close'), onclick: close}, '×'),
      el('h2', {id: 'sharing-title'}, words.translate('share_title')),
      el('p', {class: 'muted'}, this.#description()),
    ];
  }

  /** The view in words: how many trips, the filters, and which trip is selected. */
  #description() {
    const {store, words} = this, {n, total} = store.summary, filters = describeFilters(store);
    const selected = store.trip && words.translate('share_selected', {title: store.trip.title});
    return words.paragraph(words.end(words.translate('showing', {n, total})), words.end(filters), selected);
  }

  /** That no link holds these trips, and what to give instead. */
  #noLink() {
    const {words} = this;
    const why = el('p', {}, words.translate('share_no_link'));
    return el('section', {}, el('h3', {}, words.translate('share_link')), why);
  }

  #texts() {
    const link = this.store.link(), size = describeLength(link, this.words);
    const hint = this.store.isOwn ? 'share_trips_hint' : null;
    return [this.#text('share_link', link, 1, hint, {size}), this.#citation(link)];
  }

  /** @param {string} link "" where no link holds the trips */
  #citation(link) {
    return this.#text('share_cite', citation(this.store, link), 5);
  }

  /** Code for a frame of the live page, if there is one, and of the one-file page, which is here or in a file. */
  #frames() {
    const {store} = this, link = store.link(), url = new URL(link);
    const isLive = this.#isServed && store.hasLink, isHosted = url.protocol !== 'file:' && store.hasLink;
    const onePage = isLive || !isHosted ? `trips.html${url.search}` : link;
    const shown = {page: onePage, isHere: !isLive && isHosted}, caption = isHosted ? link : '';
    const besideArticle = {...shown, link: caption, picture: () => PICTURE_FILE};
    /** @param {Theme | null} theme */
    const pictureOf = theme => this.#pictureAddress({format: 'png', size: 'card', dark: theme === 'dark'});
    const live = {page: link, isHere: true, link, picture: store.hasFileAddresses ? pictureOf : () => ''};
    const liveHint = store.hasFileAddresses ? 'share_live_hint_address' : 'share_live_hint';
    return [
      isLive ? embedSection(store, live, code => this.#text('share_live', code, 3, liveHint)) : null,
      embedSection(store, besideArticle, code => this.#text('share_static', code, 3, 'share_static_hint')),
    ];
  }

  /**
   * A text to copy, under its heading.
   * @param {string} key of the heading
   * @param {string} text
   * @param {number} rows
   * @param {string | null} [hint] key of a message on its use
   * @param {Record<string, string>} [values] of the hint
   */
  #text(key, text, rows, hint = null, values = {}) {
    const {words} = this, name = words.translate(key), copy = words.translate('copy');
    const isCode = hint !== null && rows > 1, isAddress = rows < 3;
    const look = {rows, class: isCode ? 'code' : null, dir: isCode || isAddress ? 'ltr' : null};
    const attributes = {...look, readonly: true, 'aria-label': name, spellcheck: 'false'};
    const field = el('textarea', attributes, text);
    field.addEventListener('focus', () => field.select());
    const onclick = () => this.#copy(name, field);
    const button = el('button', {type: 'button', 'aria-label': words.pair(copy, name), onclick}, copy);
    return el('section', {},
      el('h3', {}, name),
      hint ? el('p', {class: 'muted'}, words.translate(hint, values)) : null,
      el('div', {class: 'copied'}, field, button));
  }

  /**
   * @param {string} name
   * @param {HTMLTextAreaElement} field
   */
  async #copy(name, field) {
    try {
      await this.store.window.navigator.clipboard.writeText(field.value);
      this.#status.textContent = this.words.translate('copied_what', {what: name});
    } catch {
      field.focus();
      this.#status.textContent = this.words.translate('copy_yourself');
    }
  }

  #files() {
    const {words} = this;
    const hint = this.store.hasFileAddresses ? 'share_files_hint_address' : 'share_files_hint';
    return el('section', {},
      el('h3', {}, words.translate('share_files')),
      el('p', {class: 'muted'}, words.translate(hint)),
      el('div', {class: 'files'}, FILE_FORMATS.map(format => this.#file(format))));
  }

  /**
   * A link to a file, or a button that has it made.
   * @param {string} format
   */
  #file(format) {
    const label = this.words.translate(`file_${format}`);
    if (!this.store.hasFileAddresses) {
      return el('button', {type: 'button', 'data-form': format, onclick: () => this.#request({format})}, label);
    }
    const name = `trips.${format}`, href = fileAddress(this.store, document.baseURI, name);
    /** @param {MouseEvent} event */
    const onclick = event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // opens the address itself, in a tab or a window
      event.preventDefault();
      this.#save(href, name);
    };
    return el('a', {href, download: name, 'data-form': format, onclick}, label);
  }

  /**
   * @param {FileChoice} choice what every one is anyway is left out
   * @param {Drawing} [drawing]
   */
  #pictureAddress({format, size, projection = MERCATOR, dark}, {address, options} = PICTURE) {
    const place = projection !== MERCATOR && {projection};
    const look = {...size && size !== options.size[0] && {size}, ...place, ...dark && {theme: 'dark'}};
    return fileAddress(this.store, document.baseURI, `${address}.${format}`, look);
  }

  /**
   * A picture or an animation to make, and its address, where it has one.
   * @param {Drawing} drawing
   */
  #drawing(drawing) {
    const {words} = this, {kind, options, px} = drawing;
    const name = words.translate(`share_${kind}`);
    const fields = Object.entries(options).map(([option, values]) => {
      const offered = values.map(value => el('option', {value}, this.#optionName(option, value, px)));
      return el('label', {}, words.translate(`picture_${option}`), el('select', {name: option}, offered));
    });
    const make = el('button', {}, words.translate(`${kind}_make`));
    const form = el('form', {class: kind, 'aria-label': name}, fields, make);
    const address = () => this.#pictureAddress(pictureChoice(form), drawing);
    form.addEventListener('submit', event => {
      event.preventDefault();
      const choice = pictureChoice(form);
      if (this.store.hasFileAddresses) this.#save(address(), `trips-${choice.size}.${choice.format}`);
      else this.#request(choice);
    });
    const hint = drawing === PLAY ? el('p', {class: 'muted'}, words.translate('animation_hint')) : null;
    const section = el('section', {}, el('h3', {}, name), hint, form);
    if (!this.store.hasFileAddresses) return section;
    const text = this.#text(`${kind}_address`, address(), 2), field = find(text, 'textarea');
    form.addEventListener('change', () => {
      field.textContent = address();
    });
    return [section, text];
  }

  /** That the publisher's logo is not in pictures, where it is of a kind that cannot be drawn. */
  #logoHint() {
    const {logo = ''} = this.store.trips.about.publication ?? {};
    return logo.startsWith(SVG) ? el('p', {class: 'muted'}, this.words.translate('logo_not_drawn')) : null;
  }

  /**
   * @param {string} name of an option of pictures
   * @param {string} value
   * @param {Record<string, string>} px names of sizes that say no more than that
   */
  #optionName(name, value, px) {
    if (name === 'format' || px[value]) return px[value] ?? value.toUpperCase();
    return this.words.translate(`${name === 'dark' ? 'colours' : name}_${value}`);
  }

  /**
   * Ask the server for a file of this view.
   * @param {FileChoice} choice
   */
  #request(choice) {
    const id = ++this.#lastRequest, {language} = this.words, name = fileName(choice);
    this.#pending.set(id, name);
    this.#showBuilding('building_file', {name});
    this.store.requestDownload?.({...choice, id, language, view: this.store.parameters()});
  }

  /**
   * Say what is being built, and offer to cancel it.
   * @param {string} key
   * @param {Record<string, string | number>} values
   */
  #showBuilding(key, values) {
    const text = this.words.translate(key, values);
    if (this.#status.textContent !== text) this.#status.textContent = text; // else a screen reader reads it once more
    this.cancel.hidden = false;
  }

  /**
   * Say how it ended.
   * @param {string} text
   */
  #showEnd(text) {
    this.#status.textContent = text;
    this.cancel.hidden = !this.#pending.size && !this.#fetching;
  }

  #cancel() {
    this.#fetching?.abort();
    this.#fetching = null;
    if (this.#pending.size) {
      this.#lastResponse = this.#lastRequest;
      this.#pending.clear();
      this.store.requestDownload?.({id: ++this.#lastRequest, cancel: true});
    }
    this.#showEnd(this.words.translate('building_cancelled'));
  }

  /**
   * Save a file from its address. If it cannot be had, say so, in the server's own sentence if there is one.
   * @param {string} address
   * @param {string} name
   */
  async #save(address, name) {
    const {words} = this, fetching = this.#fetching = new AbortController();
    this.#showBuilding('building_file', {name});
    const text = await fetchFile(address, name, words, fetching.signal);
    if (fetching.signal.aborted || this.#fetching !== fetching) return;
    this.#fetching = null;
    this.#showEnd(text);
  }

  /**
   * Save a file, each once, however often the page draws its response.
   * @param {DownloadResponse} response
   */
  #receive({id, address, name = '', kb = 0, share, ahead = 0, reason}) {
    if (!(id > this.#lastResponse)) return;
    if (share !== undefined) {
      const pending = {name: this.#pending.get(id) ?? '', n: ahead, percent: 10 * Math.round(10 * share)};
      this.#showBuilding(ahead ? 'building_later' : pending.percent ? 'building_share' : 'building_file', pending);
      return;
    }
    this.#lastResponse = id;
    for (const each of this.#pending.keys()) if (each <= id) this.#pending.delete(each);
    if (address) el('a', {href: new URL(address, document.baseURI).href, download: name}).click();
    this.#showEnd(reason || this.words.translate(address ? 'file_ready' : 'file_failed', {name, kb}));
  }
}

/** @param {FileChoice} choice */
function fileName({format, size}) {
  return `trips${size ? `-${size}` : ''}.${format}`;
}

/**
 * Save a file from its address; the text says how that ended.
 * @param {string} address
 * @param {string} name
 * @param {import('../model/words.js').Words} words
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
async function fetchFile(address, name, words, signal) {
  try {
    const response = await fetch(address, {signal});
    if (!response.ok) return await sentenceOf(response) || words.translate('file_failed');
    const content = await response.blob(), href = URL.createObjectURL(content);
    el('a', {href, download: name}).click();
    setTimeout(() => URL.revokeObjectURL(href), REVOKE_MS);
    return words.translate('file_ready', {name, kb: Math.ceil(content.size / 1000)});
  } catch { // no server answers
    return words.translate('file_failed');
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {FileChoice}
 */
function pictureChoice(form) {
  const values = new FormData(form);
  const [format, size, projection, dark] = Object.keys(PICTURE.options).map(name => String(values.get(name)));
  return {format, size, projection, dark: dark === 'dark'};
}

/**
 * The sentence with which the server refuses, or "".
 * @param {Response} response
 */
async function sentenceOf(response) {
  return response.headers.get('Content-Type')?.startsWith('text/plain') ? (await response.text()).trim() : '';
}
