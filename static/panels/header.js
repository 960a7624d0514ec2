// Header: sentence, notices, links and buttons, in the elements that the page has for them (`page/markup.py`).

import {el, find} from '../elements/dom.js';
import {describeLength} from './addresses.js';
import {scaleMapForPrint} from '../elements/printing.js';
import {embedPage} from './embed.js';
import {showPublication} from './publication.js';
import {facetName} from '../model/facets.js';
import {mountShareButton} from './sharing.js';
import {tripsInHash, withTrips} from '../model/trip_link.js';

/** @import {About, ViewPart} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */
/** @import {Words} from '../model/words.js' */

const YEAR_MS = 365 * 864e5;

/**
 * Notices of the page; each part is "" or empty if there is none.
 * @typedef {object} Notices
 * @property {string[]} [unknown_parameters] parts of the link that the data does not have
 * @property {string[]} [faults] the first faults of the data
 * @property {number} [n_faults] how many faults there are
 * @property {boolean} [areFolded] whether the list of faults is shown only when the reader asks for it
 * @property {string} [rows] on tables of an upload that are not read
 * @property {string} [unavailable] on a service that does not answer
 * @property {boolean} [lost] whether an upload went with its server
 * @property {string} [link] key of what is to be said of the trips of the link, if it names any
 *
 * @typedef {object} HeaderParts
 * @property {Record<string, string>} [languages] the name of each language, in that language
 * @property {(facets: ViewPart[]) => void} clear gives up what is chosen in facets
 * @property {(() => void) | null} [openRows] opens the list of the rows of an upload that are not drawn
 *
 * @typedef {Notices & HeaderParts} HeaderOptions
 */

/**
 * Fill the header and let its sentence follow the store.
 * @param {HTMLElement} root
 * @param {Store} store
 * @param {HeaderOptions} options
 */
export function mountHeader(root, store, options) {
  showNotices(find(root, '#notices'), store, options);
  mountSkipButton(find(root, '#skip'), store.words);
  mountCopyButton(find(root, '#copy'), find(root, '#copied'), store);
  mountLanguages(find(root, '#languages'), store, options.languages ?? {});
  mountShareButton(root, store);
  scaleMapForPrint();
  showPublication(find(root, '#publication'), store);
  if (store.embedding.embedded) {
    linkWhole(find(root, '#whole'), store);
    embedPage(root, store);
  }
  const sentence = find(root, '#sentence'), loosen = find(root, '#loosen');
  keepRoom(sentence, store.signal);
  const showRows = rowsOpener(find(root, '#notices'), options);
  store.follow((_, changed) => {
    if (!changed.facets) return;
    showSentence(sentence, store, showRows);
    loosen.replaceChildren(...(store.shown.length ? [] : relaxations(store, options.clear)));
  });
}

/**
 * Let a text that becomes shorter keep its height while the page is as wide as it was, so that nothing below it moves.
 * @param {HTMLElement} line
 * @param {AbortSignal} signal
 */
function keepRoom(line, signal) {
  let width = 0;
  const sizes = new ResizeObserver(() => {
    if (line.offsetWidth !== width) line.style.minHeight = '';
    width = line.offsetWidth;
    line.style.minHeight = `${line.offsetHeight}px`;
  });
  sizes.observe(line);
  signal.addEventListener('abort', () => sizes.disconnect());
}

/**
 * The sentence, in which the number of rows that are not drawn opens their list, where there is one.
 * @param {HTMLElement} line
 * @param {Store} store
 * @param {(() => void) | null} showRows
 */
function showSentence(line, {words, summary}, showRows) {
  const [first, rest, space = '', rows = ''] = words.sentence(summary);
  line.onclick = event => {
    if (event.target instanceof HTMLButtonElement) showRows?.();
  };
  const hasButton = Boolean(rows && showRows), isSame = line.textContent === first + rest + space + rows;
  if (isSame && hasButton === Boolean(line.querySelector('button'))) return; // else it is read aloud once more
  const last = hasButton ? el('button', {type: 'button'}, rows) : rows;
  line.replaceChildren(el('strong', {}, first), rest, space, last);
}

/**
 * What opens the list of the rows that are not drawn: that of faults, else the panel with a reader's own tables.
 * @param {HTMLElement} notices
 * @param {HeaderOptions} options
 */
function rowsOpener(notices, {faults = [], openRows = null}) {
  if (!faults.length) return openRows;
  return () => {
    const list = find(notices, 'details'), summary = find(list, 'summary');
    list.hidden = false;
    list.toggleAttribute('open', true);
    summary.focus();
  };
}

/**
 * Suggestions when no trip matches: each chosen facet with the number of trips without it.
 * @param {Store} store
 * @param {HeaderOptions['clear']} clear
 */
function relaxations({view, chosen, words, trips}, clear) {
  /**
   * @param {ViewPart[]} facets
   * @param {string} text
   */
  const button = (facets, text) => el('button', {type: 'button', onclick: () => clear(facets)}, text);
  const buttons = chosen.flatMap(facet => {
    const n = trips.shown(view, facet).length, name = facetName(facet, trips);
    return n ? [button([facet], words.translate('without_facet', {facet: name, n}))] : [];
  });
  const nothing = el('span', {}, words.translate('nothing'));
  return [nothing, ...buttons, button(chosen, words.translate('show_all'))];
}

/**
 * Show the notices, and the faults of the data in a list that opens.
 * @param {HTMLElement} box
 * @param {Store} store
 * @param {Notices} notices
 */
export function showNotices(box, store, {unknown_parameters: unknown = [], faults = [], ...rest}) {
  const {words} = store, {n_faults = faults.length} = rest;
  const texts = [
    rest.lost ? words.translate('upload_lost') : '',
    rest.link ? words.translate(rest.link) : '',
    unknown.length ? words.translate('unknown_parameters', {what: words.list(unknown)}) : '',
    store.outdated && !rest.link ? words.translate('outdated') : '', // a refused link is of other trips
    isStale(store.trips.about) ? words.translate('stale', {when: words.day(store.trips.about.sources_read_to)}) : '',
    rest.unavailable,
    rest.rows,
  ];
  const shown = texts.flatMap(text => (text ? [notice(text, words)] : []));
  box.replaceChildren(...shown, ...(faults.length ? [faultList(faults, n_faults, words, rest.areFolded)] : []));
}

/**
 * Whether the sources were read more than a year ago, by the clock of the browser; not where the data does not say.
 * @param {About} about
 */
function isStale(about) {
  return Date.now() - Date.parse(about.sources_read_to) > YEAR_MS;
}

/**
 * @param {string} text
 * @param {Words} words
 */
function notice(text, words) {
  const close = el('button', {type: 'button', class: 'close', 'aria-label': words.translate('dismiss')}, '×');
  const box = el('div', {class: 'notice'}, el('p', {}, text), close);
  close.addEventListener('click', () => box.remove());
  return box;
}

/**
 * @param {string[]} faults the first of them
 * @param {number} total
 * @param {Words} words
 * @param {boolean} [hidden]
 */
function faultList(faults, total, words, hidden) {
  const more = total - faults.length, items = faults.map(fault => el('li', {}, fault));
  if (more > 0) items.push(el('li', {}, words.translate('stat_rest', {n: more})));
  const summary = words.paragraph(words.end(words.translate('faults', {n: total})), words.translate('faults_more'));
  return el('details', {class: 'notice', open: total < 6, hidden}, el('summary', {}, summary), el('ul', {}, items));
}

/**
 * A button that skips filters and map for readers who use Tab.
 * @param {HTMLElement} button
 * @param {Words} words
 */
function mountSkipButton(button, words) {
  button.textContent = words.translate('skip_map');
  button.hidden = false;
  button.onclick = () => /** @type {HTMLElement | null} */ (document.querySelector('#list'))?.focus();
}

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} status
 * @param {Store} store
 */
function mountCopyButton(button, status, store) {
  button.textContent = store.words.translate('copy_link');
  button.hidden = store.isOwn;
  status.textContent = ''; // of other trips
  store.packed.then(() => {
    button.hidden = !store.hasLink; // no button that cannot do what it says
  });
  button.onclick = async () => {
    const link = store.link(), size = describeLength(link, store.words);
    try {
      await store.window.navigator.clipboard.writeText(link);
      status.textContent = store.words.translate(store.isOwn ? 'copied_trips' : 'copied', {size});
    } catch {
      const failed = store.words.translate('copy_failed');
      const field = el('input', {readonly: true, value: link, 'aria-label': failed});
      field.addEventListener('focus', () => field.select());
      status.replaceChildren(failed, ' ', field);
    }
  };
}

/**
 * The same view in each language, in a menu under their own names; `page/markup.py` writes the same.
 * @param {HTMLElement} box
 * @param {Store} store
 * @param {Record<string, string>} languages
 */
function mountLanguages(box, store, languages) {
  const {words} = store, names = Object.entries(languages), own = languages[words.language];
  box.hidden = names.length < 2;
  const items = names.map(([language, name]) => {
    const current = language === words.language ? 'true' : null, href = `?lang=${language}`;
    const link = el('a', {lang: language, hreflang: language, href, 'aria-current': current}, name);
    updateBeforeUse(link, () => {
      const address = store.link({lang: language}), {hash} = store.window.location;
      return tripsInHash(hash) === null ? withTrips(address, '') : address; // own trips are kept by the browser
    });
    return el('li', {}, link);
  });
  const label = words.pair(words.translate('about_language'), own);
  const open = box.querySelector('details')?.open ?? false; // by the reader, before this script had come
  const summary = el('summary', {lang: words.language, 'aria-label': label}, el('span', {}, own));
  const menu = el('details', {class: 'menu', open}, summary, el('ul', {}, items));
  box.replaceChildren(menu);
  closeWhenLeft(menu);
}

/**
 * Close a menu when the reader presses Escape, or goes on elsewhere.
 * @param {HTMLDetailsElement} menu
 */
function closeWhenLeft(menu) {
  menu.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  menu.addEventListener('focusout', ({relatedTarget}) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  const close = (/** @type {Event} */ {target}) => {
    if (!menu.isConnected) document.removeEventListener('pointerdown', close);
    else if (target instanceof Node && !menu.contains(target)) menu.open = false;
  };
  document.addEventListener('pointerdown', close);
}

/**
 * In a frame on another page: a link to the whole page with this view.
 * @param {HTMLAnchorElement} link
 * @param {Store} store
 */
function linkWhole(link, store) {
  link.textContent = store.words.translate('open_view');
  link.target = '_blank';
  link.hidden = false;
  link.href = store.link();
  updateBeforeUse(link, () => store.link());
}

/**
 * Set the address of a link when the reader is about to follow it.
 * @param {HTMLAnchorElement} link
 * @param {() => string} address
 */
function updateBeforeUse(link, address) {
  for (const event of ['pointerenter', 'focus', 'click']) {
    link.addEventListener(event, () => {
      link.href = address();
    });
  }
}
