// A small payload: three trips from home, written out as `geo/payload.py` writes it.

const coded = values => {
  const distinct = [...new Map(values.map(value => [JSON.stringify(value), value])).values()];
  const keys = distinct.map(value => JSON.stringify(value));
  return {values: distinct, codes: values.map(value => keys.indexOf(JSON.stringify(value)))};
};
const day = iso => Date.parse(iso) / 864e5;

export const MESSAGES = {
  months: 'January,February,March,April,May,June,July,August,September,October,November,December'.split(','),
  months_short: 'Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec'.split(','),
  language: 'English',
  showing: 'Showing {n} of {total} trips',
  by_rail: '{n} by rail', by_air: '{n} by air',
  to_countries: {one: 'to {n} country', other: 'to {n} countries'},
  from_to: '{from} to {to}', month_year: '{month} {year}', year_alone: '{year}', undated: 'undated',
  day_month_year: '{day} {month} {year}', day_month: '{day} {month}', about_date: 'about {date}',
  days_of_month: '{from} to {to} {month} {year}', days_of_year: '{from} {from_month} to {to} {to_month} {year}',
  until: 'until {when}', since: 'since {when}',
  longest: 'The longest, {title}, took {days}.', days: {one: '{n} day', other: '{n} days'},
  longest_gap: 'The longest gap was {gap}.', years: {one: '{n} year', other: '{n} years'},
  months_count: {one: '{n} month', other: '{n} months'}, years_and_months: '{years} and {months}',
  rail: 'Rail', confirmed: 'Confirmed', date_time: '{date}, {time}',
  number: '1,234.5', comma: ', ', list_comma: ', ', semicolon: '; ', colon: ': ', full_stop: '. ',
};

/** Pyongyang to Beijing by rail and back; on to Beijing by air; an undated one to a place that is not known. */
export function payload() {
  return {
    fingerprint: '0123456789abcdef', language: 'en', messages: MESSAGES, names: {},
    countries: {CN: 'China', KP: 'North Korea'},
    about: {title: 'Trips', home: 0}, people: {}, sources: {}, traced: [], events: [], errors: [],
    places: {
      id: ['pyongyang', 'beijing', 'airport'], name: ['Pyongyang', 'Beijing', 'Beijing Airport'], native: ['', '', ''],
      label: ['Pyongyang', 'Beijing', 'Beijing'], country: ['KP', 'CN', 'CN'], lon: [125.75, 116.4, 116.6],
      lat: [39.03, 39.9, 40.08], source: ['', '', ''], from_home_km: [0, 808, 800],
    },
    trips: {
      id: ['a', 'b', 'c'], traveller: coded(['Kim', 'Kim', '']), title: coded(['One', 'Two', 'Three']),
      occasion: coded(['', '', '']), outcome: coded(['', '', '']), mode: coded(['rail', 'air', 'air']),
      evidence: coded(['confirmed', 'reported', 'reported']), met: coded([['Xi'], ['Xi', 'Li'], []]),
      countries: coded([['CN'], ['CN'], []]), start: [day('2018-03-25'), day('2019-06-01'), null],
      end: [day('2018-03-28'), day('2019-06-02'), null], days: [4, 2, null], legs: [2, 1, 1],
    },
    legs: {
      mode: coded(['rail', 'rail', 'air', 'air']), vehicle: coded(['train', 'train', '', '']),
      note: coded(['', '', '', '']),
      evidence: coded(['confirmed', 'confirmed', 'reported', 'reported']), sources: coded([['x'], ['x', 'y'], [], []]),
      depart: coded(['2018-03-25', '', '2019-06-01', '']), arrive: coded(['', '', '', '']),
      published: coded([[], [[800, 'z']], [], []]), stops: [2, 2, 2, 1], uses: [1, 1, 1, 0],
      stay: coded([0, 0, 0, 0]),
    },
    details: [],
    stops: {place: [0, 1, 1, 0, 0, 2, -1], inferred: [0, 0, 0, 0, 0, 1, 0], names: ['Nowhere']},
    segments: {start: [0, 0], end: [1, 2], mode: coded(['rail', 'air']), km: [808, 800]},
    uses: {segment: [0, 0, 1], forward: [1, 0, 1], basis: coded(['inferred', 'reported', 'reported'])},
    geometries: {0: [1257500, 390300, -93500, 8700]},
  };
}
