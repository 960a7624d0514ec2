// Frame: the map inside streamlit-folium's frame takes the page's store, fonts and colours from the page around it.

import {styleSheetsLoaded} from '../elements/dom.js';
import {showCandidates} from '../map/candidates.js';
import {TripLayer} from '../map/layer.js';

/** @import {SharedPage} from '../../tools/stubs/types.js' */

const FONTS = /^"?Source (Sans|Serif)/;

/**
 * Put the layer on the map as soon as the page's store and the base map are there.
 * @param {L.Map} map
 * @param {{title: string}} options
 */
export async function start(map, {title}) {
  const page = window.parent;
  window.frameElement?.setAttribute('title', title);
  allowZoom();
  adoptFonts(page);
  const [shared] = await Promise.all([sharedPage(page), styleSheetsLoaded()]);
  const [store, world] = await Promise.all([shared.store, page.tripmapFiles?.world]);
  if (!world) throw new Error('the page has no base map');
  document.documentElement.lang = store.words.language;
  document.documentElement.dir = store.words.direction;
  const detail = () => fetchJson('../../app/static/basemap/korea.json');
  const closer = () => fetchJson('../../app/static/basemap/closer.json');
  const {language, foreign} = store.words; // in English, the base map has the names itself
  const cityNames = foreign ? () => fetchJson(`../../app/static/basemap/cities/${language}.json`) : null;
  const resting = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const layer = new TripLayer(map, store, {world, tiles: shared.tiles, detail, closer, cityNames, resting});
  window.tripLayer = layer.addTo(map);
  showCandidates(map, page);
  reloadWithPage(page);
  followTheme(page, () => layer.repaint());
}

/**
 * What the page shares; the frame may be quicker than the page, which has nothing to share then.
 * @param {Window} page
 * @returns {Promise<SharedPage>}
 */
async function sharedPage(page) {
  while (!page.tripmap) await new Promise(resolve => page.addEventListener('tripmap', resolve, {once: true}));
  return page.tripmap;
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
 * Begin anew when the page shows other trips; what this frame has open goes with it.
 * @param {Window} page
 */
function reloadWithPage(page) {
  const closed = new AbortController();
  page.addEventListener('tripmap', () => location.reload(), {signal: closed.signal});
  window.addEventListener('pagehide', () => closed.abort());
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
