// `&inspect`: the standards a board meets and fails, measured on its glass and printed over it.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { BilingualText } from '../../server/wire/messages.js';
import { DEFAULT_DISTANCE_M, DEFAULT_HEIGHT_M, type Glass, readGlass, STROKE_OF_CAPITAL } from './legibility.js';
import { type Finding, type Found, legibilityReport } from './legibility-report.js';

/** The glass is measured this often. */
export const MEASURE_EVERY_MS = 1000;
/** Where an address does not say how long a pixel is: CSS's own. */
const CSS_PX_MM = 25.4 / 96;

/** Places of a tft board whose text must be readable, each on the nearest ground below it. */
const PLACES: readonly (readonly [what: string, selector: string])[] = [
  ['stop name', 'h1'],
  ['clock', 'header time'],
  ['headings', '.headings > :nth-child(2)'],
  ['line', '.row .pill'],
  ['destination', '.row .headsign'],
  ['minutes', '.row .value b'],
  ['ageing', '.row.ageing .value b'],
  ['departed', '.row.departed .headsign'],
  ['cancelled', '.row.cancelled .name'],
  ['message', '.band p'],
  ['freshness', 'footer .said'],
];

/** Measures a board of the tft layout; null while it has no row. */
export function findOn(board: Element, glass: Glass): Found | null {
  const root = board.shadowRoot;
  const row = root?.querySelector<HTMLElement>('.row');
  if (!root || !row) return null;
  const colours: { what: string; text: string; ground: string }[] = [];
  for (const [what, selector] of PLACES) {
    for (const element of root.querySelectorAll(selector)) {
      colours.push({ what, text: hexOf(getComputedStyle(element).color), ground: groundOf(element, board) });
    }
  }
  return {
    glass,
    typePx: Number.parseFloat(getComputedStyle(row).fontSize),
    rowPx: row.getBoundingClientRect().height,
    strokeOfCapital: STROKE_OF_CAPITAL,
    colours,
  };
}

function groundOf(element: Element, board: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/, 0\)$|transparent/.test(backgroundColor)) return hexOf(backgroundColor);
  }
  return hexOf(getComputedStyle(board).backgroundColor);
}

/** `rgb(1, 2, 3)` as six hex digits. */
function hexOf(color: string): string {
  const parts = color.match(/[\d.]+/g) ?? ['0', '0', '0'];
  return parts
    .slice(0, 3)
    .map((part) => Math.round(Number(part)).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

/** Bulgarian, and English below it where that says it otherwise. */
function both({ bg, en }: BilingualText): TemplateResult {
  return html`${bg}${bg === en ? nothing : html`<small lang="en">${en}</small>`}`;
}

export class TabloInspect extends LitElement {
  static override styles = css`
    :host { position: fixed; right: 0; bottom: 0; z-index: 9; background: #ffffff; color: #0b1116; font: 600 15px/1.4 'Sofia Sans', sans-serif; padding: 10px 14px; max-width: 94vw; border: 2px solid #0b1116; }
    table { border-collapse: collapse; }
    caption { text-align: left; font-weight: 800; }
    td, th { text-align: left; padding: 1px 12px 1px 0; font-weight: 600; }
    small { display: block; font-weight: 500; font-size: 0.8em; }
    .failed { background: #ffe08a; }
    .asked { outline: 3px solid #b00020; }
  `;
  static override properties = { findings: { state: true } };
  declare findings: readonly Finding[] | null;
  readonly #glass: Glass = readGlass(location.search) ?? {
    mmPerPx: CSS_PX_MM,
    distanceM: DEFAULT_DISTANCE_M,
    heightM: DEFAULT_HEIGHT_M,
  };
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    this.findings = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#measure(), MEASURE_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #measure(): void {
    const board = document.querySelector('tablo-board > *');
    const found = board && findOn(board, this.#glass);
    this.findings = found ? legibilityReport(found) : null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { findings } = this;
    if (!findings) return nothing;
    const { mmPerPx, distanceM, heightM } = this.#glass;
    const comma = (value: number) => String(value).replace('.', ',');
    return html`<table lang="bg">
      <caption>
        ${comma(Number(mmPerPx.toFixed(3)))} мм/пиксел, чете се от ${comma(distanceM)} м, окачено на ${comma(heightM)} м
        <small lang="en">${mmPerPx.toFixed(3)} mm/px, read from ${distanceM} m, hung at ${heightM} m</small>
      </caption>
      ${findings.map(
        ({
          standard,
          met,
          isAsked,
          found,
          wanted,
        }) => html`<tr class=${met ? 'met' : isAsked ? 'failed asked' : 'failed'}>
          <td>${met ? '✓ изпълнен' : '✗ неизпълнен'}<small lang="en">${met ? 'met' : 'failed'}</small></td>
          <th scope="row">${both(standard)}${isAsked ? html`<small>редовете са избрани по него · <span lang="en">rows chosen by it</span></small>` : nothing}</th>
          <td>${both(found)}</td>
          <td>${both(wanted)}</td>
        </tr>`,
      )}
    </table>`;
  }
}
