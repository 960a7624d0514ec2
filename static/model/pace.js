// Pace: how long each trip is shown while the trips are played.

const LONGEST_MS = 4000; // a trip at normal speed, where there are few
const WHOLE_MS = 52_000; // all of them at normal speed, where there are more; with what each costs a minute
const SHORTEST_MS = 320; // Safari allows 100 changes of the address in 30 s
const FOLLOWED_MS = 2000; // in less, a map that flies to each trip only confuses

export const SPEEDS = [0.5, 1, 2];

/**
 * How long a trip is shown, in ms.
 * @param {number} trips how many are played
 * @param {number} speed one of `SPEEDS`
 */
export function stepMs(trips, speed) {
  return Math.max(SHORTEST_MS, Math.min(LONGEST_MS, WHOLE_MS / trips) / speed);
}

/**
 * Whether there is time for the map to fly to each trip.
 * @param {number} trips
 * @param {number} speed
 */
export function hasTimeToFly(trips, speed) {
  return stepMs(trips, speed) >= FOLLOWED_MS;
}
