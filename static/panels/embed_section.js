// Embed section: the part of the Share dialog that gives the code for a frame, with choices and a preview.

import {el} from '../elements/dom.js';
import {embedAddress, EMBED_PARTS} from '../model/embedding.js';
import {figureHtml, HEIGHT_MESSAGE, MAX_HEIGHT_PX} from './embed_code.js';

/** @import {Embedding, EmbedPart} from '../model/embedding.js' */
/** @import {Store} from '../model/view.js' */

const HEIGHT_PX = 560, MIN_HEIGHT_PX = 320;
const PREVIEW_WIDTHS = [320, 600];
const PARTS_AT_FIRST = ['filters'];

/**
 * @typedef {object} EmbedSource
 * @property {string} page address of the page that is framed
 * @property {boolean} isHere whether that is this page itself, which can be shown as it will be
 * @property {string} link of the caption
 * @property {(theme: Embedding['theme']) => string} picture the address of the picture, "" for none
 */

/**
 * The choices, the preview and the code, which follows the choices.
 * @param {Store} store
 * @param {EmbedSource} source
 * @param {(code: string) => HTMLElement} codeField the code as a text to copy
 */
export function embedSection(store, source, codeField) {
  const form = choices(store);
  const box = codeField(code(store, source, form)), field = box.querySelector('textarea');
  const frame = source.isHere ? preview(store, () => embedAddress(source.page, chosen(form))) : null;
  form.addEventListener('change', () => {
    if (field) field.value = code(store, source, form);
    frame?.update();
  });
  form.addEventListener('submit', event => event.preventDefault());
  const told = source.isHere ? bars(store) : '';
  box.querySelector('.copied')?.before(told ? el('p', {class: 'barred'}, told) : '', form);
  if (frame) box.append(frame.box);
  return box;
}

/** @param {Store} store */
function choices({words}) {
  /**
   * @param {string} name
   * @param {boolean} checked
   */
  const tick = (name, checked) => el('label', {class: 'tick'},
    el('input', {type: 'checkbox', name, checked}), words.translate(`embed_${name}`));
  const parts = EMBED_PARTS.map(part => tick(part, PARTS_AT_FIRST.includes(part)));
  const themes = ['', 'light', 'dark'].map(theme =>
    el('option', {value: theme}, words.translate(theme ? `colours_${theme}` : 'embed_theme_reader')));
  const height = {type: 'number', name: 'height', value: HEIGHT_PX, min: MIN_HEIGHT_PX, max: MAX_HEIGHT_PX, step: 20};
  return el('form', {class: 'embedding'},
    el('fieldset', {}, el('legend', {}, words.translate('embed_parts')), parts),
    el('label', {}, words.translate('embed_theme'), el('select', {name: 'theme'}, themes)),
    el('label', {}, words.translate('embed_height'), el('input', height)),
    tick('adjusts', true));
}

/**
 * @param {HTMLFormElement} form
 * @returns {Omit<Embedding, 'embedded'> & {height: number, adjusts: boolean}}
 */
function chosen(form) {
  const values = new FormData(form), theme = values.get('theme');
  /** @type {Set<EmbedPart>} */
  const parts = new Set(EMBED_PARTS.filter(part => values.has(part)));
  const wanted = Math.round(Number(values.get('height'))) || HEIGHT_PX;
  const height = Math.min(MAX_HEIGHT_PX, Math.max(MIN_HEIGHT_PX, wanted));
  return {parts, theme: theme === 'light' || theme === 'dark' ? theme : null, height, adjusts: values.has('adjusts')};
}

/**
 * @param {Store} store
 * @param {EmbedSource} source
 * @param {HTMLFormElement} form
 */
function code(store, {page, link, picture}, form) {
  const {height, adjusts, ...embedding} = chosen(form);
  const address = embedAddress(page, embedding);
  return figureHtml(store, {address, link, picture: picture(embedding.theme), height, adjusts});
}

/**
 * Which sites may show this page in a frame, where the host lets only some; "" where it does not say.
 * @param {Store} store
 */
function bars({frameAncestors, words}) {
  if (!frameAncestors) return '';
  const sites = frameAncestors.filter(source => !source.startsWith("'"));
  return sites.length ? words.translate('embed_sites', {sites: words.list(sites)}) : words.translate('embed_barred');
}

/**
 * Buttons that show the page in a frame of a width, as high as it says.
 * @param {Store} store
 * @param {() => string} address
 */
function preview({words}, address) {
  const place = el('div', {class: 'preview'});
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  /** @param {MessageEvent} event */
  const resize = ({source, origin, data}) => {
    if (!frame?.isConnected) window.removeEventListener('message', resize);
    else if (source === frame.contentWindow && origin === window.origin && data?.type === HEIGHT_MESSAGE) {
      frame.style.height = `${Math.min(MAX_HEIGHT_PX, Number(data.height) || 0)}px`;
    }
  };
  /** @param {number} width */
  const show = width => {
    frame = el('iframe', {src: address(), title: words.translate('embed_preview'), style: `width:${width}px`});
    place.replaceChildren(frame);
    window.addEventListener('message', resize);
  };
  const heading = el('p', {class: 'muted'}, words.translate('embed_preview'));
  const buttons = PREVIEW_WIDTHS.map(width =>
    el('button', {type: 'button', onclick: () => show(width)}, words.translate('embed_width', {width})));
  return {
    box: el('div', {}, heading, el('div', {class: 'files'}, buttons), place),
    update: () => { if (frame) frame.src = address(); },
  };
}
