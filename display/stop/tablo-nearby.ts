// The stops around the person who asks, nearest first; the place is asked for when the button is pressed and goes to our own server alone.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { type FoundStop, findStops, metresTo } from '../start/stops-api.js';
import type { Language } from '../text/language.js';
import { properName } from '../text/proper-case.js';
import { STOP_WORDS } from '../text/stop-words.js';
import { fill, WORDS, type Words } from '../text/words.js';

/** More are not listed. */
export const MOST_NEARBY = 8;
const LOCATED_WITHIN_MS = 10_000;
const PLACE_KEPT_MS = 60_000;

type Outcome =
  | { kind: 'locating' | 'not-located' }
  | { kind: 'found'; stops: { stop: FoundStop; metres: number | null }[] };

/** Two stops of one name stand across the street from each other: their codes tell them apart. */
function about({ stop_code, routes }: FoundStop, words: Words): string {
  const lines = routes?.length ? `${routes.length > 1 ? words.lines : words.line} ${routes.join(', ')}` : '';
  return [stop_code ? `${words.stop} ${stop_code}` : '', lines].filter(Boolean).join(' · ');
}

export class TabloNearby extends LitElement {
  static override styles = css`
    :host { display: block; }
    p { margin: 0; padding: 0.8rem 1rem; color: var(--quiet); }
    ul { list-style: none; margin: 0; padding: 0; background: var(--card); border-block: 1px solid var(--rule); }
    li + li { border-top: 1px solid var(--rule); }
    a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; padding: 0.7rem 1rem; min-height: 2.9rem; align-items: center; color: var(--ink); text-decoration: none; }
    a:focus-visible { outline: 3px solid var(--flag); outline-offset: -3px; }
    b { font-weight: 600; overflow-wrap: anywhere; }
    span { color: var(--quiet); }
    .lines { grid-column: 1 / -1; font-size: 0.92rem; }
  `;
  static override properties = {
    language: { attribute: false },
    stopId: { attribute: false },
    outcome: { state: true },
  };
  declare language: Language;
  /** The stop of this page: not listed. */
  declare stopId: string;
  declare outcome: Outcome;

  constructor() {
    super();
    this.language = 'bg';
    this.stopId = '';
    this.outcome = { kind: 'locating' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => void this.#find(latitude, longitude),
      () => {
        this.outcome = { kind: 'not-located' };
      },
      { maximumAge: PLACE_KEPT_MS, timeout: LOCATED_WITHIN_MS },
    );
  }

  async #find(lat: number, lon: number): Promise<void> {
    try {
      const found = await findStops({ kind: 'near', lat, lon });
      const stops = found
        .filter((stop) => stop.stop_id !== this.stopId)
        .slice(0, MOST_NEARBY)
        .map((stop) => ({ stop, metres: metresTo(stop, lat, lon) }));
      this.outcome = { kind: 'found', stops };
    } catch {
      this.outcome = { kind: 'not-located' };
    }
  }

  protected override render(): TemplateResult {
    const words = STOP_WORDS[this.language];
    const { outcome } = this;
    if (outcome.kind !== 'found')
      return html`<p role="status">${outcome.kind === 'locating' ? words.locating : words.notLocated}</p>`;
    if (!outcome.stops.length) return html`<p role="status">${words.noneNear}</p>`;
    const fixed = WORDS[this.language];
    return html`<ul aria-label=${words.nearby}>
      ${outcome.stops.map(
        ({ stop, metres }) => html`<li>
          <a href="/stop/${encodeURIComponent(stop.stop_id)}"
            ><b>${properName(stop.stop_name, this.language)}</b
            ><span>${metres === null ? '' : fill(words.metres, { metres: Math.round(metres / 10) * 10 })}</span
            ><span class="lines">${about(stop, fixed)}</span></a
          >
        </li>`,
      )}
    </ul>`;
  }
}
