// How a board is, as a word beside its sign: the same shape as on the map.

import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Language } from '../../text/language.js';
import { MAP_WORDS } from '../words/map.js';
import type { BoardHealth } from './board.js';
import { BOARD_SHAPES } from './images.js';

export class TabloBoardHealth extends LitElement {
  static override styles = css`
    :host { display: inline-flex; align-items: center; gap: 0.4rem; white-space: nowrap; }
    svg { width: 1em; height: 1em; flex: none; }
    .well { fill: var(--good); } .old, .silent { fill: var(--bad); } .asleep { fill: var(--accent); } .unseen { fill: var(--quiet); }
  `;
  static override properties = { health: { attribute: false }, language: { attribute: false } };
  declare health: BoardHealth;
  declare language: Language;

  constructor() {
    super();
    this.health = 'unseen';
    this.language = 'bg';
  }

  protected override render(): TemplateResult {
    const corners = BOARD_SHAPES[this.health].map((corner) => corner.join()).join(' ');
    return html`<svg viewBox="-14 -14 28 28" class=${this.health} aria-hidden="true"><polygon points=${corners} /></svg>${MAP_WORDS[this.language].healths[this.health]}`;
  }
}
