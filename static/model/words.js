// Words: messages, dates, numbers and the sentence in the reader's language. `data/summary.py` is the server's twin.

/** @typedef {import('../../tools/stubs/types.js').Messages} Messages */
/** @typedef {import('../../tools/stubs/types.js').Mode} Mode */

const MOMENT = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?)?([~?%]?)$/;
const RECORDS = 'en'; // the language that the built-in records are written in
const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur'];
const WRITTEN_FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
// Unicode's marks around a text of its own direction, which browsers would look for only outside such texts in it.
const LEFT_TO_RIGHT_ISOLATE = '\u2066', RIGHT_TO_LEFT_ISOLATE = '\u2067', END_OF_ISOLATE = '\u2069';
const FIRST_LETTER = /\p{L}/u;
const GA = 0xac00, HIH = 0xd7a3, FINALS = 28, RIEUL = 8; // Hangul syllables, and where their final consonants stand
const DIGIT_FINALS = [21, 8, 0, 16, 0, 0, 1, 8, 8, 0]; // of the digits as they are read

/** @type {Mode[]} in legend order */
export const MODES = ['rail', 'air', 'road', 'sea', 'foot', 'other'];

export class Words {
  /** @param {import('../../tools/stubs/types.js').Translation} translation */
  constructor({messages, language, names, records = {}}) {
    this.messages = messages;
    this.language = language;
    this.names = names;
    this.records = records;
    this.foreign = language === RECORDS ? null : RECORDS; // the `lang` of free text of the records
    this.plurals = new Intl.PluralRules(language);
    this.fromRight = RIGHT_TO_LEFT.includes(language);
    this.direction = this.fromRight ? 'rtl' : 'ltr';
    const sample = messages.number;
    this.numberStyle = {group: sample.at(-6) ?? '', decimal: sample.at(-2) ?? '', least: 10 ** (sample.length - 4)};
  }

  /**
   * A message with its values filled in; `n`, or what the message names, chooses the plural form.
   * @param {string} key
   * @param {Record<string, string | number>} values
   */
  translate(key, values = {}) {
    return this.#message(key, values).replace(/\{(\w+)(?::([^}]+))?\}/g, (_, name, particles) => {
      const own = values[name], value = typeof own === 'number' ? this.number(own) : this.isolate(String(own));
      return particles ? value + particle(value, particles) : value;
    });
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} values
   * @returns {string}
   */
  #message(key, values) {
    const message = this.messages[key];
    if (typeof message === 'string') return message;
    if (Array.isArray(message)) throw new TypeError(`${key} is a list`);
    return message[this.plurals.select(Number(values[message.by ?? 'n']))] ?? message.other;
  }

  /**
   * A proper name in the reader's language, or as the records have it.
   * @param {string} own
   */
  translateName(own) {
    return Object.hasOwn(this.names, own) ? this.names[own] : own;
  }

  /**
   * A free text of the records for the reader, translated where a translation is known, and the language that it is in,
   * null where that is the page's.
   * @param {string} own
   * @returns {{text: string, lang: string | null}}
   */
  translateRecord(own) {
    const translated = this.#translated(own);
    return translated === null ? {text: own, lang: this.foreign} : {text: translated, lang: this.language};
  }

  /**
   * Whether a free text of the records has a translation.
   * @param {string} own
   */
  isTranslated(own) {
    return this.#translated(own) !== null;
  }

  /** @param {string} own */
  #translated(own) {
    const hash = this.foreign ? textHash(own) : '';
    return Object.hasOwn(this.records, hash) ? this.records[hash] : null;
  }

  /**
   * A number as the language writes it.
   * @param {number} value
   * @param {number | undefined} [decimals] how many; as many as it has if not given
   */
  number(value, decimals) {
    const {group, decimal, least} = this.numberStyle;
    const [whole, part] = (decimals === undefined ? String(value) : value.toFixed(decimals)).split('.');
    const grouped = Math.abs(value) < least ? whole : whole.replace(/\B(?=(\d{3})+$)/g, group);
    return part ? `${grouped}${decimal}${part}` : grouped;
  }

  /**
   * A text set apart where it may run against what is around it, so that each keeps its own order.
   * @param {string} text
   */
  isolate(text) {
    if (/^\d*$/.test(text) || !(this.fromRight || WRITTEN_FROM_RIGHT.test(text))) return text;
    const [first] = FIRST_LETTER.exec(text) ?? [''];
    return (WRITTEN_FROM_RIGHT.test(first) ? RIGHT_TO_LEFT_ISOLATE : LEFT_TO_RIGHT_ISOLATE) + text + END_OF_ISOLATE;
  }

  /**
   * Texts as a list in words.
   * @param {Iterable<string>} texts
   * @param {'list_comma' | 'comma' | 'semicolon'} joint
   */
  list(texts, joint = 'list_comma') {
    return [...texts].map(text => this.isolate(text)).join(this.messages[joint]);
  }

  /**
   * A value after its name: `Year: 2019`.
   * @param {string} name
   * @param {string} value
   */
  pair(name, value) {
    return `${name}${this.messages.colon}${this.isolate(value)}`;
  }

  /**
   * A text with the full stop of the language; "" stays so.
   * @param {string} text
   */
  end(text) {
    return text && `${text}${this.messages.full_stop.trimEnd()}`;
  }

  /**
   * Sentences one after another, with the space between them that the language has; blank ones are left out.
   * @param {(string | null)[]} sentences
   */
  paragraph(...sentences) {
    return sentences.filter(Boolean).join(this.#space);
  }

  /** What stands between two sentences. */
  get #space() {
    return this.messages.full_stop.endsWith(' ') ? ' ' : '';
  }

  /**
   * An EDTF date in words, as precise as it is known: `about 24 Apr 2019`, `26 Feb 2019, 08:13 (UTC+07:00)`.
   * @param {string} text
   */
  moment(text, {year = true} = {}) {
    const [, y, month, day, time, offset, mark] = MOMENT.exec(text) ?? [];
    if (!y) return text;
    const date = this.#date(y, month, day, year);
    const zone = offset ? ` (UTC${offset === 'Z' ? '' : offset})` : '';
    const known = time ? this.translate('date_time', {date, time: `${time}${zone}`}) : date;
    return mark ? this.translate('about_date', {date: known}) : known;
  }

  /**
   * @param {string} year
   * @param {string | undefined} month
   * @param {string | undefined} day
   * @param {boolean} withYear
   */
  #date(year, month, day, withYear) {
    const {messages} = this;
    if (!month) return this.translate('year_alone', {year});
    if (!day) {
      const alone = (messages.months_short_alone ?? messages.months_short)[Number(month) - 1];
      return this.translate('month_year', {month: alone, year});
    }
    const name = messages.months_short[Number(month) - 1];
    return this.translate(withYear ? 'day_month_year' : 'day_month', {day: String(Number(day)), month: name, year});
  }

  /**
   * The key of a pattern for months in full, which some languages have.
   * @param {'day_month_year' | 'month_year'} key
   */
  #full(key) {
    return `${key}_full` in this.messages ? `${key}_full` : key;
  }

  /**
   * An EDTF date or interval in words, `..` being an open end: `until 24 Mar 2018`.
   * @param {string} date
   */
  interval(date) {
    const [from, to] = date.split('/');
    if (!to) return this.moment(from);
    if (from === '..') return this.translate('until', {when: this.moment(to)});
    if (to === '..') return this.translate('since', {when: this.moment(from)});
    return this.translate('from_to', {from: this.moment(from), to: this.moment(to)});
  }

  /**
   * The dates of a visit in words: `12 May 2019`, `12 May 2019, 08:00 to 14 May 2019`.
   * @param {string} first
   * @param {string} last as `first`, an EDTF date; one of them may be ""
   */
  visit(first, last) {
    const dates = [first, last].filter(Boolean), isDays = dates.every(date => /^\d{4}-\d\d-\d\d$/.test(date));
    if (dates.length === 1 || first === last) return this.moment(dates[0]);
    if (isDays) return this.span(first, last);
    return this.translate('from_to', {from: this.moment(first), to: this.moment(last)});
  }

  /**
   * A day in full words, `1 January 2026`; a text that names no day as it is.
   * @param {string} text
   */
  day(text) {
    const [, year, month, day] = MOMENT.exec(text) ?? [];
    if (!day) return text;
    const name = this.messages.months[Number(month) - 1];
    return this.translate(this.#full('day_month_year'), {day: String(Number(day)), month: name, year});
  }

  /**
   * A month in words, from an ISO day.
   * @param {string} iso
   */
  month(iso) {
    const names = this.messages.months_alone ?? this.messages.months, month = names[Number(iso.slice(5, 7)) - 1];
    return this.translate(this.#full('month_year'), {month, year: iso.slice(0, 4)});
  }

  /**
   * Two ISO days in words, without repeating what they share: `23 Feb to 5 Mar 2019`, `7 to 8 May 2018`.
   * @param {string | null} start
   * @param {string | null} end
   */
  span(start, end) {
    if (!start) return this.translate('undated');
    if (!end || start === end) return this.moment(start);
    const year = start.slice(0, 4), [from, to] = [start, end].map(iso => String(Number(iso.slice(8))));
    const [month, toMonth] = [start, end].map(iso => this.messages.months_short[Number(iso.slice(5, 7)) - 1]);
    if (start.slice(0, 7) === end.slice(0, 7)) return this.translate('days_of_month', {from, to, month, year});
    if (year === end.slice(0, 4)) {
      return this.translate('days_of_year', {from, from_month: month, to, to_month: toMonth, year});
    }
    return this.translate('from_to', {from: this.moment(start), to: this.moment(end)});
  }

  /**
   * The sentence of a view: head ("Showing 9 of 11 trips:") and what follows it, with the spaces between; where rows of
   * the table are not drawn, their number is the last part.
   * @param {import('../../tools/stubs/types.js').Summary} summary
   * @returns {string[]}
   */
  sentence({notDrawn, ...facts}) {
    const parts = this.#facts(facts);
    return notDrawn ? [...parts, this.#space, this.translate('rows_not_drawn', {n: notDrawn})] : parts;
  }

  /**
   * @param {import('../../tools/stubs/types.js').Summary} summary
   * @returns {[head: string, rest: string]}
   */
  #facts({n, total, modes, countries, first, last, longest, gap}) {
    const head = this.translate('showing', {n, total});
    if (!n) return [this.end(head), ''];
    const parts = [
      ...(modes.length === 1 && modes[0][0] === 'other' ? [] : modes) // of which the table says nothing
        .map(([mode, count]) => this.translate(`by_${mode}`, {n: count})),
      countries ? this.translate('to_countries', {n: countries}) : '',
      first && last ? this.#months(first, last) : '',
    ];
    const days = longest && this.translate('days', {n: Number(longest.days)}), isAttested = Boolean(longest?.evidence);
    const rest = [
      longest && days && (isAttested || Number(longest.days) > 1)
        ? this.translate(isAttested ? 'longest' : 'longest_own', {title: longest.title, days}) : '',
      gap ? this.translate('longest_gap', {gap: this.calendar(gap.from, gap.to)}) : '',
    ];
    const {colon} = this.messages, facts = this.list(parts.filter(Boolean), 'comma');
    const start = facts ? head + colon.trimEnd() : this.end(head);
    const space = facts ? colon.slice(colon.trimEnd().length) : this.#space;
    const more = this.paragraph(this.end(this.isolate(facts)), ...rest);
    return [start, more && space + more];
  }

  /**
   * @param {string} first an ISO day
   * @param {string} last an ISO day
   */
  #months(first, last) {
    const [from, to] = [this.month(first), this.month(last)];
    return from === to ? from : this.translate('from_to', {from, to});
  }

  /**
   * The time between two ISO days in years and months.
   * @param {string} from
   * @param {string} to
   */
  calendar(from, to) {
    const [y, m, d] = from.split('-').map(Number), [year, month, day] = to.split('-').map(Number);
    const months = (year - y) * 12 + month - m - (day < d ? 1 : 0);
    const years = months >= 12 ? this.translate('years', {n: Math.floor(months / 12)}) : '';
    const rest = months % 12 ? this.translate('months_count', {n: months % 12}) : '';
    return years && rest ? this.translate('years_and_months', {years, months: rest}) : years || rest;
  }
}

/**
 * The texts of a language as they are fetched: without their keys, which are those of English in their order.
 * @param {import('../../tools/stubs/types.js').FetchedWords} fetched
 * @param {import('../../tools/stubs/types.js').Messages} english
 * @returns {import('../../tools/stubs/types.js').Translation | undefined} nothing where the keys are other ones
 */
export function nameMessages({texts, keys, more, ...translation}, english) {
  const names = Object.keys(english);
  if (textHash(names.join()) !== keys) return undefined;
  const messages = /** @type {any} */ ({...Object.fromEntries(names.map((key, at) => [key, texts[at]])), ...more});
  return {...translation, messages};
}

/**
 * The FNV-1a hash of a text, under which its translation stands (`geo/payload.py`).
 * @param {string} text
 */
export function textHash(text) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(16);
}

/**
 * The Korean particle that fits the end of a text; both, where its last sound is not known from Hangul or a digit.
 * @param {string} text
 * @param {string} particles after a consonant and after a vowel: `을/를`
 */
function particle(text, particles) {
  const [consonant, vowel] = particles.split('/'), last = text.at(-1) ?? '', code = last.charCodeAt(0);
  const final = code >= GA && code <= HIH ? (code - GA) % FINALS : /\d/.test(last) ? DIGIT_FINALS[Number(last)] : null;
  if (final === null) {
    return consonant.endsWith(vowel) ? `(${consonant.slice(0, -vowel.length)})${vowel}` : `${consonant}(${vowel})`;
  }
  return !final || (final === RIEUL && consonant === '으로') ? vowel : consonant;
}
