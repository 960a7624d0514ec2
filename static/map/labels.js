// Label placement: names are beside their marks, never over another name, a mark or a control, and not over lines
// if possible. `export/picture/labels.py` does the same for pictures.

/** @typedef {[left: number, top: number, right: number, bottom: number]} Box in px */
/** @typedef {[left: number, top: number, cost: number]} Position of a name, in px from the middle of its mark */

/**
 * A name to place.
 * @typedef {object} Label
 * @property {number} x of its mark, in px
 * @property {number} y
 * @property {number} width of the name
 * @property {number} height
 * @property {number} [radius] of the mark; none for names of countries, which are on their point or near it
 */

const GAP = 4; // px between a mark and its name
/** @type {[off: number, cost: number][]} */
const RINGS = [[0, 0], [8, 3], [16, 6]]; // px that a name is farther away, and the cost of that
const SLIDES = [0, 4, 8, 12, 16, 20]; // px along a side of the mark
const ACROSS = [0, 0.25, -0.25, 0.5, -0.5]; // shares of the width above and below it
/** @type {[x: number, y: number][]} of a country's name */
const SHIFTS = [[0, 0], [0, -18], [0, 18], [-28, 0], [28, 0], [0, -34], [0, 34], [-44, 14], [44, 14]];

/**
 * The positions of a name around its mark, best first: right before left, straight before diagonal, near before far.
 * @param {number} radius
 * @param {number} width
 * @param {number} height
 */
function positionsAround(radius, width, height) {
  /** @type {Position[]} */
  const positions = [];
  for (const [off, cost] of RINGS) {
    const distance = radius + GAP + off;
    for (const slide of SLIDES) {
      const corner = Math.max(0, slide - height / 2);
      const side = Math.sqrt(Math.max(0, distance * distance - corner * corner));
      for (const down of slide ? [-slide, slide] : [0]) {
        const top = down - height / 2, price = cost + slide / 8;
        positions.push([side, top, price], [-side - width, top, price + 0.5]);
      }
    }
    for (const share of ACROSS) {
      const left = (share - 0.5) * width, askew = cost + 5 + 2 * Math.abs(share);
      positions.push([left, -distance - height, askew], [left, distance, askew + 0.25]);
    }
  }
  return positions.sort((one, other) => one[2] - other[2]);
}

/**
 * The positions of a country's name: on its point, or a little away from it.
 * @param {number} width
 * @param {number} height
 * @returns {Position[]}
 */
function positionsNear(width, height) {
  return SHIFTS.map(([x, y], number) => [x - width / 2, y - height / 2, number / 2]);
}

/** @type {Map<string, Position[]>} */
const positionsBySize = new Map();

/**
 * The positions of labels of one size, computed once.
 * @param {Label} label
 */
function positionsOf({radius, width, height}) {
  const key = `${radius} ${width} ${height}`;
  const compute = () => (radius ? positionsAround(radius, width, height) : positionsNear(width, height));
  const positions = positionsBySize.get(key) ?? compute();
  positionsBySize.set(key, positions);
  return positions;
}

/**
 * The distance of a mark from a box, in px.
 * @param {Label} label
 * @param {Box} box
 */
function gap({x, y, radius = 0}, [left, top, right, bottom]) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) - radius;
}

/**
 * The extra cost of a free box: what it covers, and how much nearer another mark is than its own.
 * @param {Label} label
 * @param {Box} box
 * @param {Label[]} marks
 * @param {import('./occupancy.js').Occupancy} occupancy
 */
function extraCost(label, box, marks, occupancy) {
  const own = label.radius ? gap(label, box) : 0;
  return marks.reduce((most, other) => Math.max(most, own - gap(other, box)), 0) / 2 + occupancy.sum(box);
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * Place labels in the order given, each at its cheapest free position inside the frame.
 * @param {Label[]} labels
 * @param {Box[]} taken where no label may stand
 * @param {[width: number, height: number]} frame
 * @param {import('./occupancy.js').Occupancy | null} occupancy what is drawn; null where a label may lie over it
 * @returns {([left: number, top: number] | null)[]} for each label its corner, or null where no position is free
 */
export function placeLabels(labels, taken, [frameWidth, frameHeight], occupancy = null) {
  const boxes = [...taken], marks = labels.filter(({radius}) => radius);
  return labels.map(label => {
    const best = cheapest(label, boxes, [2, 2, frameWidth - 2, frameHeight - 2], marks, occupancy);
    if (!best) return null;
    boxes.push(best);
    return [best[0] + 2, best[1] + 1];
  });
}

/**
 * The cheapest free box of a label with its margin, if any is free.
 * @param {Label} label
 * @param {Box[]} boxes that are taken
 * @param {Box} inside
 * @param {Label[]} marks
 * @param {import('./occupancy.js').Occupancy | null} occupancy
 */
function cheapest(label, boxes, inside, marks, occupancy) {
  /** @type {Box | null} */
  let best = null;
  let least = Infinity;
  for (const [dx, dy, cost] of positionsOf(label)) {
    if (cost >= least) break; // the others cost no less
    const left = label.x + dx, top = label.y + dy;
    /** @type {Box} */
    const box = [left - 2, top - 1, left + label.width + 2, top + label.height + 1];
    if (box[0] < inside[0] || box[1] < inside[1] || box[2] > inside[2] || box[3] > inside[3]) continue;
    if (boxes.some(other => overlaps(box, other))) continue;
    const all = cost + (occupancy ? extraCost(label, box, marks, occupancy) : 0);
    if (all < least) [best, least] = [box, all];
  }
  return best;
}
