// Slide: when a panel opens beside an element, the element moves over some frames, so that nothing in it jumps.

const SLIDE_MS = 180;

/**
 * Note where an element stands. The function returned lets it slide from there to where it stands by then.
 * @param {HTMLElement} element
 */
export function slideFrom(element) {
  const before = startOf(element);
  return () => {
    const px = before - startOf(element);
    if (!px) return;
    const transform = `translateX(${px}px)`;
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
      element.animate([{transform}, {transform: 'none'}], {duration: SLIDE_MS, easing: 'ease-out'});
      return;
    }
    element.style.transform = transform;
    requestAnimationFrame(() => requestAnimationFrame(() => { element.style.transform = ''; }));
  };
}

/**
 * Where a line of text in an element begins, in px, whatever the element is moved by and however wide the window is.
 * @param {HTMLElement} element
 */
function startOf(element) {
  const {offsetLeft, offsetWidth} = element;
  return getComputedStyle(element).direction === 'rtl' ? offsetLeft + offsetWidth - innerWidth : offsetLeft;
}
