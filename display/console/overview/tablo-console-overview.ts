// The first screen: is all well? One calm list of what needs a person; where nothing does it says so, with the figures that show it.

import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Problem, WatchFigures } from '../../../server/wire/console/watch.js';
import { viewAddress } from '../address.js';
import { ConsoleView } from '../console-view.js';
import { live, TopicController } from '../live.js';
import { cityTime, lasted } from '../moments.js';
import { consoleStyles } from '../styles.js';
import { FRAME_WORDS } from '../words/frame.js';
import { OVERVIEW_WORDS, problemText, touchedText } from '../words/overview.js';
import { inOrder } from './order.js';

/** "12 min ago" is said anew this often. */
const RETELL_MS = 10_000;

export class TabloConsoleOverview extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      .verdict { display: flex; align-items: center; gap: 0.9rem; padding: 1.1rem 1.2rem; margin-bottom: 1rem; }
      .verdict svg { width: 2.2rem; height: 2.2rem; flex: none; }
      .verdict p { font-size: 1.25rem; font-weight: 700; }
      .verdict p + p, .verdict small { font-size: 1rem; font-weight: 500; }
      .verdict.well { border-color: var(--good); }
      .verdict.well svg { color: var(--good); }
      ol { display: grid; gap: 0.6rem; }
      li { display: grid; grid-template-columns: 7rem minmax(0, 1fr) auto; gap: 0.2rem 1rem; align-items: start; background: var(--panel); border: 1px solid var(--rule); border-left-width: 0.4rem; border-radius: 0.5rem; padding: 0.8rem 1rem; }
      li.alarm { border-left-color: var(--bad); }
      li.warning { border-left-color: var(--warn); }
      li.note { border-left-color: var(--rule); }
      li h2 { font-size: 1.08rem; }
      li .todo { margin-top: 0.2rem; max-width: 62rem; }
      li .touched { margin-top: 0.25rem; color: var(--quiet); }
      li .since { color: var(--quiet); text-align: right; white-space: nowrap; }
      li .since b { color: var(--ink); }
      li .go { margin-top: 0.5rem; }
      .figures { margin-top: 1.4rem; }
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: 0.8rem; }
      dl > div { background: var(--panel); border: 1px solid var(--rule); border-radius: 0.5rem; padding: 0.7rem 0.9rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
      dt { color: var(--quiet); font-size: 0.93rem; }
      dd { font-size: 1.5rem; font-weight: 700; }
      dd small { font-size: 1rem; font-weight: 500; color: var(--quiet); }
      @media (max-width: 900px) { li { grid-template-columns: minmax(0, 1fr); } li .since { text-align: left; } }
    `,
  ];
  readonly #watch = new TopicController<WatchFigures, Problem>(this, 'watch');
  #timer: ReturnType<typeof setInterval> | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), RETELL_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    const words = OVERVIEW_WORDS[this.language];
    const figures = this.#watch.head;
    if (!figures) return html`<p class="empty" role="status">${FRAME_WORDS[this.language].loading}</p>`;
    const problems = inOrder(this.#watch.items.values());
    const timezone = figures.timezone ?? 'UTC';
    return html`<div class="head"><h1>${FRAME_WORDS[this.language].views.overview}</h1>
        <span class="quiet nowrap">${cityTime(live.now(), live.now(), timezone, this.language)}</span></div>
      ${this.#watch.connected ? nothing : html`<p class="fault" role="alert">${words.away}</p>`}
      ${this.#verdict(problems)}
      ${
        problems.length === 0
          ? nothing
          : html`<ol aria-label=${words.list}>
              ${repeat(
                problems,
                ({ id }) => id,
                (problem) => this.#problem(problem, timezone),
              )}
            </ol>`
      }
      <section class="figures" aria-labelledby="figures"><h2 id="figures" class="sr">${words.figures}</h2>${this.#figures(figures)}</section>`;
  }

  #verdict(problems: readonly Problem[]): TemplateResult {
    const words = OVERVIEW_WORDS[this.language];
    const grave = problems.filter(({ severity }) => severity !== 'note').length;
    if (grave > 0) {
      return html`<div class="panel verdict" role="status"><p>${words.needs}: ${grave}</p></div>`;
    }
    return html`<div class="panel verdict well" role="status">
      <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11" fill="none" stroke="currentColor" stroke-width="2" /><path d="M6.5 12.5l3.6 3.6 7.4-8" fill="none" stroke="currentColor" stroke-width="2.4" /></svg>
      <div><p>${words.well}</p><p class="quiet">${problems.length === 0 ? words.wellDetail : words.notesOnly}</p></div>
    </div>`;
  }

  #problem(problem: Problem, timezone: string): TemplateResult {
    const words = OVERVIEW_WORDS[this.language];
    const { title, todo, where } = problemText(problem, this.language);
    const touched = touchedText(problem.touched, this.language);
    const tone = problem.severity === 'alarm' ? 'bad' : problem.severity === 'warning' ? 'warn' : '';
    return html`<li class=${problem.severity}>
      <span><span class="mark ${tone}">${words.severity[problem.severity]}</span></span>
      <div>
        <h2>${title}</h2>
        <p class="todo">${todo}</p>
        <p class="touched">${touched === null ? words.nobody : html`${words.touches}: ${touched}`}</p>
      </div>
      <div class="since">
        ${words.since} <b>${cityTime(problem.since, live.now(), timezone, this.language)}</b><br />${lasted(live.now() - problem.since, this.language)}
        ${where ? html`<p class="go"><a class="button" aria-label="${words.open}: ${title}" href=${viewAddress(where.view, ...where.path)}>${words.open}</a></p>` : nothing}
      </div>
    </li>`;
  }

  #figures(figures: WatchFigures): TemplateResult {
    const words = OVERVIEW_WORDS[this.language];
    const names = words.figureNames;
    const of = (part: number, whole: number) => html`${part} <small>${words.of} ${whole}</small>`;
    const { boards, boards_right, timetable_days_left } = figures;
    return html`<dl>
      <div><dt>${names.feeds}</dt><dd>${of(figures.feeds_live, figures.feeds)}</dd></div>
      <div><dt>${names.vehicles}</dt><dd>${of(figures.vehicles_predicted, figures.vehicles)}</dd></div>
      <div><dt>${names.lines}</dt><dd>${of(figures.lines_tracked, figures.lines)}</dd></div>
      <div><dt>${names.boards}</dt><dd>${boards === null || boards === 0 ? words.none : of(boards_right ?? 0, boards)}</dd></div>
      <div><dt>${names.lit}</dt><dd>${figures.boards_lit}</dd></div>
      <div><dt>${names.timetable}</dt><dd>${timetable_days_left === null ? words.none : words.daysLeft(timetable_days_left)}</dd></div>
    </dl>`;
  }
}
