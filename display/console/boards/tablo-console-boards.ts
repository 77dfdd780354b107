// Boards: the fleet with what each glass says against what it should, one board close up, registering, enrolling, reloading, the table.

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  BoardList,
  BoardSetup,
  BoardState,
  BoardsHead,
  GlassVerdict,
  RegisteredBoard,
} from '../../../server/wire/console/boards.js';
import type { NetworkStop } from '../../../server/wire/console/fleet.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { plainText } from '../../board/plain-text.js';
import { languagesOf, say } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { ApiFailure, api, CONSOLE_API } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { geometryOf } from '../glass/geometries.js';
import { type Face, TabloGlass } from '../glass/tablo-glass.js';
import { live, TopicController } from '../live.js';
import { cityTime, lasted } from '../moments.js';
import { network, stopLabel } from '../network.js';
import { prepareNotice } from '../notices/prepared.js';
import { defineStopPicker } from '../stop-picker.js';
import { consoleStyles } from '../styles.js';
import { BOARD_WORDS, type BoardWords } from '../words/boards.js';
import { failureSentence } from '../words/failures.js';
import { FRAME_WORDS } from '../words/frame.js';
import { NEW_SETUP, setupOf } from './board-form.js';
import { foundBoards, type KnownBoard, knownBoards, PAGE_ROWS, VERDICT_ORDER } from './found-boards.js';

const TONE: Readonly<Record<GlassVerdict, 'good' | 'warn' | 'bad' | ''>> = {
  ...{ right: 'good', catching_up: '', old_rows: 'bad', not_drawing: 'bad', silent: 'bad', never_seen: 'warn' },
};
/** The close-up fetches what should stand so often. */
const DOCUMENT_EVERY_MS = 5_000;

type Asked =
  | { kind: 'edit'; board: RegisteredBoard | null }
  | { kind: 'regroup'; boardIds: readonly string[] }
  | { kind: 'enrol'; board: RegisteredBoard }
  | { kind: 'revoke'; board: RegisteredBoard }
  | { kind: 'remove'; board: RegisteredBoard };

export class TabloConsoleBoards extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      .head input[type='search'] { width: 18rem; }
      .head select { width: auto; }
      .filters { margin-bottom: 0.8rem; }
      .filters select { width: auto; }
      dl + .row { margin-top: 1rem; }
      td.pick, th.pick { width: 2.4rem; padding-right: 0; }
      .close-up { display: grid; grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr); gap: 1rem; align-items: start; }
      .close-up .panel { margin: 0; }
      @media (max-width: 1000px) { .close-up { grid-template-columns: minmax(0, 1fr); } }
      .glass { max-width: 60rem; border: 1px solid var(--edge); border-radius: 0.4rem; overflow: hidden; margin-top: 0.6rem; }
      .glass.tall { max-width: 24rem; }
      dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.35rem 1rem; }
      dt { color: var(--quiet); }
      dialog { width: min(46rem, 94vw); }
      form { display: grid; gap: 0.9rem; }
      .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.8rem; align-items: start; }
      .grid .wide { grid-column: span 2; }
      .end { margin-left: auto; }
      .pager { justify-content: center; margin-top: 0.8rem; }
      label.button:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; }
      .code { font-size: 1.6rem; letter-spacing: 0.15em; text-transform: uppercase; }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    boards: { state: true },
    stops: { state: true },
    timezone: { state: true },
    filter: { state: true },
    group: { state: true },
    verdict: { state: true },
    chosen: { state: true },
    page: { state: true },
    asked: { state: true },
    failure: { state: true },
    pickedStops: { state: true },
    pickedLayout: { state: true },
    documents: { state: true },
  };
  declare boards: readonly RegisteredBoard[] | null;
  declare stops: ReadonlyMap<string, NetworkStop>;
  declare timezone: string;
  declare filter: string;
  declare group: string;
  declare verdict: GlassVerdict | '';
  declare chosen: ReadonlySet<string>;
  /** Which page of the found ones stands, from 0. */
  declare page: number;
  declare asked: Asked | null;
  declare failure: unknown;
  declare pickedStops: readonly string[];
  declare pickedLayout: BoardSetup['layout'];
  /** What should stand on the glass that is looked at. */
  declare documents: readonly StopDepartures[];
  readonly #topic = new TopicController<BoardsHead, BoardState>(this, 'boards');
  #timer: ReturnType<typeof setInterval> | null = null;
  #ofBoard = '';
  #known: readonly KnownBoard[] = [];

  constructor() {
    super();
    this.boards = null;
    this.stops = new Map();
    this.timezone = 'Europe/Sofia';
    this.filter = '';
    this.group = '';
    this.verdict = '';
    this.chosen = new Set();
    this.page = 0;
    this.asked = null;
    this.failure = null;
    this.pickedStops = [];
    this.pickedLayout = 'tft';
    this.documents = [];
    defineStopPicker();
    if (!customElements.get('tablo-glass')) customElements.define('tablo-glass', TabloGlass);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    network().then(
      ({ stops, timezone }) => {
        this.stops = new Map(stops.map((stop) => [stop.stop_id, stop]));
        this.timezone = timezone;
      },
      () => undefined,
    );
    this.#timer = setInterval(() => void this.#fetchDocuments(), DOCUMENT_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('boards') || changed.has('stops') || changed.has('language'))
      this.#known = knownBoards(this.boards ?? [], (id) => this.#stopName(id));
    const id = this.path[0] ?? '';
    if (id === this.#ofBoard) return;
    this.#ofBoard = id;
    this.documents = [];
    void this.#fetchDocuments();
  }

  protected override render(): TemplateResult {
    if (!this.boards) return html`<p class="empty" role="status">${FRAME_WORDS[this.language].loading}</p>`;
    const board = this.boards.find(({ board_id }) => board_id === this.path[0]);
    return html`${board ? this.#closeUp(board) : this.#list(this.boards)}
      <dialog aria-labelledby="title" @close=${this.#closed}>${this.asked ? this.#dialog(this.asked) : nothing}</dialog>`;
  }

  #list(boards: readonly RegisteredBoard[]): TemplateResult {
    const words = BOARD_WORDS[this.language];
    const { filter: text, group, verdict } = this;
    const found = foundBoards(this.#known, { text, group, verdict }, (id) => this.#stateOf(id)?.verdict ?? null);
    const right = boards.filter(({ board_id }) => this.#stateOf(board_id)?.verdict === 'right').length;
    const groups = [...new Set(boards.flatMap((board) => board.groups))].sort((a, b) => a.localeCompare(b, 'bg'));
    const chosen = found.filter(({ board_id }) => this.chosen.has(board_id)).map(({ board_id }) => board_id);
    const { anonymous } = this.#topic.head ?? { anonymous: 0 };
    return html`<div class="head">
        <h1>${FRAME_WORDS[this.language].views.boards}</h1>
        <input data-find type="search" aria-label=${words.find} placeholder=${words.find} .value=${this.filter} @input=${this.#narrow} />
        ${
          this.may('administrator')
            ? html`<button class="primary" @click=${() => this.#ask({ kind: 'edit', board: null })}>${words.register}</button>`
            : nothing
        }
      </div>
      <div class="row filters">
        <b>${fill(words.summary, { right, all: boards.length })}</b>
        ${anonymous > 0 ? html`<span class="quiet">${fill(words.anonymous, { n: anonymous })}</span>` : nothing}
        <span class="end"></span>
        <a class="button" href="${CONSOLE_API}/boards.csv" download>${words.exportTable}</a>
        ${
          this.may('administrator')
            ? html`<label class="button">${words.importTable}<input class="sr" type="file" accept=".csv,text/csv" @change=${this.#import} /></label>`
            : nothing
        }
      </div>
      <div class="row filters">
        ${this.#select(
          words.state,
          this.verdict,
          [['', words.allStates], ...VERDICT_ORDER.map((one) => [one, words.verdicts[one]] as const)],
          (value) => {
            this.verdict = value as GlassVerdict | '';
            this.page = 0;
          },
        )}
        ${
          groups.length === 0
            ? nothing
            : this.#select(
                words.group,
                this.group,
                [['', words.allGroups], ...groups.map((one) => [one, plainText(one)] as const)],
                (value) => {
                  this.group = value;
                  this.page = 0;
                },
              )
        }
        <span class="quiet">${fill(words.chosen, { n: chosen.length })}</span>
        ${
          this.may('dispatcher')
            ? html`<button ?disabled=${chosen.length === 0} @click=${() => this.#notify(chosen)}>${words.notify}</button
                ><button ?disabled=${chosen.length === 0} @click=${() => this.#reload(chosen)}>${words.reload}</button>`
            : nothing
        }
        ${this.may('administrator') ? html`<button ?disabled=${chosen.length === 0} @click=${() => this.#ask({ kind: 'regroup', boardIds: chosen })}>${words.regroup}</button>` : nothing}
      </div>
      ${
        boards.length === 0
          ? html`<p class="empty">${words.none}</p>`
          : found.length === 0
            ? html`<p class="empty">${words.noneFound}</p>`
            : this.#table(found)
      }`;
  }

  #table(found: readonly RegisteredBoard[]): TemplateResult {
    const words = BOARD_WORDS[this.language];
    const pages = Math.ceil(found.length / PAGE_ROWS);
    const page = Math.min(this.page, pages - 1);
    const rows = found.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS);
    const turn = (to: number) => () => {
      this.page = to;
      this.renderRoot.querySelector('.table')?.scrollIntoView({ block: 'nearest' });
    };
    const said = { from: page * PAGE_ROWS + 1, to: page * PAGE_ROWS + rows.length, all: found.length };
    const isAll = found.every(({ board_id }) => this.chosen.has(board_id));
    const pickAll = () => {
      this.chosen = new Set(isAll ? [] : found.map(({ board_id }) => board_id));
    };
    return html`<div class="table" tabindex="0" role="region" aria-label=${FRAME_WORDS[this.language].views.boards}>
        <table>
          <thead>
            <tr>
              <th class="pick"><input type="checkbox" aria-label=${fill(words.chooseAll, { n: found.length })} title=${fill(words.chooseAll, { n: found.length })} .checked=${isAll} @change=${pickAll} /></th>
              <th scope="col">${words.board}</th><th scope="col">${words.place}</th><th scope="col">${words.stops}</th>
              <th scope="col">${words.verdict}</th><th scope="col">${words.since}</th><th scope="col">${words.screen}</th><th scope="col">${words.seen}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              ({ board_id }) => board_id,
              (board) => this.#row(board),
            )}
          </tbody>
        </table>
      </div>
      ${
        pages > 1
          ? html`<nav class="row pager" aria-label=${FRAME_WORDS[this.language].views.boards}>
              <button ?disabled=${page === 0} @click=${turn(page - 1)}>${words.earlier}</button>
              <span>${fill(words.shownRows, said)}</span>
              <button ?disabled=${page === pages - 1} @click=${turn(page + 1)}>${words.later}</button>
            </nav>`
          : nothing
      }`;
  }

  #row(board: RegisteredBoard): TemplateResult {
    const words = BOARD_WORDS[this.language];
    const { board_id, name, stop_ids, layout, size } = board;
    const state = this.#stateOf(board_id);
    const pick = () => {
      const chosen = new Set(this.chosen);
      if (!chosen.delete(board_id)) chosen.add(board_id);
      this.chosen = chosen;
    };
    return html`<tr>
      <td class="pick"><input type="checkbox" aria-label=${fill(words.chooseOne, { board: board_id })} .checked=${this.chosen.has(board_id)} @change=${pick} /></td>
      <td class="nowrap"><a href=${viewAddress('boards', board_id)}><b>${board_id}</b></a></td>
      <td>${plainText(name)}</td>
      <td>${stop_ids.map((id) => this.#stopName(id)).join('; ')}</td>
      <td>${state ? this.#mark(state, words) : '–'}</td>
      <td class="nowrap">${state && state.verdict !== 'never_seen' ? lasted(live.now() - state.since, this.language) : ''}</td>
      <td class="nowrap">${words.layouts[layout]}${size ? ` ${size}` : ''}</td>
      <td class="nowrap">${state?.last_seen == null ? words.never : cityTime(state.last_seen, live.now(), this.timezone, this.language)}</td>
    </tr>`;
  }

  #mark({ verdict }: BoardState, words: BoardWords): TemplateResult {
    return html`<span class="mark ${TONE[verdict]}">${words.verdicts[verdict]}</span>`;
  }

  #closeUp(board: RegisteredBoard): TemplateResult {
    const words = BOARD_WORDS[this.language];
    const state = this.#stateOf(board.board_id);
    const geometry = geometryOf(board.layout, board.size);
    const face: Face = {
      ...{ documents: this.documents, board: board.board_id, languages: languagesOf(board.lang), theme: board.theme },
      ...{ rows: board.rows, reachS: board.reach_minutes * 60 },
    };
    const isAdministrator = this.may('administrator');
    return html`<div class="head">
        <h1>${board.board_id}${board.name ? html` · ${plainText(board.name)}` : nothing}</h1>
        <a class="button" href=${viewAddress('boards')}>${words.back}</a>
        <a class="button" href=${viewAddress('archive', board.board_id)}>${words.history}</a>
        <a class="button" href="/board/?board=${encodeURIComponent(board.board_id)}" target="_blank" rel="noopener">${words.page}</a>
        ${this.may('dispatcher') ? html`<button ?disabled=${!state?.connected} @click=${() => this.#reload([board.board_id])}>${words.reloadOne}</button>` : nothing}
      </div>
      <div class="close-up">
        <section class="panel">
          <h2>${words.shouldShow}</h2>
          <p class="row">${state ? html`${this.#mark(state, words)} <span class="quiet">${lasted(live.now() - state.since, this.language)}</span>` : nothing}</p>
          <div class="glass ${geometry.heightPx > geometry.widthPx ? 'tall' : ''}">
            ${this.documents.length === 0 ? nothing : html`<tablo-glass .geometry=${geometry} .face=${face} .nowS=${live.now()}></tablo-glass>`}
          </div>
        </section>
        <div class="stack">
          <section class="panel">
            <h2>${words.glassSays}</h2>
            ${this.#told(state, words)}
          </section>
          <section class="panel">
            <h2>${board.enrolled ? words.hasDisplay : words.noDisplay}</h2>
            <dl>
              <dt>${words.stops}</dt><dd>${board.stop_ids.map((id) => this.#stopName(id)).join('; ')}</dd>
              <dt>${words.screen}</dt><dd>${words.layouts[board.layout]}${board.size ? ` ${board.size}` : ''}, ${words.langs[board.lang as 'bg'] ?? board.lang}</dd>
              ${board.sleep ? html`<dt>${words.sleep}</dt><dd>${board.sleep}</dd>` : nothing}
              ${board.quiet ? html`<dt>${words.quiet}</dt><dd>${board.quiet}</dd>` : nothing}
              ${board.groups.length > 0 ? html`<dt>${words.groups}</dt><dd>${plainText(board.groups.join(', '))}</dd>` : nothing}
            </dl>
            ${
              isAdministrator
                ? html`<p class="row">
                    <button class="primary" @click=${() => this.#ask({ kind: 'enrol', board })}>${words.enrol}</button>
                    <button @click=${() => this.#ask({ kind: 'edit', board })}>${words.change}</button>
                    ${board.enrolled ? html`<button class="danger" @click=${() => this.#ask({ kind: 'revoke', board })}>${words.revoke}</button>` : nothing}
                    <button class="danger" @click=${() => this.#ask({ kind: 'remove', board })}>${words.remove}</button>
                  </p>`
                : nothing
            }
          </section>
        </div>
      </div>`;
  }

  #told(state: BoardState | null, words: BoardWords): TemplateResult {
    if (!state || state.glass.length === 0) return html`<p class="quiet">${words.glassNothing}</p>`;
    const time = (atS: number | null) => (atS === null ? '–' : cityTime(atS, live.now(), this.timezone, this.language));
    return html`<dl>
      ${state.glass.map(
        ({ stop_id, rows, oldest, drawn_at, told_at }) =>
          html`<dt>${words.stops}</dt><dd><b>${this.#stopName(stop_id)}</b></dd>
            <dt>${words.rows}</dt><dd>${rows}</dd>
            <dt>${words.oldest}</dt><dd>${time(oldest)}</dd>
            <dt>${words.drawnAt}</dt><dd>${time(drawn_at)} <span class="quiet">(${lasted(live.now() - told_at, this.language)})</span></dd>`,
      )}
      ${this.#notices(state, words)}
      <dt>${words.build}</dt><dd>${state.build ?? '–'}</dd>
      <dt>${words.address}</dt><dd>${state.address || '–'}</dd>
      <dt>${words.reports}</dt><dd>${state.reports}</dd>
    </dl>`;
  }

  /** The notices that should stand, and whether the glass says that they do. */
  #notices({ glass }: BoardState, words: BoardWords): TemplateResult | typeof nothing {
    const nowS = live.now();
    const board = this.path[0] ?? '';
    const should = new Map(
      this.documents.flatMap(({ notices }) =>
        notices.filter((one) => one.until > nowS && (one.boards?.includes(board) ?? true)).map((one) => [one.id, one]),
      ),
    );
    // One glass: the last word holds.
    const told = [...glass].sort((a, b) => b.told_at - a.told_at)[0]?.notices ?? null;
    const left = (told ?? []).filter((id) => !should.has(id));
    if (should.size === 0 && left.length === 0) return nothing;
    const mark = (id: string) =>
      told === null
        ? html`<span class="mark">${words.noticeUnknown}</span>`
        : told.includes(id)
          ? html`<span class="mark good">${words.noticeOn}</span>`
          : html`<span class="mark warn">${words.noticeOff}</span>`;
    return html`<dt>${words.notices}</dt>
      <dd>
        ${[...should.values()].map(({ id, text }) => html`<p>${plainText(say(text, this.language))} ${mark(id)}</p>`)}
        ${left.length > 0 ? html`<p><span class="mark warn">${words.noticeStill}</span></p>` : nothing}
      </dd>`;
  }

  #dialog(asked: Asked): TemplateResult {
    const words = BOARD_WORDS[this.language];
    const fault =
      this.failure === null
        ? nothing
        : html`<p class="fault" role="alert">${failureSentence(this.failure, this.language)}</p>`;
    const buttons = (text: string, tone = 'primary') =>
      html`${fault}
        <div class="buttons">
          <button type="button" @click=${this.#close}>${words.cancel}</button>
          <button class=${tone} type="submit">${text}</button>
        </div>`;
    switch (asked.kind) {
      case 'edit':
        return html`<h2 id="title">${asked.board ? asked.board.board_id : words.register}</h2>${this.#form(asked.board, buttons(words.save))}`;
      case 'regroup': {
        const groups = [...new Set(this.boards?.flatMap((board) => board.groups))].sort();
        return html`<h2 id="title">${words.groups}</h2>
          <form @submit=${(event: SubmitEvent) => this.#regroup(event, asked.boardIds)}>
            <p>${fill(words.regroupDetail, { n: asked.boardIds.length })}</p>
            <label>${words.groupName}<input name="group" list="groups" required maxlength="80" autocomplete="off" autofocus /></label>
            <datalist id="groups">${groups.map((group) => html`<option value=${group}></option>`)}</datalist>
            ${fault}
            <div class="buttons">
              <button type="button" @click=${this.#close}>${words.cancel}</button>
              <button class="primary" type="submit" value="in">${words.intoGroup}</button>
              <button type="submit" value="out">${words.outOfGroup}</button>
            </div>
          </form>`;
      }
      case 'enrol':
        return html`<h2 id="title">${words.enrol}: ${asked.board.board_id}</h2>
          <form @submit=${(event: Event) => this.#enrol(event, asked.board)}>
            <p>${fill(words.enrolDetail, { address: `${location.origin}/board/?enrol` })}</p>
            <label>${words.code}<input class="code" name="code" required maxlength="12" autocomplete="off" autofocus /></label>
            ${buttons(words.enrol)}
          </form>`;
      case 'revoke':
        return html`<h2 id="title">${words.revoke}: ${asked.board.board_id}</h2>
          <form @submit=${(event: Event) => this.#act(event, 'DELETE', `/boards/${encodeURIComponent(asked.board.board_id)}/token`, words.revoked)}>
            <p>${words.revokeAsk}</p>${buttons(words.revoke, 'danger')}
          </form>`;
      case 'remove':
        return html`<h2 id="title">${words.remove}: ${asked.board.board_id}</h2>
          <form @submit=${(event: Event) => this.#act(event, 'DELETE', `/boards/${encodeURIComponent(asked.board.board_id)}`, words.removed)}>
            <p>${words.removeAsk}</p>${buttons(words.remove, 'danger')}
          </form>`;
    }
  }

  #form(board: RegisteredBoard | null, buttons: TemplateResult): TemplateResult {
    const words = BOARD_WORDS[this.language];
    const setup: BoardSetup = board ?? NEW_SETUP;
    const field = (name: string, label: string, value: string | number | null, hint = '', type = 'text') =>
      html`<label>${label}<input name=${name} type=${type} step="any" .value=${value === null ? '' : String(value)} autocomplete="off" />${hint ? html`<small>${hint}</small>` : nothing}</label>`;
    const select = (
      name: string,
      label: string,
      value: string,
      options: Readonly<Record<string, string>>,
      then?: (value: string) => void,
    ) =>
      html`<label
        >${label}<select name=${name} @change=${(event: Event) => then?.((event.target as HTMLSelectElement).value)}>
          ${Object.entries(options).map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
        </select></label
      >`;
    return html`<form @submit=${(event: Event) => this.#save(event, board)}>
      <div class="grid">
        ${board ? nothing : html`<label>${words.id}<input name="id" required pattern="[\\p{L}\\p{N}._\\-]{1,64}" autocomplete="off" autofocus /><small>${words.idHint}</small></label>`}
        <div class="wide">${field('name', words.name, setup.name)}</div>
      </div>
      <tablo-stop-picker .language=${this.language} .chosen=${this.pickedStops} @stops-chosen=${this.#picked}></tablo-stop-picker>
      <div class="grid">
        ${select('layout', words.layout, setup.layout, words.layouts, (value) => {
          this.pickedLayout = value as BoardSetup['layout'];
        })}
        ${this.pickedLayout === 'led' ? field('size', words.size, setup.size ?? '192x48') : nothing}
        ${select('lang', words.lang, setup.lang, words.langs)}
        ${select('theme', words.theme, setup.theme, words.themes)}
        ${field('rows', words.rowCount, setup.rows, words.rowsAuto, 'number')}
        ${field('reach', words.reach, setup.reach_minutes, words.reachHint, 'number')}
        ${field('mm', words.mm, setup.mm_per_pixel, '', 'number')}
        ${field('height', words.height, setup.mount_height_m, '', 'number')}
        ${field('distance', words.distance, setup.viewing_distance_m, '', 'number')}
        ${field('quiet', words.quiet, setup.quiet, words.quietHint)}
        ${field('sleep', words.sleep, setup.sleep, words.sleepHint)}
        ${field('speak', words.speak, setup.speak_every_min, words.speakHint, 'number')}
        ${field('groups', words.groups, setup.groups.join(', '), words.groupsHint)}
      </div>
      ${buttons}
    </form>`;
  }

  #select(
    label: string,
    value: string,
    options: readonly (readonly [string, string])[],
    then: (value: string) => void,
  ): TemplateResult {
    return html`<select aria-label=${label} @change=${(event: Event) => then((event.target as HTMLSelectElement).value)}>
      ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
    </select>`;
  }

  #stateOf(boardId: string): BoardState | null {
    return this.#topic.items.get(boardId) ?? null;
  }

  #stopName(stopId: string): string {
    const stop = this.stops.get(stopId);
    return stop ? stopLabel(stop, this.language) : stopId;
  }

  async #load(): Promise<void> {
    try {
      this.boards = (await api.get<BoardList>('/boards')).boards;
    } catch (error) {
      this.boards ??= [];
      this.sayFailure(error);
    }
    await this.#fetchDocuments();
  }

  async #fetchDocuments(): Promise<void> {
    const board = this.boards?.find(({ board_id }) => board_id === this.path[0]);
    if (!board) return;
    try {
      const documents = await Promise.all(
        board.stop_ids.map(async (id) => {
          const answer = await fetch(`/api/v1/stops/${encodeURIComponent(id)}/departures`);
          if (!answer.ok) throw new ApiFailure(answer.status, 'unreachable', '');
          return (await answer.json()) as StopDepartures;
        }),
      );
      if (board.board_id === this.path[0]) this.documents = documents;
    } catch {
      // What stood there stays; the topic says that the server is away.
    }
  }

  async #ask(asked: Asked): Promise<void> {
    this.failure = null;
    this.asked = asked;
    if (asked.kind === 'edit') {
      this.pickedStops = asked.board?.stop_ids ?? [];
      this.pickedLayout = asked.board?.layout ?? 'tft';
    }
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  readonly #picked = (event: CustomEvent<string[]>): void => {
    this.pickedStops = event.detail;
  };

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();

  readonly #closed = (): void => {
    this.asked = null;
  };

  readonly #narrow = (event: Event): void => {
    this.filter = (event.target as HTMLInputElement).value;
    this.page = 0;
  };

  async #save(event: Event, board: RegisteredBoard | null): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const {
      board_id: _,
      enrolled: __,
      created_at: ___,
      ...before
    } = board ?? { ...NEW_SETUP, board_id: '', enrolled: false, created_at: 0 };
    const setup = setupOf(form, this.pickedStops, before);
    await this.#try(async () => {
      if (board) await api.send('PUT', `/boards/${encodeURIComponent(board.board_id)}`, setup);
      else await api.send('POST', '/boards', { board_id: String(form.get('id')), ...setup });
      this.#close();
      this.say(BOARD_WORDS[this.language].saved);
      await this.#load();
    });
  }

  async #enrol(event: Event, board: RegisteredBoard): Promise<void> {
    event.preventDefault();
    const code = String(new FormData(event.target as HTMLFormElement).get('code'));
    await this.#try(async () => {
      await api.send('POST', `/boards/${encodeURIComponent(board.board_id)}/token`, { code });
      this.#close();
      this.say(BOARD_WORDS[this.language].enrolled);
      await this.#load();
    });
  }

  async #act(event: Event, method: 'DELETE', path: string, said: string): Promise<void> {
    event.preventDefault();
    await this.#try(async () => {
      await api.send(method, path);
      this.#close();
      this.say(said);
      await this.#load();
    });
  }

  /** A notice for these boards alone: the form begins with them. */
  #notify(boardIds: readonly string[]): void {
    prepareNotice({ scope: 'boards', boardIds });
    this.go('notices', 'new');
  }

  async #regroup(event: SubmitEvent, boardIds: readonly string[]): Promise<void> {
    event.preventDefault();
    const group = String(new FormData(event.target as HTMLFormElement).get('group')).trim();
    // Enter puts in: it is what the form is opened for.
    const isIn = (event.submitter as HTMLButtonElement | null)?.value !== 'out';
    await this.#try(async () => {
      await api.send('POST', '/boards/groups', { board_ids: boardIds, group, is_in: isIn });
      this.#close();
      this.say(BOARD_WORDS[this.language].regrouped);
      await this.#load();
    });
  }

  async #reload(boardIds: readonly string[]): Promise<void> {
    try {
      const { asked } = await api.send<{ asked: number }>('POST', '/boards/reload', { board_ids: boardIds });
      this.say(fill(BOARD_WORDS[this.language].reloadAsked, { n: asked }));
    } catch (error) {
      this.sayFailure(error);
    }
  }

  readonly #import = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    try {
      const { count } = await api.put<{ count: number }>('/boards.csv', await file.text(), 'text/csv');
      this.say(fill(BOARD_WORDS[this.language].imported, { n: count }));
      await this.#load();
    } catch (error) {
      this.sayFailure(error);
    }
  };

  async #try(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = error;
    }
  }
}
