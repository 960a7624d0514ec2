// Share: a dialog that speaks of this view: its link, a citation, code to embed it, and the files that the server makes.

import {chosen, citation, figure, framed} from './cite.js';
import {el} from './dom.js';

const FORMS = ['html', 'csv', 'xlsx', 'geojson', 'kml'];
const PICTURE = {format: ['png', 'svg', 'pdf'], size: ['print', 'slide', 'card'], projection: ['mercator', 'azimuthal'], dark: ['light', 'dark']};

/** The button that opens the dialog; nothing of it is built before. */
export function share(root, store) {
  const button = root.querySelector('#share'), dialog = new Dialog(store);
  button.textContent = store.words.translate('share');
  button.hidden = false;
  button.setAttribute('aria-haspopup', 'dialog');
  button.onclick = () => dialog.open(root);
}

class Dialog {
  #asked = 0;
  #answered = 0;

  constructor(store) {
    Object.assign(this, {store, words: store.words});
    store.receiveDownload = response => this.#save(response);
  }

  open(root) {
    this.box ??= root.appendChild(el('dialog', {id: 'sharing', 'aria-labelledby': 'sharing-title', onclick: event => event.target === this.box && this.box.close()}));
    this.status = el('p', {class: 'status', role: 'status'});
    this.box.replaceChildren(el('div', {class: 'inside'}, this.#head(), this.#texts(), this.store.requestDownload ? [this.#files(), this.#picture()] : [], this.#frames(), this.status));
    this.box.showModal();
  }

  #head() {
    const {store, words} = this, [first] = words.sentence(store.summary), filters = chosen(store);
    const told = [`${first.replace(/[.:]$/, '')}.`, filters && `${filters}.`, store.trip && words.translate('share_selected', {title: store.trip.title})];
    return [
      el('button', {type: 'button', class: 'close', 'aria-label': words.translate('close'), onclick: () => this.box.close()}, '×'),
      el('h2', {id: 'sharing-title'}, words.translate('share_title')), el('p', {class: 'muted'}, told.filter(Boolean).join(' ')),
    ];
  }

  #texts() {
    const link = this.store.link();
    return [this.#text('share_link', link, 1), this.#text('share_cite', citation(this.store, link), 5)];
  }

  /** Code for a frame of the live page, if there is one, and of the one-file page, which stands here or beside the reader's. */
  #frames() {
    const {store} = this, link = store.link(), here = new URL(link), live = Boolean(store.requestDownload), hosted = here.protocol !== 'file:';
    const own = live || !hosted ? `trips.html${here.search}` : link;
    return [
      live ? this.#text('share_live', figure(store, framed(link), link), 3, 'share_live_hint') : [],
      this.#text('share_static', figure(store, framed(own), hosted ? link : ''), 3, 'share_static_hint'),
    ];
  }

  /** A text to copy under its heading, with a word on its use. */
  #text(key, text, rows, hint = null) {
    const name = this.words.translate(key), copy = this.words.translate('copy');
    const field = el('textarea', {readonly: true, rows, class: hint ? 'code' : null, 'aria-label': name, spellcheck: 'false', onfocus: () => field.select()}, text);
    const button = el('button', {type: 'button', 'aria-label': `${copy}: ${name}`, onclick: () => this.#copy(name, field)}, copy);
    return el('section', {}, el('h3', {}, name), hint ? el('p', {class: 'muted'}, this.words.translate(hint)) : null, el('div', {class: 'copied'}, field, button));
  }

  async #copy(what, field) {
    try {
      await this.store.page.navigator.clipboard.writeText(field.value);
      this.status.textContent = this.words.translate('copied_what', {what});
    } catch {
      field.focus();
      this.status.textContent = this.words.translate('copy_yourself');
    }
  }

  #files() {
    const {words} = this;
    const buttons = FORMS.map(form => el('button', {type: 'button', 'data-form': form, onclick: () => this.#request({format: form})}, words.translate(`form_${form}`)));
    return el('section', {}, el('h3', {}, words.translate('share_files')), el('p', {class: 'muted'}, words.translate('share_files_hint')), el('div', {class: 'files'}, buttons));
  }

  #picture() {
    const {words} = this, say = {format: format => format.toUpperCase(), size: size => words.translate(`size_${size}`), projection: plane => words.translate(`projection_${plane}`), dark: colours => words.translate(`colours_${colours}`)};
    const fields = Object.entries(PICTURE).map(([name, values]) => el('label', {}, words.translate(`picture_${name}`), el('select', {name}, values.map(value => el('option', {value}, say[name](value))))));
    const form = el('form', {onsubmit: event => {
      event.preventDefault();
      const wanted = Object.fromEntries(new FormData(form));
      this.#request({...wanted, dark: wanted.dark === 'dark'});
    }}, fields, el('button', {}, words.translate('picture_make')));
    return el('section', {}, el('h3', {}, words.translate('share_picture')), form);
  }

  /** Ask the server for a file of this view, in the data's own words. */
  #request(wanted) {
    const {view, trip, currentPosition} = this.store, facets = Object.entries(view).filter(([, value]) => value instanceof Set).map(([facet, values]) => [facet, [...values]]);
    const at = currentPosition?.() ?? null;
    this.status.textContent = this.words.translate('making');
    this.store.requestDownload({...wanted, id: ++this.#asked, language: this.words.language, view: {...Object.fromEntries(facets), years: view.years?.map(String) ?? [], trip: trip ? [trip.id] : [], at: at ? [at] : []}});
  }

  /** Save what was made, each once, however often the page draws its answer. */
  #save({id, address, name, kb}) {
    if (!(id > this.#answered)) return;
    this.#answered = id;
    if (address) el('a', {href: new URL(address, document.baseURI).href, download: name}).click();
    this.status.textContent = address ? this.words.translate('made', {name, kb}) : this.words.translate('made_not');
  }
}
