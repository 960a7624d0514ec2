// Facets: which values of what can be chosen each trip has, as typed arrays. `data/selection.py` says the same.

import {dayNumber, iso, MISSING} from './columns.js';

/** A facet of trips: `values`, in the record's own English words, and of each trip the codes from `starts[trip]` on. */
class Facet {
  constructor(values, starts, codes) {
    Object.assign(this, {values, starts, codes, counts: new Uint32Array(values.length)});
    for (const code of codes) this.counts[code]++;
  }

  /** The values of a trip. */
  of(trip) {
    return Array.from(this.codes.subarray(this.starts[trip], this.starts[trip + 1]), code => this.values[code]);
  }

  /** Clear the mark of each trip that has none of the values chosen. */
  restrict(on, chosen) {
    const wanted = Uint8Array.from(this.values, value => chosen.has(value)), {starts, codes} = this;
    for (let trip = 0; trip < on.length; trip++) {
      let has = 0;
      for (let at = starts[trip]; at < starts[trip + 1]; at++) has |= wanted[codes[at]];
      on[trip] &= has;
    }
  }

  /** How many different values the given trips have. */
  distinct(shown) {
    return this.tally(shown).trips.reduce((n, trips) => n + (trips > 0), 0);
  }

  /** By code of value: how many of the given trips have it, and the sum of a column over them. */
  tally(shown, column = null) {
    const trips = new Uint32Array(this.values.length), sums = new Float64Array(this.values.length), {starts, codes} = this;
    for (const trip of shown) {
      for (let at = starts[trip]; at < starts[trip + 1]; at++) {
        trips[codes[at]]++;
        if (column) sums[codes[at]] += column[trip];
      }
    }
    return {trips, sums};
  }
}

/** The facet of that name. */
export function facet(trips, name) {
  switch (name) {
    case 'year': return fromYears(trips);
    case 'mode': return fromColumn(trips.mode, mode => [mode]);
    case 'with': return fromColumn(trips.met, names => names);
    case 'country': return fromColumn(trips.countries, codes => codes.map(code => trips.countryNames[code] ?? code));
    case 'traveller': return fromColumn(trips.traveller, name => (name ? [name] : []));
    default: return fromColumn(trips.evidence, word => (word === 'confirmed' ? [word] : []));
  }
}

function fromColumn({values, codes}, of) {
  const numbers = new Map(), lists = values.map(value => [...new Set(of(value))].map(each => numbers.get(each) ?? numbers.set(each, numbers.size).get(each)));
  return packed([...numbers.keys()], codes, lists);
}

function fromYears({start}) {
  const years = [], rows = new Uint32Array(start.length), lists = [[]]; // of trips in date order: a year is new, or the last one's
  for (let trip = 0, after = -Infinity; trip < start.length && start[trip] !== MISSING; trip++) {
    if (start[trip] >= after) {
      const year = iso(start[trip]).slice(0, 4);
      after = dayNumber(`${String(Number(year) + 1).padStart(4, '0')}-01-01`);
      lists.push([years.push(year) - 1]);
    }
    rows[trip] = years.length;
  }
  return packed(years, rows, lists);
}

/** `lists` of codes by the number that a trip has in `rows`. */
function packed(values, rows, lists) {
  const starts = new Uint32Array(rows.length + 1);
  for (let trip = 0; trip < rows.length; trip++) starts[trip + 1] = starts[trip] + lists[rows[trip]].length;
  const codes = new Uint32Array(starts[rows.length]);
  for (let trip = 0, at = 0; trip < rows.length; trip++) for (const code of lists[rows[trip]]) codes[at++] = code;
  return new Facet(values, starts, codes);
}
