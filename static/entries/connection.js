// Connection: whether Streamlit's page has its server.

const DISCONNECTED_MS = 1500; // a socket that comes back sooner is not worth a word

/**
 * Call a function with `true` once the server has been away for a while, and with `false` when it is back. Streamlit's
 * own dialog, for developers, is closed: it would bar the page, which goes on.
 * @param {Document} page Streamlit's
 * @param {(isAway: boolean) => void} report
 */
export function watchConnection(page, report) {
  const app = /** @type {HTMLElement} */ (page.querySelector('.stApp'));
  const isAway = () => app.dataset.testConnectionState !== 'CONNECTED';
  new MutationObserver(() => {
    if (isAway()) setTimeout(() => isAway() && report(true), DISCONNECTED_MS);
    else report(false);
  }).observe(app, {attributeFilter: ['data-test-connection-state']});
  new MutationObserver(() => {
    const close = page.querySelector('[data-testid="stDialog"] button[aria-label="Close"]');
    if (isAway() && close) /** @type {HTMLElement} */ (close).click();
  }).observe(page.body, {childList: true});
}
