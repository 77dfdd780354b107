// The code of a stop on a board, for phones: in the room that rows leave, or not at all. Loaded after the first rows.

import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { Panel } from '../../board/model.js';
import type { Language } from '../../text/language.js';
import { type Glass, readGlass } from '../legibility.js';
import type { Geometry } from '../tft/geometry.js';
import { codeOrigin, stopLink } from './link.js';
import { type Code, codeOf, codePath } from './matrix.js';
import { leastModulePx, modulePx } from './size.js';

/** What is said beside the code. */
const WORDS: Readonly<Record<Language, readonly [said: string, label: string]>> = {
  bg: ['Тази спирка на телефона', 'Код за телефон'],
  en: ['This stop on your phone', 'Code for phones'],
};
/** The code stands so far from rows and rules, as a part of a row (and so in the styles). */
const AIR_OF_ROW = 0.12;
/** Beside a text that says what is the matter, a code takes this part of the panel at most. */
const MOST_BESIDE = { landscape: 0.34, portrait: 0.6 } as const;

export class TabloCode extends LitElement {
  /** Where phones find stops; null for no code at all. The gallery has one that is the same for ever. */
  static origin: string | null = codeOrigin(location.search, location.origin);
  static glass: Glass | null = readGlass(location.search);

  static override styles = css`
    :host { flex: none; align-self: flex-end; display: flex; align-items: center; gap: var(--gap); padding: 0 var(--margin) calc(var(--row) * 0.12); box-sizing: border-box; max-width: 100%; }
    :host(.tall) { align-self: center; flex-direction: column; gap: calc(var(--gap) * 0.6); padding-bottom: 0; }
    svg { display: block; background: var(--paper, #ffffff); fill: #000000; border-radius: 0.3em; }
    p { margin: 0; color: var(--quiet); font-size: var(--foot); font-weight: 600; line-height: 1.2; max-width: 9em; text-align: right; text-wrap: balance; }
    :host(.tall) p { text-align: center; max-width: none; }
  `;
  static override properties = {
    panel: { attribute: false },
    language: { attribute: false },
    g: { attribute: false },
    freeRows: { attribute: false },
    panelPx: { attribute: false },
  };
  declare panel: Panel;
  declare language: Language;
  declare g: Geometry;
  /** Rows of height that are free. */
  declare freeRows: number;
  declare panelPx: number;

  #made: { text: string; code: Code; path: string } | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { origin, glass } = TabloCode;
    const { panel, g, panelPx } = this;
    // A phone would find nothing about a stop that nobody knows; of one that is not heard of it may know more.
    if (origin === null || !panel || !(panel.state === 'departures' || panel.state === 'unreachable')) return nothing;
    const isAlone = !panel.rows.length;
    const { code, path } = this.#codeOf(stopLink(origin, panel.stopId));
    const heightPx = this.freeRows * g.rowPx;
    const sidePx = Math.min(panelPx, g.rowPx * g.rows + g.headerPx + g.headingPx + g.footerPx);
    const roomPx = isAlone
      ? Math.min(
          panelPx * MOST_BESIDE[g.orientation],
          heightPx * (g.orientation === 'landscape' ? 0.8 : MOST_BESIDE.landscape),
        )
      : Math.min(panelPx * 0.5, heightPx - 2 * AIR_OF_ROW * g.rowPx);
    const px = modulePx(code.modules, roomPx, leastModulePx(glass, sidePx), sidePx);
    const isTall = isAlone && g.orientation === 'landscape';
    this.classList.toggle('tall', isTall);
    if (px === null) return nothing;
    const [said, label] = WORDS[this.language];
    const size = `${px * code.modules}px`;
    const drawn = svg`<svg role="img" aria-label=${label} viewBox="0 0 ${code.modules} ${code.modules}" shape-rendering="crispEdges" .style=${`width:${size};height:${size}`}><path d=${path} /></svg>`;
    return isTall ? html`${drawn}<p>${said}</p>` : html`<p>${said}</p>${drawn}`;
  }

  #codeOf(text: string): { code: Code; path: string } {
    if (this.#made?.text !== text) {
      const code = codeOf(text);
      this.#made = { text, code, path: codePath(code) };
    }
    return this.#made;
  }
}
