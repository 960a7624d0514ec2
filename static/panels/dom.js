// DOM: elements made from data. Text enters the page only as text.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element. Attributes whose value is null or false are left out; children are nodes or text. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, as `el`. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

/** A maker of nodes that keeps what it made, up to `limit`, for when it is shown again. */
export function once(make, limit = 1000) {
  const made = new Map();
  return key => {
    if (made.size >= limit) made.clear();
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
}

/** Make `children` all that a parent holds, in their order, and touch only what is new, gone or moved. */
export function keep(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let next = parent.firstChild;
  for (const child of children) {
    if (child === next) next = next.nextSibling;
    else parent.insertBefore(child, next);
  }
}

/** A link to a source, or its text where the address is not http(s). */
export function link(url, text) {
  return /^https?:\/\//i.test(url) ? el('a', {href: url, target: '_blank', rel: 'noopener noreferrer'}, text) : el('span', {}, text);
}
