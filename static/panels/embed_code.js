// Embed code: the HTML of a figure with the page in a frame, to be pasted into an article.

/** @import {Store} from '../model/view.js' */

/** The type of the message in which a page in a frame says how high it wants to be; `docs/embedding.md` has it too. */
export const HEIGHT_MESSAGE = 'trip-map:height';
export const MAX_HEIGHT_PX = 5000;

const WHOLE = 'width:100%;height:100%';
// It runs in the article, so it is short, needs nothing, and listens to this frame alone.
const LISTENER = `<script>
(function (box) {
  var frame = box.querySelector("iframe");
  addEventListener("message", function (event) {
    if (event.source !== frame.contentWindow || event.origin !== new URL(frame.src).origin) return;
    var data = event.data || {};
    if (data.type !== "${HEIGHT_MESSAGE}" || !(data.height > 0)) return;
    box.style.height = Math.min(data.height, ${MAX_HEIGHT_PX}) + "px";
  });
})(document.currentScript.previousElementSibling);
</${'script'}>`; // as one word it would end the script element that this file may stand in

/**
 * @typedef {object} FigureParts
 * @property {string} address of the page in the frame
 * @property {string} link of the caption; "" for none
 * @property {string} picture its address, or the name of a file beside the article; "" for none
 * @property {number} height in px, and where the frame sets its own, what it has before
 * @property {boolean} adjusts whether the frame sets its own height
 */

/**
 * HTML of a figure. Under the frame is the picture with the sentence, or a link, for sites that take frames out.
 * @param {Pick<Store, 'trips' | 'words' | 'summary'>} store
 * @param {FigureParts} parts
 */
export function figureHtml({trips, words, summary}, {address, link, picture, height, adjusts}) {
  const title = escapeHtml(words.translateName(trips.about.title));
  const alt = escapeHtml(words.sentence(summary).join(''));
  const over = `position:absolute;inset:0;${WHOLE};border:0`;
  const image = `<img src="${escapeHtml(picture)}" alt="${alt}" loading="lazy" style="${WHOLE};object-fit:contain">`;
  const linked = link ? `<a href="${escapeHtml(link)}">${title}</a>` : title;
  return [
    '<figure style="margin:0">',
    `<div style="position:relative;height:${height}px">`,
    picture ? image : linked,
    `<iframe src="${escapeHtml(address)}" title="${title}" loading="lazy" style="${over}"></iframe>`,
    '</div>',
    ...adjusts ? [LISTENER] : [],
    `<figcaption>${linked}</figcaption>`,
    '</figure>',
  ].join('\n');
}

/** @param {string} text */
const escapeHtml = text => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`);
