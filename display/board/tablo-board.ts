// The board: the link's documents made to content each second, handed to a layout, and what was drawn told to the server.

import { html, LitElement, type TemplateResult } from 'lit';
import type { Drawn } from '../layouts/drawn.js';
import { Complaints } from '../link/complaints.js';
import { StopsController } from '../link/stops-controller.js';
import { TickController } from '../link/tick-controller.js';
import { clockTime } from '../text/clock-time.js';
import { LANGUAGE_TURN_S, type Language, languageAt } from '../text/language.js';
import { type LayoutName, readAddress } from './address.js';
import { content, FALLBACK_TIMEZONE, NOTHING_SHOWN } from './content.js';
import type { BoardContent, BoardMemory } from './model.js';
import { isToldNow } from './shown.js';
import type { Steward } from './steward.js';

/** Where the steward could not be loaded (the network is away), it is tried again after this long. */
const STEWARD_RETRY_MS = 60_000;

/** On e-ink each language stands longer, since it is a whole drawing; and not in step with the pages of messages there. */
const EINK_LANGUAGE_TURN_S = 7 * LANGUAGE_TURN_S;

/** The layouts that a board loads only where its address asks for them. */
const LAYOUTS: Readonly<Record<Exclude<LayoutName, 'tft'>, () => Promise<void>>> = {
  led: async () => customElements.define('tablo-led', (await import('../layouts/led/tablo-led.js')).TabloLed),
  eink: async () => customElements.define('tablo-eink', (await import('../layouts/eink/tablo-eink.js')).TabloEink),
};

export class TabloBoard extends LitElement {
  readonly #address = readAddress(location.search);
  #legibleRows: ((widthPx: number, heightPx: number) => number) | null = null;
  readonly #link = new StopsController(this);
  #memory: BoardMemory = NOTHING_SHOWN;
  readonly #complaints = new Complaints();
  #steward: Steward | 'loading' | null = null;
  #stewardMs = 0;
  readonly #told = new Map<string, { hash: string; atMs: number }>();

  constructor() {
    super();
    new TickController(this, () => this.#link.nowS);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#complaints.listen(window);
    const { stops, board, layout } = this.#address;
    if (layout !== 'tft') LAYOUTS[layout]().catch(() => this.#complaints.add(['load', layout]));
    if (/[?&]mm=/.test(location.search)) this.#weighGlass();
    if (!stops.length) return;
    this.#link.watch({ stops, client: { layout }, ...(board ? { board } : {}) });
    // A zone's first clock time is the slowest thing on a small machine: it is made while the socket is on its way.
    clockTime(this.#link.nowS, FALLBACK_TIMEZONE);
  }

  /** Most boards do not say how large their pixels are: the standards are loaded for those that do. */
  #weighGlass(): void {
    import('../layouts/legibility.js').then(
      ({ legibleRowsOf }) => {
        this.#legibleRows = legibleRowsOf(location.search);
        this.requestUpdate();
      },
      () => this.#complaints.add(['load', 'legibility']),
    );
  }

  /** The layout brings its own shadow root. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { theme, rows, layout, dots, languages } = this.#address;
    const nowS = this.#link.nowS;
    const second = Math.floor(nowS);
    switch (layout) {
      case 'tft':
        return html`<tablo-tft
          .content=${this.#content(nowS, languageAt(languages, nowS))} .nowS=${second} .rows=${rows} .theme=${theme} .legibleRows=${this.#legibleRows}
          @drawn=${this.#drawn}
        ></tablo-tft>`;
      case 'led':
        return html`<tablo-led
          .contents=${languages.map((language) => this.#content(nowS, language))} .nowS=${second} .dots=${dots}
          @drawn=${this.#drawn}
        ></tablo-led>`;
      case 'eink':
        return html`<tablo-eink
          .content=${this.#content(nowS, languageAt(languages, nowS, EINK_LANGUAGE_TURN_S))} .nowS=${second} .rows=${rows}
          .paced=${true} @drawn=${this.#drawn}
        ></tablo-eink>`;
    }
  }

  #content(nowS: number, language: Language): BoardContent {
    const { stops, reachS } = this.#address;
    if (!stops.length) return noStop(language);
    const link = this.#link;
    const input = { stops: link.stops, policy: link.policy, language, reachS, clockTrusted: link.clockTrusted };
    const next = content(this.#memory, input, nowS);
    this.#memory = next.memory;
    return next.content;
  }

  /** What is not needed for the first rows comes after them. */
  #tend(): void {
    const atMs = performance.now();
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
    } else if (this.#steward !== null && this.#steward !== 'loading') this.#steward.tend(atMs);
  }

  readonly #drawn = ({ detail }: CustomEvent<Drawn[]>): void => {
    const atMs = performance.now();
    const { link } = this.#link;
    this.#tend();
    const { board } = this.#address;
    for (const { stopId, hash, rows, oldest } of detail) {
      const state = link?.stops[stopId];
      if (link?.phase.kind !== 'open' || !state?.document || !isToldNow(this.#told.get(stopId), hash, atMs)) continue;
      this.#told.set(stopId, { hash, atMs });
      const drawn = { stop: stopId, seq: state.seq, hash, rows, oldest, drawn_at: Math.floor(this.#link.nowS) };
      this.#link.say({ type: 'shown', ...drawn, ...(board ? { board } : {}) });
    }
  };
}

function noStop(language: BoardContent['language']): BoardContent {
  return {
    language,
    clock: null,
    messages: [],
    panels: [
      {
        stopId: '',
        name: 'Табло',
        code: null,
        state: 'unchosen',
        rows: [],
        note: null,
        next: null,
        freshness: { kind: 'none', text: null },
      },
    ],
  };
}
