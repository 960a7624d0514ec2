// Panels: everything seen beside the map, mounted into elements of the page and following its store.

import {el, link} from './dom.js';
import {Card} from './card.js';
import {citation, readTo} from './cite.js';
import {dayNumber, MISSING} from '../model/columns.js';
import {share} from './share.js';
import {List} from './list.js';
import {Statistics} from './statistics.js';
import {Timeline} from './timeline.js';
import {FACETS} from '../model/trips.js';

const YEAR_MS = 365 * 864e5;
const LONG = 100; // trips; the list of more follows the map a frame later, as Streamlit makes the browser lay it out before that

/** Sentence, notices and "Copy link", in the elements that the page has for them. */
export function head(root, store, {ignored = [], faults = [], n_faults = faults.length, rows = '', unavailable = '', lost = false, languages = {}, clear}) {
  const {words, trips} = store, sentence = root.querySelector('#sentence'), loosen = root.querySelector('#loosen');
  notices(root.querySelector('#notices'), store, ignored, {faults, n_faults, rows, unavailable, lost: lost ? words.translate('upload_lost') : ''});
  skipper(root.querySelector('#skip'), words);
  copier(root.querySelector('#copy'), root.querySelector('#copied'), store);
  speaker(root.querySelector('#languages'), store, languages);
  share(root, store);
  if (store.compact) compact(root.querySelector('#whole'), store);
  store.follow((_, changed) => {
    if (!changed.facets) return;
    const [first, rest] = words.sentence(store.summary);
    sentence.replaceChildren(el('strong', {}, first), rest ? ` ${rest}` : '');
    loosen.replaceChildren(...(store.shown.length ? [] : loosening(store, clear)));
  });
}

/** What to give up when nothing is shown: each chosen facet with the trips that come back without it. */
function loosening({view, words, trips}, clear) {
  const chosen = [...FACETS.filter(facet => view[facet].size), ...(view.years ? ['years'] : [])];
  const rescue = chosen.map(facet => ({facet, n: trips.shown(view, facet).length})).filter(({n}) => n);
  const buttons = rescue.map(({facet, n}) => el('button', {type: 'button', onclick: () => clear([facet])}, words.translate('loosen', {facet: words.translate(facet === 'years' ? 'year' : facet), n})));
  return [el('span', {}, words.translate('nothing')), ...buttons, el('button', {type: 'button', onclick: () => clear(chosen)}, words.translate('show_all'))];
}

/** What is to be said once: of an upload that went with its server, of the link, of the data's age, of who cannot be asked, of rows that are not drawn, and faults, of which the first are listed. */
function notices(box, {trips, words, outdated}, ignored, {faults, n_faults, rows, unavailable, lost}) {
  const close = () => el('button', {type: 'button', class: 'close', 'aria-label': words.translate('dismiss'), onclick: event => event.target.closest('.notice').remove()}, '×');
  const told = text => (text ? el('div', {class: 'notice'}, el('p', {}, text), close()) : null);
  const link = ignored.length ? words.translate('ignored', {what: ignored.join(', ')}) : '', older = outdated ? words.translate('outdated') : '';
  const more = n_faults > faults.length ? el('li', {}, words.translate('stat_rest', {n: n_faults - faults.length})) : null;
  const wrong = faults.length ? el('details', {class: 'notice', open: n_faults < 6},
    el('summary', {}, words.translate('faults', {n: n_faults}), '. ', words.translate('faults_more')), el('ul', {}, faults.map(fault => el('li', {}, fault)), more)) : null;
  box.replaceChildren(...[told(lost), told(link), told(older), told(stale(trips)), told(unavailable), told(rows), wrong].filter(Boolean));
}

/** That the sources were read more than a year ago, by the clock of the browser; "" where they were not, or the data does not say. */
function stale({about, words}) {
  const age = Date.now() - Date.parse(about.sources_read_to);
  return age > YEAR_MS ? words.translate('stale', {when: words.day(about.sources_read_to)}) : '';
}

/** The way past pills and map for readers who go by Tab. */
function skipper(button, words) {
  button.textContent = words.translate('skip_map');
  button.hidden = false;
  button.onclick = () => document.querySelector('#list')?.focus();
}

function copier(button, status, store) {
  button.textContent = store.words.translate('copy_link');
  button.hidden = false;
  button.onclick = async () => {
    const link = store.link();
    try {
      await store.page.navigator.clipboard.writeText(link);
      status.textContent = store.words.translate('copied');
    } catch {
      status.replaceChildren(store.words.translate('copy_failed'), ' ', el('input', {readonly: true, value: link, 'aria-label': store.words.translate('copy_failed'), onfocus: event => event.target.select()}));
    }
  };
}

/** The same view in the other languages, each under its own name. */
function speaker(box, store, languages) {
  const others = Object.entries(languages).filter(([language]) => language !== store.words.language);
  box.replaceChildren(...others.map(([language, name]) => {
    const link = el('a', {lang: language, hreflang: language, href: `?lang=${language}`}, name);
    for (const coming of ['pointerenter', 'focus', 'click']) link.addEventListener(coming, () => { link.href = store.link({lang: language}); });
    return link;
  }));
}

/** In a frame on another page: pills, sentence and map, and a link to the whole page as it is seen. */
function compact(link, store) {
  document.documentElement.classList.add('compact');
  link.textContent = store.words.translate('whole');
  link.target = '_blank';
  link.hidden = false;
  for (const coming of ['pointerenter', 'focus', 'click']) link.addEventListener(coming, () => { link.href = store.link(); });
  link.href = store.link();
}

/** Timeline, list, card and notes. */
export function body(root, store) {
  const timeline = new Timeline(store), list = new List(store), card = new Card(store), statistics = new Statistics(store), long = store.trips.size > LONG;
  const side = el('div', {class: 'beside'}, el('div', {}, list.box, statistics.box), card.box);
  root.replaceChildren(timeline.box, side, notes(store));
  root.addEventListener('keydown', event => { if (event.key === 'Escape') store.select(null); });
  store.follow((_, changed) => {
    if (changed.facets) {
      timeline.show();
      if (!long) list.show();
      afterPaint(() => {
        if (long) list.show();
        statistics.show();
      });
    }
    if (changed.facets || changed.trip) {
      timeline.mark(store.trip);
      list.mark(store.trip);
      const closed = !store.trip && card.box.contains(document.activeElement) && card.trip;
      card.show(store.trip);
      if (closed) list.focus(closed);
      root.classList.toggle('chosen', Boolean(store.trip));
    }
  });
}

/** Run what can wait until the reader has seen the rest; of several calls before that, one. */
function afterPaint(work) {
  cancelAnimationFrame(afterPaint.next);
  afterPaint.next = requestAnimationFrame(() => setTimeout(work));
}

function notes(store) {
  const {trips, words} = store, {about, events} = trips, claim = sinceThen(trips, words);
  const absent = events.map(event => el('li', {}, el('b', {}, words.interval(event.date)), el('span', {lang: words.foreign}, ` ${event.what}. ${event.why}`), cited(event.sources, trips.sources)));
  return el('footer', {class: 'notes'},
    readTo(trips) ? el('p', {id: 'read-to'}, `${readTo(trips)}.`) : null,
    claim ? el('p', {}, claim, cited(about.claim.sources, trips.sources)) : null,
    events.length ? el('details', {id: 'events'}, el('summary', {}, words.translate('not_trips')), el('ul', {}, absent)) : null,
    el('section', {id: 'about', 'aria-labelledby': 'about-title'}, el('h2', {id: 'about-title'}, words.translate('about')), told(store)),
    el('p', {class: 'small'}, credits(trips, words)));
}

/** What the page says of itself, each part under a heading that opens. */
function told(store) {
  const {trips, words} = store, {about} = trips, said = key => el('p', {}, words.translate(key));
  const part = (key, ...content) => el('details', {id: key.replace('_', '-')}, el('summary', {}, words.translate(key)), content);
  const cite = el('p'), to = about.corrections;
  const citing = part('about_cite', cite);
  citing.addEventListener('toggle', () => { cite.textContent = citation(store, store.link()); });
  return [
    part('about_method', said('about_method_text')),
    part('about_sources', el('p', {}, words.translate('about_sources_text', {n: trips.sources.size})), readTo(trips) ? el('p', {}, `${readTo(trips)}.`) : null, own(about.sources_note, words)),
    counting(trips, words),
    part('about_names', own(about.places_note, words), said('about_names_text')),
    part('about_licences', el('p', {}, credits(trips, words)), said('about_licences_text')),
    citing,
    part('about_correct', said('about_correct_text'), el('p', {}, to ? [words.translate('about_correct_to'), ' ', link(to, to)] : words.translate('about_correct_host'))),
  ];
}

/** A text of the data set's own, in the reader's language where the records' names have it. */
function own(text, words, tag = 'p') {
  const said = words.translateName(text ?? '');
  return said ? el(tag, {lang: said === text ? words.foreign : null}, said) : null;
}

function credits({about, traced}, words) {
  return [own(about.credits, words, 'span') ?? words.translate('credits'), traced.length ? ` ${words.translate('credits_ways')} (ODbL 1.0).` : ''];
}

/** How trips are counted, what the words of evidence mean, and what the press got wrong. */
function counting({about, errors, sources}, words) {
  const wrong = errors.map(({claim, published, truth, sources: ids}) => el('li', {lang: words.foreign}, el('b', {}, claim), ` (${published}) `, truth, cited(ids, sources)));
  if (!about.counting && !wrong.length) return null;
  return el('details', {id: 'counting'}, el('summary', {}, words.translate(wrong.length ? 'counting_errors' : 'counting')),
    own(about.counting, words), ['confirmed', 'reported', 'disputed'].map(word => el('p', {}, words.translate(`meaning_${word}`))),
    wrong.length ? el('ul', {}, wrong) : null);
}

/** Links to sources by id, in a line. */
function cited(ids, sources) {
  const links = ids.map(id => (sources.has(id) ? link(sources.get(id).url, sources.get(id).publisher || id) : id));
  return links.length ? el('span', {class: 'cites'}, ' ', links.map((each, at) => [at ? ' · ' : '', each])) : null;
}

const QUOTE = '\u0000'; // where the quotation goes, which is an element of its own

/** A published count of one mode, with the same count then and now from the records themselves. */
function sinceThen(trips, words) {
  const {claim} = trips.about;
  if (!claim) return '';
  const all = [...Array(trips.size).keys()], before = dayNumber(claim.before), then = all.filter(trip => trips.start[trip] !== MISSING && trips.start[trip] < before);
  const of = list => new Map(trips.counts(list)).get(claim.mode) ?? 0;
  const [ahead, after] = words.translate('since_then', {publisher: claim.publisher, when: words.month(claim.date), quote: QUOTE, then: of(then), then_total: then.length, now: of(all), total: trips.size}).split(QUOTE);
  return [ahead, el('span', {lang: words.foreign}, claim.quote), after];
}
