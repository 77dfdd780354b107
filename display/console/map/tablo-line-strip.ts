// One direction of a line as time against distance: the timetable thin, the buses thick, bunching and gaps named.

import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { HeadwayTrouble, Strip } from '../../../server/wire/console/strip.js';
import { clockTime } from '../../text/clock-time.js';
import type { Language } from '../../text/language.js';
import { properName } from '../../text/proper-case.js';
import { fill } from '../../text/words.js';
import { signed } from '../moments.js';
import { consoleStyles } from '../styles.js';
import { MAP_WORDS } from '../words/map.js';
import { frameOf, namedStops, type PlotFrame, polyline, stopBefore, ticksOf } from './strip-plot.js';

const LEFT_REM = 12;
const BOTTOM_REM = 2;
const TICK_S = 600;
/** Of the window's height. */
const PLOT_SHARE = 0.6;
const NAME_APART_REM = 1.25;

export class TabloLineStrip extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .plot { background: var(--panel); border: 1px solid var(--rule); border-radius: 0.6rem; padding: 0.7rem; }
      .whole { display: block; width: 100%; height: auto; }
      text { fill: var(--quiet); font-size: 0.87rem; }
      .grid { stroke: var(--rule); }
      .planned { stroke: var(--edge); stroke-width: 1.2; fill: none; stroke-dasharray: 5 4; }
      .driven { stroke: var(--accent); stroke-width: 3; fill: none; stroke-linejoin: round; }
      .now { stroke: var(--focus); stroke-width: 2; }
      .bus { fill: var(--accent); stroke: var(--panel); stroke-width: 2; }
      .id { fill: var(--ink); font-weight: 700; }
      .mark-bunching { fill: none; stroke: var(--bad); stroke-width: 3; }
      .mark-gap { stroke: var(--bad); stroke-width: 3; stroke-dasharray: 2 5; }
      .legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.4rem; margin-top: 0.5rem; color: var(--quiet); }
      .legend span { display: inline-flex; align-items: center; gap: 0.4rem; }
      .legend svg { width: 2rem; height: 0.8rem; flex: none; }
      .troubles { margin-top: 0.9rem; }
      .troubles li { padding: 0.35rem 0; border-bottom: 1px solid var(--rule); }
    `,
  ];
  static override properties = { strip: { attribute: false }, language: { attribute: false }, wide: { state: true } };
  declare strip: Strip;
  declare language: Language;
  /** Width that there is, pixels. */
  declare wide: number;
  #resized: ResizeObserver | null = null;

  constructor() {
    super();
    this.language = 'bg';
    this.wide = 900;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => {
      this.wide = Math.max(500, this.clientWidth - 30);
    });
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized?.disconnect();
  }

  protected override render(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const { strip } = this;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const left = LEFT_REM * rem;
    const bottom = BOTTOM_REM * rem;
    const height = Math.max(20 * rem, PLOT_SHARE * window.innerHeight);
    const frame = frameOf(strip, this.wide - left, height);
    const title = fill(words.stripOf, { line: strip.route.name, headsign: properName(strip.headsign, this.language) });
    return html`<h2 id="title">${title}</h2>
      <p class="quiet">${words.stripHelp}</p>
      <div class="plot">
        <svg class="whole" viewBox="${-left} ${-rem} ${this.wide} ${height + bottom + rem}" role="img" aria-labelledby="title">
          ${this.#grid(frame, rem)}
          <svg x="0" y="0" width=${frame.width} height=${height}>
            ${strip.planned.map(({ points }) => svg`<polyline class="planned" points=${polyline(points, frame)} />`)}
            ${strip.driven.map(({ points }) => svg`<polyline class="driven" points=${polyline(points, frame)} />`)}
          </svg>
          <line class="now" x1=${frame.x(strip.now)} x2=${frame.x(strip.now)} y1="0" y2=${height} />
          ${this.#troubleMarks(frame)} ${this.#buses(frame, rem)}
        </svg>
        <p class="legend" aria-hidden="true">
          <span><svg viewBox="0 0 32 12"><line class="planned" x1="0" x2="32" y1="6" y2="6" /></svg>${words.legendPlanned}</span>
          <span><svg viewBox="0 0 32 12"><line class="driven" x1="0" x2="32" y1="6" y2="6" /></svg>${words.legendDriven}</span>
          <span><svg viewBox="0 0 32 12"><line class="now" x1="16" x2="16" y1="0" y2="12" /></svg>${words.legendNow}</span>
        </p>
      </div>
      <section class="troubles" aria-labelledby="troubles"><h3 id="troubles">${words.troubles}</h3>
        ${strip.trouble.length === 0 ? html`<p class="good">${words.noTrouble}</p>` : html`<ul>${strip.trouble.map((trouble) => html`<li>${this.#sentence(trouble)}</li>`)}</ul>`}
      </section>`;
  }

  #grid(frame: PlotFrame, rem: number): TemplateResult {
    const { strip } = this;
    return svg`${strip.stops.map(({ along_m }) => svg`<line class="grid" x1="0" x2=${frame.width} y1=${frame.y(along_m)} y2=${frame.y(along_m)} />`)}
      ${namedStops(strip.stops, frame, NAME_APART_REM * rem).map(
        ({ along_m, name }) =>
          svg`<text x=${-0.5 * rem} y=${frame.y(along_m) + 0.3 * rem} text-anchor="end">${shortened(properName(name, this.language))}</text>`,
      )}
      ${ticksOf(strip, TICK_S).map(
        (at) => svg`<line class="grid" x1=${frame.x(at)} x2=${frame.x(at)} y1="0" y2=${frame.height} />
          <text x=${frame.x(at)} y=${frame.height + 1.3 * rem} text-anchor="middle">${clockTime(at, strip.timezone)}</text>`,
      )}`;
  }

  /** Each bus at the end of its run, with its number; only those heard of lately. */
  #buses(frame: PlotFrame, rem: number): TemplateResult {
    const { strip } = this;
    const last = new Map(strip.driven.map((run) => [run.vehicle_id, run]));
    return svg`${[...last.values()].map(({ vehicle_id, points }) => {
      const [at, along] = points.slice(-2);
      if (at === undefined || along === undefined || strip.now - at > 300) return nothing;
      return svg`<circle class="bus" cx=${frame.x(at)} cy=${frame.y(along)} r=${0.4 * rem} />
        <text class="id" x=${frame.x(at) + 0.7 * rem} y=${frame.y(along) + 0.3 * rem}>${vehicle_id}</text>`;
    })}`;
  }

  #troubleMarks(frame: PlotFrame): TemplateResult {
    const { strip } = this;
    return svg`${strip.trouble.map(({ kind, along_m, actual_s }) => {
      const x = frame.x(strip.now);
      const y = frame.y(along_m);
      return kind === 'bunching'
        ? svg`<circle class="mark-bunching" cx=${x} cy=${y} r="13" />`
        : svg`<line class="mark-gap" x1=${frame.x(strip.now - actual_s)} x2=${x} y1=${y} y2=${y} />`;
    })}`;
  }

  #sentence({ kind, ahead, behind, along_m, actual_s, planned_s }: HeadwayTrouble): string {
    const words = MAP_WORDS[this.language];
    const stop = stopBefore(this.strip.stops, along_m);
    const minutes = (seconds: number) => signed(seconds).slice(1);
    return fill(kind === 'bunching' ? words.bunched : words.gap, {
      ahead,
      behind,
      actual: minutes(actual_s),
      planned: minutes(planned_s),
      stop: stop ? `„${properName(stop.name, this.language)}“` : '—',
    });
  }
}

/** Longest name beside the plot. */
const NAME_CHARS = 23;

function shortened(name: string): string {
  return name.length <= NAME_CHARS ? name : `${name.slice(0, NAME_CHARS - 1)}…`;
}
