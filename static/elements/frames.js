// Frames: work that waits for the browser's next paint.

// Trips; what is drawn of more waits for the map's paint, as their layout takes time.
export const MAX_AT_ONCE = 100;

/**
 * A function that runs `work` once after the next paint, however often it is called before.
 * @param {() => void} work
 */
export function latestAfterPaint(work) {
  let next = 0;
  return () => {
    cancelAnimationFrame(next);
    next = requestAnimationFrame(() => setTimeout(work));
  };
}
