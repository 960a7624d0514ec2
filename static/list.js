// List: the trips of a view as a table that sorts, a hundred rows at a time.

import {el, keep, link, once} from './dom.js';
import {named} from './modes.js';
import {met} from './tip.js';

const PAGE = 100;
const COLUMNS = {
  start: trip => trip.start ?? '9999',
  title: trip => trip.title,
  mode: trip => trip.mode,
  met: (trip, words) => met(trip, words),
  days: trip => trip.days ?? -1,
  evidence: trip => trip.evidence,
  sources: trip => new Set(trip.legs.flatMap(leg => leg.sources)).size,
};

export class List {
  constructor(store) {
    Object.assign(this, {store, words: store.words, by: 'start', down: true, room: PAGE, row: once(trip => this.#row(trip))});
    this.heads = Object.fromEntries(Object.keys(COLUMNS).map(name => [name, this.#head(name)]));
    this.rows = el('tbody');
    this.more = el('button', {type: 'button', class: 'more', hidden: true, onclick: () => { this.room += PAGE; this.show(); }});
    const caption = el('caption', {class: 'unseen'}, this.words.say('list'));
    this.box = el('section', {class: 'list', id: 'list', tabindex: -1}, el('table', {id: 'trips'}, caption, el('thead', {}, el('tr', {}, Object.values(this.heads))), this.rows), this.more);
  }

  #head(name) {
    const sort = () => { this.down = this.by === name ? !this.down : name === 'days'; this.by = name; this.show(); };
    return el('th', {scope: 'col', class: `c-${name}`}, el('button', {type: 'button', onclick: sort}, this.words.say(`column_${name}`)));
  }

  show() {
    const key = trip => COLUMNS[this.by](trip, this.words), {shown} = this.store;
    const sorted = [...shown].sort((a, b) => this.#compare(key(a), key(b)) * (this.down ? -1 : 1));
    for (const [name, head] of Object.entries(this.heads)) {
      name === this.by ? head.setAttribute('aria-sort', this.down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort');
    }
    this.box.hidden = !sorted.length;
    keep(this.rows, sorted.slice(0, this.room).map(this.row));
    this.more.hidden = sorted.length <= this.room;
    this.more.textContent = this.words.say('more', {n: Math.min(PAGE, sorted.length - this.room)});
    this.mark(this.store.trip);
  }

  #compare(a, b) {
    return typeof a === 'number' ? a - b : a.localeCompare(b, this.words.language);
  }

  mark(selected) {
    for (const row of this.rows.rows) {
      row.toggleAttribute('aria-current', row.dataset.trip === selected?.id);
      row.querySelector('.choose').setAttribute('aria-pressed', String(row.dataset.trip === selected?.id));
    }
  }

  #row(trip) {
    const choose = () => this.store.select(this.store.trip === trip ? null : trip);
    const cells = {
      start: this.words.span(trip.start, trip.end),
      title: el('button', {type: 'button', class: 'choose', 'aria-pressed': 'false'}, trip.title),
      mode: named(trip.mode, this.words),
      met: met(trip, this.words),
      days: trip.days === null ? '' : String(trip.days),
      evidence: this.words.say(trip.evidence),
      sources: this.#sources(trip),
    };
    const row = el('tr', {'data-trip': trip.id}, Object.entries(cells).map(([name, cell]) => el('td', {class: `c-${name}`}, cell)));
    row.querySelector('.c-days').dataset.unit = trip.days === null ? '' : this.words.say('days', {n: trip.days}).replace(String(trip.days), '');
    row.addEventListener('click', event => { if (!event.target.closest('a, summary')) choose(); });
    return row;
  }

  #sources(trip) {
    const known = [...new Set(trip.legs.flatMap(leg => leg.sources))].map(id => this.store.trips.sources.get(id)).filter(Boolean);
    if (!known.length) return '';
    const links = known.map(source => el('li', {}, link(source.url, source.publisher || source.id)));
    return el('details', {class: 'sources'}, el('summary', {}, this.words.say('source_count', {n: known.length})), el('ul', {}, links));
  }
}
