// Gestures: one finger and the wheel scroll the page; two fingers, or Ctrl with the wheel, move and zoom the map.

import {el} from '../elements/dom.js';

/**
 * Leave scrolling to the page, and show a hint on how to move the map.
 * @param {L.Map} map
 * @param {import('../model/words.js').Words} words
 */
export function cooperate(map, words) {
  const container = map.getContainer(), text = el('span');
  const hint = el('p', {class: 'hint', 'aria-hidden': 'true'}, text);
  container.append(hint);
  hint.addEventListener('animationend', () => hint.classList.remove('seen'));
  const showHint = (/** @type {string} */ key) => {
    text.textContent = words.translate(key);
    hint.classList.add('seen');
  };
  container.addEventListener('wheel', event => {
    const zooms = event.ctrlKey || event.metaKey;
    if (zooms) return void map.scrollWheelZoom.enable();
    map.scrollWheelZoom.disable();
    showHint('hint_wheel');
  }, {capture: true, passive: true});
  if (!matchMedia('(pointer: coarse)').matches) return;
  map.dragging.disable();
  container.addEventListener('touchmove', event => {
    if (event.touches.length === 1) showHint('hint_touch');
  }, {passive: true});
}
