// What the page's scripts put on the window.

import type {Session} from '../../static/entries/session.js';
import type {PrefetchedFiles, CandidateChoice, SharedPage} from './types.js';

declare global {
  interface Window {
    tripmap?: SharedPage;
    tripmapFiles?: PrefetchedFiles;
    tripmapCandidates?: CandidateChoice | null;
    tripmapSession?: Session;
    tripLayer?: L.Layer & {repaint(): void, end(): void, map: L.Map, drawn: Promise<void>};
    earlyClicks?: (EventTarget | null)[];
    CSSFontFaceRule: typeof CSSFontFaceRule;
  }
}
