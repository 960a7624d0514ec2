// Labels: names beside their markers, placed so that none covers another, a marker or a control, and clear of the lines where it can be.

const GAP = 4; // px between a mark and its name
const RINGS = [[0, 0], [8, 3], [16, 6]]; // px that a name stands farther off, and what that costs
const SLIDES = [0, 4, 8, 12, 16, 20]; // px along a side of the mark
const ACROSS = [0, 0.25, -0.25, 0.5, -0.5]; // shares of the width above and below it
const SHIFTS = [[0, 0], [0, -18], [0, 18], [-28, 0], [28, 0], [0, -34], [0, 34], [-44, 14], [44, 14]];

/** Where a name may stand round its mark, [left, top] from the mark's middle and the cost: right before left, straight before askew, near before far. */
function seats(radius, width, height) {
  const found = [];
  for (const [off, cost] of RINGS) {
    const reach = radius + GAP + off;
    for (const slide of SLIDES) {
      const corner = Math.max(0, slide - height / 2), side = Math.sqrt(Math.max(0, reach * reach - corner * corner));
      for (const down of slide ? [-slide, slide] : [0]) {
        found.push([side, down - height / 2, cost + slide / 8], [-side - width, down - height / 2, cost + slide / 8 + 0.5]);
      }
    }
    for (const share of ACROSS) {
      const left = (share - 0.5) * width, askew = cost + 5 + 2 * Math.abs(share);
      found.push([left, -reach - height, askew], [left, reach, askew + 0.25]);
    }
  }
  return found.sort((one, other) => one[2] - other[2]);
}

/** Where a country's name may stand: on its point, or a little off it. */
function spread(width, height) {
  return SHIFTS.map(([x, y], number) => [x - width / 2, y - height / 2, number / 2]);
}

const known = new Map();

/** The seats of a size of label, worked out once. */
function seatsOf({radius, width, height, spread: land}) {
  const key = `${land ? 'land' : radius} ${width} ${height}`;
  if (!known.has(key)) known.set(key, land ? spread(width, height) : seats(radius, width, height));
  return known.get(key);
}

/** How far a mark is from a box, in px. */
function apart({x, y, radius}, [left, top, right, bottom]) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) - radius;
}

/** What a free box costs beyond its seat: what it lies over, and by how far another mark is nearer than its own. */
function extra(label, box, marks, ink) {
  const own = label.spread ? 0 : apart(label, box);
  return marks.reduce((most, other) => Math.max(most, own - apart(other, box)), 0) / 2 + ink.under(box);
}

function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * Seat labels in the order given, each in its cheapest free seat inside the frame.
 * @param labels [{x, y, radius, width, height, spread}] in px; @param taken [[left, top, right, bottom]] to stay off
 * @param ink what a name would lie over, by `under(box)`, or null where it does not matter
 * @returns for each label [left, top], or null where no seat is free
 */
export function seat(labels, taken, [frameWidth, frameHeight], ink = null) {
  const boxes = [...taken], marks = labels.filter(({radius}) => radius);
  return labels.map(label => {
    let best = null, least = Infinity;
    for (const [dx, dy, cost] of seatsOf(label)) {
      if (cost >= least) break; // the others cost no less
      const left = label.x + dx, top = label.y + dy;
      const box = [left - 2, top - 1, left + label.width + 2, top + label.height + 1];
      if (box[0] < 2 || box[1] < 2 || box[2] > frameWidth - 2 || box[3] > frameHeight - 2) continue;
      if (boxes.some(other => overlaps(box, other))) continue;
      const all = cost + (ink ? extra(label, box, marks, ink) : 0);
      if (all < least) [best, least] = [box, all];
    }
    if (!best) return null;
    boxes.push(best);
    return [best[0] + 2, best[1] + 1];
  });
}
