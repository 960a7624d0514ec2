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
 * Card, timeline, list, statistics and notes.
 * @param {HTMLElement} root
 * @param {Store} store
 */
export function mountBody(root, store) {
  const timeline = new Timeline(store), list = new List(store), drawer = new Drawer(store, new Card(store), list);
  const statistics = new Statistics(store), isLong = store.trips.size > MAX_AT_ONCE;
  const afterPaint = latestAfterPaint(() => {
    if (isLong) list.show();
    statistics.show();
  });
  const columns = el('div', {class: 'beside'}, list.box, statistics.box);
  const giveBack = keepPlace(root);
  root.replaceChildren(drawer.box, timeline.box, columns, notes(store));
  store.follow((_, changed) => {
    if (changed.facets) {
      timeline.show();
      if (!isLong) list.show();
      afterPaint();
    }
    if (changed.maps || changed.colour) statistics.showMaps();
    if (changed.facets || changed.trip) {
      for (const panel of [timeline, list]) panel.mark(store.trip);
      drawer.show();
    }
  });
  giveBack();
}
