// Body: the panels under the map, mounted into one element; they follow the store.

import {Card} from './card.js';
import {el, keepPlace} from '../elements/dom.js';
import {latestAfterPaint, MAX_AT_ONCE} from '../elements/frames.js';
import {List} from './list.js';
import {notes} from './notes.js';
import {Statistics} from './statistics.js';
import {Timeline} from './timeline.js';

/** @import {Trip} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */

/**
 * Timeline, list, card, statistics and notes.
 * @param {HTMLElement} root
 * @param {Store} store
 */
export function mountBody(root, store) {
  const timeline = new Timeline(store), list = new List(store), card = new Card(store);
  const statistics = new Statistics(store), isLong = store.trips.size > MAX_AT_ONCE;
  const afterPaint = latestAfterPaint(() => {
    if (isLong) list.show();
    statistics.show();
  });
  const columns = el('div', {class: 'beside'}, el('div', {}, list.box, statistics.box), card.box);
  const giveBack = keepPlace(root);
  root.replaceChildren(timeline.box, columns, notes(store));
  root.addEventListener('keydown', event => {
    if (event.key === 'Escape') store.select(null);
  });
  store.follow((_, changed) => {
    if (changed.facets) {
      timeline.show();
      if (!isLong) list.show();
      afterPaint();
    }
    if (changed.facets || changed.trip) {
      for (const panel of [timeline, list]) panel.mark(store.trip);
      showCard(card, list, store.trip);
      root.classList.toggle('chosen', Boolean(store.trip));
    }
  });
  giveBack();
}

/**
 * Show a trip; where a card that had the focus closes, the focus goes to its trip in the list.
 * @param {Card} card
 * @param {List} list
 * @param {Trip | null} trip
 */
function showCard(card, list, trip) {
  const closed = !trip && card.box.contains(document.activeElement) ? card.trip : null;
  card.show(trip);
  if (closed) list.focus(closed);
}
