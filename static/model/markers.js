// Spots: what is marked on the map. Places of one label and country, such as a city, its station and its airport, are one spot.

export class Spots {
  constructor(trips) {
    this.trips = trips;
    this.#group(trips.places, trips.places[trips.about.home]);
    this.#visit();
  }

  /** `all` spots, {index, key, place (where the mark stands), home}, and the spot `of` each place. */
  #group(places, home) {
    const spots = new Map();
    this.of = Uint32Array.from(places, place => {
      const key = `${place.label}\n${place.country}`, known = spots.get(key);
      if (!known) spots.set(key, {index: spots.size, key, place, home: Boolean(home) && home.label === place.label && home.country === place.country});
      else if (known.place.name !== known.place.label && place.name === place.label) known.place = place;
      return spots.get(key).index;
    });
    this.all = [...spots.values()];
  }

  /** The spots of each trip, once each: `spot` and whether the trip `stops` there, from `starts[trip]` on. */
  #visit() {
    const {size, legs, stops} = this.trips, last = new Int32Array(this.all.length).fill(-1), where = new Uint32Array(this.all.length);
    const spot = new Uint32Array(stops.place.length), stopping = new Uint8Array(stops.place.length);
    this.starts = new Uint32Array(size + 1);
    let count = 0;
    for (let trip = 0; trip < size; trip++) {
      for (let leg = legs.start[trip]; leg < legs.start[trip + 1]; leg++) {
        for (let stop = legs.stop[leg]; stop < legs.stop[leg + 1]; stop++) {
          if (stops.place[stop] < 0) continue;
          const on = this.of[stops.place[stop]];
          if (last[on] !== trip) [last[on], where[on], spot[count++]] = [trip, count, on];
          if (stop === legs.stop[leg] || stop === legs.stop[leg + 1] - 1) stopping[where[on]] = 1;
        }
      }
      this.starts[trip + 1] = count;
    }
    this.spot = spot.slice(0, count);
    this.stopping = stopping.slice(0, count);
  }

  /** By number of spot: how many of the given trips stop there, and whether any stops or passes. */
  visits(shown) {
    const counts = new Uint32Array(this.all.length), met = new Uint8Array(this.all.length);
    for (const trip of shown) {
      for (let at = this.starts[trip]; at < this.starts[trip + 1]; at++) {
        counts[this.spot[at]] += this.stopping[at];
        met[this.spot[at]] = 1;
      }
    }
    return {counts, met};
  }

  /** The given trips that stop at a spot. */
  stops({index}, shown) {
    return [...shown].filter(trip => {
      for (let at = this.starts[trip]; at < this.starts[trip + 1]; at++) if (this.spot[at] === index && this.stopping[at]) return true;
      return false;
    });
  }
}
