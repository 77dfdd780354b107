// Headways: the lines with a bus on them, how evenly they run, and one of them as time against distance.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Strip, StripSummary } from '../../../server/wire/console/strip.js';
import type { Language } from '../../text/language.js';
import { properName } from '../../text/proper-case.js';
import { viewAddress } from '../address.js';
import { api } from '../api.js';
import { lasted } from '../moments.js';
import { consoleStyles } from '../styles.js';
import { failureSentence } from '../words/failures.js';
import { MAP_WORDS } from '../words/map.js';
import { TabloLineStrip } from './tablo-line-strip.js';

if (!customElements.get('tablo-line-strip')) customElements.define('tablo-line-strip', TabloLineStrip);

/** A plot is read anew this often: a bus moves on. */
const STRIP_EVERY_MS = 5_000;
const LIST_EVERY_MS = 15_000;

export class TabloConsoleStrips extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .beside { display: grid; grid-template-columns: 27rem minmax(0, 1fr); gap: 1rem; align-items: start; }
      tr[aria-current] > * { background: var(--accent-soft); }
      th, td { padding: 0.35rem 0.5rem; }
      td small { color: var(--quiet); }
      @media (max-width: 1100px) { .beside { grid-template-columns: minmax(0, 1fr); } }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    path: { attribute: false },
    strips: { state: true },
    strip: { state: true },
    failure: { state: true },
  };
  declare language: Language;
  /** Route id and direction. */
  declare path: readonly string[];
  declare strips: readonly StripSummary[] | null;
  declare strip: Strip | null;
  declare failure: unknown;
  #timers: ReturnType<typeof setInterval>[] = [];
  #asked = '';

  constructor() {
    super();
    this.language = 'bg';
    this.path = [];
    this.strips = null;
    this.strip = null;
    this.failure = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#readList();
    this.#timers = [
      setInterval(() => void this.#readList(), LIST_EVERY_MS),
      setInterval(() => void this.#readStrip(), STRIP_EVERY_MS),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.#timers) clearInterval(timer);
  }

  protected override render(): TemplateResult {
    const words = MAP_WORDS[this.language];
    return html`${this.failure === null ? nothing : html`<p class="fault" role="alert">${failureSentence(this.failure, this.language)}</p>`}
      <div class="beside">
        ${this.strips?.length === 0 ? html`<p class="panel quiet">${words.noLines}</p>` : this.#list()}
        <div>${this.strip ? html`<tablo-line-strip .strip=${this.strip} .language=${this.language}></tablo-line-strip>` : html`<p class="panel quiet">${words.chooseLine}</p>`}</div>
      </div>`;
  }

  #list(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const [routeId, direction] = this.path;
    return html`<div class="table" tabindex="0" role="region" aria-label=${words.strips}><table>
      <thead><tr><th scope="col">${words.line}</th><th scope="col" class="number">${words.vehicles}</th><th scope="col" class="number">${words.plannedHeadway}</th><th scope="col" class="number">${words.bunching}</th><th scope="col" class="number">${words.gaps}</th></tr></thead>
      <tbody>
        ${(this.strips ?? []).map((one) => {
          const current = one.route.route_id === routeId && String(one.direction) === direction;
          return html`<tr aria-current=${current ? 'true' : nothing}>
            <td><a href=${viewAddress('map', 'strips', one.route.route_id, String(one.direction))}><b>${one.route.name}</b> <small>${MAP_WORDS[this.language].to} ${properName(one.headsign, this.language)}</small></a></td>
            <td class="number">${one.vehicles}</td>
            <td class="number nowrap">${one.planned_headway_s === null ? '—' : lasted(one.planned_headway_s, this.language)}</td>
            <td class="number">${one.bunching === 0 ? '—' : html`<span class="mark bad">${one.bunching}</span>`}</td>
            <td class="number">${one.gaps === 0 ? '—' : html`<span class="mark warn">${one.gaps}</span>`}</td>
          </tr>`;
        })}
      </tbody>
    </table></div>`;
  }

  protected override updated(): void {
    const asked = this.path.join('/');
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.strip = null;
    void this.#readStrip();
  }

  async #readList(): Promise<void> {
    try {
      this.strips = (await api.get<{ strips: StripSummary[] }>('/strips')).strips;
      // Without a line in the address the first one is shown.
      const [first] = this.strips;
      if (this.path.length === 0 && first) {
        location.replace(viewAddress('map', 'strips', first.route.route_id, String(first.direction)));
      }
      this.failure = null;
    } catch (error) {
      this.failure = error;
    }
  }

  async #readStrip(): Promise<void> {
    const [routeId] = this.path;
    if (routeId === undefined) return;
    const asked = this.#asked;
    // A problem names a line alone: then its first direction that has a bus.
    const direction =
      this.path[1] ?? String(this.strips?.find(({ route }) => route.route_id === routeId)?.direction ?? 0);
    try {
      const strip = await api.get<Strip>(`/strips/${encodeURIComponent(routeId)}/${direction}`);
      if (asked === this.#asked) this.strip = strip;
      this.failure = null;
    } catch (error) {
      if (asked === this.#asked) this.failure = error;
    }
  }
}
