// A board's glass in the console: drawn by the boards' own layouts from a document, at any clock, as small as its place is.

import type { Policy, StopDepartures } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import type { LayoutName } from '../../board/address.js';
import { content, NOTHING_SHOWN } from '../../board/content.js';
import type { BoardContent, BoardMemory, Panel } from '../../board/model.js';
import { PAGE_LEAST_S, pageSeconds } from '../../board/pages.js';
import { spoken } from '../../board/speech.js';
import { TURN_S as EINK_TURN_S } from '../../layouts/eink/redraw.js';
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

/** What was drawn: the rows that stand; and of the messages, once all their pages were turned. */
export interface GlassDrawn {
  rows: Panel['rows'];
  pages: number;
  /** Pages on which a part cannot be read. */
  unreadable: number;
  /** In which the messages have been seen whole. */
  seconds: number;
}

type Pages = Omit<GlassDrawn, 'rows'>;
const NO_PAGES: Pages = { pages: 0, unreadable: 0, seconds: 0 };
/** The pages are turned when the hand has rested for so long. */
const REST_MS = 300;
/** No page of a message is looked for longer than this many turns. */
const TURNS_AT_MOST = 60;

interface LayoutElement extends HTMLElement {
  content: BoardContent | null;
  contents?: readonly BoardContent[];
  dots?: Geometry['dots'];
  rows?: number | null;
  nowS: number;
  theme: 'dark' | 'light' | 'night';
  updateComplete: Promise<boolean>;
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
  #pages = NO_PAGES;
  #messages = '';
  /** Since when these messages stand: they are read from their first page on. */
  #sinceS = 0;
  #turning: ReturnType<typeof setTimeout> | true | null = null;
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

  /** The pages of messages begin with the first one when their text changes, and are looked through. */
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
    const messages = this.#atMessage ? JSON.stringify(contents.map((one) => one.messages)) : '';
    if (messages !== this.#messages) {
      this.#messages = messages;
      this.#sinceS = this.#nowS;
      if (!geometry.dots) this.#lookThrough(geometry.layout);
    }
    const standS = Math.floor(this.#nowS - this.#sinceS);
    if (this.#turning !== true) layout.nowS = this.#atMessage ? standS : Math.floor(this.#nowS);
    if (geometry.dots) void this.#countPages(layout, contents, geometry.dots, standS);
  }

  /** Turns all pages of the messages once, between two pictures: nobody sees it. */
  #lookThrough(layoutName: LayoutName): void {
    if (this.#turning !== null && this.#turning !== true) clearTimeout(this.#turning);
    this.#turning = setTimeout(async () => {
      const layout = this.#layout;
      if (!layout) return;
      this.#turning = true;
      const { isReadable } = await import('../../board/visible.js');
      const stepS = layoutName === 'eink' ? EINK_TURN_S : PAGE_LEAST_S;
      const found = new Map<string, { isRead: boolean; seconds: number }>();
      let of = 1;
      for (let turn = 0; turn < TURNS_AT_MOST && found.size < of; turn++) {
        layout.nowS = turn * stepS;
        // Electronic paper is drawn for new content alone.
        if (layoutName === 'eink' && layout.content) layout.content = { ...layout.content };
        await layout.updateComplete;
        const band = layout.shadowRoot?.querySelector('[data-message]');
        if (!band) break;
        const text = (band.textContent ?? '').replace(/\s+/g, ' ').trim();
        of = Number(/\/(\d+)$/.exec(band.querySelector('.page')?.textContent ?? '')?.[1] ?? 1);
        const seconds = layoutName === 'eink' ? EINK_TURN_S : pageSeconds(text.length);
        found.set(text, { isRead: isReadable(band, layout), seconds });
      }
      const all = [...found.values()];
      this.#pages = {
        pages: all.length,
        unreadable: all.filter(({ isRead }) => !isRead).length,
        seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
      };
      this.#turning = null;
      this.#queue();
    }, REST_MS);
  }

  /** The pages of a display in dots are told by their own rules. */
  async #countPages(
    layout: LayoutElement,
    contents: readonly BoardContent[],
    size: DotSize,
    standS: number,
  ): Promise<void> {
    const [{ ledPageAt, ledPages }, { ledGeometry }] = await Promise.all([
      import('../../layouts/led/pages.js'),
      import('../../layouts/led/geometry.js'),
    ]);
    const g = ledGeometry(size);
    const pages = contents.slice(0, 1).flatMap((one) => ledPages(one, g));
    const messages = pages.filter(({ kind }) => kind === 'message');
    if (this.#atMessage && messages.length > 0) {
      // From the first page of a message on, round and round.
      const roundS = pages.reduce((sum, { seconds }) => sum + seconds, 0);
      let firstS = 0;
      while (firstS < roundS && ledPageAt(contents, g, firstS)?.page.kind !== 'message') firstS++;
      layout.nowS = firstS + standS;
    }
    const seconds = messages.reduce((sum, one) => sum + one.seconds, 0);
    this.#tell([], { pages: messages.length, unreadable: 0, seconds });
  }

  #tell(rows: Panel['rows'], pages: Pages): void {
    this.dispatchEvent(new CustomEvent<GlassDrawn>('glass-drawn', { detail: { rows, ...pages } }));
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
    if (this.#geometry?.dots || this.#turning === true) return;
    const { panels } = (event as CustomEvent<{ panels: { rows: Panel['rows'] }[] }>).detail;
    this.#tell(
      panels.flatMap(({ rows }) => rows),
      this.#pages,
    );
  };
}
