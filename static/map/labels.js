// Label placement: names are beside their marks, never over another name, a mark or a control, and not over lines
// if possible. `export/picture/labels.py` does the same for pictures.

/** @typedef {[left: number, top: number, right: number, bottom: number]} Box in px */
/**
 * Where a name may stand, and what that costs.
 * @typedef {object} Spot
 * @property {number} cost
 * @property {(label: Label) => [left: number, top: number]} corner in px from the middle of its mark
 */

/**
 * A name to place.
 * @typedef {object} Label
 * @property {number} x of its mark, in px
 * @property {number} y
 * @property {number} width of the name
 * @property {number} height
 * @property {number} [radius] of the mark; none for names of countries, which are on their point or near it
 * @property {boolean} [mayLead] whether a line may lead from the mark to a name that stands nearer to another
 *
 * @typedef {{left: number, top: number, leads: boolean}} Corner where a name stands, and whether a line leads to it
 */

const GAP = 4; // px between a mark and its name
const MOST_NEARER = 6; // px; a name that is so much nearer to another mark would be read as that one's
const LAST_NEARER = 14; // px, for names that would else be left out and to which no line may lead
const MOST_ORDERS = 2; // that are tried where a mark is left without its name
const MOST_REORDERED = 40; // names; among more, one that is missing is not missed, and orders take long
/** @type {[off: number, cost: number][]} */
const RINGS = [[0, 0], [8, 3], [16, 6]]; // px that a name is farther away, and the cost of that
/** @type {[off: number, cost: number][]} to which a line leads */
const FAR_RINGS = [...RINGS, [28, 12], [42, 18]];
const SLIDES = [0, 4, 8, 12, 16, 20]; // px along a side of the mark
const ACROSS = [0, 0.25, -0.25, 0.5, -0.5]; // shares of the width above and below it
/** @type {[x: number, y: number][]} of a country's name */
const SHIFTS = [[0, 0], [0, -18], [0, 18], [-28, 0], [28, 0], [0, -34], [0, 34], [-44, 14], [44, 14]];

/**
 * The spots around a mark, best first: right before left, straight before diagonal, near before far. What they cost
 * does not depend on the label, so they are put in order once.
 * @param {[off: number, cost: number][]} rings
 */
function spotsAround(rings) {
  /** @type {Spot[]} */
  const spots = [];
  for (const [off, cost] of rings) {
    for (const slide of SLIDES) {
      for (const down of slide ? [-slide, slide] : [0]) {
        const price = cost + slide / 8;
        spots.push({cost: price, corner: label => [aside(label, off, slide), down - label.height / 2]});
        spots.push({
          cost: price + 0.5,
          corner: label => [-aside(label, off, slide) - label.width, down - label.height / 2],
        });
      }
    }
    for (const share of ACROSS) {
      const askew = cost + 5 + 2 * Math.abs(share), distance = GAP + off;
      spots.push({
        cost: askew,
        corner: ({radius = 0, width, height}) => [(share - 0.5) * width, -radius - distance - height],
      });
      spots.push({cost: askew + 0.25, corner: ({radius = 0, width}) => [(share - 0.5) * width, radius + distance]});
    }
  }
  return spots.sort((one, other) => one.cost - other.cost);
}

/**
 * How far beside its mark a label stands, so that it keeps its distance from it.
 * @param {Label} label
 * @param {number} off
 * @param {number} slide up or down
 */
function aside({radius = 0, height}, off, slide) {
  const distance = radius + GAP + off, corner = Math.max(0, slide - height / 2);
  return Math.sqrt(Math.max(0, distance * distance - corner * corner));
}

const SPOTS = spotsAround(RINGS), FAR_SPOTS = spotsAround(FAR_RINGS);
/** @type {Spot[]} of a country's name: on its point, or a little away from it */
const SPOTS_NEAR = SHIFTS.map(([x, y], number) => ({
  cost: number / 2,
  corner: ({width, height}) => [x - width / 2, y - height / 2],
}));

/**
 * The distance of a mark from a box, in px.
 * @param {Label} label
 * @param {Box} box
 */
function gap({x, y, radius = 0}, [left, top, right, bottom]) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) - radius;
}

/**
 * By how many px a box is nearer to another mark than to its own, 0 if to none.
 * @param {Label} label
 * @param {Box} box
 * @param {Label[]} marks
 */
function nearerBy(label, box, marks) {
  const own = label.radius ? gap(label, box) : 0;
  return marks.reduce((most, other) => Math.max(most, own - gap(other, box)), 0);
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * Place labels inside the frame, each at its cheapest free position: in the order given, unless in another more marks
 * have their names.
 * @param {Label[]} labels
 * @param {Box[]} taken where no label may stand
 * @param {[width: number, height: number]} frame
 * @param {import('./occupancy.js').Occupancy | null} occupancy what is drawn; null where a label may lie over it
 * @returns {(Corner | null)[]} for each label its corner, or null where no position is free
 */
export function placeLabels(labels, taken, [frameWidth, frameHeight], occupancy = null) {
  /** @type {Box} */
  const inside = [2, 2, frameWidth - 2, frameHeight - 2];
  const room = {inside, marks: labels.filter(({radius}) => radius), occupancy};
  const isMissing = (/** @type {Map<Label, Box>} */ placed) => (/** @type {Label} */ label) =>
    label.radius && !placed.has(label);
  let best = placeAll(labels, taken, room, MOST_NEARER), placed = best, order = labels;
  const mostTries = labels.length > MOST_REORDERED ? 0 : MOST_ORDERS;
  for (let tries = 0; tries < mostTries && order.some(isMissing(placed)); tries++) {
    const missing = order.filter(isMissing(placed));
    order = [...missing, ...order.filter(label => !missing.includes(label))];
    placed = placeAll(order, taken, room, MOST_NEARER);
    if (labels.filter(isMissing(placed)).length < labels.filter(isMissing(best)).length) best = placed;
  }
  const rest = labels.filter(isMissing(best));
  const last = rest.length ? placeAll(rest, [...taken, ...best.values()], room, LAST_NEARER) : best;
  return labels.map(label => {
    const box = best.get(label) ?? last.get(label);
    const leads = Boolean(box && label.mayLead && nearerBy(label, box, room.marks) > MOST_NEARER);
    return box ? {left: box[0] + 2, top: box[1] + 1, leads} : null;
  });
}

/**
 * @typedef {object} Room where labels stand
 * @property {Box} inside
 * @property {Label[]} marks
 * @property {import('./occupancy.js').Occupancy | null} occupancy
 */

/**
 * The boxes of the labels that find a free position, one after the other.
 * @param {Label[]} labels
 * @param {Box[]} taken
 * @param {Room} room
 * @param {number} mostNearer
 */
function placeAll(labels, taken, room, mostNearer) {
  const boxes = [...taken];
  /** @type {Map<Label, Box>} */
  const placed = new Map();
  for (const label of labels) {
    const mayBeFar = label.mayLead && mostNearer === LAST_NEARER;
    const box = cheapest(label, boxes, room, mayBeFar ? Infinity : mostNearer);
    if (!box) continue;
    boxes.push(box);
    placed.set(label, box);
  }
  return placed;
}

/**
 * The cheapest free box of a label with its margin, if any is free.
 * @param {Label} label
 * @param {Box[]} boxes that are taken
 * @param {Room} room
 * @param {number} mostNearer
 */
function cheapest(label, boxes, {inside, marks, occupancy}, mostNearer) {
  /** @type {Box | null} */
  let best = null;
  let least = Infinity;
  const around = mostNearer === Infinity ? FAR_SPOTS : SPOTS;
  for (const {cost, corner} of label.radius ? around : SPOTS_NEAR) {
    if (cost >= least) break; // the others cost no less
    const [dx, dy] = corner(label), left = label.x + dx, top = label.y + dy;
    /** @type {Box} */
    const box = [left - 2, top - 1, left + label.width + 2, top + label.height + 1];
    if (box[0] < inside[0] || box[1] < inside[1] || box[2] > inside[2] || box[3] > inside[3]) continue;
    if (boxes.some(other => overlaps(box, other))) continue;
    const nearer = label.radius || occupancy ? nearerBy(label, box, marks) : 0;
    if (label.radius && nearer > mostNearer) continue;
    const all = cost + (occupancy ? nearer / 2 + occupancy.sum(box) : 0);
    if (all < least) [best, least] = [box, all];
  }
  return best;
}
