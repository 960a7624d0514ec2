// Raster: many thin lines as pixels. Where no graphics card draws, the strokes of a canvas take several times as long.

/**
 * @typedef {object} Pen how lines are drawn, with lengths in px of the raster
 * @property {number[]} rgb each 0 to 255
 * @property {number} alpha 0 to 1
 * @property {number} width
 * @property {number[]} dash lengths drawn and left out in turn; none for a solid line
 */

/**
 * @typedef {object} Memory
 * @property {Uint8Array<ArrayBuffer>} cover
 * @property {Uint32Array<ArrayBuffer>} covered
 * @property {Uint32Array<ArrayBuffer>} pixels
 */

const ALL = Object.freeze(/** @type {const} */ ([0, 1])), NONE = Object.freeze(/** @type {const} */ ([1, 0]));

export class Raster {
  #used = 0;

  /**
   * @param {number} width in px
   * @param {number} height in px
   * @param {Memory | null} [kept] that of one that is no longer needed, used where it is large enough
   */
  constructor(width, height, kept = null) {
    const size = width * height, isEnough = kept !== null && kept.cover.length >= size;
    this.width = width;
    this.height = height;
    this.memory = isEnough ? kept : memory(size);
    this.cover = this.memory.cover; // by pixel, how much of it the line drawn now covers
    this.covered = this.memory.covered; // the pixels that it covers, in the first `#used` entries
    this.pixels = this.memory.pixels.subarray(0, size); // as canvases keep them: colours are multiplied by their alpha
    if (isEnough) this.pixels.fill(0);
  }

  /**
   * Draw a line over those before. Where it crosses itself, its pixels are no darker.
   * @param {ArrayLike<number>} points [x, y, ...] in px from the left top
   * @param {Pen} pen
   */
  draw(points, {rgb, alpha, width, dash}) {
    const round = dash.reduce((sum, part) => sum + part, 0);
    for (let at = 2, distance = 0; at < points.length; at += 2) {
      const x = points[at - 2], y = points[at - 1], dx = points[at] - x, dy = points[at + 1] - y;
      const length = Math.sqrt(dx * dx + dy * dy), [from, to] = this.#inside(x, y, dx, dy, width / 2);
      for (let share = from, part = 0, rest = round && (distance + from * length) % round; share < to; part++) {
        const left = round ? dash[part % dash.length] - rest : Infinity; // of this dash or gap
        rest = Math.max(0, -left);
        if (left <= 0) continue;
        const next = Math.min(to, share + left / length);
        if (part % 2 === 0) this.#cover(x + dx * share, y + dy * share, x + dx * next, y + dy * next, width);
        share = next;
      }
      distance += length;
    }
    this.#blend(rgb, alpha);
  }

  /**
   * The shares of a piece of a line at which it comes in and goes out.
   * @param {number} x where it starts
   * @param {number} y
   * @param {number} dx its extent
   * @param {number} dy
   * @param {number} margin around the raster
   * @returns {readonly [number, number]} the first is the larger one where it never comes in
   */
  #inside(x, y, dx, dy, margin) {
    const {width, height} = this, toX = x + dx, toY = y + dy;
    const startsInside = x >= 0 && y >= 0 && x <= width && y <= height;
    if (startsInside && toX >= 0 && toY >= 0 && toX <= width && toY <= height) return ALL;
    let from = 0, to = 1;
    for (const [start, run, size] of [[x, dx, width], [y, dy, height]]) {
      const one = (-margin - start) / run, other = (size + margin - start) / run; // infinite, or no number, without run
      if (run === 0 && (start <= -margin || start >= size + margin)) return NONE;
      if (run === 0) continue;
      from = Math.max(from, Math.min(one, other));
      to = Math.min(to, Math.max(one, other));
    }
    return [from, to];
  }

  /**
   * Cover what a straight piece of a line covers.
   * @param {number} fromX
   * @param {number} fromY
   * @param {number} toX
   * @param {number} toY
   * @param {number} wide the line's width
   */
  #cover(fromX, fromY, toX, toY, wide) {
    const {width, height} = this, dx = toX - fromX, dy = toY - fromY;
    if (Math.abs(dx) >= Math.abs(dy)) this.#spans(fromX, fromY, dx, dy, wide, width, height, 1, width);
    else this.#spans(fromY, fromX, dy, dx, wide, height, width, width, 1);
  }

  /**
   * Cover one span in each column of a flat piece, or row of a steep one.
   * @param {number} start where the piece starts, along the columns or rows
   * @param {number} side where it starts, along the spans
   * @param {number} run its extent along the columns or rows
   * @param {number} rise its extent along the spans
   * @param {number} wide the line's width
   * @param {number} size how many columns or rows there are
   * @param {number} longest how long a span can be
   * @param {number} step pixels from one column or row to the next
   * @param {number} stride pixels from one to the next in a span
   */
  #spans(start, side, run, rise, wide, size, longest, step, stride) {
    if (run === 0) return;
    const {cover, covered} = this, end = start + run, slope = rise / run, offset = side - slope * start;
    // Canvases draw a line of 1 px as wide across as aslant.
    const reach = wide / 2 * (wide > 1 ? Math.sqrt(1 + slope * slope) : 1);
    const low = Math.max(0, Math.min(start, end)), high = Math.min(size, Math.max(start, end));
    let used = this.#used;
    for (let cell = Math.floor(low); cell < high; cell++) {
      const first = cell > low ? cell : low, last = cell + 1 < high ? cell + 1 : high;
      const middle = offset + slope * (first + last) / 2, share = 255 * (last - first);
      const near = middle > reach ? middle - reach : 0, far = middle + reach < longest ? middle + reach : longest;
      for (let at = Math.floor(near); at < far; at++) {
        const part = (at + 1 < far ? at + 1 : far) - (at > near ? at : near);
        const pixel = cell * step + at * stride, before = cover[pixel], now = before + share * part + 0.5 | 0;
        if (before === 0) covered[used++] = pixel;
        cover[pixel] = now < 255 ? now : 255;
      }
    }
    this.#used = used;
  }

  /**
   * Lay a colour over what is covered, and uncover it.
   * @param {number[]} rgb
   * @param {number} alpha
   */
  #blend([red, green, blue], alpha) {
    const {pixels, cover, covered} = this, used = this.#used, strength = Math.round(256 * alpha);
    const redBlue = blue << 16 | red;
    for (let number = 0; number < used; number++) {
      const pixel = covered[number], below = pixels[pixel], own = cover[pixel] * strength >> 8;
      const share = own + (own >> 7), rest = 256 - share; // in 256ths
      let value = own << 24 | (Math.imul(redBlue, share) >>> 8 & 0xff00ff) | (green * share & 0xff00);
      if (below !== 0) {
        value += Math.imul(below & 0xff00ff, rest) >>> 8 & 0xff00ff;
        value += Math.imul(below >>> 8 & 0xff00ff, rest) & ~0xff00ff;
      }
      pixels[pixel] = value;
      cover[pixel] = 0;
    }
    this.#used = 0;
  }

  /**
   * What was drawn, in the order and form of `ImageData`: red, green, blue and alpha, and not multiplied.
   * @returns {Uint8ClampedArray<ArrayBuffer>}
   */
  image() {
    const {pixels} = this;
    for (let pixel = 0; pixel < pixels.length; pixel++) {
      const value = pixels[pixel], alpha = value >>> 24;
      if (alpha === 0 || alpha === 255) continue;
      const scale = 255 / alpha, red = (value & 255) * scale, green = (value >>> 8 & 255) * scale;
      const blue = (value >>> 16 & 255) * scale;
      pixels[pixel] = alpha << 24 | Math.min(255, blue + 0.5) << 16 | Math.min(255, green + 0.5) << 8
        | Math.min(255, red + 0.5);
    }
    return new Uint8ClampedArray(pixels.buffer, 0, pixels.byteLength);
  }
}

/**
 * @param {number} size in pixels
 * @returns {Memory}
 */
function memory(size) {
  return {cover: new Uint8Array(size), covered: new Uint32Array(size), pixels: new Uint32Array(size)};
}
