// Stopwatch: says when a reader pressed, and which frame of the screen first shows what came of it, in ms since
// the epoch, the one clock that pages and processes share. It runs in the page's own document and looks into frames.

/** @param sights what to look for: {name, selector, attribute or "", framed}, as `tools/bench/pages.py` has them */
sights => {
  if (window !== top) return;
  const now = () => performance.timeOrigin + performance.now();
  let waits;

  /** Forget what was seen: `times()` then waits for the next change of each sight. */
  const arm = () => { waits = Object.fromEntries(sights.map(({name}) => [name, Promise.withResolvers()])); };
  const time = async ({name}) => [name, await waits[name].promise];
  const times = async () => Object.fromEntries(await Promise.all(sights.map(time)));
  window.stopwatch = {arm, times, started: performance.timeOrigin, pressed: 0};
  addEventListener('pointerdown', event => {
    window.stopwatch.pressed = performance.timeOrigin + event.timeStamp;
  }, true);

  /** The next frame: when the browser begins it, and when it is laid out and drawn; no task comes between. */
  const frame = view => new Promise(done => view.requestAnimationFrame(() => {
    const begun = now();
    view.scheduler.postTask(() => done({begun, drawn: now()}), {priority: 'user-blocking'});
  }));

  const watch = (view, {name, selector, attribute}) => {
    let last = '';
    const look = () => {
      const element = view.document.querySelector(selector);
      const value = (attribute ? element?.getAttribute(attribute) : element?.textContent.trim()) ?? '';
      if (!value || value === last) return;
      last = value;
      waits[name].resolve(frame(view));
    };
    look();
    const all = {subtree: true, childList: true, characterData: true};
    new MutationObserver(look).observe(view.document, {...all, attributeFilter: ['data-state', 'data-trips']});
  };
  const watchAll = (view, framed) => {
    for (const sight of sights) if (sight.framed === framed) watch(view, sight);
  };

  arm();
  watchAll(window, false);
  // A frame's document is final only when it has loaded: until then it is an empty one that will be replaced.
  document.addEventListener('load', ({target}) => {
    if (target.contentDocument) watchAll(target.contentWindow, true);
  }, true);
}
