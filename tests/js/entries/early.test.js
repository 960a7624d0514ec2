// When the first answer asks for its files: at once where the browser has them, else once the first frame is seen.

import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {runInNewContext} from 'node:vm';

const SCRIPT = await readFile(new URL('../../../static/entries/early.js', import.meta.url), 'utf8');
const KEPT = {transferSize: 300, encodedBodySize: 19_000}, FIRST = {transferSize: 300, encodedBodySize: 0};

/** A page whose head is read: `loaded` once its files are asked for, and what happens to it next. */
function open({type = 'navigate', hash = '', observes = true, ...sizes}) {
  const classes = new Set(), timers = [], listeners = {}, frames = [];
  const page = {loaded: false, classes, timers, listeners, frames};
  class PerformanceObserver {
    static supportedEntryTypes = observes ? ['paint'] : [];
    constructor(seen) { page.seen = seen; }
    observe() {}
  }
  const rest = {content: {querySelectorAll: () => []}, remove: () => { page.loaded = true; }};
  runInNewContext(SCRIPT, {
    document: {
      documentElement: {classList: {add: name => classes.add(name), remove: name => classes.delete(name)}},
      querySelector: () => (page.loaded ? null : rest),
      head: {append() {}},
    },
    location: {hash},
    window: {},
    performance: {getEntriesByType: () => [{type, ...sizes}]},
    PerformanceObserver,
    addEventListener: (name, listener) => { listeners[name] = listener; },
    setTimeout: (work, ms = 0) => timers.push({work, ms}),
    requestAnimationFrame: work => frames.push(work),
  });
  return page;
}

test('a first visit asks for nothing before its first frame is seen, or a second has passed', () => {
  for (const path of ['frame', 'second', 'old browser']) {
    const page = open({...FIRST, observes: path !== 'old browser'});
    page.listeners.DOMContentLoaded();
    assert.deepEqual([page.loaded, ...page.classes], [false]);
    if (path === 'frame') page.seen();
    else if (path === 'second') page.timers.find(({ms}) => ms === 1000).work();
    else {
      page.frames[0]();
      page.timers.find(({ms}) => ms === 0).work();
    }
    assert.ok(page.loaded, path);
  }
});

test('a later visit asks at once, and is seen when it is drawn or after 300 ms', () => {
  const page = open(KEPT);
  assert.deepEqual([page.loaded, ...page.classes], [true, 'kept']);
  page.timers.find(({ms}) => ms === 300).work();
  assert.deepEqual([...page.classes], []);
});

test('what has a place to scroll to is seen as it comes', () => {
  for (const visit of [{...KEPT, type: 'reload'}, {...KEPT, type: 'back_forward'}, {...KEPT, hash: '#list'}]) {
    assert.deepEqual([...open(visit).classes], []);
    assert.ok(open(visit).loaded);
  }
});
