// Tasks: a way to cut long work, so that the browser can paint and hear its reader in between.

/** End this task and go on in the next. */
export function nextTask() {
  return new Promise(resolve => setTimeout(resolve));
}

let isWhole = false;

/**
 * Do work without cutting it. Where nothing of the page is seen yet, frames on the way cost time and show nothing.
 * @param {() => Promise<void>} work
 */
export async function inOneTask(work) {
  isWhole = true;
  try {
    await work();
  } finally {
    isWhole = false;
  }
}

/**
 * End this task and go on in the next, before the browser paints again where it can. It hears its reader in between,
 * and does not lay out and paint each step on the way to a page that stands.
 */
export function nextUrgentTask() {
  const {scheduler} = window;
  if (isWhole) return Promise.resolve();
  return scheduler ? scheduler.postTask(() => {}, {priority: 'user-blocking'}) : nextTask();
}
