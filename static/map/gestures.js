// Gestures: the page scrolls over the map; two fingers, or Ctrl with the wheel, move and zoom it.

import {el} from '../panels/dom.js';

/** @param map a Leaflet map; @param words for the hint that says how */
export function cooperate(map, words) {
  const container = map.getContainer(), hint = el('p', {class: 'hint', 'aria-hidden': 'true'}, el('span', {}));
  container.append(hint);
  hint.addEventListener('animationend', () => hint.classList.remove('seen'));
  const tell = key => {
    hint.firstChild.textContent = words.translate(key);
    hint.classList.add('seen');
  };
  container.addEventListener('wheel', event => {
    const zooms = event.ctrlKey || event.metaKey;
    zooms ? map.scrollWheelZoom.enable() : map.scrollWheelZoom.disable();
    if (!zooms) tell('hint_wheel');
  }, {capture: true, passive: true});
  if (!matchMedia('(pointer: coarse)').matches) return;
  map.dragging.disable();
  container.addEventListener('touchmove', event => { if (event.touches.length === 1) tell('hint_touch'); }, {passive: true});
}
