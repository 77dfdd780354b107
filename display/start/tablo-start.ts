// The start page: find a stop by name, code or place, and from there to its board or to the phone.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { pageStyles } from '../layouts/page-styles.js';
import { stopMark } from '../layouts/tft/marks.js';
import { favourites } from '../stop/favourites.js';
import type { Language } from '../text/language.js';
import { PAGE_WORDS } from '../text/page-words.js';
import { keepLanguage, preferredLanguage } from '../text/preference.js';
import { properName } from '../text/proper-case.js';
import { STOP_WORDS } from '../text/stop-words.js';
import { fill, WORDS } from '../text/words.js';
import { type FoundStop, findStops, isSimulated, metresTo, type StopQuery } from './stops-api.js';
import { startStyles } from './styles.js';

/** The server is asked when nothing was typed for this long. */
export const TYPING_PAUSE_MS = 180;
/** What is shown before anything is asked: every Bulgarian town has stops of this name. */
export const EXAMPLE_SEARCH = 'гара';
export const MOST_EXAMPLES = 5;

type Outcome =
  | { kind: 'nothing-asked' | 'locating' | 'not-located' | 'unreachable' }
  | { kind: 'found' | 'examples'; query: StopQuery; stops: FoundStop[] };

export class TabloStart extends LitElement {
  static override styles = [pageStyles, startStyles];
  static override properties = { language: { state: true }, simulated: { state: true }, outcome: { state: true } };
  declare language: Language;
  declare simulated: boolean;
  declare outcome: Outcome;

  #typing: ReturnType<typeof setTimeout> | null = null;
  #asked = 0;

  constructor() {
    super();
    this.language = preferredLanguage(location.search, localStorage);
    this.simulated = false;
    this.outcome = { kind: 'nothing-asked' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    isSimulated().then(
      (simulated) => {
        this.simulated = simulated;
      },
      () => {
        // A server that does not answer says nothing about its city.
      },
    );
    const parameters = new URLSearchParams(location.search);
    if (parameters.has('near')) this.#locate();
    else this.#search(parameters.get('q') ?? '');
  }

  protected override render(): TemplateResult {
    const { language } = this;
    const page = PAGE_WORDS[language];
    return html`${
      this.simulated
        ? html`<aside class="sim" aria-label=${page.simulated}><b>${page.simulated}.</b> ${page.simulatedDetail}</aside>`
        : nothing
    }
      <header>
        <div class="bar">
          <span class="brand">${stopMark}Табло</span>
          <button class="language" lang=${language === 'bg' ? 'en' : 'bg'} @click=${this.#switch}>${page.otherLanguage}</button>
        </div>
        <h1>${page.title}</h1>
        <p class="lead">${page.lead}</p>
      </header>
      <main>
        <form role="search" @submit=${this.#submit}>
          <label class="field">
            <span class="sr">${page.search}</span>
            <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="7" /><path d="m16 16 5.500 5.500" /></svg>
            <input
              type="search"
              name="q"
              autocomplete="off"
              enterkeyhint="search"
              placeholder=${page.searchExample}
              .value=${new URLSearchParams(location.search).get('q') ?? ''}
              @input=${this.#typed}
            />
          </label>
          <button class="near" type="button" @click=${this.#locate}>${page.nearMe}</button>
        </form>
        ${this.#favourites()}
        <p class="status" role="status">${this.#status()}</p>
        ${'stops' in this.outcome && this.outcome.stops.length ? this.#results(this.outcome.stops, this.outcome.query) : nothing}
      </main>
      <footer>
        <h2>${page.forMachines}</h2>
        <a href="/api/v1/openapi.json">${page.api}</a>
        <a href="/api/v1/feeds">${page.feeds}</a>
        <a href="/gtfs-realtime/trip-updates.json">${page.realtime}</a>
        <a href="/healthz">${page.health}</a>
        <a href="/gallery/?lang=${this.language}">${page.gallery}</a>
      </footer>`;
  }

  /** The stops that this phone keeps, until something is searched for. */
  #favourites(): TemplateResult | typeof nothing {
    const { kind } = this.outcome;
    const kept = kind === 'examples' || kind === 'nothing-asked' ? favourites(localStorage) : [];
    if (!kept.length) return nothing;
    const title = STOP_WORDS[this.language].favourites;
    return html`<h2>${title}</h2>
      <ul class="results" aria-label=${title}>
        ${kept.map(
          ({ stopId, name }) =>
            html`<li><a class="stop" href="/stop/${encodeURIComponent(stopId)}"><b>${properName(name, this.language)}</b></a></li>`,
        )}
      </ul>`;
  }

  #status(): string {
    const page = PAGE_WORDS[this.language];
    const { outcome } = this;
    switch (outcome.kind) {
      case 'nothing-asked':
        return '';
      case 'locating':
        return page.locating;
      case 'not-located':
        return page.notLocated;
      case 'unreachable':
        return page.unreachable;
      case 'found':
        return outcome.stops.length ? `${page.found}: ${outcome.stops.length}` : page.noneFound;
      case 'examples':
        return page.examples;
    }
  }

  #results(stops: FoundStop[], query: StopQuery): TemplateResult {
    const page = PAGE_WORDS[this.language];
    const words = WORDS[this.language];
    return html`<ul class="results">
      ${stops.map((stop) => {
        const id = encodeURIComponent(stop.stop_id);
        const name = properName(stop.stop_name, this.language);
        const metres = query.kind === 'near' ? metresTo(stop, query.lat, query.lon) : null;
        const about = [
          metres === null ? '' : fill(page.distance, { metres: Math.round(metres / 10) * 10 }),
          stop.stop_code ?? '',
          stop.routes?.length ? `${stop.routes.length > 1 ? words.lines : words.line} ${stop.routes.join(', ')}` : '',
        ];
        return html`<li>
          <a class="stop" href="/stop/${id}"><b>${name}</b><span>${about.filter(Boolean).join(' · ')}</span></a>
          <a class="big" href="/board/?stop=${id}&lang=${this.language}" aria-label="${page.openBoard}: ${name}">${page.openBoard}</a>
        </li>`;
      })}
    </ul>`;
  }

  async #ask(query: StopQuery): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    let outcome: Outcome;
    try {
      outcome = { kind: 'found', query, stops: await findStops(query) };
    } catch {
      outcome = { kind: 'unreachable' };
    }
    // A late answer to an older question is not shown.
    if (mine === this.#asked) this.outcome = outcome;
  }

  async #showExamples(): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    this.outcome = { kind: 'nothing-asked' };
    const query: StopQuery = { kind: 'search', text: EXAMPLE_SEARCH };
    const stops = await findStops(query).catch((): FoundStop[] => []);
    if (mine === this.#asked && stops.length)
      this.outcome = { kind: 'examples', query, stops: stops.slice(0, MOST_EXAMPLES) };
  }

  #search(text: string): void {
    const asked = text.trim();
    if (asked) void this.#ask({ kind: 'search', text: asked });
    else void this.#showExamples();
  }

  readonly #typed = (event: InputEvent): void => {
    const { value } = event.target as HTMLInputElement;
    if (this.#typing !== null) clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      const query = value.trim() ? `?${new URLSearchParams({ q: value.trim() })}` : '';
      history.replaceState(null, '', `${location.pathname}${query}`);
      this.#search(value);
    }, TYPING_PAUSE_MS);
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { outcome } = this;
    const only = outcome.kind === 'found' && outcome.stops.length === 1 ? outcome.stops[0] : undefined;
    if (only) location.href = `/stop/${encodeURIComponent(only.stop_id)}`;
  };

  readonly #locate = (): void => {
    if (!navigator.geolocation) {
      this.outcome = { kind: 'not-located' };
      return;
    }
    this.#asked += 1;
    this.outcome = { kind: 'locating' };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => void this.#ask({ kind: 'near', lat: coords.latitude, lon: coords.longitude }),
      () => {
        this.outcome = { kind: 'not-located' };
      },
      { maximumAge: 60_000, timeout: 10_000 },
    );
  };

  readonly #switch = (): void => {
    this.language = this.language === 'bg' ? 'en' : 'bg';
    keepLanguage(this.language, localStorage);
    document.documentElement.lang = this.language;
  };
}
