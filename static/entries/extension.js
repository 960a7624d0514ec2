// Extension: what only some readers need is loaded once they ask for it.

import {el, styleSheetsLoaded} from '../elements/dom.js';

/** @import {Comparison, LoadComparison} from '../../tools/stubs/types.js' */

/**
 * A function that loads what compares trips, once; again where it did not come.
 * @param {string} script addresses, relative to the page
 * @param {string} sheet
 * @returns {LoadComparison}
 */
export function comparisonLoader(script, sheet) {
  const [code, style] = [script, sheet].map(address => new URL(address, document.baseURI).href);
  /** @type {Promise<{comparison: Comparison}> | null} */
  let loading = null;
  return async shown => {
    loading ??= import(code).catch(error => {
      loading = null;
      throw error;
    });
    const [{comparison}] = await Promise.all([loading, addStyle(shown, style)]);
    return comparison;
  };
}

/**
 * Add a style sheet to a document that does not have it, and wait for it.
 * @param {Document} shown
 * @param {string} href
 */
function addStyle(shown, href) {
  const has = [...shown.querySelectorAll('link')].some(link => link.href === href);
  if (!has) shown.head.append(el('link', {rel: 'stylesheet', href}));
  return styleSheetsLoaded(shown);
}
