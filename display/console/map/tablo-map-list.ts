// Beside the map the same as a list, of buses or of boards: for the keyboard, for a screen reader, and where there is no WebGL.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plainText } from '../../board/plain-text.js';
import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { lasted, signed } from '../moments.js';
import { consoleStyles } from '../styles.js';
import { MAP_WORDS } from '../words/map.js';
import type { MapBoard } from './board.js';
import type { Sign } from './signs.js';
import { AGEING_AFTER_S, standingOf, type Vehicle } from './vehicle.js';

/** Rows that are drawn; a filter finds the others. */
const ROWS_AT_MOST = 150;

export class TabloMapList extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      :host { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; gap: 0.4rem; min-height: 0; }
      .parts { display: flex; gap: 0.3rem; }
      .parts button { flex: 1; }
      .parts button[aria-pressed='true'] { background: var(--accent); color: var(--accent-ink); border-color: var(--accent); }
      .table { overflow-y: auto; min-height: 0; }
      tr[aria-current] > * { background: var(--accent-soft); }
      td a { font-weight: 700; }
      th, td { padding: 0.3rem 0.45rem; }
      tr.ageing td { color: var(--quiet); }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    kind: { attribute: false },
    vehicles: { attribute: false },
    boards: { attribute: false },
    registered: { attribute: false },
    chosen: { attribute: false },
    lineName: { attribute: false },
    now: { attribute: false },
  };
  declare language: Language;
  /** Which list is open. */
  declare kind: Sign['kind'];
  declare vehicles: readonly Vehicle[];
  declare boards: readonly MapBoard[];
  /** Boards there are, whatever the filter lets through. */
  declare registered: number;
  declare chosen: Pick<Sign, 'kind' | 'id'> | null;
  declare lineName: (route: number) => string;
  declare now: number;

  constructor() {
    super();
    this.language = 'bg';
    this.kind = 'bus';
    this.vehicles = [];
    this.boards = [];
    this.registered = 0;
    this.chosen = null;
    this.lineName = () => '';
    this.now = 0;
  }

  protected override render(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const part = (kind: Sign['kind'], text: string) =>
      html`<button type="button" aria-pressed=${this.kind === kind ? 'true' : 'false'} @click=${() => this.dispatchEvent(new CustomEvent('list-chosen', { detail: kind }))}>${text}</button>`;
    return html`<div class="parts" role="group" aria-label=${words.lists}>${part('bus', words.vehicles)}${part('board', words.boards)}</div>
      ${this.kind === 'bus' ? this.#buses() : this.#boards()}`;
  }

  #buses(): TemplateResult {
    const words = MAP_WORDS[this.language];
    if (this.vehicles.length === 0) return html`<p class="panel quiet">${words.nothing}</p>`;
    return html`<div class="table" tabindex="0" role="region" aria-label=${words.vehicles}><table>
        <thead><tr><th scope="col">${words.vehicle}</th><th scope="col">${words.line}</th><th scope="col">${words.standing}</th><th scope="col" class="number">${words.deviation}</th><th scope="col" class="number">${words.age}</th></tr></thead>
        <tbody>
          ${repeat(
            this.vehicles.slice(0, ROWS_AT_MOST),
            ({ id }) => id,
            (
              vehicle,
            ) => html`<tr aria-current=${this.#isChosen('bus', vehicle.id)} class=${this.now - vehicle.at > AGEING_AFTER_S ? 'ageing' : ''}>
              <td><a href=${viewAddress('map', 'vehicle', vehicle.id)}>${vehicle.label ?? vehicle.id}</a></td>
              <td>${this.lineName(vehicle.route)}</td>
              <td><tablo-standing .standing=${standingOf(vehicle)} .language=${this.language}></tablo-standing></td>
              <td class="number">${vehicle.deviationS === null ? '—' : signed(vehicle.deviationS)}</td>
              <td class="number nowrap">${lasted(this.now - vehicle.at, this.language)}</td>
            </tr>`,
          )}
        </tbody>
      </table></div>
      ${this.#more(this.vehicles.length)}`;
  }

  #boards(): TemplateResult {
    const words = MAP_WORDS[this.language];
    if (this.boards.length === 0)
      return html`<p class="panel quiet">${this.registered === 0 ? words.noBoards : words.noSuchBoards}</p>`;
    const unplaced = this.boards.filter(({ place }) => place === null).length;
    return html`<div class="table" tabindex="0" role="region" aria-label=${words.boards}><table>
        <thead><tr><th scope="col">${words.board}</th><th scope="col">${words.health}</th><th scope="col" class="number">${words.since}</th></tr></thead>
        <tbody>
          ${repeat(
            this.boards.slice(0, ROWS_AT_MOST),
            ({ id }) => id,
            ({ id, name, health, since }) => html`<tr aria-current=${this.#isChosen('board', id)}>
              <td><a href=${viewAddress('map', 'board', id)}>${id}</a>${name ? html` <span class="quiet">${plainText(name)}</span>` : nothing}</td>
              <td><tablo-board-health .health=${health} .language=${this.language}></tablo-board-health></td>
              <td class="number nowrap">${since === null || health === 'unseen' ? '—' : lasted(this.now - since, this.language)}</td>
            </tr>`,
          )}
        </tbody>
      </table></div>
      ${unplaced > 0 ? html`<p class="quiet">${fill(words.unplaced, { n: unplaced })}</p>` : this.#more(this.boards.length)}`;
  }

  #more(all: number): TemplateResult | typeof nothing {
    if (all <= ROWS_AT_MOST) return nothing;
    return html`<p class="quiet">${fill(MAP_WORDS[this.language].more, { shown: ROWS_AT_MOST, all })}</p>`;
  }

  #isChosen(kind: Sign['kind'], id: string) {
    return this.chosen?.kind === kind && this.chosen.id === id ? 'true' : nothing;
  }
}
