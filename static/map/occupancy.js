// Ink: where lines and dots are drawn, in coarse cells, so that names can stand clear of them.

const CELL = 4; // px
const [LINE, DOT] = [2, 6]; // what a cell counts: a dot is whole in one, a line goes through many

export class Ink {
  /** For a frame of this width and height in px. */
  constructor([width, height]) {
    [this.columns, this.rows] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  /** Note a line, [x, y, ...] in px, of which (left, top) is the frame's corner. */
  line(points, left, top) {
    const {columns, rows, cells} = this;
    let x = (points[0] - left) / CELL, y = (points[1] - top) / CELL;
    for (let at = 2; at < points.length; at += 2) {
      const toX = (points[at] - left) / CELL, toY = (points[at + 1] - top) / CELL;
      const outside = (x < 0 && toX < 0) || (y < 0 && toY < 0) || (x > columns && toX > columns) || (y > rows && toY > rows);
      const steps = outside ? 0 : Math.ceil(Math.max(Math.abs(toX - x), Math.abs(toY - y)));
      for (let step = 1; step <= steps; step++) {
        const column = Math.floor(x + ((toX - x) * step) / steps), row = Math.floor(y + ((toY - y) * step) / steps);
        if (column >= 0 && row >= 0 && column < columns && row < rows) cells[row * columns + column] ||= LINE;
      }
      [x, y] = [toX, toY];
    }
  }

  /** Note a dot. */
  dot(x, y) {
    const column = Math.floor(x / CELL), row = Math.floor(y / CELL);
    if (column >= 0 && row >= 0 && column < this.columns && row < this.rows) this.cells[row * this.columns + column] = DOT;
  }

  /** How much is drawn in a box, [left, top, right, bottom] in px inside the frame. */
  under([left, top, right, bottom]) {
    const {columns, cells} = this, last = Math.floor(right / CELL);
    let sum = 0;
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) {
      for (let at = row * columns + Math.floor(left / CELL), end = row * columns + last; at <= end; at++) sum += cells[at];
    }
    return sum;
  }
}
