// A board as a dot display: frames made by frame.ts, painted on a canvas, with the same content as a document beside it.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { BoardContent, Row } from '../../board/model.js';
import { accessibleBoard } from '../accessible.js';
import type { Glass } from '../drawn.js';
import { type Dots, dotsAsHex } from './dots.js';
import { drawPage } from './frame.js';
import { ledGeometry } from './geometry.js';
import { type LedPage, ledPageAt } from './pages.js';
import { dotPixels, LIT, LIT_AT_NIGHT, paint } from './paint.js';
import { type DotSize, isDrawable, sizeOf } from './size.js';
import { ledStyles } from './styles.js';

/** Where the address names no size, or none that can be drawn. */
export const DEFAULT_SIZE: DotSize = { width: 192, height: 48 };

export class TabloLed extends LitElement {
  static override styles = ledStyles;
  static override properties = {
    content: { attribute: false },
    contents: { attribute: false },
    nowS: { attribute: false },
    dots: { attribute: false },
    size: { attribute: false },
    theme: { attribute: false },
  };
  /** What stands on the board, in one language … */
  declare content: BoardContent | null;
  /** … or once for each of its languages: their pages are shown in turn. */
  declare contents: readonly BoardContent[];
  /** POSIX seconds: turns the pages. */
  declare nowS: number;
  /** The display's size; null where the glass itself has one pixel a dot, or for the usual one. */
  declare dots: DotSize | null;
  /** The same as an address says it: `192x48`. */
  declare size: string | null;
  /** `night` dims the dots. */
  declare theme: 'dark' | 'light' | 'night';

  #painted: { dots: Dots; dotPx: number; lit: string } | null = null;
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.content = null;
    this.contents = [];
    this.nowS = 0;
    this.dots = null;
    this.size = null;
    this.theme = 'dark';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  get #size(): DotSize {
    const glass = { width: this.clientWidth, height: this.clientHeight };
    return (
      [sizeOf(this.size), this.dots, glass].find((size): size is DotSize => size !== null && isDrawable(size)) ??
      DEFAULT_SIZE
    );
  }

  get #all(): readonly BoardContent[] {
    return this.contents.length || !this.content ? this.contents : [this.content];
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#all.length) return nothing;
    return html`<canvas aria-hidden="true"></canvas>
      <div class="sr">${accessibleBoard(this.#all)}</div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const canvas = this.renderRoot.querySelector('canvas');
    const g = ledGeometry(this.#size);
    const shown = ledPageAt(this.#all, g, this.nowS);
    if (!canvas || !shown || !this.clientWidth) return;
    const dots = drawPage(shown.content, shown.page, g);
    this.#paint(canvas, dots);
    const panels = this.#all[0]!.panels.map(({ stopId }) => ({ stopId, rows: rowsOf(stopId, shown.page) }));
    const message = shown.page.kind === 'message' ? { message: shown.page.id } : {};
    const detail = { root: this.renderRoot, panels, dots: () => dotsAsHex(dots), ...message };
    this.dispatchEvent(new CustomEvent<Glass>('drawn', { detail }));
  }

  #paint(canvas: HTMLCanvasElement, dots: Dots): void {
    const ratio = window.devicePixelRatio || 1;
    const dotPx = dotPixels(dots, this.clientWidth * ratio, this.clientHeight * ratio);
    const lit = this.theme === 'night' ? LIT_AT_NIGHT : LIT;
    const isNew = this.#painted?.dotPx !== dotPx || this.#painted.lit !== lit || canvas.width !== dots.width * dotPx;
    if (isNew) {
      canvas.width = dots.width * dotPx;
      canvas.height = dots.height * dotPx;
      canvas.style.width = `${canvas.width / ratio}px`;
      canvas.style.height = `${canvas.height / ratio}px`;
    }
    const context = canvas.getContext('2d');
    if (context) paint(context, dots, isNew ? null : this.#painted!.dots, dotPx, lit);
    this.#painted = { dots, dotPx, lit };
  }
}

/** The rows of a stop on this page. */
function rowsOf(stopId: string, page: LedPage): readonly Row[] {
  return page.kind === 'nothing' || page.panel.stopId !== stopId ? [] : page.rows;
}
