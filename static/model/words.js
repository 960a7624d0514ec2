// Words: messages, dates and the sentence. `data/summary.py` says the same on the server.

const MOMENT = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?)?([~?%]?)$/;
const RECORDS = 'en'; // the language that the built-in records are written in
const GA = 0xac00, HIH = 0xd7a3, FINALS = 28, RIEUL = 8; // Hangul syllables, and where their final consonants stand
const DIGIT_FINALS = [21, 8, 0, 16, 0, 0, 1, 8, 8, 0]; // of the digits as they are read

export const MODES = ['rail', 'air', 'road', 'sea', 'foot', 'other'];

export class Words {
  /** `names` are proper names in the language, and `records` free texts, each by the records' own. */
  constructor({messages, language, names, records = {}}) {
    Object.assign(this, {messages, language, names, records});
    this.foreign = language === RECORDS ? null : RECORDS; // what free text of the records is marked with
    this.plurals = new Intl.PluralRules(language);
  }

  /** A message with its values filled in, each once; `n` chooses the plural form. */
  translate(key, values = {}) {
    let message = this.messages[key];
    if (typeof message === 'object') message = message[this.plurals.select(values.n)] ?? message.other;
    return message.replace(/\{(\w+)(?::([^}]+))?\}/g, (_, name, particles) => {
      const value = this.number(values[name]);
      return particles ? `${value}${particle(String(value), particles)}` : value;
    });
  }

  /** A proper name in the reader's language, or as the records have it. */
  translateName(own) {
    return Object.hasOwn(this.names, own) ? this.names[own] : own;
  }

  /** A free text of the records for the reader: its translation where there is one, and the language that it is in, null where it is the page's. */
  translateRecord(own) {
    return this.isTranslated(own) ? {text: this.records[own], lang: this.language} : {text: own, lang: this.foreign};
  }

  isTranslated(own) {
    return Object.hasOwn(this.records, own);
  }

  /** Digits grouped with commas; text as it is. */
  number(value) {
    return Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ',') : value;
  }

  /** An EDTF date in words, as precise as it is known: `about 24 Apr 2019`, `26 Feb 2019, 08:13 (UTC+07:00)`. */
  moment(text, {year = true} = {}) {
    const [, y, month, day, time, offset, mark] = MOMENT.exec(text) ?? [];
    if (!y) return text;
    const name = month && this.messages.months_short[month - 1];
    const parts = {day: String(Number(day)), month: name, year: y};
    const date = !month ? this.translate('year_alone', parts) : !day ? this.translate('month_year', parts) : this.translate(year ? 'day_month_year' : 'day_month', parts);
    const known = time ? `${date}, ${time}${offset ? ` (UTC${offset === 'Z' ? '' : offset})` : ''}` : date;
    return mark ? this.translate('about_date', {date: known}) : known;
  }

  /** An EDTF date or interval in words, `..` being an open end: `until 24 Mar 2018`. */
  interval(date) {
    const [from, to] = date.split('/');
    if (!to) return this.moment(from);
    if (from === '..') return this.translate('until', {when: this.moment(to)});
    if (to === '..') return this.translate('since', {when: this.moment(from)});
    return this.translate('from_to', {from: this.moment(from), to: this.moment(to)});
  }

  /** A day in full words, `1 January 2026`; a text that names no day as it is. */
  day(text) {
    const [, year, month, day] = MOMENT.exec(text) ?? [];
    return day ? this.translate('day_month_year', {day: String(Number(day)), month: this.messages.months[month - 1], year}) : text;
  }

  /** A month in words, from an ISO day. */
  month(iso) {
    return this.translate('month_year', {month: this.messages.months[iso.slice(5, 7) - 1], year: iso.slice(0, 4)});
  }

  /** Two ISO days in words, what they share said once: `23 Feb to 5 Mar 2019`, `7 to 8 May 2018`. */
  span(start, end) {
    if (!start) return this.translate('undated');
    if (!end || start === end) return this.moment(start);
    const month = iso => this.messages.months_short[iso.slice(5, 7) - 1], day = iso => String(Number(iso.slice(8))), year = start.slice(0, 4);
    if (start.slice(0, 7) === end.slice(0, 7)) return this.translate('days_of_month', {from: day(start), to: day(end), month: month(end), year});
    if (year === end.slice(0, 4)) return this.translate('days_of_year', {from: day(start), from_month: month(start), to: day(end), to_month: month(end), year});
    return this.translate('from_to', {from: this.moment(start), to: this.moment(end)});
  }

  /** What a view shows: head ("Showing 9 of 11 trips") and the rest of the sentence, from `Trips.summary`. */
  sentence({n, total, modes, countries, first, last, longest, gap}) {
    const head = this.translate('showing', {n, total});
    if (!n) return [`${head}.`, ''];
    const parts = [...modes.map(([mode, count]) => this.translate(`by_${mode}`, {n: count})), countries ? this.translate('to_countries', {n: countries}) : '', first ? this.#months(first, last) : ''];
    const rest = [longest ? this.translate('longest', {title: longest.title, days: this.translate('days', {n: longest.days})}) : '', gap ? this.translate('longest_gap', {gap: this.calendar(gap.from, gap.to)}) : ''];
    return [`${head}:`, [`${parts.filter(Boolean).join(', ')}.`, ...rest].filter(Boolean).join(' ')];
  }

  #months(first, last) {
    const [from, to] = [this.month(first), this.month(last)];
    return from === to ? from : this.translate('from_to', {from, to});
  }

  /** The time between two ISO days in years and months. */
  calendar(from, to) {
    const [y, m, d] = from.split('-').map(Number), [year, month, day] = to.split('-').map(Number);
    const months = (year - y) * 12 + month - m - (day < d ? 1 : 0);
    const years = months >= 12 ? this.translate('years', {n: Math.floor(months / 12)}) : '', rest = months % 12 ? this.translate('months_count', {n: months % 12}) : '';
    return years && rest ? this.translate('years_and_months', {years, months: rest}) : years || rest;
  }
}

/** The Korean particle that fits the end of a text; both, where its sound is not written in Hangul or digits. */
function particle(text, particles) {
  const [consonant, vowel] = particles.split('/'), last = text.at(-1) ?? '', code = last.charCodeAt(0);
  const final = code >= GA && code <= HIH ? (code - GA) % FINALS : /\d/.test(last) ? DIGIT_FINALS[last] : null;
  if (final === null) return consonant.endsWith(vowel) ? `(${consonant.slice(0, -vowel.length)})${vowel}` : `${consonant}(${vowel})`;
  return !final || (final === RIEUL && consonant === '으로') ? vowel : consonant;
}
