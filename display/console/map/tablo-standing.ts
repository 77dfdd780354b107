// A bus's standing as a word beside its sign: the same shape as on the map.

import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import type { Language } from '../../text/language.js';
import { MAP_WORDS } from '../words/map.js';
import type { Standing } from './vehicle.js';

const SHAPES: Readonly<Record<Standing, TemplateResult>> = {
  on_time: svg`<circle cx="10" cy="10" r="7" />`,
  late: svg`<path d="M3.5 3.5h13v13h-13z" />`,
  early: svg`<path d="M10 1.5l8.5 8.5-8.5 8.5L1.5 10z" />`,
  off_route: svg`<path d="M10 2l8.5 15h-17z" />`,
  silent: svg`<path d="M6 3h8l4 7-4 7H6l-4-7z" />`,
  waiting: svg`<path d="M2.5 5.5h15v9h-15z" />`,
};

export class TabloStanding extends LitElement {
  static override styles = css`
    :host { display: inline-flex; align-items: center; gap: 0.4rem; white-space: nowrap; }
    svg { width: 1em; height: 1em; flex: none; }
    .on_time { fill: var(--good); } .late, .off_route { fill: var(--bad); } .early { fill: var(--warn); } .silent { fill: var(--quiet); } .waiting { fill: var(--accent); }
  `;
  static override properties = { standing: { attribute: false }, language: { attribute: false } };
  declare standing: Standing;
  declare language: Language;

  constructor() {
    super();
    this.standing = 'on_time';
    this.language = 'bg';
  }

  protected override render(): TemplateResult {
    return html`<svg viewBox="0 0 20 20" class=${this.standing} aria-hidden="true">${SHAPES[this.standing]}</svg>${MAP_WORDS[this.language].standings[this.standing]}`;
  }
}
