// Candidates: the places that an ambiguous name of an upload may mean, as hollow marks to choose from. Needs Leaflet.

import {el} from '../elements/dom.js';

/** @typedef {import('../../tools/stubs/types.js').Candidate} Candidate */
/** @typedef {import('../../tools/stubs/types.js').CandidateChoice} CandidateChoice */

const SIZE = 28; // px that a pointer hits

/**
 * Show the candidates that the page offers, now and whenever it offers others.
 * @param {L.Map} map
 * @param {Window} page
 */
export function showCandidates(map, page) {
  // The page has the same choice as buttons, which the keyboard and screen readers reach.
  const pane = map.createPane('candidates');
  pane.setAttribute('aria-hidden', 'true');
  pane.style.zIndex = '590'; // under the marks of places that are drawn
  const marks = L.layerGroup().addTo(map), closed = new AbortController();
  const draw = () => drawMarks(marks, page.tripmapCandidates ?? null);
  page.addEventListener('tripmapcandidates', draw, {signal: closed.signal});
  window.addEventListener('pagehide', () => closed.abort());
  map.on('unload', () => closed.abort());
  draw();
}

/**
 * @param {L.LayerGroup} marks
 * @param {CandidateChoice | null} choice
 */
function drawMarks(marks, choice) {
  marks.clearLayers();
  for (const candidate of choice?.candidates ?? []) {
    markOf(candidate).on('click', event => {
      L.DomEvent.stopPropagation(event);
      choice?.choose(candidate);
    }).addTo(marks);
  }
}

/**
 * A hollow mark with its tip: what a name may mean, the country, the kind and how many people live there.
 * @param {Candidate} candidate
 */
export function markOf({name, lat, lon, label, question}) {
  const icon = L.divIcon({html: el('span', {class: 'hollow'}), className: 'candidate', iconSize: [SIZE, SIZE]});
  const mark = L.marker([lat, lon], {icon, keyboard: false, pane: 'candidates'});
  const tip = el('span', {}, el('b', {}, label), el('br', {}), question);
  mark.on('add', () => mark.getElement()?.setAttribute('data-candidate', name));
  return mark.bindTooltip(tip, {direction: 'top', offset: [0, -8], className: 'candidate-tip'});
}
