// One case drawn: its layout's own element at the size of its glass, at the clock it is told.

import type { BoardContent } from '../board/model.js';
import { caseContent, type Remembered } from './case-content.js';
import type { GalleryCase } from './cases.js';

/** The properties that every layout's element takes. */
interface LayoutElement extends HTMLElement {
  content: BoardContent | null;
  /** Of layouts in dots: one content a language. */
  contents?: readonly BoardContent[];
  dots?: { width: number; height: number } | null;
  nowS: number;
  theme: 'dark' | 'light' | 'night';
  updateComplete?: Promise<unknown>;
}

export class TabloCase extends HTMLElement {
  #shown: GalleryCase | null = null;
  #glass: LayoutElement | null = null;
  #before: Remembered | null = null;

  /** Draws a case at `nowS`, in this part of its real pixels; the same element is kept while the layout stays. */
  show(shown: GalleryCase, nowS: number, scale = 1): void {
    const { layout, glass, theme, state, language } = shown;
    if (this.#shown?.id !== shown.id) {
      this.#before = null;
      if (this.#shown?.layout !== layout || !this.#glass) {
        this.#glass = document.createElement(layout.tag) as LayoutElement;
        this.replaceChildren(this.#glass);
      }
      this.#shown = shown;
    }
    const element = this.#glass!;
    const { content, after } = caseContent(state, language, nowS, this.#before);
    this.#before = after;
    element.content = content;
    if (glass.dots) {
      element.contents = [content];
      element.dots = glass.dots;
    }
    // Pages of a display in dots are counted from the beginning of the state.
    element.nowS = Math.floor(glass.dots ? nowS - state.atS + (state.turnS ?? 0) : nowS);
    element.theme = content.asleep ? 'night' : theme;
    this.style.width = `${glass.widthPx * scale}px`;
    this.style.height = `${glass.heightPx * scale}px`;
    element.style.width = `${glass.widthPx}px`;
    element.style.height = `${glass.heightPx}px`;
    element.style.transform = scale === 1 ? '' : `scale(${scale})`;
  }

  /** Resolves when the case stands on the glass as told. */
  async drawn(): Promise<void> {
    await document.fonts.ready;
    // A board without rows waits for this too.
    await import('../layouts/tft/nothing.js');
    await this.#glass?.updateComplete;
  }
}
