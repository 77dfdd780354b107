// The time machine: what a board or a stop showed at any minute of the last two weeks, and the hour replayed at speed.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { BoardList, RegisteredBoard } from '../../../server/wire/console/boards.js';
import type { BoardHistory, HistoryDays, HistoryPassing, StopHistory } from '../../../server/wire/console/history.js';
import { clockTime } from '../../text/clock-time.js';
import { type Language, languagesOf } from '../../text/language.js';
import { properName } from '../../text/proper-case.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { GEOMETRIES, type Geometry, geometryOf } from '../glass/geometries.js';
import { type Face, TabloGlass } from '../glass/tablo-glass.js';
import { live, TopicController } from '../live.js';
import { network } from '../network.js';
import { epochOf, localOf } from '../notices/draft-form.js';
import { defineStopPicker } from '../stop-picker.js';
import { consoleStyles } from '../styles.js';
import { ARCHIVE_WORDS } from '../words/archive.js';
import { BOARD_WORDS } from '../words/boards.js';
import { FRAME_WORDS } from '../words/frame.js';
import { type Frame, frameAt, framesOf, proofAt, rowsAndBuses } from './reel.js';
import { whatCame } from './what-came.js';

/** An hour is wound at once: half of it before the moment. */
const BEFORE_S = 1_800;
const AFTER_S = 1_800;
const STEP_MS = 100;
const SPEEDS = [1, 10, 60, 300] as const;
const MINUTE_S = 60;
const DAY_S = 86_400;
/** An arrow winds so far. */
const ARROW_S = 10;
const WINDS: Readonly<Record<string, number>> = {
  ArrowLeft: -ARROW_S,
  ArrowDown: -ARROW_S,
  ArrowRight: ARROW_S,
  ArrowUp: ARROW_S,
  PageDown: -MINUTE_S,
  PageUp: MINUTE_S,
};
/** Buses are told of until so long after the reel ends (server/http/console/history.ts). */
const PASSED_AFTER_S = 3_600;
/** Where nothing is asked, the moment is that long ago: a rider has just complained. */
const BEGIN_AGO_S = 300;

/** What was fetched. */
interface Reel {
  from: number;
  until: number;
  board: RegisteredBoard | null;
  /** By stop, in the board's order. */
  stops: readonly { stopId: string; frames: readonly Frame[]; passed: readonly HistoryPassing[] }[];
  glass: BoardHistory['glass'];
}

export class TabloConsoleArchive extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      form { display: flex; flex-wrap: wrap; gap: 0.8rem; align-items: end; margin-bottom: 1rem; }
      form > [data-find], form > label:has([data-find]) { flex: 0 1 22rem; min-width: 14rem; }
      .shown { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 1rem 1.4rem; align-items: start; }
      .shown:has(.tall) { grid-template-columns: minmax(0, 24rem) minmax(0, 1fr); }
      @media (max-width: 1100px) { .shown, .shown:has(.tall) { grid-template-columns: minmax(0, 1fr); } }
      .shown h2:first-child { margin-top: 0; }
      .glass { width: min(100%, 70rem); border: 1px solid var(--edge); border-radius: 0.4rem; overflow: hidden; }
      .glass.tall { width: min(100%, 24rem); }
      .controls { margin: 0.8rem 0; }
      .controls input[type='range'] { flex: 1 1 20rem; padding: 0; accent-color: var(--accent); }
      .controls output { font-size: 1.3rem; font-weight: 700; font-variant-numeric: tabular-nums; min-width: 6rem; }
      select { width: auto; }
      .when { display: flex; gap: 0.4rem; align-items: end; }
      h2 { margin-top: 1.2rem; }
      .came td { padding-inline: 0.5rem; }
      .came th { white-space: normal; padding-inline: 0.5rem; }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    boards: { state: true },
    days: { state: true },
    timezone: { state: true },
    loaded: { state: true },
    of: { state: true },
    boardId: { state: true },
    stopIds: { state: true },
    when: { state: true },
    geometry: { state: true },
    reel: { state: true },
    at: { state: true },
    speed: { state: true },
    playing: { state: true },
  };
  declare boards: readonly RegisteredBoard[];
  declare days: readonly string[];
  declare timezone: string;
  /** The boards are known, or cannot be: before that nobody is asked which one. */
  declare loaded: boolean;
  declare of: 'board' | 'stop';
  declare boardId: string;
  declare stopIds: readonly string[];
  /** `YYYY-MM-DDTHH:MM` by the city's clock. */
  declare when: string;
  declare geometry: Geometry;
  declare reel: Reel | null;
  /** The moment that is shown, POSIX seconds. */
  declare at: number;
  declare speed: number;
  declare playing: boolean;
  #timer: ReturnType<typeof setInterval> | null = null;
  /** The city's clock is heard with whatever the server tells. */
  readonly #heard = new TopicController(this, 'notices', () => this.#beginNow());

  constructor() {
    super();
    this.boards = [];
    this.days = [];
    this.timezone = 'Europe/Sofia';
    this.loaded = false;
    this.of = 'stop';
    this.boardId = '';
    this.stopIds = [];
    this.when = '';
    this.geometry = GEOMETRIES[0]!;
    this.reel = null;
    this.at = 0;
    this.speed = 10;
    this.playing = false;
    defineStopPicker();
    if (!customElements.get('tablo-glass')) customElements.define('tablo-glass', TabloGlass);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  protected override render(): TemplateResult {
    const words = ARCHIVE_WORDS[this.language];
    const head = html`<div class="head"><h1>${FRAME_WORDS[this.language].views.archive}</h1></div>`;
    if (!this.loaded) return html`${head}<p class="empty" role="status">${FRAME_WORDS[this.language].loading}</p>`;
    return html`${head}
      <form @submit=${this.#submitted}>
        <label
          >${words.what}<select @change=${(event: Event) => {
            this.of = (event.target as HTMLSelectElement).value as 'board' | 'stop';
          }}>
            <option value="stop" ?selected=${this.of === 'stop'}>${words.stop}</option>
            <option value="board" ?selected=${this.of === 'board'} ?disabled=${this.boards.length === 0}>${words.board}</option>
          </select></label
        >
        ${this.of === 'board' ? this.#boardField() : this.#stopField()}
        <div class="when">
          <label
            >${words.when}<input type="datetime-local" required .value=${this.when} @input=${(event: Event) => {
              this.when = (event.target as HTMLInputElement).value;
            }} /></label
          ><button type="button" ?disabled=${this.when === ''} @click=${this.#dayBack}>${words.dayBack}</button>
        </div>
        ${this.of === 'stop' ? this.#geometryField() : nothing}
        <button class="primary" type="submit" ?disabled=${this.when === '' || (this.of === 'board' ? this.boardId === '' : this.stopIds.length === 0)}>${words.show}</button>
      </form>
      ${
        this.reel
          ? this.#machine(this.reel)
          : html`<p class="quiet">${words.hint}</p>
              ${this.days.length > 0 ? html`<p class="quiet">${fill(words.kept, { days: this.days.map((day) => dayText(day, this.language)).join(', ') })}</p>` : nothing}`
      }`;
  }

  #boardField(): TemplateResult {
    const words = BOARD_WORDS[this.language];
    const choose = (event: Event) => {
      this.boardId = (event.target as HTMLInputElement).value;
    };
    return html`<label
        >${words.board}<input data-find list="boards" required .value=${this.boardId} @change=${choose} @input=${choose} /></label
      ><datalist id="boards">${this.boards.map(({ board_id, name }) => html`<option value=${board_id}>${name}</option>`)}</datalist>`;
  }

  #stopField(): TemplateResult {
    return html`<tablo-stop-picker
      data-find single .language=${this.language} .chosen=${this.stopIds}
      @stops-chosen=${(event: CustomEvent<string[]>) => {
        this.stopIds = event.detail;
      }}
    ></tablo-stop-picker>`;
  }

  #geometryField(): TemplateResult {
    const words = ARCHIVE_WORDS[this.language];
    const choose = (event: Event) => {
      this.geometry = GEOMETRIES.find(({ id }) => id === (event.target as HTMLSelectElement).value) ?? GEOMETRIES[0]!;
    };
    return html`<select aria-label=${BOARD_WORDS[this.language].layout} @change=${choose}>
      ${GEOMETRIES.map((one) => html`<option value=${one.id} ?selected=${one === this.geometry}>${words.glass[one.layout]} ${one.dots ? `${one.dots.width} × ${one.dots.height}` : `${one.widthPx} × ${one.heightPx}`}</option>`)}
    </select>`;
  }

  #machine(reel: Reel): TemplateResult {
    const words = ARCHIVE_WORDS[this.language];
    const now = reel.stops.map(({ stopId, frames }) => ({ stopId, frame: frameAt(frames, this.at) }));
    const documents = now.flatMap(({ frame }) => (frame ? [frame.doc] : []));
    if (reel.stops.every(({ frames }) => frames.length === 0))
      return html`<div class="empty"><p><b>${words.nothing}</b></p><p>${words.nothingDetail}</p></div>`;
    const { board } = reel;
    const geometry = board ? geometryOf(board.layout, board.size) : this.geometry;
    const face: Face = {
      ...{ documents, board: board?.board_id ?? null, languages: languagesOf(board?.lang ?? this.language) },
      ...{ theme: board?.theme ?? (geometry.layout === 'eink' ? 'light' : 'dark'), rows: board?.rows ?? null },
      reachS: (board?.reach_minutes ?? 0) * MINUTE_S,
    };
    const changes = reel.stops.reduce((sum, { frames }) => sum + Math.max(0, frames.length - 1), 0);
    return html`<div class="shown">
        <div class="glass ${geometry.heightPx > geometry.widthPx ? 'tall' : ''}">
          ${documents.length === 0 ? html`<p class="empty">${words.nothing}</p>` : html`<tablo-glass .geometry=${geometry} .face=${face} .nowS=${this.at}></tablo-glass>`}
        </div>
        <div>${reel.stops.map(({ frames, passed }) => this.#came(reel, frameAt(frames, this.at), passed))}</div>
      </div>
      <div class="row controls">
        <output aria-live="off">${clockTime(this.at, this.timezone)}:${String(Math.floor(this.at) % MINUTE_S).padStart(2, '0')}</output>
        <button @click=${() => this.#wind(this.at - MINUTE_S)}>${words.minuteBack}</button>
        <button class="primary" @click=${this.#toggle}>${this.playing ? words.pause : words.play}</button>
        <button @click=${() => this.#wind(this.at + MINUTE_S)}>${words.minuteOn}</button>
        <select aria-label=${words.speed} @change=${(event: Event) => {
          this.speed = Number((event.target as HTMLSelectElement).value);
        }}>
          ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>× ${speed}</option>`)}
        </select>
        <input type="range" aria-label=${words.moment} aria-valuetext=${clockTime(this.at, this.timezone)} min=${reel.from} max=${reel.until} step="1" .value=${String(Math.floor(this.at))} @input=${(event: Event) => this.#wind(Number((event.target as HTMLInputElement).value))} @keydown=${this.#pressed} />
      </div>
      <p class="quiet">${fill(words.changes, { n: changes })}${board ? html` ${words.setupNow}` : nothing}</p>
      ${board ? now.map(({ stopId, frame }) => this.#proof(reel, stopId, frame)) : nothing}`;
  }

  #came({ until }: Reel, frame: Frame | null, passed: readonly HistoryPassing[]): TemplateResult | typeof nothing {
    if (!frame) return nothing;
    const knownUntil = Math.min(until + PASSED_AFTER_S, live.now());
    const rows = rowsAndBuses(frame.doc, passed, this.at, knownUntil);
    return rows.length > 0
      ? whatCame(properName(frame.doc.stop.stop_name, this.language), rows, this.timezone, this.language)
      : nothing;
  }

  #proof(reel: Reel, stopId: string, frame: Frame | null): TemplateResult {
    const words = ARCHIVE_WORDS[this.language];
    const proof = proofAt(reel.glass, stopId, frame, this.at);
    if (proof.kind === 'silent') return html`<p><span class="mark">${words.silent}</span></p>`;
    const time = `${clockTime(proof.toldAt, this.timezone)}:${String(proof.toldAt % MINUTE_S).padStart(2, '0')}`;
    return html`<p><span class="mark ${proof.kind === 'confirmed' ? 'good' : 'warn'}">${fill(words[proof.kind], { time })}</span></p>`;
  }

  async #load(): Promise<void> {
    try {
      const [{ timezone }, { boards }, { days }] = await Promise.all([
        network(),
        api.get<BoardList>('/boards'),
        api.get<HistoryDays>('/history'),
      ]);
      Object.assign(this, { timezone, boards, days });
      this.#beginNow();
      const [asked, when] = this.path;
      // Whoever complains names a board; where none is registered, a stop.
      if (!asked) this.of = boards.length > 0 ? 'board' : 'stop';
      else if (boards.some(({ board_id }) => board_id === asked)) Object.assign(this, { of: 'board', boardId: asked });
      else Object.assign(this, { of: 'stop', stopIds: [asked] });
      this.loaded = true;
      const moment = Number(when);
      if (Number.isInteger(moment) && moment > 0) this.when = localOf(moment, timezone);
      else if (when !== undefined && epochOf(when, timezone) !== null) this.when = when;
      else return;
      await this.#show();
    } catch (error) {
      this.sayFailure(error);
    } finally {
      this.loaded = true;
    }
  }

  #beginNow(): void {
    if (this.when === '' && this.#heard.state) this.when = localOf(live.now() - BEGIN_AGO_S, this.timezone);
  }

  async #stopHistory(stopId: string, query: string): Promise<Pick<Reel['stops'][number], 'frames' | 'passed'>> {
    const told = await api.get<StopHistory>(`/history/stops/${encodeURIComponent(stopId)}${query}`);
    return { frames: framesOf(told), passed: told.passed };
  }

  readonly #submitted = (event: Event): void => {
    event.preventDefault();
    void this.#show();
  };

  readonly #dayBack = (): void => {
    const at = epochOf(this.when, this.timezone);
    if (at !== null) this.when = localOf(at - DAY_S, this.timezone);
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    const by = WINDS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.#wind(this.at + by);
  };

  readonly #show = async (): Promise<void> => {
    const at = epochOf(this.when, this.timezone);
    if (at === null) return;
    this.#pause();
    const [from, until] = [at - BEFORE_S, at + AFTER_S];
    const query = `?from=${from}&until=${until}`;
    try {
      const told =
        this.of === 'board'
          ? await api.get<BoardHistory>(`/history/boards/${encodeURIComponent(this.boardId)}${query}`)
          : null;
      const stopIds = told?.board.stop_ids ?? this.stopIds;
      const stops = await Promise.all(
        stopIds.map(async (stopId) => ({
          stopId,
          ...(await this.#stopHistory(stopId, query)),
        })),
      );
      this.reel = { from, until, stops, board: told?.board ?? null, glass: told?.glass ?? [] };
      this.at = at;
      // The address can be sent to somebody else; going there is no new place.
      const asked = this.of === 'board' ? this.boardId : (stopIds[0] ?? '');
      history.replaceState(null, '', viewAddress('archive', asked, this.when));
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('input[type=range]')?.focus();
    } catch (error) {
      this.sayFailure(error);
    }
  };

  #wind(at: number): void {
    if (this.reel) this.at = Math.min(this.reel.until, Math.max(this.reel.from, at));
  }

  readonly #toggle = (): void => {
    if (this.playing) {
      this.#pause();
      return;
    }
    this.playing = true;
    this.#timer = setInterval(() => {
      this.#wind(this.at + (this.speed * STEP_MS) / 1000);
      if (this.reel && this.at >= this.reel.until) this.#pause();
    }, STEP_MS);
  };

  #pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.playing = false;
  }
}

/** `2026-02-16` as a date is written. */
function dayText(day: string, language: Language): string {
  return day
    .split('-')
    .reverse()
    .join(language === 'bg' ? '.' : '/');
}
