// Occupancy: a coarse grid of the cells that lines and dots cover, so that names can avoid them.

const CELL = 4; // px
const LINE = 2, DOT = 6; // what a cell counts: a dot fills one, a line goes through many

export class Occupancy {
  /**
   * @param {number} width of the frame in px
   * @param {number} height
   */
  constructor(width, height) {
    this.columns = Math.ceil(width / CELL);
    this.rows = Math.ceil(height / CELL);
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  /**
   * Mark the cells of a line.
   * @param {ArrayLike<number>} points [x, y, ...] in px
   * @param {number} left x of the frame's corner
   * @param {number} top y of the frame's corner
   */
  addLine(points, left, top) {
    const {columns, rows, cells} = this;
    let x = (points[0] - left) / CELL, y = (points[1] - top) / CELL;
    for (let at = 2; at < points.length; at += 2) {
      const toX = (points[at] - left) / CELL, toY = (points[at + 1] - top) / CELL;
      const beside = (x < 0 && toX < 0) || (x > columns && toX > columns);
      const outside = beside || (y < 0 && toY < 0) || (y > rows && toY > rows);
      const steps = outside ? 0 : Math.ceil(Math.max(Math.abs(toX - x), Math.abs(toY - y)));
      for (let step = 1; step <= steps; step++) {
        const column = Math.floor(x + ((toX - x) * step) / steps), row = Math.floor(y + ((toY - y) * step) / steps);
        if (column >= 0 && row >= 0 && column < columns && row < rows) cells[row * columns + column] ||= LINE;
      }
      [x, y] = [toX, toY];
    }
  }

  /**
   * Mark the cell of a dot.
   * @param {number} x px from the frame's corner
   * @param {number} y
   */
  addDot(x, y) {
    const {columns, rows, cells} = this, column = Math.floor(x / CELL), row = Math.floor(y / CELL);
    if (column >= 0 && row >= 0 && column < columns && row < rows) cells[row * columns + column] = DOT;
  }

  /**
   * The sum of the cells of a box inside the frame.
   * @param {import('./labels.js').Box} box
   */
  sum([left, top, right, bottom]) {
    const {columns, cells} = this, last = Math.floor(right / CELL);
    let sum = 0;
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) {
      for (let at = row * columns + Math.floor(left / CELL), end = row * columns + last; at <= end; at++) {
        sum += cells[at];
      }
    }
    return sum;
  }
}
