// The rehearsal: whom a draft reaches, what it still lacks, and how it will stand on each glass before anybody sees it.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Rehearsal } from '../../../server/wire/console/dispatch.js';
import type { DocumentNotice, StopDepartures } from '../../../server/wire/messages.js';
import { transliterate } from '../../../server/wire/transliterate.js';
import type { Panel } from '../../board/model.js';
import type { Language } from '../../text/language.js';
import { properName } from '../../text/proper-case.js';
import { spokenText } from '../../text/speech/times.js';
import { timeInWords } from '../../text/time-in-words.js';
import { fill, WORDS } from '../../text/words.js';
import { ApiFailure, api } from '../api.js';
import { GEOMETRIES, type Geometry } from '../glass/geometries.js';
import { type Face, type GlassDrawn, TabloGlass } from '../glass/tablo-glass.js';
import { live } from '../live.js';
import { consoleStyles } from '../styles.js';
import { failureSentence } from '../words/failures.js';
import { counted, NOTICE_WORDS } from '../words/notices.js';
import type { Draft } from './draft-form.js';

/** The server is asked when the hand has rested for so long. */
const REST_MS = 350;

/** Tells `rehearsed` with the server's answer, null while there is none. */
export class TabloRehearsal extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .glasses { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 0.8rem; align-items: start; margin-top: 0.8rem; }
      @media (min-width: 1800px) { .glasses { grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); } }
      .stack { grid-template-columns: minmax(0, 1fr); }
      .stack > .row { align-items: end; }
      figure { background: var(--raised); border: 1px solid var(--rule); border-radius: 0.5rem; padding: 0.5rem; }
      figcaption { font-size: 0.9rem; margin-top: 0.4rem; }
      figure.tall tablo-glass { max-width: 9rem; margin: 0 auto; }
      /* Drawn for comparison alone. */
      .aside { position: absolute; visibility: hidden; width: 15rem; height: 0; overflow: hidden; }
      ul.problems { display: grid; gap: 0.3rem; }
      select { max-width: 22rem; }
      button[aria-pressed='true'] { background: var(--accent-soft); border-color: var(--accent); }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    draft: { attribute: false },
    limit: { attribute: false },
    answer: { state: true },
    failure: { state: true },
    stop: { state: true },
    document: { state: true },
    drawn: { state: true },
    spokenIn: { state: true },
  };
  declare language: Language;
  declare draft: Draft | null;
  /** More stops than this need a second person. */
  declare limit: number;
  declare answer: Rehearsal | null;
  declare failure: unknown;
  declare stop: string | null;
  declare document: StopDepartures | null;
  /** What each glass drew, with the notice and without. */
  declare drawn: ReadonlyMap<string, GlassDrawn>;
  /** The language that the glasses are looked at in. */
  declare spokenIn: Language;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asked = '';

  constructor() {
    super();
    this.language = 'bg';
    this.draft = null;
    this.limit = 20;
    this.answer = null;
    this.failure = null;
    this.stop = null;
    this.document = null;
    this.drawn = new Map();
    this.spokenIn = 'bg';
    if (!customElements.get('tablo-glass')) customElements.define('tablo-glass', TabloGlass);
  }

  protected override willUpdate(): void {
    const key = JSON.stringify(this.draft && [this.draft.content, this.draft.end === null]);
    if (key === this.#asked) return;
    this.#asked = key;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), REST_MS);
  }

  protected override render(): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const { answer } = this;
    if (this.failure !== null)
      return html`<p class="fault" role="alert">${failureSentence(this.failure, this.language)}</p>`;
    if (!answer) return html`<p class="quiet">${words.rehearsalHint}</p>`;
    return html`<div class="stack" aria-live="polite">
        <p><b>${counted(answer.stops.length, words.stops)}, ${counted(answer.boards, words.boards)}</b></p>
        ${answer.needs_second_person ? html`<p class="note">${fill(words.needsSecond, { limit: this.limit })}</p>` : nothing}
        ${
          answer.problems.length === 0
            ? nothing
            : html`<ul class="problems">${answer.problems.map((one) => html`<li class="warn">${words.problems[one]}</li>`)}</ul>`
        }
      </div>
      ${this.#onGlass()}`;
  }

  #onGlass(): TemplateResult | typeof nothing {
    const { answer, draft, document: known } = this;
    const words = NOTICE_WORDS[this.language];
    if (!answer || answer.stops.length === 0 || !draft || draft.content.kind !== 'notice' || !known) return nothing;
    const others = known.notices.length + known.alerts.length;
    const said = noticeOf(draft).text[this.spokenIn];
    return html`<div class="stack">
      <div class="row">
        <label
          >${words.rehearsedStop}<select @change=${this.#chooseStop}>
            ${answer.stops.slice(0, 200).map(({ stop_id, stop_name }) => html`<option value=${stop_id} ?selected=${stop_id === this.stop}>${properName(stop_name, this.language)} (${stop_id})</option>`)}
          </select></label
        >
        <div class="row" role="group" aria-label=${words.boardLanguage}>
          ${(['bg', 'en'] as const).map(
            (language) =>
              html`<button type="button" aria-pressed=${this.spokenIn === language} @click=${() => this.#lookIn(language)}>${words.boardLanguages[language]}</button>`,
          )}
        </div>
      </div>
      ${others > 0 ? html`<p class="quiet">${fill(words.takesTurns, { others: counted(others, words.others) })}</p>` : nothing}
      ${draft.content.spoken ? html`<p><b>${words.voiceSays}</b> <span lang=${this.spokenIn}>${spokenText(said, this.spokenIn)}</span></p>` : nothing}
      <div class="glasses">${GEOMETRIES.map((geometry) => this.#glass(geometry, known, draft))}</div>
    </div>`;
  }

  #glass(geometry: Geometry, known: StopDepartures, draft: Draft): TemplateResult {
    const face = (document: StopDepartures): Face => ({
      ...{ documents: [document], board: 'rehearsal', languages: [this.spokenIn] },
      ...{ theme: geometry.layout === 'eink' ? 'light' : 'dark', rows: null, reachS: 0 },
    });
    // By itself, so that it is read from its beginning; what stands there already takes turns with it.
    const noticed = { ...known, alerts: [], notices: [noticeOf(draft)] };
    const isTall = geometry.heightPx > geometry.widthPx;
    const glass = (document: StopDepartures, key: string, atMessage: boolean) =>
      html`<tablo-glass .geometry=${geometry} .atMessage=${atMessage} .face=${face(document)} .nowS=${live.now()} @glass-drawn=${this.#told(key)}></tablo-glass>`;
    return html`<figure class=${isTall ? 'tall' : ''}>
      ${glass(noticed, geometry.id, true)}
      ${geometry.layout === 'led' ? nothing : html`<div class="aside" aria-hidden="true">${glass(known, `${geometry.id}/bare`, false)}</div>`}
      <figcaption><b>${geometry.id.replace('-', ' ').replace('x', ' × ')}</b>${this.#verdict(geometry)}</figcaption>
    </figure>`;
  }

  /** What the glass shows of it, in words: readable or not, in how many pages, and instead of what. */
  #verdict(geometry: Geometry): TemplateResult | typeof nothing {
    const words = NOTICE_WORDS[this.language];
    const [withIt, without] = [this.drawn.get(geometry.id), this.drawn.get(`${geometry.id}/bare`)];
    if (!withIt || withIt.pages === 0) return nothing;
    const pushed = without ? pushedOff(without.rows, withIt.rows) : [];
    const names = pushed.map((row) => `${row.line.name} (${timeInWords(row.time, WORDS[this.language])})`);
    return html`<ul>
      ${withIt.unreadable > 0 ? html`<li class="bad">${fill(words.unreadable, { n: withIt.unreadable })}</li>` : nothing}
      <li class="quiet">${withIt.pages > 1 ? fill(words.pages, { n: withIt.pages, s: withIt.seconds }) : words.fits}</li>
      ${
        geometry.layout === 'led'
          ? html`<li class="quiet">${words.turnsWithRows}</li>`
          : html`<li class="quiet">${names.length > 0 ? fill(words.pushes, { rows: counted(names.length, words.rows), names: names.join(', ') }) : words.pushesNone}</li>`
      }
    </ul>`;
  }

  #lookIn(language: Language): void {
    this.spokenIn = language;
    this.drawn = new Map();
  }

  #told(key: string) {
    return ({ detail }: CustomEvent<GlassDrawn>): void => {
      const had = this.drawn.get(key);
      const ids = ({ rows }: GlassDrawn) => rows.map(({ id }) => id).join();
      const isSame = had?.pages === detail.pages && had.unreadable === detail.unreadable && ids(had) === ids(detail);
      if (isSame && had.seconds === detail.seconds) return;
      this.drawn = new Map([...this.drawn, [key, detail]]);
    };
  }

  readonly #chooseStop = (event: Event): void => {
    this.stop = (event.target as HTMLSelectElement).value;
    void this.#fetchDocument();
  };

  async #ask(): Promise<void> {
    const { draft } = this;
    this.failure = null;
    try {
      this.answer = draft ? await api.send<Rehearsal>('POST', '/dispatch/rehearsal', draft) : null;
    } catch (error) {
      this.answer = null;
      this.failure = error;
    }
    this.dispatchEvent(new CustomEvent<Rehearsal | null>('rehearsed', { detail: this.answer }));
    const ids = this.answer?.stops.map(({ stop_id }) => stop_id) ?? [];
    if (this.stop === null || !ids.includes(this.stop)) this.stop = ids[0] ?? null;
    await this.#fetchDocument();
  }

  async #fetchDocument(): Promise<void> {
    const { stop } = this;
    if (stop === null) {
      this.document = null;
      return;
    }
    if (this.document?.stop.stop_id === stop) return;
    try {
      const answer = await fetch(`/api/v1/stops/${encodeURIComponent(stop)}/departures`);
      if (!answer.ok) throw new ApiFailure(answer.status, 'unreachable', '');
      this.document = (await answer.json()) as StopDepartures;
    } catch {
      this.document = null;
    }
  }
}

/** Rows that stand without the notice and not with it; a second bus of a line may stand in the row of the first. */
function pushedOff(without: Panel['rows'], withIt: Panel['rows']): Panel['rows'] {
  const isThere = (row: Panel['rows'][number]) =>
    withIt.some(
      ({ id, line, headsign, time }) =>
        id === row.id ||
        (time.kind === 'minutes' &&
          time.also !== undefined &&
          line.name === row.line.name &&
          headsign === row.headsign &&
          row.time.kind === 'minutes' &&
          time.also >= row.time.minutes),
    );
  return without.filter((row) => !isThere(row));
}

/** The draft as a document would have it. */
function noticeOf({ content, end }: Draft): DocumentNotice {
  if (content.kind !== 'notice') throw new Error('not a notice');
  const { text, priority, spoken } = content;
  return {
    id: 'rehearsal',
    priority,
    spoken,
    until: end ?? Number.MAX_SAFE_INTEGER,
    text: { bg: text.bg, en: text.en || transliterate(text.bg) },
  };
}
