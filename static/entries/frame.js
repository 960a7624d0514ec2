// Frame: the map inside streamlit-folium's frame takes the page's store, fonts and colours from the page around it.

import {el, styleSheetsLoaded} from '../elements/dom.js';
import {showCandidates} from '../map/candidates.js';
import {TripLayer} from '../map/layer.js';

/** @import {TripLayerOptions} from '../map/layer.js' */
/** @import {Store} from '../model/view.js' */
/** @import {SharedPage} from '../../tools/stubs/types.js' */

const FONTS = /^"?Source (Sans|Serif)/;

/**
 * Show the page's trips as soon as its store and the base map are there, and others in their place once it has them.
 * @param {L.Map} map empty
 * @param {{title: string}} options
 */
export async function start(map, {title}) {
  const page = window.parent, options = {...map.options}, closed = new AbortController();
  /** @type {TripLayer | null} */
  let layer = null;
  const show = async () => {
    const shared = page.tripmap;
    if (!shared) return; // the frame is quicker than the page
    const shown = layer;
    shown?.end(); // it stays in sight until the others come
    const [store, world] = await Promise.all([shared.store, page.tripmapFiles?.world, styleSheetsLoaded()]);
    if (!world) throw new Error('the page has no base map');
    if (page.tripmap !== shared || layer !== shown) return; // others have come meanwhile, or these are drawn
    const box = shown ? L.map(emptyBox(shown.map.getContainer()), options) : map;
    window.tripLayer = layer = new TripLayer(box, store, layerOptions(shared, store, world)).addTo(box);
    showCandidates(box, page);
  };
  window.frameElement?.setAttribute('title', title);
  allowZoom();
  adoptFonts(page);
  followTheme(page, () => layer?.repaint());
  window.addEventListener('pagehide', () => closed.abort());
  page.addEventListener('tripmap', show, {signal: closed.signal});
  await show();
}

/**
 * @param {SharedPage} shared
 * @param {Store} store
 * @param {TripLayerOptions['world']} world
 * @returns {TripLayerOptions}
 */
function layerOptions({tiles}, {words}, world) {
  const {language, direction, foreign} = words;
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  const detail = () => fetchJson('../../app/static/basemap/korea.json');
  const closer = () => fetchJson('../../app/static/basemap/closer.json');
  // In English, the base map has the names itself.
  const cityNames = foreign ? () => fetchJson(`../../app/static/basemap/cities/${language}.json`) : null;
  const resting = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {world, tiles, detail, closer, cityNames, resting};
}

/**
 * An empty element for a map, in place of that of another.
 * @param {HTMLElement} before
 */
function emptyBox(before) {
  const box = el('div', {id: before.id, class: 'folium-map'});
  box.style.cssText = before.style.cssText;
  before.replaceWith(box);
  return box;
}

/** @param {string} address */
async function fetchJson(address) {
  return (await fetch(new URL(address, location.href))).json();
}

/** Allow zooming in, which Folium's header denies. */
function allowZoom() {
  for (const meta of document.querySelectorAll('meta')) {
    if (meta.name === 'viewport') meta.content = 'width=device-width, initial-scale=1';
  }
}

/**
 * Use the page's own fonts.
 * @param {Window} page
 */
function adoptFonts(page) {
  for (const sheet of page.document.styleSheets) {
    const base = sheet.href ?? page.location.href;
    for (const rule of sheet.cssRules) {
      // The rule is of the page's window, which has classes of its own.
      if (rule instanceof page.CSSFontFaceRule && FONTS.test(rule.style.fontFamily)) addFont(rule.style, base);
    }
  }
}

/**
 * @param {CSSStyleDeclaration} style of a font face
 * @param {string} base of its addresses
 */
function addFont(style, base) {
  const family = style.fontFamily.replaceAll('"', '');
  const source = style.getPropertyValue('src');
  const absolute = source.replace(/url\("([^"]+)"\)/g, (_, path) => `url("${new URL(path, base)}")`);
  document.fonts.add(new FontFace(family, absolute, {weight: style.fontWeight, style: style.fontStyle}));
}

/**
 * Be light or dark as the page is, now and later.
 * @param {Window} page
 * @param {() => void} repaint
 */
function followTheme(page, repaint) {
  const app = page.document.querySelector('.stApp');
  if (!app) return;
  const adopt = () => {
    const {style} = document.documentElement, {colorScheme} = page.getComputedStyle(app);
    if (style.colorScheme === colorScheme) return;
    style.colorScheme = colorScheme;
    repaint();
  };
  adopt();
  // Not the attribute with the state of the run, which changes twice a click.
  new MutationObserver(adopt).observe(app, {attributeFilter: ['class', 'style']});
}
