// A board as an e-ink display: the rows and measures of the tft layout in black and white, drawn only when redraw.ts says so.

import type { CSSResultGroup, PropertyValues } from 'lit';
import { tftStyles } from '../tft/styles.js';
import { TabloTft } from '../tft/tablo-tft.js';
import { type EinkState, redraw, TURN_S } from './redraw.js';
import { einkStyles } from './styles.js';

/** More rows than any e-ink display has: all that might be seen counts as seen. */
const ALL_ROWS = 16;

/** A region that was drawn, and where it stands in CSS pixels, for a driver that renews parts of the glass. */
export interface DrawnRegion {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export class TabloEink extends TabloTft {
  static override styles: CSSResultGroup = [tftStyles, einkStyles];
  static override properties = { ...TabloTft.properties, paced: { attribute: false } };
  /** True on a real display; the gallery shows every state at once. */
  declare paced: boolean;

  #state: EinkState | null = null;
  #drawn: EinkState | null = null;
  #rowsSeen = ALL_ROWS;
  /** The time as the page gave it: `nowS` is that of the turn that stands, and a page that gives content within the same second gives no time. */
  #givenS = 0;

  constructor() {
    super();
    this.paced = false;
    this.theme = 'light';
    this.turnS = TURN_S;
  }

  /** The page hands over new content each second; what is drawn is what redraw.ts lets through. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.theme = 'light';
    if (changed.has('nowS')) this.#givenS = this.nowS;
    if (!this.content) return;
    if (changed.has('content') && this.content !== this.#state?.content) {
      const before = this.#state && !this.paced ? { ...this.#state, drawnAtS: Number.NEGATIVE_INFINITY } : this.#state;
      const next = redraw(before, this.content, this.#rowsSeen, this.#givenS);
      if (next !== before) this.#state = next;
    }
    if (!this.#state) return;
    this.content = this.#state.content;
    this.nowS = this.#state.turn * TURN_S;
  }

  protected override updated(): void {
    super.updated();
    const state = this.#state;
    if (!state || this.#drawn === state) return;
    this.#drawn = state;
    const before = this.renderRoot.querySelectorAll('[data-changed]');
    for (const element of before) element.removeAttribute('data-changed');
    this.dataset['changed'] = state.changed.join(' ');
    const regions: DrawnRegion[] = [];
    for (const id of state.changed) {
      const element = this.#elementOf(id);
      if (!element) continue;
      element.setAttribute('data-changed', '');
      const { x, y, width, height } = element.getBoundingClientRect();
      regions.push({ id, x, y, width, height });
    }
    // A row that found no place this time is not waited for.
    const rows = Math.max(0, ...state.content.panels.map((panel) => panel.rows.length));
    const seen = Math.max(
      0,
      ...[...this.renderRoot.querySelectorAll('.panel')].map((main) => main.querySelectorAll('.row').length),
    );
    this.#rowsSeen = seen > 0 && seen < rows ? seen : ALL_ROWS;
    this.dispatchEvent(new CustomEvent<DrawnRegion[]>('regions', { detail: regions }));
  }

  #elementOf(id: string): Element | null {
    if (id === 'clock') return this.renderRoot.querySelector('time');
    if (id === 'messages') return this.renderRoot.querySelector('.band');
    const [panel, part] = id.split('/') as [string, string];
    const main = this.renderRoot.querySelectorAll('.panel')[Number(panel)];
    if (!main) return null;
    if (part === 'title') return main.querySelector('h1');
    if (part === 'foot') return main.querySelector('footer');
    const rows = main.querySelectorAll('.row');
    return rows[Number(part.slice('row-'.length))] ?? main.querySelector('.state');
  }
}
