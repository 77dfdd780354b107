// One board beside the map: how it is, what its glass says and what should stand there, and the way to its close-up.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { BoardState, RegisteredBoard } from '../../../server/wire/console/boards.js';
import type { NetworkStop } from '../../../server/wire/console/fleet.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { plainText } from '../../board/plain-text.js';
import type { Language } from '../../text/language.js';
import { languagesOf } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { geometryOf } from '../glass/geometries.js';
import { type Face, TabloGlass } from '../glass/tablo-glass.js';
import { lasted } from '../moments.js';
import { stopLabel } from '../network.js';
import { consoleStyles } from '../styles.js';
import { BOARD_WORDS } from '../words/boards.js';
import { MAP_WORDS } from '../words/map.js';
import type { MapBoard } from './board.js';

/** Tells `close-detail`. */
export class TabloBoardDetail extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .title { display: flex; gap: 0.6rem; align-items: start; justify-content: space-between; margin-bottom: 0.5rem; }
      .facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.2rem 0.9rem; }
      dt { color: var(--quiet); }
      h3 { margin: 0.9rem 0 0.4rem; }
      .glass { border: 1px solid var(--edge); border-radius: 0.4rem; overflow: hidden; margin: 0.5rem 0; }
      .glass.tall { max-width: 14rem; }
    `,
  ];
  static override properties = {
    mapBoard: { attribute: false },
    board: { attribute: false },
    state: { attribute: false },
    stops: { attribute: false },
    documents: { attribute: false },
    language: { attribute: false },
    now: { attribute: false },
  };
  declare mapBoard: MapBoard;
  declare board: RegisteredBoard;
  declare state: BoardState | null;
  declare stops: ReadonlyMap<string, NetworkStop>;
  /** What should stand on it. */
  declare documents: readonly StopDepartures[];
  declare language: Language;
  declare now: number;

  constructor() {
    super();
    this.state = null;
    this.stops = new Map();
    this.documents = [];
    this.language = 'bg';
    this.now = 0;
    if (!customElements.get('tablo-glass')) customElements.define('tablo-glass', TabloGlass);
  }

  protected override render(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const { board, mapBoard, state } = this;
    return html`<div class="title">
        <h2 id="board">${words.board} ${board.board_id}</h2>
        <button class="plain" @click=${() => this.dispatchEvent(new CustomEvent('close-detail'))}>${words.close}</button>
      </div>
      <dl class="facts">
        ${board.name ? html`<dt>${BOARD_WORDS[this.language].place}</dt><dd>${plainText(board.name)}</dd>` : nothing}
        <dt>${words.health}</dt>
        <dd><tablo-board-health .health=${mapBoard.health} .language=${this.language}></tablo-board-health>${mapBoard.since === null ? nothing : html` <span class="quiet">(${lasted(this.now - mapBoard.since, this.language)})</span>`}</dd>
        <dt>${words.stop}</dt><dd>${board.stop_ids.map((id) => this.#stopName(id)).join('; ')}</dd>
      </dl>
      <h3>${words.onGlass}</h3>
      ${this.#told(state)}
      ${this.#picture(board)}
      <p class="row"><a class="button" href=${viewAddress('boards', board.board_id)}>${words.openBoard}</a></p>`;
  }

  #told(state: BoardState | null): TemplateResult {
    const words = MAP_WORDS[this.language];
    if (!state || state.glass.length === 0) return html`<p class="quiet">${words.glassNothing}</p>`;
    return html`<ul>
      ${state.glass.map(
        ({ stop_id, rows, told_at }) =>
          html`<li>${fill(words.glassRows, { stop: this.#stopName(stop_id), rows })} <span class="quiet">· ${fill(words.drawnAgo, { ago: lasted(this.now - told_at, this.language) })}</span></li>`,
      )}
    </ul>`;
  }

  #picture(board: RegisteredBoard): TemplateResult | typeof nothing {
    if (this.documents.length === 0) return nothing;
    const geometry = geometryOf(board.layout, board.size);
    const face: Face = {
      ...{ documents: this.documents, board: board.board_id, languages: languagesOf(board.lang), theme: board.theme },
      ...{ rows: board.rows, reachS: board.reach_minutes * 60 },
    };
    return html`<p class="hint">${BOARD_WORDS[this.language].shouldShow}</p>
      <div class="glass ${geometry.heightPx > geometry.widthPx ? 'tall' : ''}">
        <tablo-glass .geometry=${geometry} .face=${face} .nowS=${this.now}></tablo-glass>
      </div>`;
  }

  #stopName(stopId: string): string {
    const stop = this.stops.get(stopId);
    return stop ? stopLabel(stop, this.language) : stopId;
  }
}
