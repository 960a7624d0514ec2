// What the page's scripts put on the window.

import type {Session} from '../../static/entries/session.js';
import type {PrefetchedFiles, SharedPage} from './types.js';

declare global {
  interface Window {
    tripmap?: SharedPage;
    tripmapFiles?: PrefetchedFiles;
    tripmapSession?: Session;
    tripLayer?: L.Layer & {repaint(): void, end(): void};
    earlyClicks?: (EventTarget | null)[];
    CSSFontFaceRule: typeof CSSFontFaceRule;
  }
}
