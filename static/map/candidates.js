// Candidates: the places that an ambiguous name of an upload may mean, as hollow marks to choose from. Needs Leaflet.

import {el} from '../elements/dom.js';

/** @typedef {import('../../tools/stubs/types.js').Candidate} Candidate */
/** @typedef {import('../../tools/stubs/types.js').CandidateChoice} CandidateChoice */

const SIZE = 28; // px that a pointer hits
const MARGIN = 60; // px around candidates that a click has brought closer
const CLOSEST = 10; // zoom at which a click chooses, however near the next candidate is

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
  const draw = () => {
    if (map.getContainer().isConnected) drawMarks(map, marks, page.tripmapCandidates ?? null);
    else closed.abort(); // another map is in its place
  };
  page.addEventListener('tripmapcandidates', draw, {signal: closed.signal});
  window.addEventListener('pagehide', () => closed.abort());
  draw();
}

/**
 * @param {L.Map} map
 * @param {L.LayerGroup} marks
 * @param {CandidateChoice | null} choice
 */
function drawMarks(map, marks, choice) {
  marks.clearLayers();
  for (const candidate of choice?.candidates ?? []) {
    markOf(candidate).on('click', event => {
      L.DomEvent.stopPropagation(event);
      if (!comeCloser(map, candidate, choice?.candidates ?? [])) choice?.choose(candidate);
    }).addTo(marks);
  }
}

/**
 * Bring candidates closer whose marks lie over one another, so that each can be hit. Return whether there are any.
 * @param {L.Map} map
 * @param {Candidate} candidate that was clicked
 * @param {Candidate[]} candidates
 */
function comeCloser(map, candidate, candidates) {
  const at = (/** @type {Candidate} */ {lat, lon}) => map.latLngToContainerPoint([lat, lon]), here = at(candidate);
  const near = candidates.filter(other => at(other).distanceTo(here) < SIZE);
  const bounds = L.latLngBounds(near.map(({lat, lon}) => L.latLng(lat, lon))), padding = L.point(MARGIN, MARGIN);
  const zoom = Math.min(map.getBoundsZoom(bounds, false, padding.multiplyBy(2)), CLOSEST);
  if (near.length < 2 || zoom <= map.getZoom()) return false;
  map.setView(bounds.getCenter(), zoom);
  return true;
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
