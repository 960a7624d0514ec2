// Embedding: how a page shows itself in a frame of another page, as its address says. `host/embedding.py` reads alike.

/**
 * @typedef {'headline' | 'filters' | 'list'} EmbedPart what a frame may show besides sentence and map
 * @typedef {'light' | 'dark'} Theme
 *
 * @typedef {object} Embedding
 * @property {boolean} embedded whether the page is made for a frame
 * @property {Set<EmbedPart>} parts
 * @property {Theme | null} theme null for that of the reader's device
 */

/** @type {EmbedPart[]} */
export const EMBED_PARTS = ['headline', 'filters', 'list'];
/** @type {Theme[]} */
const THEMES = ['light', 'dark'];
const DEFAULT_PARTS = 'filters';
/** The parameters that are of a frame, and not of the view in it. */
export const EMBED_PARAMETERS = ['embed', 'embed_options', 'show', 'theme'];
const FINGERPRINT = /([?&])data=[^&#]*&?/; // a frame shows today's data, so it has no older data to compare with

/**
 * What the query of a URL says of a frame.
 * @param {string} search
 * @returns {Embedding}
 */
export function parseEmbedding(search) {
  const query = new URLSearchParams(search), shown = (query.get('show') ?? DEFAULT_PARTS).split(',');
  return {
    embedded: query.get('embed') === 'true',
    parts: new Set(EMBED_PARTS.filter(part => shown.includes(part))),
    theme: THEMES.find(theme => theme === query.get('theme')) ?? null,
  };
}

/**
 * The address of a page in a frame. Streamlit's own page takes a pinned theme from a parameter of Streamlit's.
 * @param {string} address
 * @param {Omit<Embedding, 'embedded'>} embedding
 */
export function embedAddress(address, {parts, theme}) {
  const [whole, ...fragment] = address.split('#'), page = whole.replace(FINGERPRINT, '$1').replace(/[?&]$/, '');
  const shown = EMBED_PARTS.filter(part => parts.has(part)).join(',');
  const pinned = theme ? [`theme=${theme}`, `embed_options=${theme}_theme`] : [];
  const parameters = ['embed=true', ...shown === DEFAULT_PARTS ? [] : [`show=${shown}`], ...pinned].join('&');
  return [`${page}${page.includes('?') ? '&' : '?'}${parameters}`, ...fragment].join('#');
}
