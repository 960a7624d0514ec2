// Stopwatch: says when a reader pressed and when what she then sees was painted, in ms since the epoch, by the one clock of
// this machine. It runs in every document of a page before the page's own scripts; the outermost document holds the times.

/** @param sights what to look for, each {name, selector, attribute or "", framed}, as `bench/pages.py` has them */
sights => {
  const now = () => performance.timeOrigin + performance.now();
  const outermost = window === top;
  if (outermost) {
    let waits;
    const arm = () => { waits = Object.fromEntries(sights.map(({name}) => [name, Promise.withResolvers()])); };
    const times = async () => Object.fromEntries(await Promise.all(sights.map(async ({name}) => [name, await waits[name].promise])));
    window.stopwatch = {arm, times, started: performance.timeOrigin, pressed: 0, seen: (name, at) => waits[name].resolve(at)};
    arm();
    addEventListener('pointerdown', event => { window.stopwatch.pressed = performance.timeOrigin + event.timeStamp; }, true);
  }

  /** Call back once the frame that is due has been painted: a message sent before it is painted arrives after. */
  const painted = done => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  });

  for (const {name, selector, attribute, framed} of sights) {
    if (framed === outermost) continue;
    let last = '';
    const look = () => {
      const element = document.querySelector(selector);
      const value = (attribute ? element?.getAttribute(attribute) : element?.textContent.trim()) ?? '';
      if (!value || value === last) return;
      last = value;
      painted(() => top.stopwatch.seen(name, now()));
    };
    new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true, attributeFilter: ['data-state', 'data-trips']});
  }
}
