// Tasks: a way to cut long work, so that the browser can paint and hear its reader in between.

/** End this task and go on in the next. */
export function nextTask() {
  return new Promise(resolve => setTimeout(resolve));
}
