// The tft layout: one element for landscape and portrait panels, one stop or several.

import { type CSSResultGroup, html, LitElement, nothing, type TemplateResult } from 'lit';
import { rowsBesideMessages } from '../../board/capacity.js';
import type { BoardContent, Panel } from '../../board/model.js';
import { shareRows } from '../../board/shared-rows.js';
import { ABBREVIATIONS } from '../../text/abbreviations.js';
import { timeInWords } from '../../text/time-in-words.js';
import { WORDS, type Words } from '../../text/words.js';
import type { Glass } from '../drawn.js';
import { forgetMeasures, measureAt } from '../measure.js';
import { type Band, bandAt, bandTemplate, FEW_ROWS } from './band.js';
import { fitNames } from './fit.js';
import { type Geometry, geometry } from './geometry.js';
import { liveMark, stopMark, wheelchairMark } from './marks.js';
import type * as Nothing from './nothing.js';
import { rowTemplate } from './row.js';
import { tftStyles } from './styles.js';
import { fitTitle } from './title.js';

export class TabloTft extends LitElement {
  static override styles: CSSResultGroup = tftStyles;
  static override properties = {
    content: { attribute: false },
    nowS: { attribute: false },
    rows: { type: Number },
    legibleRows: { attribute: false },
    theme: { reflect: true },
    turnS: { attribute: false },
    size: { state: true },
  };
  declare content: BoardContent | null;
  /** POSIX seconds: turns the pages of the band. */
  declare nowS: number;
  /** Rows asked for; null lets the geometry decide. */
  declare rows: number | null;
  /** What is known of the panel in millimetres; then its rows are those that can be read from afar. */
  declare legibleRows: ((widthPx: number, heightPx: number) => number) | null;
  declare theme: 'dark' | 'light' | 'night';
  /** Seconds that a page of messages stands; null for the time that reading it takes. */
  declare turnS: number | null;
  declare size: { width: number; height: number };

  /** The rows of each panel as they stand, two buses of a line in one where rows are few. */
  readonly #onGlass = new WeakMap<Panel, Panel['rows']>();
  #nothing: typeof Nothing | null = null;
  #asked: Promise<void> | null = null;
  readonly #resized = new ResizeObserver(() => this.#measureSelf());

  constructor() {
    super();
    this.content = null;
    this.nowS = 0;
    this.rows = null;
    this.legibleRows = null;
    this.theme = 'dark';
    this.turnS = null;
    this.size = { width: 0, height: 0 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#measureSelf();
    this.#resized.observe(this);
    document.fonts.addEventListener('loadingdone', this.#fontsCame);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    document.fonts.removeEventListener('loadingdone', this.#fontsCame);
  }

  /** What stands where no row does is not needed where one does. */
  #askNothing(): void {
    this.#asked ??= import('./nothing.js').then(
      (came) => {
        this.#nothing = came;
        const root = this.renderRoot as ShadowRoot;
        root.adoptedStyleSheets = [came.nothingStyles.styleSheet!, ...root.adoptedStyleSheets];
        this.requestUpdate();
      },
      () => {
        this.#asked = null;
      },
    );
  }

  readonly #fontsCame = (): void => {
    forgetMeasures();
    this.requestUpdate();
  };

  #measureSelf(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (width !== this.size.width || height !== this.size.height) this.size = { width, height };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { content, size } = this;
    if (!content || !size.width || !size.height) return nothing;
    const isLandscape = size.width >= size.height;
    const count = content.panels.length;
    const widthPx = isLandscape ? size.width / count : size.width;
    const heightPx = isLandscape ? size.height : size.height / count;
    const measures = geometry(widthPx, heightPx, this.rows ?? this.legibleRows?.(widthPx, heightPx) ?? null);
    return html`<div role=${count > 1 ? 'main' : nothing} class="panels ${isLandscape ? 'landscape' : 'portrait'}" .style=${measuresOf(measures)}>
      ${content.panels.map((panel, index) => {
        const hasClock = isLandscape ? index === count - 1 : index === 0;
        const hasBand = index === count - 1;
        return this.#panel(panel, content, measures, hasClock, hasBand, widthPx);
      })}
    </div>`;
  }

  #panel(
    panel: Panel,
    content: BoardContent,
    g: Geometry,
    hasClock: boolean,
    hasBand: boolean,
    widthPx: number,
  ): TemplateResult {
    const words = WORDS[content.language];
    const bandLinePx = widthPx - 2 * g.marginPx - g.rowPx * 0.56 - g.gapPx * 2 - g.typePx;
    if (!panel.rows.length) this.#askNothing();
    const closure = panel.rows.length ? null : this.#nothing?.closureOf(panel, content);
    const band =
      hasBand && !(closure && content.messages.length === 1)
        ? bandAt(content.messages, this.nowS, bandLinePx, g.rows, measureAt(650, g.typePx * 0.52), this.turnS)
        : null;
    const room = band ? rowsBesideMessages(g.rows, band.rows) : g.rows;
    const shown = (g.rows <= FEW_ROWS ? shareRows(panel.rows, room) : panel.rows).slice(0, room);
    // What is true of every row is said once, below.
    const isAllAccessible = shown.length > 1 && shown.every((row) => row.wheelchair);
    this.#onGlass.set(panel, shown);
    const rows = isAllAccessible ? shown.map((row) => ({ ...row, wheelchair: false })) : shown;
    const title = fitTitle(panel, g, widthPx, hasClock);
    const body = html`
      <header>
        ${stopMark}
        <h1 class=${title.width} .style=${`font-size:${title.sizePx}px`}>
          ${panel.name}${panel.code ? html`<span class="code">${panel.code}</span>` : nothing}
        </h1>
        ${hasClock && content.clock ? html`<time>${content.clock}</time>` : nothing}
      </header>
      <p class="sr" aria-live="polite">${firstInWords(rows, words)}</p>
      ${rows.length ? this.#table(rows, content, g, widthPx) : nothing}
      <div class="space">
        ${rows.length ? nothing : (this.#nothing?.nothingTemplate(panel, content.language, closure) ?? html`<h2>${panel.next?.time ?? words.noInformation}</h2>`)}
        <tablo-code
          .panel=${panel} .language=${content.language} .g=${g} .panelPx=${widthPx}
          .freeRows=${g.rows - rows.length - (band?.rows ?? 0)}
        ></tablo-code>
      </div>
      ${band ? bandTemplate(band as Band, words) : nothing}
      <footer>
        <p class="said" role="status">${[rows.length || panel.next ? panel.freshness.text : '', panel.note].filter(Boolean).join(' · ')}</p>
        ${legend(rows, isAllAccessible, words)}
      </footer>
    `;
    // A page has one main part: of several stops each is a region of it.
    return content.panels.length > 1
      ? html`<section class="panel" lang=${content.language} aria-label=${panel.name}>${body}</section>`
      : html`<main class="panel" lang=${content.language}>${body}</main>`;
  }

  #table(rows: Panel['rows'], content: BoardContent, g: Geometry, widthPx: number): TemplateResult {
    const words = WORDS[content.language];
    const columnPx = widthPx - 2 * g.marginPx - g.pillPx - g.timePx - 2 * g.gapPx;
    const fitted = fitNames(
      rows.map((row) => {
        const name = { text: row.headsign, columnPx: columnPx - hintsWidth(row, g) };
        const isSaid = row.platform !== null || row.last;
        return isSaid ? { ...name, alonePx: columnPx - hintsWidth({ ...row, platform: null, last: false }, g) } : name;
      }),
      measureAt(600, g.typePx),
      ABBREVIATIONS[content.language],
    );
    return html`<div role="table" class=${fitted.width} aria-label=${words.departures}>
      <div role="row" class="headings">
        <span role="columnheader">${words.line}</span><span role="columnheader">${words.destination}</span
        ><span role="columnheader"><span class="sr">${words.notes}</span></span><span role="columnheader">${words.departs}</span>
      </div>
      ${rows.map((row, index) => rowTemplate(row, fitted.names[index]!, words))}
    </div>`;
  }

  protected override updated(): void {
    const { content } = this;
    if (!content) return;
    const panels = content.panels.map((panel) => ({ stopId: panel.stopId, rows: this.#onGlass.get(panel) ?? [] }));
    this.dispatchEvent(new CustomEvent<Glass>('drawn', { detail: { root: this.renderRoot, panels } }));
  }
}

/** The room that a row's hints take, with the gap before them; `styles.ts` draws them at this size. */
function hintsWidth(row: Panel['rows'][number], g: Geometry): number {
  const em = g.typePx * 0.5;
  const platform = row.platform ? (row.platform.length + 7) * 0.56 + 0.3 : 0;
  const hints = platform + (row.last ? 6 : 0) + (row.crowding ? 1.5 : 0) + (row.wheelchair ? 1.5 : 0);
  return hints > 0 ? em * (hints + 0.8) + g.gapPx : 0;
}

/** What a screen reader is told by itself: the first bus to come, and only when that changes. */
function firstInWords(rows: Panel['rows'], words: Words): string {
  const first = rows.find((row) => row.state !== 'departed');
  return first ? `${words.line} ${first.line.name}, ${first.headsign}: ${timeInWords(first.time, words)}` : '';
}

/** What the signs of these rows mean; nothing is explained that is not there. */
function legend(rows: Panel['rows'], isAllAccessible: boolean, words: Words): TemplateResult {
  const has = (state: string) => rows.some((row) => row.state === state);
  return html`<p class="legend">
    ${isAllAccessible ? html`<span>${wheelchairMark}${words.allAccessible}</span>` : nothing}
    ${has('live') ? html`<span aria-hidden="true">${liveMark}${words.live}</span>` : nothing}
    ${has('ageing') ? html`<span aria-hidden="true">~ ${words.approximate}</span>` : nothing}
  </p>`;
}

/** The measures as the custom properties that `styles.ts` is written in. */
function measuresOf(g: Geometry): string {
  const foot = Math.round(Math.min(g.footerPx * (g.orientation === 'landscape' ? 0.54 : 0.46), g.typePx * 0.5));
  const clock = Math.round(g.headerPx * (g.orientation === 'landscape' ? 0.58 : 0.44));
  return `--header:${g.headerPx}px;--heading:${g.headingPx}px;--footer:${g.footerPx}px;--foot:${foot}px;--row:${g.rowPx}px;--type:${g.typePx}px;--pill:${g.pillPx}px;--time:${g.timePx}px;--gap:${g.gapPx}px;--margin:${g.marginPx}px;--clock:${clock}px`;
}
