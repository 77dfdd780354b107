// The sources: how fresh each one's data is, what is wrong with it, its last day, and the versions of the timetable.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { ConsoleFeed, FeedFinding, FeedHistory } from '../../../server/wire/console/feeds.js';
import type { WatchFigures } from '../../../server/wire/console/watch.js';
import { viewAddress } from '../address.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { live, TopicController } from '../live.js';
import { cityTime, lasted } from '../moments.js';
import { consoleStyles } from '../styles.js';
import { count } from '../when.js';
import { FEED_WORDS } from '../words/feeds.js';
import { findingText } from '../words/findings.js';
import { FRAME_WORDS } from '../words/frame.js';
import { FEED_NAMES, OVERVIEW_WORDS } from '../words/overview.js';
import { byHour, lastAndMost } from './history-summary.js';
import { TabloFeedPlot } from './tablo-feed-plot.js';
import { TabloTimetableVersions } from './tablo-timetable-versions.js';

for (const [tag, element] of [
  ['tablo-feed-plot', TabloFeedPlot],
  ['tablo-timetable-versions', TabloTimetableVersions],
] as const) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

/** The plots are read anew this often: a minute is a sample. */
const HISTORY_EVERY_MS = 30_000;
const RETELL_MS = 2_000;
const MEASURES = ['age_s', 'entities', 'findings', 'bytes', 'latency_ms'] as const;
type Measure = (typeof MEASURES)[number];
const BYTES_PER_KB = 1_000;
const TONES: Readonly<Record<ConsoleFeed['state'], string>> = {
  live: 'good',
  waiting: '',
  stale: 'bad',
  failing: 'bad',
};

export class TabloConsoleFeeds extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      .table { margin-bottom: 1.2rem; }
      tr[aria-current] > * { background: var(--accent-soft); }
      td a { font-weight: 700; }
      .facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.3rem 1rem; }
      .facts dt { color: var(--quiet); }
      .facts dd { overflow-wrap: anywhere; }
      .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem 1.6rem; }
      figcaption { font-weight: 600; display: flex; gap: 0.8rem; justify-content: space-between; flex-wrap: wrap; }
      figcaption span { font-weight: 500; color: var(--quiet); }
      details { margin-top: 0.8rem; }
      summary { cursor: pointer; font-weight: 600; min-height: 1.7rem; }
      .panel, tablo-timetable-versions { margin-top: 1rem; }
      .panel .table { margin: 0; }
      td.says { min-width: 20rem; max-width: 36rem; }
      td.example { overflow-wrap: anywhere; max-width: 30rem; }
    `,
  ];
  static override properties = { ...ConsoleView.properties, history: { state: true }, busy: { state: true } };
  declare history: FeedHistory | null;
  /** Name of the feed that is being asked now. */
  declare busy: string | null;
  readonly #feeds = new TopicController<null, ConsoleFeed>(this, 'feeds');
  readonly #watch = new TopicController<WatchFigures, unknown>(this, 'watch');
  #timers: ReturnType<typeof setInterval>[] = [];
  #historyOf = '';

  constructor() {
    super();
    this.history = null;
    this.busy = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timers = [
      setInterval(() => void this.#readHistory(), HISTORY_EVERY_MS),
      setInterval(() => this.requestUpdate(), RETELL_MS),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.#timers) clearInterval(timer);
  }

  protected override render(): TemplateResult {
    const words = FEED_WORDS[this.language];
    const feeds = [...this.#feeds.items.values()];
    if (feeds.length === 0) return html`<p class="empty" role="status">${FRAME_WORDS[this.language].loading}</p>`;
    const chosen = this.#chosen();
    return html`<div class="head"><h1>${FRAME_WORDS[this.language].views.feeds}</h1></div>
      ${this.#feeds.connected ? nothing : html`<p class="fault" role="alert">${OVERVIEW_WORDS[this.language].away}</p>`}
      <div class="table" tabindex="0" role="region" aria-label=${FRAME_WORDS[this.language].views.feeds}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.name}</th><th scope="col">${words.state}</th><th scope="col" class="number">${words.age}</th><th scope="col" class="number">${words.entities}</th>
              <th scope="col" class="number">${words.findings}</th><th scope="col">${words.lastFetch}</th><th scope="col">${words.nextFetch}</th><th scope="col"><span class="sr">${words.fetchNow}</span></th>
            </tr>
          </thead>
          <tbody>
            ${feeds.map((feed) => this.#row(feed, feed.name === chosen?.name))}
          </tbody>
        </table>
      </div>
      ${chosen ? this.#detail(chosen) : nothing}`;
  }

  #chosen(): ConsoleFeed | null {
    const { items } = this.#feeds;
    return items.get(this.path[0] ?? 'vehicle-positions') ?? [...items.values()][0] ?? null;
  }

  #row(feed: ConsoleFeed, isChosen: boolean): TemplateResult {
    const words = FEED_WORDS[this.language];
    const found = feed.findings.reduce((sum, { count: n }) => sum + n, 0);
    const name = FEED_NAMES[this.language][feed.name] ?? feed.name;
    return html`<tr aria-current=${isChosen ? 'true' : nothing}>
      <td><a href=${viewAddress('feeds', feed.name)}>${name}</a></td>
      <td><span class="mark ${TONES[feed.state]}">${words.states[feed.state]}</span></td>
      <td class="number nowrap">${feed.data_at === null ? '—' : lasted(live.now() - feed.data_at, this.language)}</td>
      <td class="number">${feed.entities === null ? '—' : count(feed.entities, this.language)}</td>
      <td class="number">${count(found, this.language)}</td>
      <td class="nowrap">${this.#time(feed.last_fetch)}</td>
      <td class="nowrap">${this.#time(feed.next_fetch)}</td>
      <td class="number">
        ${this.may('dispatcher') ? html`<button aria-label="${words.fetchNow}: ${name}" ?disabled=${this.busy === feed.name} @click=${() => this.#fetchNow(feed.name)}>${words.fetchNow}</button>` : nothing}
      </td>
    </tr>`;
  }

  #detail(feed: ConsoleFeed): TemplateResult {
    const words = FEED_WORDS[this.language];
    return html`<section aria-labelledby="chosen">
      <h2 id="chosen">${FEED_NAMES[this.language][feed.name] ?? feed.name}</h2>
      <div class="panel">
        <dl class="facts">
          <dt>${words.source}</dt><dd><code>${feed.source}</code></dd>
          ${feed.last_error === null ? nothing : html`<dt>${words.error}</dt><dd class="bad">${feed.last_error}</dd>`}
        </dl>
      </div>
      ${feed.kind === 'gtfs' ? html`<tablo-timetable-versions .language=${this.language} .timezone=${this.#zone()} .now=${Math.floor(live.now())} .mayAct=${this.may('dispatcher')} .stamp=${`${feed.last_fetch} ${feed.last_new_data} ${feed.last_error}`}></tablo-timetable-versions>` : nothing}
      ${this.#findings(feed)} ${feed.kind === 'gtfs' ? nothing : this.#plots()}
    </section>`;
  }

  #findings({ kind, findings }: ConsoleFeed): TemplateResult {
    const words = FEED_WORDS[this.language];
    if (findings.length === 0) return html`<p class="panel good">${words.noFindings}</p>`;
    const most = [...findings].sort((a, b) => b.count - a.count);
    return html`<div class="panel">
      <h2 id="findings">${words.findings}</h2>
      <div class="table" tabindex="0" role="region" aria-labelledby="findings">
        <table>
          <thead><tr><th scope="col">${words.rule}</th><th scope="col" class="number">${words.count}</th><th scope="col">${words.verdict}</th><th scope="col">${words.says}</th><th scope="col">${words.example}</th></tr></thead>
          <tbody>
            ${most.map((finding) => this.#finding(kind, finding))}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  #finding(kind: string, { rule, verdict, says, count: n, example }: FeedFinding): TemplateResult {
    const words = FEED_WORDS[this.language];
    const text = findingText(kind, rule, this.language);
    return html`<tr>
      <td><code>${rule}</code></td>
      <td class="number">${count(n, this.language)}</td>
      <td>${words.verdicts[verdict]}</td>
      <td class="says">${text ? html`<p>${text.says}</p><p class="quiet">${text.todo}</p>` : html`<span lang="en">${says ?? '—'}</span>`}</td>
      <td class="example" lang="en">${example}</td>
    </tr>`;
  }

  #plots(): TemplateResult {
    const words = FEED_WORDS[this.language];
    const { history } = this;
    if (!history || history.at.length === 0) return html`<p class="panel quiet">${words.noHistory}</p>`;
    return html`<section class="panel" aria-labelledby="day"><h2 id="day">${words.lastDay}</h2>
      <div class="plots">${MEASURES.map((measure) => this.#plot(history, measure))}</div>
      <details>
        <summary>${words.hours}</summary>
        ${this.#hours(history)}
      </details>
    </section>`;
  }

  #plot(history: FeedHistory, measure: Measure): TemplateResult {
    const words = FEED_WORDS[this.language];
    const values = valuesOf(history, measure);
    const { last, most } = lastAndMost(values);
    const said = (value: number | null) =>
      value === null ? '—' : `${count(value, this.language)} ${words.units[measure]}`.trim();
    return html`<figure>
      <figcaption>${words.plots[measure]}<span>${words.now} ${said(last)} · ${words.most} ${said(most)}</span></figcaption>
      <tablo-feed-plot aria-hidden="true" .at=${history.at} .values=${values} .timezone=${this.#zone()} .until=${Math.ceil(live.now() / 60) * 60}></tablo-feed-plot>
    </figure>`;
  }

  #hours(history: FeedHistory): TemplateResult {
    const words = FEED_WORDS[this.language];
    const columns = MEASURES.map((measure) => byHour(history.at, valuesOf(history, measure), this.#zone()));
    return html`<div class="table" tabindex="0" role="region" aria-label=${words.hours}><table>
      <thead><tr><th scope="col">${words.hour}</th>${MEASURES.map((measure) => html`<th scope="col" class="number">${words.plots[measure]}, ${words.most} ${words.units[measure]}</th>`)}</tr></thead>
      <tbody>
        ${(columns[0] ?? []).map((row, i) => html`<tr><th scope="row">${row.hour}</th>${columns.map((column) => html`<td class="number">${column[i]?.most ?? '—'}</td>`)}</tr>`)}
      </tbody>
    </table></div>`;
  }

  protected override updated(): void {
    const name = this.#chosen()?.name ?? '';
    if (name !== '' && name !== this.#historyOf) {
      this.#historyOf = name;
      this.history = null;
      void this.#readHistory();
    }
  }

  async #readHistory(): Promise<void> {
    const name = this.#historyOf;
    if (name === '') return;
    try {
      const history = await api.get<FeedHistory>(`/feeds/${encodeURIComponent(name)}/history`);
      if (name === this.#historyOf) this.history = history;
    } catch {
      // The next round asks again; the table above says how the feed is.
    }
  }

  async #fetchNow(name: string): Promise<void> {
    this.busy = name;
    try {
      await api.send('POST', `/feeds/${encodeURIComponent(name)}/fetch`);
      this.say(FEED_WORDS[this.language].fetched);
    } catch (error) {
      this.sayFailure(error);
    } finally {
      this.busy = null;
    }
  }

  #zone(): string {
    return this.#watch.head?.timezone ?? 'Europe/Sofia';
  }

  #time(at: number | null): string {
    return at === null ? '—' : cityTime(at, live.now(), this.#zone(), this.language);
  }
}

function valuesOf(history: FeedHistory, measure: Measure): (number | null)[] {
  const values = history[measure];
  return measure === 'bytes' ? values.map((value) => (value === null ? null : value / BYTES_PER_KB)) : values;
}
