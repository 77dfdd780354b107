// How true the boards were: a verdict in words, plots that a person reads, tables by line and stop. On the public page and in the console.

import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { QualityFigures, QualityReport } from '../../server/wire/quality.js';
import { consoleStyles } from '../console/styles.js';
import type { Language } from '../text/language.js';
import { properName } from '../text/proper-case.js';
import { fill } from '../text/words.js';
import { day, dayBefore, number, percent, seconds, verdict } from './figures.js';
import { saidPlot } from './said-plot.js';
import { QUALITY_WORDS } from './words.js';

/** Periods that one may choose, days. */
const PERIODS = [1, 7, 31, 62] as const;
const BY_DEFAULT = 7;

export class TabloQuality extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .head { justify-content: space-between; }
      .head label { display: flex; align-items: center; gap: 0.6rem; }
      .head select { width: auto; }
      .verdict { font-size: 1.1rem; display: grid; gap: 0.35rem; }
      .verdict p:first-child { font-size: 1.6rem; font-weight: 750; }
      .columns .bar { width: 6.5rem; }
      .columns th { white-space: normal; }
      .columns { margin: 1rem 0; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
      .panel > p { margin-bottom: 0.8rem; max-width: 44rem; }
      .panel.verdict > p { margin-bottom: 0; max-width: none; }
      .panel .table { border: 0; background: none; }
      th, td { vertical-align: middle; }
      td { font-variant-numeric: tabular-nums; }
      .number { text-align: right; }
      .stack .panel + .panel { margin-top: 0; }
      .bar { width: 10rem; max-width: 28vw; height: 0.9rem; display: block; }
      .bar rect { fill: var(--raised); }
      .bar rect + rect { fill: var(--accent); }
      .said { width: 100%; max-width: 30rem; height: auto; display: block; margin: 0 auto; }
      .said text { fill: var(--quiet); font: 500 13px 'Sofia Sans', 'Noto Sans', sans-serif; }
      .said .grid { stroke: var(--rule); fill: none; }
      .said .true { stroke: var(--quiet); stroke-width: 2; stroke-dasharray: 5 4; fill: none; }
      .said circle { fill: var(--accent); stroke: var(--panel); stroke-width: 1.5; }
      .find { max-width: 22rem; margin-bottom: 0.8rem; }
      details { margin-top: 1rem; }
      summary { cursor: pointer; font-weight: 600; }
      .method { list-style: disc; padding-left: 1.2rem; margin-top: 0.6rem; display: grid; gap: 0.3rem; max-width: 60rem; }
      .fault { display: flex; gap: 1rem; align-items: center; }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    days: { state: true },
    report: { state: true },
    failed: { state: true },
    wanted: { state: true },
  };
  declare language: Language;
  declare days: number;
  declare report: QualityReport | null;
  declare failed: boolean;
  /** What the stop's name must have. */
  declare wanted: string;
  #asked = 0;

  constructor() {
    super();
    this.language = 'bg';
    this.days = BY_DEFAULT;
    this.report = null;
    this.failed = false;
    this.wanted = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const { language, report } = this;
    const words = QUALITY_WORDS[language];
    return html`<div class="head">
        <label>${words.period}
          <select @change=${this.#choose}>
            ${PERIODS.map((days) => html`<option value=${days} ?selected=${days === this.days}>${words.days[days]}</option>`)}
          </select>
        </label>
        ${report ? html`<span class="quiet">${fill(words.between, { from: day(report.from, language), until: day(report.until, language) })}</span>` : nothing}
        <a class="button" href="/api/v1/quality.csv${report ? `?from=${report.from}&until=${report.until}` : ''}">${words.csv}</a>
      </div>
      ${this.failed ? html`<p class="fault" role="alert">${words.failed}<button @click=${this.#load}>${words.again}</button></p>` : nothing}
      ${report ? this.#report(report) : this.failed ? nothing : html`<p class="empty" role="status">${words.loading}</p>`}
      <details>
        <summary>${words.method}</summary>
        <ul class="method">${words.methodText.map((text) => html`<li>${text}</li>`)}</ul>
      </details>`;
  }

  #report(report: QualityReport): TemplateResult {
    const words = QUALITY_WORDS[this.language];
    const { n, missed, ghosts } = report.total;
    if (n + missed + ghosts === 0)
      return html`<div class="panel empty" role="status"><h2>${words.empty}</h2><p>${words.emptyDetail}</p></div>`;
    const hour = (value: number) => `${String(value).padStart(2, '0')}:00`;
    return html`<section class="panel verdict" role="status">${verdict(report, this.language).map((text) => html`<p>${text}</p>`)}</section>
      <div class="columns">
        <div class="stack">
          <section class="panel">
            <h2>${words.byHorizon}</h2>
            <p class="quiet">${words.byHorizonDetail}</p>
            ${this.#shares(
              words.minutesAhead,
              report.bins.map((bin) => [bin.name, bin] as const),
              true,
            )}
          </section>
          ${report.said.length > 0 ? this.#said(report.said) : nothing}
        </div>
        <section class="panel">
          <h2>${words.byHour}</h2>
          ${this.#shares(
            words.hour,
            report.hours.map((one) => [hour(one.hour), one] as const),
            false,
          )}
        </section>
      </div>
      <section class="panel">
        <h2>${words.byLine}</h2>
        ${this.#table(
          words.line,
          report.lines.map((line) => [line.name, line, [line.missed, line.ghosts]] as const),
          [words.missed, words.ghosts],
        )}
      </section>
      <section class="panel">
        <h2>${words.byStop}</h2>
        <label class="find">${words.findStop}<input type="search" data-find .value=${this.wanted} @input=${this.#find} /></label>
        ${this.#stops(report)}
      </section>`;
  }

  #stops({ stops }: QualityReport): TemplateResult {
    const words = QUALITY_WORDS[this.language];
    const wanted = this.wanted.trim().toLocaleLowerCase('bg');
    const rows = stops
      .map((stop) => [`${properName(stop.name, this.language)} (${stop.stop_id})`, stop, []] as const)
      .filter(([name]) => name.toLocaleLowerCase('bg').includes(wanted));
    return rows.length > 0 ? this.#table(words.stop, rows, []) : html`<p class="empty">${words.noStop}</p>`;
  }

  /** Shares as bars, a row each. */
  #shares(head: string, rows: readonly (readonly [string, QualityFigures])[], both: boolean): TemplateResult {
    const words = QUALITY_WORDS[this.language];
    const { language } = this;
    return html`<div class="table" role="group" tabindex="0" aria-label=${head}><table>
      <thead><tr>
        <th scope="col">${head}</th><th scope="col" colspan="2">${words.mbta}</th>
        ${both ? html`<th scope="col" class="number">${words.eta}</th>` : nothing}
        <th scope="col" class="number">${words.promises}</th>
      </tr></thead>
      <tbody>${rows.map(
        ([name, { mbta, eta, n }]) => html`<tr>
          <th scope="row">${name}</th>
          <td>${bar(mbta)}</td>
          <td class="number">${percent(mbta, language)}</td>
          ${both ? html`<td class="number">${percent(eta, language)}</td>` : nothing}
          <td class="number">${number(n, language)}</td>
        </tr>`,
      )}</tbody>
    </table></div>`;
  }

  #said(said: QualityReport['said']): TemplateResult {
    const words = QUALITY_WORDS[this.language];
    const { language } = this;
    return html`<section class="panel">
      <h2>${words.said}</h2>
      <p class="quiet">${words.saidDetail}</p>
      ${saidPlot(said, words)}
      <details>
        <summary>${words.boardSaid} / ${words.happened}</summary>
        <div class="table" role="group" tabindex="0" aria-label=${words.said}><table>
          <thead><tr>
            <th scope="col" class="number">${words.boardSaid}</th><th scope="col" class="number">${words.happened}</th>
            <th scope="col" class="number">${words.within}</th><th scope="col" class="number">${words.promises}</th>
          </tr></thead>
          <tbody>${said.map(
            ({ minutes, mean_minutes, within_minute, n }) => html`<tr>
              <th scope="row" class="number">${minutes} ${words.minutes}</th>
              <td class="number">${number(mean_minutes, language, 1)} ${words.minutes}</td>
              <td class="number">${percent(within_minute, language)}</td>
              <td class="number">${number(n, language)}</td>
            </tr>`,
          )}</tbody>
        </table></div>
      </details>
    </section>`;
  }

  /** All figures, a row each; `more` are further counts. */
  #table(
    head: string,
    rows: readonly (readonly [string, QualityFigures, readonly number[]])[],
    more: readonly string[],
  ): TemplateResult {
    const words = QUALITY_WORDS[this.language];
    const { language } = this;
    const heads = [words.promises, words.eta, words.meanError, words.meanAbs, words.earlyShare, ...more];
    return html`<div class="table" role="group" tabindex="0" aria-label=${head}><table>
      <thead><tr>
        <th scope="col">${head}</th><th scope="col" colspan="2">${words.mbta}</th>
        ${heads.map((text) => html`<th scope="col" class="number">${text}</th>`)}
      </tr></thead>
      <tbody>${rows.map(
        ([name, f, counts]) => html`<tr>
          <th scope="row">${name}</th>
          <td>${bar(f.mbta)}</td>
          ${[
            percent(f.mbta, language),
            number(f.n, language),
            percent(f.eta, language),
            seconds(f.mean_error_s, language, true),
            seconds(f.mean_abs_error_s, language, false),
            percent(f.early, language),
            ...counts.map((one) => number(one, language)),
          ].map((text) => html`<td class="number nowrap">${text}</td>`)}
        </tr>`,
      )}</tbody>
    </table></div>`;
  }

  readonly #choose = (event: Event): void => {
    this.days = Number((event.target as HTMLSelectElement).value);
    void this.#load();
  };

  readonly #find = (event: Event): void => {
    this.wanted = (event.target as HTMLInputElement).value;
  };

  /** Today is the server's: it tells it with its first answer. */
  readonly #load = async (): Promise<void> => {
    const asked = ++this.#asked;
    const { report, days } = this;
    const query = report ? `?from=${dayBefore(report.until, days - 1)}&until=${report.until}` : '';
    try {
      const answer = await fetch(`/api/v1/quality${query}`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const told = (await answer.json()) as QualityReport;
      if (asked !== this.#asked) return;
      this.report = told;
      this.failed = false;
    } catch {
      if (asked === this.#asked) this.failed = true;
    }
  };
}

/** A share as a bar; the number stands beside it. */
function bar(share: number | null): TemplateResult {
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width="100" height="10" rx="2" />${share === null ? nothing : svg`<rect width=${share * 100} height="10" rx="2" />`}
  </svg>`;
}
