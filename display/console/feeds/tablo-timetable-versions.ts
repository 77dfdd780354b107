// The versions of the timetable: when each came, what it holds, what a swap would bring and take, and a dispatcher's word on it.

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type {
  NamedPart,
  TimetableDifference,
  TimetableVersion,
  TimetableVersions,
} from '../../../server/wire/console/feeds.js';
import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { api } from '../api.js';
import { cityTime } from '../moments.js';
import { consoleStyles } from '../styles.js';
import { count } from '../when.js';
import { failureSentence } from '../words/failures.js';
import { FEED_WORDS } from '../words/feeds.js';

type Word = 'approve' | 'turn-away' | 'roll-back';
/** Names of a list that are written out. */
const NAMED_SHOWN = 40;

export class TabloTimetableVersions extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .acts { min-width: 15rem; }
      .acts li + li { margin-top: 0.2rem; color: var(--quiet); }
      td.actions { text-align: right; }
      td.actions button { margin: 0.15rem 0 0.15rem 0.4rem; }
      .change { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0.8rem; margin-top: 0.9rem; }
      .change section { border: 1px solid var(--rule); border-radius: 0.5rem; padding: 0.7rem 0.9rem; min-width: 0; }
      .change h3 b { font-size: 1.25rem; }
      .change ul { margin-top: 0.4rem; max-height: 14rem; overflow-y: auto; }
      .change li { overflow-wrap: anywhere; }
      .total { font-size: 1.05rem; }
      dialog { width: min(46rem, 94vw); }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    timezone: { attribute: false },
    now: { attribute: false },
    mayAct: { attribute: false },
    stamp: { attribute: false },
    answer: { state: true },
    difference: { state: true },
    asked: { state: true },
    failure: { state: true },
    busy: { state: true },
  };
  declare language: Language;
  declare timezone: string;
  declare now: number;
  declare mayAct: boolean;
  /** Another one whenever the source was looked at: the list is then asked for anew. */
  declare stamp: string;
  declare answer: TimetableVersions | null;
  declare difference: TimetableDifference | null;
  declare asked: { word: Word; version: TimetableVersion } | null;
  declare failure: unknown;
  declare busy: boolean;

  constructor() {
    super();
    this.language = 'bg';
    this.timezone = 'UTC';
    this.now = 0;
    this.mayAct = false;
    this.stamp = '';
    this.answer = null;
    this.difference = null;
    this.asked = null;
    this.failure = null;
    this.busy = false;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('stamp')) void this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.answer = await api.get<TimetableVersions>('/timetable');
    } catch (error) {
      this.failure = error;
    }
  }

  protected override render(): TemplateResult {
    const words = FEED_WORDS[this.language];
    const versions = this.answer?.versions ?? [];
    return html`<div class="panel">
      <h2 id="versions">${words.versions}</h2>
      ${this.answer?.failure ? html`<p class="fault">${this.answer.failure}</p>` : nothing}
      <div class="table" tabindex="0" role="region" aria-labelledby="versions">
        <table>
          <thead>
            <tr>
              <th scope="col">${words.version}</th><th scope="col">${words.state}</th><th scope="col">${words.seen}</th><th scope="col">${words.acts}</th>
              <th scope="col">${words.dates}</th><th scope="col" class="number">${words.lines}</th><th scope="col" class="number">${words.stops}</th>
              <th scope="col" class="number">${words.trips}</th><th scope="col" class="number">${words.tripsAhead}</th><th scope="col"><span class="sr">${words.compare}</span></th>
            </tr>
          </thead>
          <tbody>
            ${versions.map((version) => this.#row(version))}
          </tbody>
        </table>
      </div>
      <dialog aria-labelledby="dialog-title" @close=${this.#closed}>${this.#dialog()}</dialog>
    </div>`;
  }

  #row(version: TimetableVersion): TemplateResult {
    const words = FEED_WORDS[this.language];
    const time = (at: number | null) => (at === null ? '—' : cityTime(at, this.now, this.timezone, this.language));
    const tone = version.state === 'serving' ? 'good' : version.state === 'held' ? 'warn' : '';
    const can = version.kept && version.state !== 'serving';
    return html`<tr>
      <td><code title=${version.version}>${shortOf(version.version)}</code></td>
      <td><span class="mark ${tone}">${words.versionStates[version.state]}</span>${version.reason && (version.state === 'held' || version.acts.length === 0) ? html`<br /><small class="quiet" lang="en">${version.reason}</small>` : nothing}</td>
      <td class="nowrap">${time(version.seen_at)}</td>
      <td class="acts">${version.acts.length === 0 ? time(version.served_at) : html`<ul>${[...version.acts].reverse().map(({ word, at, by }) => html`<li>${words.actWords[word]}: <b>${by ?? words.system}</b>, ${time(at)}</li>`)}</ul>`}</td>
      <td class="nowrap">${date(version.first_date)} – ${date(version.last_date)}</td>
      <td class="number">${count(version.routes, this.language)}</td>
      <td class="number">${count(version.stops, this.language)}</td>
      <td class="number">${count(version.trips, this.language)}</td>
      <td class="number">${count(version.trips_ahead, this.language)}</td>
      <td class="actions">
        ${version.state !== 'serving' && !version.kept ? html`<span class="quiet">${words.notKept}</span>` : nothing}
        ${can ? html`<button aria-label="${words.compare}: ${shortOf(version.version)}" @click=${() => this.#compare(version)}>${words.compare}</button>` : nothing}
        ${can && this.mayAct && version.state === 'held' ? html`<button class="primary" @click=${() => this.#ask('approve', version)}>${words.approve}</button><button @click=${() => this.#ask('turn-away', version)}>${words.turnAway}</button>` : nothing}
        ${can && this.mayAct && version.state !== 'held' && version.served_at !== null ? html`<button aria-label="${words.rollBack}: ${shortOf(version.version)}" @click=${() => this.#ask('roll-back', version)}>${words.rollBack}</button>` : nothing}
      </td>
    </tr>`;
  }

  #dialog(): TemplateResult | typeof nothing {
    const words = FEED_WORDS[this.language];
    const { asked, difference } = this;
    if (!asked && !difference && this.failure === null) return nothing;
    return html`<h2 id="dialog-title">${asked ? { approve: words.approve, 'turn-away': words.turnAway, 'roll-back': words.rollBack }[asked.word] : words.difference}</h2>
      ${asked ? html`<p>${words.ask[asked.word]}</p>` : nothing}
      ${difference ? this.#difference(difference) : nothing}
      ${this.failure === null ? nothing : html`<p class="fault" role="alert">${failureSentence(this.failure, this.language)}</p>`}
      <div class="buttons">
        <button @click=${this.#close}>${asked ? words.cancel : words.close}</button>
        ${asked ? html`<button class="primary" ?disabled=${this.busy} @click=${this.#perform}>${{ approve: words.approve, 'turn-away': words.turnAway, 'roll-back': words.rollBack }[asked.word]}</button>` : nothing}
      </div>`;
  }

  #difference(difference: TimetableDifference): TemplateResult {
    const words = FEED_WORDS[this.language];
    const { counts, trips_before, trips_after } = difference;
    const nothingChanges = Object.values(counts).every((n) => n === 0) && trips_before === trips_after;
    const part = (title: string, total: number, list: readonly TemplateResult[]) =>
      total === 0
        ? nothing
        : html`<section><h3><b>${count(total, this.language)}</b> ${title}</h3>
            <ul>${list.slice(0, NAMED_SHOWN).map((item) => html`<li>${item}</li>`)}
            ${total > Math.min(list.length, NAMED_SHOWN) ? html`<li class="quiet">${fill(words.more, { count: total - Math.min(list.length, NAMED_SHOWN) })}</li>` : nothing}</ul></section>`;
    const named = (list: readonly NamedPart[]) =>
      list.map(({ id, name }) => html`${name} <small class="quiet">${id}</small>`);
    const more = trips_after - trips_before;
    const share =
      trips_before === 0
        ? ''
        : ` (${more > 0 ? '+' : more < 0 ? '−' : '±'}${Math.abs(Math.round((more / trips_before) * 100))} %)`;
    return html`<p class="quiet">${fill(words.differenceOf, { before: shortOf(difference.before), after: shortOf(difference.after) })}</p>
      <p class="total">${words.tripsAhead}: <b>${count(trips_before, this.language)} → ${count(trips_after, this.language)}</b>${share}</p>
      ${nothingChanges ? html`<p>${words.nothingChanges}</p>` : nothing}
      <div class="change">
        ${part(`${words.lines.toLowerCase()}: ${words.lost}`, counts.lines_lost, named(difference.lines_lost))}
        ${part(`${words.lines.toLowerCase()}: ${words.gained}`, counts.lines_gained, named(difference.lines_gained))}
        ${part(
          `${words.lines.toLowerCase()} ${words.changed}`,
          counts.lines_changed,
          difference.lines_changed.map(
            ({ name, trips_before: was, trips_after: is }) => html`<b>${name}</b>: ${was} → ${is}`,
          ),
        )}
        ${part(`${words.stops.toLowerCase()}: ${words.lost}`, counts.stops_lost, named(difference.stops_lost))}
        ${part(`${words.stops.toLowerCase()}: ${words.gained}`, counts.stops_gained, named(difference.stops_gained))}
        ${part(
          `${words.stops.toLowerCase()}: ${words.moved}`,
          counts.stops_moved,
          difference.stops_moved.map(({ name, by_m }) => html`${name}: ${by_m} m`),
        )}
      </div>`;
  }

  async #compare(version: TimetableVersion): Promise<void> {
    this.failure = null;
    await this.#readDifference(version);
    await this.#show();
  }

  async #ask(word: Word, version: TimetableVersion): Promise<void> {
    this.failure = null;
    this.asked = { word, version };
    if (word !== 'turn-away') await this.#readDifference(version);
    await this.#show();
  }

  async #readDifference({ version }: TimetableVersion): Promise<void> {
    const serving = this.answer?.versions.find(({ state }) => state === 'serving');
    if (!serving) return;
    try {
      this.difference = await api.get(`/timetable/${serving.version}/difference/${version}`);
    } catch (error) {
      this.failure = error;
    }
  }

  readonly #perform = async (): Promise<void> => {
    const { asked } = this;
    if (!asked) return;
    this.busy = true;
    this.failure = null;
    try {
      this.answer = await api.send<TimetableVersions>('POST', `/timetable/${asked.version.version}/${asked.word}`);
      const detail = { text: FEED_WORDS[this.language].done[asked.word], tone: 'good' };
      this.#close();
      this.dispatchEvent(new CustomEvent('console-say', { bubbles: true, composed: true, detail }));
    } catch (error) {
      this.failure = error;
    } finally {
      this.busy = false;
    }
  };

  async #show(): Promise<void> {
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  readonly #close = (): void => {
    this.renderRoot.querySelector('dialog')?.close();
  };

  readonly #closed = (): void => {
    this.asked = null;
    this.difference = null;
    this.failure = null;
  };
}

/** The first letters of a version's name: enough to tell two apart. */
function shortOf(version: string): string {
  return version.replace(/^sha256-/, '').slice(0, 8);
}

function date(yyyymmdd: string | null): string {
  return yyyymmdd === null ? '—' : `${yyyymmdd.slice(6)}.${yyyymmdd.slice(4, 6)}.${yyyymmdd.slice(0, 4)}`;
}
