// The board: the link's documents made to content each second, handed to a layout, and what was drawn told to the server.

import { html, LitElement, type TemplateResult } from 'lit';
import type { Glass } from '../layouts/drawn.js';
import { Complaints } from '../link/complaints.js';
import { StopsController } from '../link/stops-controller.js';
import { TickController } from '../link/tick-controller.js';
import { clockTime } from '../text/clock-time.js';
import { LANGUAGE_TURN_S, type Language, languageAt, say } from '../text/language.js';
import { type LayoutName, readAddress } from './address.js';
import { content, FALLBACK_TIMEZONE, NOTHING_SHOWN } from './content.js';
import type { BoardContent, BoardInput, BoardMemory, StopInput } from './model.js';
import type { Steward } from './steward.js';

/** Where the steward could not be loaded (the network is away), it is tried again after this long. */
const STEWARD_RETRY_MS = 60_000;

/** Where its layout could not be loaded, the page is; up to twice as long where the lot says so. */
const LAYOUT_RETRY_MS = 15_000;

/** On e-ink each language stands longer, since it is a whole drawing; and not in step with the pages of messages there. */
const EINK_LANGUAGE_TURN_S = 7 * LANGUAGE_TURN_S;

/** Without rows for this long the board says that it waits for them. */
const PATIENCE_MS = 400;
/** What is not needed for the first rows lets them be painted. */
const TEND_REST_MS = 1_000;
/** A board that has no rows by then looks after itself nevertheless. */
const TEND_AFTER_MS = 10_000;

/** What a board shows whose address names no stop. */
const NO_STOP: readonly StopInput[] = [{ kind: 'unchosen', stopId: '' }];

/** Each layout is a file of its own: the page that a server gives for `layout=led` names its file, so that it comes at once. */
const LAYOUTS: Readonly<Record<LayoutName, () => Promise<void>>> = {
  tft: async () => customElements.define('tablo-tft', (await import('../layouts/tft/tablo-tft.js')).TabloTft),
  led: async () => customElements.define('tablo-led', (await import('../layouts/led/tablo-led.js')).TabloLed),
  eink: async () => customElements.define('tablo-eink', (await import('../layouts/eink/tablo-eink.js')).TabloEink),
};

export class TabloBoard extends LitElement {
  readonly #address = readAddress(location.search);
  #legibleRows: ((widthPx: number, heightPx: number) => number) | null = null;
  #sleep: ((content: BoardContent, input: BoardInput, nowS: number) => BoardContent) | null = null;
  #nameOf: NonNullable<BoardInput['nameOf']> = say;
  readonly #link = new StopsController(this);
  #memory: BoardMemory = NOTHING_SHOWN;
  readonly #complaints = new Complaints();
  #steward: Steward | 'loading' | null = null;
  #stewardMs = 0;
  /** When rows stood first. */
  #rowsMs: number | null = null;

  constructor() {
    super();
    new TickController(this, () => this.#link.nowS);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#complaints.listen(window);
    const { stops, board, layout } = this.#address;
    const { search } = location;
    this.#load('names', import('../text/proper-case.js'), ({ properName }) => {
      this.#nameOf = properName;
    });
    if (/[?&]mm=/.test(search))
      this.#load('legibility', import('../layouts/legibility.js'), ({ legibleRowsOf }) => {
        this.#legibleRows = legibleRowsOf(search);
      });
    if (/[?&]sleep=/.test(search))
      this.#load('sleep', import('./sleep.js'), ({ sleepOf }) => {
        this.#sleep = sleepOf(new URLSearchParams(search).get('sleep'));
      });
    if (stops.length) this.#link.watch({ stops, client: { layout }, ...(board ? { board, ...tokenOf(board) } : {}) });
    LAYOUTS[layout]().catch(() => this.#comeAgain(layout));
    // A zone's first clock time is the slowest thing on a small machine: it is made while the socket is on its way.
    clockTime(this.#link.nowS, FALLBACK_TIMEZONE);
  }

  /** Nothing is drawn before there is something to say: two drawings cost a small machine twice the time. */
  protected override shouldUpdate(): boolean {
    return this.hasUpdated || !this.#isWaiting || performance.now() > PATIENCE_MS;
  }

  /** A board without its layout has nothing to draw with: it begins again when its server answers. */
  #comeAgain(layout: LayoutName): void {
    this.#complaints.add(['load', layout]);
    const look = () =>
      fetch(location.href).then(
        ({ ok }) => ok && location.reload(),
        () => {},
      );
    setInterval(look, LAYOUT_RETRY_MS * (1 + Math.random()));
  }

  get #isWaiting(): boolean {
    return this.#link.stops.some(({ kind }) => kind === 'waiting');
  }

  /** What most boards do not need, or not for their first rows. */
  #load<Part>(what: string, part: Promise<Part>, take: (part: Part) => void): void {
    part.then(
      (came) => {
        take(came);
        this.requestUpdate();
      },
      () => this.#complaints.add(['load', what]),
    );
  }

  /** The layout brings its own shadow root. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { rows, layout, size, languages } = this.#address;
    const nowS = this.#link.nowS;
    const second = Math.floor(nowS);
    switch (layout) {
      case 'tft': {
        const content = this.#content(nowS, languageAt(languages, nowS));
        return html`<tablo-tft
          .content=${content} .nowS=${second} .rows=${rows} .theme=${themeOf(content, this.#address.theme)} .legibleRows=${this.#legibleRows}
          @drawn=${this.#drawn}
        ></tablo-tft>`;
      }
      case 'led': {
        const contents = languages.map((language) => this.#content(nowS, language));
        return html`<tablo-led
          .contents=${contents} .nowS=${second} .size=${size} .theme=${themeOf(contents[0]!, 'dark')}
          @drawn=${this.#drawn}
        ></tablo-led>`;
      }
      case 'eink': {
        const first = this.#content(nowS, languages[0]!);
        return html`<tablo-eink
          .content=${first.asleep ? first : this.#content(nowS, languageAt(languages, nowS, EINK_LANGUAGE_TURN_S))} .nowS=${second} .rows=${rows}
          .paced=${true} @drawn=${this.#drawn}
        ></tablo-eink>`;
      }
    }
  }

  #content(nowS: number, language: Language): BoardContent {
    const { stops, reachS, board } = this.#address;
    const link = this.#link;
    const { policy, clockTrusted } = link;
    const input = {
      stops: stops.length ? link.stops : NO_STOP,
      policy,
      language,
      reachS,
      clockTrusted,
      board,
      nameOf: this.#nameOf,
    };
    const next = content(this.#memory, input, nowS);
    this.#memory = next.memory;
    return this.#sleep?.(next.content, input, nowS) ?? next.content;
  }

  /** What is not needed for the first rows comes after them. */
  #tend(glass: Glass): void {
    const atMs = performance.now();
    if (this.#isWaiting && atMs < TEND_AFTER_MS) return;
    this.#rowsMs ??= atMs;
    if (atMs - this.#rowsMs < TEND_REST_MS) return;
    if (this.#steward === null && atMs > this.#stewardMs) {
      this.#steward = 'loading';
      this.#stewardMs = atMs + STEWARD_RETRY_MS;
      const parts = { link: this.#link, complaints: this.#complaints };
      import('./steward.js').then(
        ({ Steward }) => {
          this.#steward = new Steward(parts);
        },
        () => {
          this.#steward = null;
          this.#complaints.add(['load', 'steward']);
        },
      );
    } else if (this.#steward !== null && this.#steward !== 'loading') this.#steward.tend(glass, atMs);
  }

  readonly #drawn = ({ detail }: CustomEvent<Glass>): void => this.#tend(detail);
}

/** The token of a display that was enrolled as this board (registered.ts keeps it). */
function tokenOf(board: string): { token?: string } {
  const [kept, token] = (localStorage.getItem('tablo-identity') ?? '').split('\n');
  return kept === board && token ? { token } : {};
}

/** A board that sleeps is dimmed. */
function themeOf<Theme>({ asleep }: BoardContent, theme: Theme): Theme | 'night' {
  return asleep ? 'night' : theme;
}
