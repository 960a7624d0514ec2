// Body: the panels under the map, mounted into one element; they follow the store.

import {Card} from './card.js';
import {Drawer} from './drawer.js';
import {el, keepPlace} from '../elements/dom.js';
import {latestAfterPaint, MAX_AT_ONCE} from '../elements/frames.js';
import {List} from './list.js';
import {notes} from './notes.js';
import {Statistics} from './statistics.js';
import {Timeline} from './timeline.js';

/** @import {Store} from '../model/view.js' */

/**
 * Card, timeline and list, and below them statistics and notes.
 * @param {HTMLElement} root
 * @param {Store} store
 * @returns {() => Promise<void>} shows statistics and notes, which may wait until all above them stands
 */
export function mountBody(root, store) {
  const giveBack = keepPlace(root);
  /** @type {NodeListOf<HTMLElement>} */
  const rows = root.querySelectorAll('#trips [data-trip]');
  const timeline = new Timeline(store), list = new List(store, store.hasFileAddresses ? [...rows] : []);
  const drawer = new Drawer(store, new Card(store), list);
  const statistics = new Statistics(store);
  let isWhole = false;
  const showLater = latestAfterPaint(() => {
    list.show();
    if (isWhole) statistics.show();
  });
  if (store.trips.size <= MAX_AT_ONCE) list.show(); // so that nothing moves when it comes
  const columns = el('div', {class: 'beside'}, list.box, statistics.box);
  const foot = root.querySelector('.notes') ?? el('footer', {class: 'notes'});
  root.replaceChildren(drawer.box, timeline.box, columns, foot);
  store.follow((_, changed) => {
    if (changed.facets) {
      timeline.show();
      showLater();
    }
    if (isWhole && (changed.maps || changed.colour)) statistics.showMaps();
    if (changed.trip) for (const panel of [timeline, list]) panel.mark(store.trip);
    if (changed.facets || changed.trip) drawer.show();
  });
  if (store.trip) drawer.measure(); // the map frames the trip beside its card at once
  giveBack();
  return async () => {
    isWhole = true;
    await statistics.show();
    foot.replaceWith(notes(store));
  };
}
