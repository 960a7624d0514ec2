// Words: dates, numbers, plurals, particles and the sentence.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Words} from '../../../static/model/words.js';
import {MESSAGES} from '../payload.js';

const words = new Words({language: 'en', messages: MESSAGES, names: {Hanoi: 'Hà Nội'}, countries: {}});
const inLanguage = (language, messages) =>
  new Words({language, messages: {...MESSAGES, ...messages}, names: {}, countries: {}});
const korean = messages => inLanguage('ko', messages);

test('a number chooses its plural form and has its digits grouped', () => {
  assert.equal(words.translate('days', {n: 1}), '1 day');
  assert.equal(words.translate('days', {n: 0}), '0 days');
  assert.equal(words.translate('days', {n: 1234567}), '1,234,567 days');
});

test('a date is as precise as it is known', () => {
  assert.equal(words.moment('2019'), '2019');
  assert.equal(words.moment('2019-04'), 'Apr 2019');
  assert.equal(words.moment('2019-04-24~'), 'about 24 Apr 2019');
  assert.equal(words.moment('2019-02-26T08:13+07:00'), '26 Feb 2019, 08:13 (UTC+07:00)');
  assert.equal(words.moment('no date'), 'no date');
});

test('an interval may be open at either end', () => {
  assert.equal(words.interval('../2018-03-24'), 'until 24 Mar 2018');
  assert.equal(words.interval('2018-03-24/..'), 'since 24 Mar 2018');
  assert.equal(words.interval('2018/2019'), '2018 to 2019');
});

test('what two days share is said once', () => {
  assert.equal(words.span('2018-05-07', '2018-05-08'), '7 to 8 May 2018');
  assert.equal(words.span('2019-02-23', '2019-03-05'), '23 Feb to 5 Mar 2019');
  assert.equal(words.span('2018-12-30', '2019-01-02'), '30 Dec 2018 to 2 Jan 2019');
  assert.equal(words.span('2018-05-07', '2018-05-07'), '7 May 2018');
  assert.equal(words.span(null, null), 'undated');
});

test('the time between two days counts whole months', () => {
  assert.equal(words.calendar('2018-01-31', '2018-03-30'), '1 month');
  assert.equal(words.calendar('2018-01-15', '2020-03-15'), '2 years and 2 months');
  assert.equal(words.calendar('2018-01-15', '2020-01-15'), '2 years');
});

test('a name is in the reader\'s language where that is known', () => {
  assert.equal(words.translateName('Hanoi'), 'Hà Nội');
  assert.equal(words.translateName('constructor'), 'constructor');
});

const PARTICLES = [
  ['하노이', '를'], ['베이징', '을'], ['2018', '을'], ['2019', '를'], ['교통수단', '을'], ['연도', '를'],
  ['', '을(를)'], ['Dalian', '을(를)'],
];
for (const [text, particle] of PARTICLES) {
  test(`"${text}" is followed by ${particle}`, () => {
    assert.equal(korean({message: '{text:을/를}'}).translate('message', {text}), text + particle);
  });
}

test('after ㄹ the particle of direction is that of a vowel', () => {
  const {translate} = Words.prototype, to = text => translate.call(korean({message: '{text:으로/로}'}), 'message', {text});
  assert.deepEqual(['서울', '평양역', '베이징', '하노이'].map(to), ['서울로', '평양역으로', '베이징으로', '하노이로']);
});

test('the sentence says how many, how, where to, when and the longest', () => {
  const longest = {title: 'One', days: 4, evidence: 'reported'};
  const summary = {n: 2, total: 3, modes: [['rail', 1], ['air', 1]], countries: 1, longest,
    first: '2018-03-25', last: '2019-06-01'};
  assert.deepEqual(words.sentence({...summary, gap: null}), ['Showing 2 of 3 trips:',
    ' 1 by rail, 1 by air, to 1 country, March 2018 to June 2019. The longest, One, took 4 days.']);
  assert.deepEqual(words.sentence({n: 0, total: 3}), ['Showing 0 of 3 trips.', '']);
});

test('the sentence says nothing of modes and of a longest day that the table does not say', () => {
  const longest = {title: 'One', days: 1, evidence: ''}, summary = {n: 2, total: 2, modes: [['other', 2]], gap: null};
  assert.deepEqual(words.sentence({...summary, longest}), ['Showing 2 of 2 trips.', '']);
  assert.deepEqual(words.visit('2019-05-12', '2019-05-14'), '12 to 14 May 2019');
});

test('the language has its own plural forms, also of another value than n', () => {
  const forms = {one: '{n} день', few: '{n} дня', many: '{n} дней', other: '{n} дня'};
  const russian = inLanguage('ru', {days: forms, showing: {...forms, by: 'total'}});
  assert.deepEqual([1, 2, 5, 21].map(n => russian.translate('days', {n})), ['1 день', '2 дня', '5 дней', '21 день']);
  assert.equal(russian.translate('showing', {n: 5, total: 21}), '5 день');
});

test('numbers have the marks of the language, from as many digits on as it groups', () => {
  const write = number => [1234, 12345, 0.5].map(value => inLanguage('xx', {number}).number(value));
  assert.deepEqual(write('12.345,6'), ['1234', '12.345', '0,5']);
  assert.deepEqual(write('1\u202f234,5'), ['1\u202f234', '12\u202f345', '0,5']);
  assert.equal(words.number(2, 1), '2.0');
});

test('months stand alone or in full as the language has them', () => {
  const alone = MESSAGES.months.map(month => `${month}!`), full = inLanguage('xx', {
    months_alone: alone, months_short_alone: alone, month_year_full: '{month} of {year}',
    day_month_year_full: '{day} of {month} of {year}',
  });
  assert.equal(full.month('2018-03-25'), 'March! of 2018');
  assert.equal(full.moment('2018-03'), 'March! 2018');
  assert.equal(full.day('2018-03-25'), '25 of March of 2018');
  assert.equal(full.moment('2018-03-25'), '25 Mar 2018');
});

test('a language without spaces has none between sentences', () => {
  const chinese = inLanguage('zh', {colon: '：', full_stop: '。', comma: '，', longest: '{title}{days}。'});
  const longest = {title: 'A', days: 4, evidence: 'reported'};
  const summary = {n: 1, total: 2, modes: [['rail', 1]], longest, gap: null};
  assert.deepEqual(chinese.sentence(summary), ['Showing 1 of 2 trips：', '1 by rail。A4 days。']);
});

test('texts are set apart where they may run against what is around them', () => {
  const arabic = inLanguage('ar', {days: '{n} {title}'}), set = text => `\u2066${text}\u2069`;
  assert.equal(arabic.translate('days', {n: 3, title: 'Hanoi'}), `3 ${set('Hanoi')}`);
  assert.equal(arabic.list(['a', 'b']), `${set('a')}, ${set('b')}`);
  assert.equal(words.pair('Year', '2019'), 'Year: 2019');
  assert.equal(words.pair('Title', 'مكة'), 'Title: \u2067مكة\u2069');
});
