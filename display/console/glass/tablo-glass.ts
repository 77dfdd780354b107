// A board's glass in the console: drawn by the boards' own layouts from a document, at any clock, as small as its place is.

import type { Policy, StopDepartures } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import type { LayoutName } from '../../board/address.js';
import { content, NOTHING_SHOWN } from '../../board/content.js';
import type { BoardContent, BoardMemory, Panel } from '../../board/model.js';
import { spoken } from '../../board/speech.js';
import type { DotSize } from '../../layouts/led/size.js';
import type { Language } from '../../text/language.js';
import { properName } from '../../text/proper-case.js';
import type { Geometry } from './geometries.js';

/** What stands on a glass. */
export interface Face {
  /** Documents of the stops in the board's order. */
  documents: readonly StopDepartures[];
  /** Null where the board is nobody's. */
  board: string | null;
  languages: readonly Language[];
  theme: 'dark' | 'light';
  rows: number | null;
  reachS: number;
}

/** What was drawn: rows that stand, and pages that the messages take. */
export interface GlassDrawn {
  rows: number;
  pages: number;
}

interface LayoutElement extends HTMLElement {
  content: BoardContent | null;
  contents?: readonly BoardContent[];
  dots?: Geometry['dots'];
  rows?: number | null;
  nowS: number;
  theme: 'dark' | 'light' | 'night';
}

const TAGS: Readonly<Record<LayoutName, string>> = { tft: 'tablo-tft', led: 'tablo-led', eink: 'tablo-eink' };

/** Brings a layout's element, once. */
export async function defineLayout(layout: LayoutName): Promise<void> {
  if (customElements.get(TAGS[layout])) return;
  const element =
    layout === 'tft'
      ? (await import('../../layouts/tft/tablo-tft.js')).TabloTft
      : layout === 'led'
        ? (await import('../../layouts/led/tablo-led.js')).TabloLed
        : (await import('../../layouts/eink/tablo-eink.js')).TabloEink;
  if (!customElements.get(TAGS[layout])) customElements.define(TAGS[layout], element);
}

/** The glass. Set `geometry` and `face`, then `nowS` as often as it should move. */
export class TabloGlass extends HTMLElement {
  #geometry: Geometry | null = null;
  #face: Face | null = null;
  #nowS = 0;
  #policy: Policy = DEFAULT_POLICY;
  #memory: BoardMemory = NOTHING_SHOWN;
  #memoryS = 0;
  #layout: LayoutElement | null = null;
  #isQueued = false;
  #atMessage = false;
  readonly #resized = new ResizeObserver(() => this.#fit());

  set geometry(geometry: Geometry) {
    if (this.#geometry?.id === geometry.id) return;
    this.#geometry = geometry;
    this.#layout = null;
    void defineLayout(geometry.layout).then(() => this.#queue());
  }

  set face(face: Face) {
    this.#face = face;
    this.#queue();
  }

  /** A display that turns pages is shown at the first one that has a message. */
  set atMessage(at: boolean) {
    this.#atMessage = at;
  }

  set policy(policy: Policy) {
    this.#policy = policy;
    this.#queue();
  }

  set nowS(nowS: number) {
    if (Math.floor(nowS) === Math.floor(this.#nowS)) return;
    this.#nowS = nowS;
    this.#queue();
  }

  connectedCallback(): void {
    this.style.display = 'block';
    this.style.overflow = 'hidden';
    this.#resized.observe(this);
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
  }

  #queue(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    queueMicrotask(() => {
      this.#isQueued = false;
      this.#draw();
    });
  }

  #draw(): void {
    const geometry = this.#geometry;
    const face = this.#face;
    if (!geometry || !face || !customElements.get(TAGS[geometry.layout])) return;
    if (!this.#layout) {
      this.#layout = document.createElement(TAGS[geometry.layout]) as LayoutElement;
      this.#layout.addEventListener('drawn', this.#drawn);
      this.#layout.style.display = 'block';
      // A picture of a board within a page: its landmarks are not the page's; what it says is read as the picture's name.
      this.#layout.inert = true;
      this.setAttribute('role', 'img');
      this.#layout.style.transformOrigin = '0 0';
      this.#layout.style.width = `${geometry.widthPx}px`;
      this.#layout.style.height = `${geometry.heightPx}px`;
      this.replaceChildren(this.#layout);
      this.#fit();
    }
    // A clock that was turned back begins anew.
    if (this.#nowS < this.#memoryS) this.#memory = NOTHING_SHOWN;
    const contents = face.languages.map((language) => this.#content(face, language));
    const layout = this.#layout;
    layout.theme = face.theme;
    layout.content = contents[0] ?? null;
    const [first] = contents;
    if (first) this.setAttribute('aria-label', spoken(first, first.language));
    if (geometry.dots) {
      layout.contents = contents;
      layout.dots = geometry.dots;
    } else layout.rows = face.rows;
    layout.nowS = Math.floor(this.#nowS);
    if (geometry.dots) void this.#countPages(layout, contents, geometry.dots);
  }

  /** The pages of a display in dots are told by their own rules. */
  async #countPages(layout: LayoutElement, contents: readonly BoardContent[], size: DotSize): Promise<void> {
    const [{ ledPageAt, ledPages }, { ledGeometry }] = await Promise.all([
      import('../../layouts/led/pages.js'),
      import('../../layouts/led/geometry.js'),
    ]);
    const g = ledGeometry(size);
    const pages = contents.slice(0, 1).flatMap((one) => ledPages(one, g));
    const count = pages.filter(({ kind }) => kind === 'message').length;
    if (this.#atMessage && count > 0) {
      const roundS = pages.reduce((sum, { seconds }) => sum + seconds, 0);
      for (let s = 0; s < roundS; s++)
        if (ledPageAt(contents, g, s)?.page.kind === 'message') {
          layout.nowS = s;
          break;
        }
    }
    this.dispatchEvent(new CustomEvent<GlassDrawn>('glass-drawn', { detail: { rows: 0, pages: count } }));
  }

  #content(face: Face, language: Language): BoardContent {
    const stops = face.documents.map((document) => ({ kind: 'document', document, heard: true }) as const);
    const input = { stops, policy: this.#policy, language, reachS: face.reachS, clockTrusted: true };
    const { content: next, memory } = content(
      this.#memory,
      { ...input, board: face.board, nameOf: properName },
      this.#nowS,
    );
    this.#memory = memory;
    this.#memoryS = this.#nowS;
    return next;
  }

  #fit(): void {
    const geometry = this.#geometry;
    if (!geometry || !this.#layout || !this.clientWidth) return;
    const scale = this.clientWidth / geometry.widthPx;
    this.#layout.style.transform = `scale(${scale})`;
    this.style.height = `${geometry.heightPx * scale}px`;
  }

  readonly #drawn = (event: Event): void => {
    if (this.#geometry?.dots) return;
    const { panels } = (event as CustomEvent<{ panels: { rows: Panel['rows'] }[] }>).detail;
    const root = this.#layout?.shadowRoot ?? this.#layout;
    const page = /\d+\s*\/\s*(\d+)/.exec(root?.querySelector('.band .page')?.textContent ?? '');
    const pages = page ? Number(page[1]) : root?.querySelector('.band') ? 1 : 0;
    const rows = panels.reduce((sum, panel) => sum + panel.rows.length, 0);
    this.dispatchEvent(new CustomEvent<GlassDrawn>('glass-drawn', { detail: { rows, pages } }));
  };
}
