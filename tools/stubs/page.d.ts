// What the page's scripts put on the window.

import type {PrefetchedFiles, SharedPage} from './types.js';

declare global {
  interface Window {
    tripmap?: SharedPage;
    tripmapFiles?: PrefetchedFiles;
    tripLayer?: L.Layer & {repaint(): void};
    CSSFontFaceRule: typeof CSSFontFaceRule;
  }
}
