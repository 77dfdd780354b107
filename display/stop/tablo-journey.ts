// Where the bus is now: its line from a little behind it to the end, with times, renewed while it is looked at.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { TripJourney } from '../../server/wire/messages.js';
import { clockTime } from '../text/clock-time.js';
import type { Language } from '../text/language.js';
import { properName } from '../text/proper-case.js';
import { STOP_WORDS } from '../text/stop-words.js';
import { fill } from '../text/words.js';
import { type DrawnCall, diagram, isJourney } from './journey.js';

/** The journey is asked for anew this often, while the page is looked at. */
export const RENEW_MS = 10_000;
const ANSWER_WITHIN_MS = 8_000;

export class TabloJourney extends LitElement {
  static override styles = css`
    :host { display: block; padding: 0.2rem 1rem 0.9rem; }
    p { margin: 0; padding: 0.35rem 0 0.6rem; color: var(--quiet); }
    p b { color: var(--ink); font-weight: 650; }
    ol { list-style: none; margin: 0; padding: 0; }
    li { display: grid; grid-template-columns: 1.75rem minmax(0, 1fr) auto; gap: 0.7rem; align-items: center; min-height: 2.3rem; position: relative; }
    li::before { content: ''; position: absolute; left: 0.76rem; top: 0; bottom: 0; width: 0.24rem; background: var(--accent); }
    li:first-child:not(.cut)::before { top: 50%; }
    li:last-child::before { bottom: 50%; }
    li.passed::before { background: var(--rule); }
    .dot { justify-self: center; width: 0.95rem; height: 0.95rem; border-radius: 50%; box-sizing: border-box; background: var(--card); border: 0.2rem solid var(--accent); position: relative; }
    .passed .dot { border-color: var(--rule); }
    .here .dot { background: var(--accent); }
    .here .name { font-weight: 750; }
    .passed .name, .passed time { color: var(--quiet); }
    .name { overflow-wrap: anywhere; }
    .name small { color: var(--quiet); font-weight: 550; margin-left: 0.4rem; }
    .skipped .name, .cancelled .name { text-decoration: line-through; }
    time { font-weight: 650; font-variant-numeric: tabular-nums; }
    time.scheduled { font-weight: 500; color: var(--quiet); }
    .bus { position: relative; justify-self: center; width: 1.7rem; height: 1.7rem; border-radius: 0.45rem; background: var(--flag); fill: var(--flag-ink); box-sizing: border-box; padding: 0.22rem; }
    .towards .bus { transform: translateY(-0.75rem); }
    .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  `;
  static override properties = {
    tripId: { attribute: false },
    date: { attribute: false },
    stopId: { attribute: false },
    stopSequence: { attribute: false },
    timezone: { attribute: false },
    nowS: { attribute: false },
    language: { attribute: false },
    journey: { state: true },
  };
  declare tripId: string;
  declare date: string;
  declare stopId: string;
  declare stopSequence: number;
  declare timezone: string;
  /** POSIX seconds on the server's clock. */
  declare nowS: number;
  declare language: Language;
  declare journey: TripJourney | 'loading' | 'none';
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    this.tripId = '';
    this.date = '';
    this.stopId = '';
    this.stopSequence = -1;
    this.timezone = 'Europe/Sofia';
    this.nowS = 0;
    this.language = 'bg';
    this.journey = 'loading';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#ask();
    }, RENEW_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  protected override firstUpdated(): void {
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const { tripId, date } = this;
    try {
      const path = `/api/v1/trips/${encodeURIComponent(tripId)}?date=${date}`;
      const response = await fetch(path, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      const answer: unknown = response.ok ? await response.json() : null;
      if (isJourney(answer, tripId)) this.journey = answer;
      else if (response.status === 404 || this.journey === 'loading') this.journey = 'none';
    } catch {
      // What was last known stays, with its age.
      if (this.journey === 'loading') this.journey = 'none';
    }
  }

  protected override render(): TemplateResult {
    const words = STOP_WORDS[this.language];
    const { journey } = this;
    if (journey === 'loading') return html`<p role="status">${words.loading}</p>`;
    if (journey === 'none') return html`<p role="status">${words.noJourney}</p>`;
    const { hidden, calls } = diagram(journey, this.stopId, this.stopSequence);
    return html`<p role="status">${this.#place(journey)}</p>
      ${hidden ? html`<p class="sr">${fill(words.earlier, { count: hidden })}</p>` : nothing}
      <ol aria-label=${words.whereIsIt}>${calls.map((drawn, i) => this.#call(drawn, i === 0 && hidden > 0))}</ol>`;
  }

  #place({ vehicle, calls }: TripJourney): TemplateResult | string {
    const words = STOP_WORDS[this.language];
    if (calls[0]?.status === 'cancelled') return words.cancelled;
    const next = vehicle && calls.find((call) => call.stop_sequence === vehicle.stop_sequence);
    if (!vehicle || !next) return words.notSeen;
    const place = fill(vehicle.at_stop ? words.at : words.nextStop, {
      stop: properName(next.stop_name, this.language),
    });
    const seconds = Math.max(0, Math.round(this.nowS - vehicle.as_of));
    return html`<b>${place}</b> · ${fill(words.ago, { seconds })}`;
  }

  #call({ call, isHere, bus }: DrawnCall, isCut: boolean): TemplateResult {
    const words = STOP_WORDS[this.language];
    const at = call.expected ?? call.scheduled;
    return html`<li class="${call.status} ${isHere ? 'here' : ''} ${bus ?? ''} ${isCut ? 'cut' : ''}" aria-current=${isHere ? 'location' : nothing}>
      ${bus ? busMark : html`<span class="dot"></span>`}
      <span class="name"
        >${properName(call.stop_name, this.language)}${isHere ? html` <small>${words.here}</small>` : nothing}${
          call.status === 'skipped' ? html` <small>${words.skipped}</small>` : nothing
        }</span
      >
      <time class=${call.expected === null ? 'scheduled' : ''}
        >${call.status === 'passed' ? html`<span class="sr">${words.passed} </span>` : nothing}${
          call.expected === null ? nothing : html`<span class="sr">${words.estimated} </span>`
        }${clockTime(at, this.timezone)}</time
      >
    </li>`;
  }
}

const busMark = html`<svg class="bus" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3h14a2 2 0 0 1 2 2v12a2 2 0 0 1-1 1.700V21h-3v-2H7v2H4v-2.300A2 2 0 0 1 3 17V5a2 2 0 0 1 2-2zm0 3v6h14V6zm2 8a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3zm10 0a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3z" /></svg>`;
