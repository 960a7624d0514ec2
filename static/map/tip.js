// Tips: what hover, focus and tap tell, the same everywhere.

import {el} from '../panels/dom.js';
import {icon} from './modes.js';

/** The leaders met, in the reader's language. */
export function leaderNames(trip, words) {
  return trip.met.map(name => words.translateName(name)).join(', ');
}

export const MAX_LISTED = 50; // trips of one line or place, the first in date order

/** One trip: title, dates, how, whom. */
export function tripSummary(trip, words, legs = trip.legs) {
  const vehicles = [...new Set(legs.map(leg => leg.vehicle).filter(Boolean))].map(own => words.translateRecord(own));
  const days = trip.days ? ` · ${words.translate('days', {n: trip.days})}` : '';
  return [
    el('strong', {class: 'tip-title'}, icon(trip.mode), trip.title),
    el('span', {class: 'tip-line'}, `${words.span(trip.start, trip.end)}${days}`),
    vehicles.length ? el('span', {class: 'tip-line'}, vehicles.map(({text, lang}, at) => [at ? `, ${words.translate('then')} ` : '', el('span', {lang}, text)])) : null,
    trip.met.length ? el('span', {class: 'tip-line'}, words.translate('met_names', {names: leaderNames(trip, words)})) : null,
  ];
}

/** A heading and each trip, and how many `more` there are; `select` makes the trips buttons. */
export function tripList(heading, note, trips, words, select, more = 0) {
  const rows = trips.map(({trip, remark, legs}) => {
    const content = [...tripSummary(trip, words, legs), remark ? el('span', {class: 'tip-line tip-remark'}, remark) : null];
    return el('li', {}, el('button', {type: 'button', class: 'tip-trip', onclick: () => select(trip)}, ...content));
  });
  return el('div', {class: 'tip-body'}, el('p', {class: 'tip-head'}, el('b', {}, heading), note ? el('span', {}, ` ${note}`) : null), el('ul', {}, ...rows), more ? el('p', {}, words.translate('stat_rest', {n: more})) : null);
}

/** A box over `frame` that shows one content at a time, near a point and inside the frame. */
export class Tip {
  constructor(frame) {
    this.frame = frame;
    this.box = el('div', {class: 'tip', role: 'status', hidden: true});
    frame.append(this.box);
    this.box.addEventListener('pointerleave', () => { if (!this.pinned) this.hide(); });
  }

  get inside() {
    return this.box.matches(':hover');
  }

  show(content, {x, y}, pinned = false) {
    this.pinned = pinned;
    this.box.replaceChildren(content);
    this.box.hidden = false;
    this.move({x, y});
  }

  /** Stand near another point. */
  move({x, y}) {
    const {clientWidth: width, clientHeight: height} = this.frame, {offsetWidth: w, offsetHeight: h} = this.box;
    const left = x + 14 + w < width ? x + 14 : Math.max(6, x - 14 - w);
    const top = Math.min(Math.max(6, y - h / 3), Math.max(6, height - h - 6));
    this.box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide() {
    this.pinned = false;
    this.box.hidden = true;
  }
}
