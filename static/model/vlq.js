// VLQ: whole numbers as a string of base64 digits, small ones in one digit, as source maps write them (ECMA-426).
// A number that is not known is "~".

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
const UNKNOWN = '~';

/** @param {readonly (number | null)[]} numbers between -2 ** 52 and 2 ** 52 */
export function writeNumbers(numbers) {
  return numbers.map(number => (number === null ? UNKNOWN : writeNumber(number))).join('');
}

/** @param {number} number */
function writeNumber(number) {
  let rest = number < 0 ? -number * 2 + 1 : number * 2, text = '';
  do {
    const digit = rest % 32;
    rest = Math.floor(rest / 32);
    text += DIGITS[rest ? digit + 32 : digit];
  } while (rest);
  return text;
}

/**
 * The numbers of a string; throws where it is none.
 * @param {string} text
 */
export function readNumbers(text) {
  const /** @type {(number | null)[]} */ numbers = [];
  let value = 0, scale = 1;
  for (const letter of text) {
    if (letter === UNKNOWN && scale === 1) {
      numbers.push(null);
      continue;
    }
    const digit = VALUES.get(letter);
    if (digit === undefined || scale > 2 ** 50) throw new RangeError('no number');
    value += (digit % 32) * scale;
    scale *= 32;
    if (digit >= 32) continue;
    numbers.push(value % 2 ? -(value - 1) / 2 : value / 2);
    [value, scale] = [0, 1];
  }
  if (scale !== 1) throw new RangeError('the last number is cut');
  return numbers;
}
