// Labels: names beside their markers, placed so that none covers another, a marker or a control.

const GAP = 4;

/** Where a label may stand around a point whose marker has the given radius: left top corners, best first. */
function seats({x, y, radius, width, height}) {
  const [right, left, above, below] = [x + radius + GAP, x - radius - GAP - width, y - radius - GAP - height, y + radius + GAP];
  const middle = y - height / 2, centre = x - width / 2;
  const near = [[right, middle], [left, middle], [right, middle - 4], [right, middle + 4], [left, middle - 4], [left, middle + 4], [right, middle - 7], [right, middle + 7], [left, middle - 7], [left, middle + 7], [centre, above], [centre, below], [right, above + GAP], [left, above + GAP], [right, below - GAP], [left, below - GAP]];
  const far = [[right + 6, above - 10], [left - 6, above - 10], [right + 6, below + 10], [left - 6, below + 10], [centre, above - 16], [centre, below + 16], [right + 18, middle], [left - 18, middle]];
  return [...near, ...far];
}

/** Where a country's name may stand: on its point, or a little off it. */
function spread({x, y, width, height}) {
  const shifts = [[0, 0], [0, -18], [0, 18], [-28, 0], [28, 0], [0, -34], [0, 34], [-44, 14], [44, 14]];
  return shifts.map(([dx, dy]) => [x - width / 2 + dx, y - height / 2 + dy]);
}

function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * Seat labels in the order given, each in its first free seat inside the frame.
 * @param labels [{x, y, radius, width, height, spread}] in px; @param taken [[left, top, right, bottom]] to stay off
 * @returns for each label [left, top], or null where no seat is free
 */
export function seat(labels, taken, [frameWidth, frameHeight]) {
  const boxes = [...taken];
  return labels.map(label => {
    for (const [left, top] of label.spread ? spread(label) : seats(label)) {
      const box = [left - 2, top - 1, left + label.width + 2, top + label.height + 1];
      if (box[0] < 2 || box[1] < 2 || box[2] > frameWidth - 2 || box[3] > frameHeight - 2) continue;
      if (boxes.some(other => overlaps(box, other))) continue;
      boxes.push(box);
      return [left, top];
    }
    return null;
  });
}
