// Frame: the map inside streamlit-folium's frame takes the page's store, fonts and colours from the page around it.

import {TripLayer} from '../map/layer.js';

const FONTS = /^"?Source (Sans|Serif)/;

/** Put the layer on the map as soon as the page's store and the base map are there. */
export async function start(map, names) {
  const page = window.parent;
  dress(page, names);
  const [[store, world]] = await Promise.all([shared(page), styled()]);
  document.documentElement.lang = store.words.language;
  const layer = new TripLayer(store, {world, tiles: page.tripmap.tiles, detail: () => json('../../app/static/basemap/korea.json'), resting: () => matchMedia('(prefers-reduced-motion: reduce)').matches});
  window.tripLayer = layer.addTo(map);
  // Other trips are drawn by a frame that begins anew; what this one has open goes with it.
  const here = new AbortController();
  page.addEventListener('tripmap', () => location.reload(), {signal: here.signal});
  window.addEventListener('pagehide', () => here.abort());
  follow(page, () => layer.repaint());
}

/** The page's store and base map; the frame may be quicker than the page, which has neither then. */
async function shared(page) {
  if (!page.tripmap) await new Promise(done => page.addEventListener('tripmap', done, {once: true}));
  return Promise.all([page.tripmap.store, page.tripmapFiles.world]);
}

/** Once every style sheet of the frame is there, or is known not to come. */
function styled() {
  const waiting = [...document.querySelectorAll('link[rel=stylesheet]')].filter(link => !link.sheet);
  return Promise.all(waiting.map(link => new Promise(done => ['load', 'error'].forEach(end => link.addEventListener(end, done, {once: true})))));
}

async function json(name) {
  return (await fetch(new URL(name, location.href))).json();
}

/** The page's own fonts, a name for the frame, and leave to zoom in, which Folium's header denies. */
function dress(page, {title}) {
  window.frameElement?.setAttribute('title', title);
  for (const meta of document.querySelectorAll('meta[name=viewport]')) meta.content = 'width=device-width, initial-scale=1';
  for (const sheet of page.document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof page.CSSFontFaceRule) || !FONTS.test(rule.style.fontFamily)) continue;
      const source = rule.style.getPropertyValue('src').replace(/url\("([^"]+)"\)/g, (_, path) => `url("${new URL(path, sheet.href ?? page.location.href)}")`);
      document.fonts.add(new FontFace(rule.style.fontFamily.replaceAll('"', ''), source, {weight: rule.style.fontWeight, style: rule.style.fontStyle}));
    }
  }
}

/** Light or dark as the page is, now and later. */
function follow(page, repaint) {
  const app = page.document.querySelector('.stApp');
  const adopt = () => {
    const {colorScheme} = page.getComputedStyle(app);
    if (document.documentElement.style.colorScheme === colorScheme) return;
    document.documentElement.style.colorScheme = colorScheme;
    repaint();
  };
  adopt();
  new MutationObserver(adopt).observe(app, {attributeFilter: ['class', 'style']}); // not the state of the run, which changes twice a click
}
