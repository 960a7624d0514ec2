// DOM: elements made from data. Text enters the page only as text.

/**
 * @typedef {string | number | boolean | null | undefined | ((event: any) => unknown)} Attribute
 * @typedef {Record<string, Attribute>} Attributes a name that begins with "on" holds a listener
 * @typedef {Node | string | null | undefined | Child[]} Child
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An HTML element. Attributes whose value is null or false are left out, and so are empty children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * An SVG element, as `el`.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * @template {Element} T
 * @param {T} element
 * @param {Attributes} attributes
 * @param {Child[]} children
 * @returns {T}
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice('on'.length), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...flatten(children));
  return element;
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function flatten(children) {
  return children.flatMap(child => (Array.isArray(child) ? flatten(child) : child ? [child] : []));
}

/**
 * The descendant that a selector names, which must be there.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {T}
 */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {T} */ (found);
}

/**
 * Cache the results of a function by its argument; the cache is cleared when it has `limit` of them.
 * @template Key, Value
 * @param {(key: Key) => Value} compute
 * @param {number} [limit]
 * @returns {(key: Key) => Value}
 */
export function memoize(compute, limit = 1000) {
  /** @type {Map<Key, Value>} */
  const results = new Map();
  return key => {
    if (results.size >= limit) results.clear();
    let result = results.get(key);
    if (result === undefined) results.set(key, result = compute(key));
    return result;
  };
}

/**
 * Replace the children of a parent, and touch only those that are new, gone or moved.
 * @param {Element} parent
 * @param {Element[]} children
 */
export function reconcileChildren(parent, children) {
  const kept = new Set(/** @type {Node[]} */ (children));
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  let next = parent.firstChild;
  for (const child of children) {
    if (child === next) next = next.nextSibling;
    else parent.insertBefore(child, next);
  }
}

/**
 * Give an element another text; the same one would be laid out anew.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Note what has the focus and what is open in an element whose content is about to be replaced by its like.
 * @param {Element} root
 * @returns {() => void} gives both to the new content
 */
export function keepPlace(root) {
  const stops = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll('button, a, input, summary')]);
  const sections = () => [...root.querySelectorAll('details')];
  const focused = stops().findIndex(stop => stop === document.activeElement), open = sections().map(each => each.open);
  return () => {
    for (const [at, section] of sections().entries()) if (open[at]) section.open = true;
    stops()[focused]?.focus({preventScroll: true});
  };
}

/**
 * A link to a source, or its text where the address is not http(s).
 * @param {string} url
 * @param {string} text
 */
export function link(url, text) {
  const isWeb = /^https?:\/\//i.test(url);
  return isWeb ? el('a', {href: url, target: '_blank', rel: 'noopener noreferrer'}, text) : el('span', {}, text);
}

/** Wait until every style sheet of a document is there, or is known not to come. */
export function styleSheetsLoaded(shown = document) {
  const links = [...shown.querySelectorAll('link')].filter(({rel, sheet}) => rel === 'stylesheet' && !sheet);
  return Promise.all(links.map(link => new Promise(resolve => {
    for (const end of ['load', 'error']) link.addEventListener(end, resolve, {once: true});
  })));
}
