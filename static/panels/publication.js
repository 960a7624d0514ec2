// Publication: byline, logo and note of those who publish the map, under its title.

import {el} from '../elements/dom.js';

/** @import {Store} from '../model/view.js' */

/**
 * Show what the data says, as text; the logo is a `data:` address that the server made.
 * @param {HTMLElement} box
 * @param {Store} store
 */
export function showPublication(box, {trips: {about: {publication}}}) {
  box.replaceChildren(...publication ? [
    publication.logo ? el('img', {src: publication.logo, alt: ''}) : '',
    el('span', {class: 'byline'}, publication.byline),
    el('span', {class: 'note'}, publication.note),
  ] : []);
}
