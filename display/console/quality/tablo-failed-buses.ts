// Buses that boards failed to tell, the newest first, each with the way to its moment in the archive.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Network } from '../../../server/wire/console/fleet.js';
import type { HistoryFailures } from '../../../server/wire/console/history.js';
import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { api } from '../api.js';
import { live, TopicController } from '../live.js';
import { cityTime } from '../moments.js';
import { network, stopLabel } from '../network.js';
import { consoleStyles } from '../styles.js';
import { CONSOLE_QUALITY_WORDS } from '../words/quality.js';

const DAY_S = 86_400;
const READ_EVERY_MS = 60_000;
/** A board is looked at so long before the bus was to come. */
const BEFORE_S = 120;

export class TabloFailedBuses extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      :host { display: block; margin-top: 1rem; }
      .table { max-height: 24rem; overflow: auto; }
      .panel > p { margin-bottom: 0.6rem; }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    told: { state: true },
    network: { state: true },
  };
  declare language: Language;
  declare told: HistoryFailures | null;
  declare network: Network | null;
  #timer: ReturnType<typeof setInterval> | null = null;
  /** The city's clock is heard with whatever the server tells. */
  readonly #heard = new TopicController(this, 'watch', () => this.#begin());

  constructor() {
    super();
    this.language = 'bg';
    this.told = null;
    this.network = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#begin();
    this.#timer = setInterval(() => void this.#read(), READ_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { told } = this;
    if (!told || !this.network) return nothing;
    const words = CONSOLE_QUALITY_WORDS[this.language];
    const { failures, total } = told;
    return html`<section class="panel">
      <h2 id="failures">${words.failures}</h2>
      ${failures.length === 0 ? html`<p>${words.none}</p>` : html`<p class="quiet">${words.failuresDetail} ${total > failures.length ? fill(words.shown, { shown: failures.length, total }) : nothing}</p>${this.#table(this.network, failures)}`}
    </section>`;
  }

  #table({ stops, routes, timezone }: Network, failures: HistoryFailures['failures']): TemplateResult {
    const words = CONSOLE_QUALITY_WORDS[this.language];
    const stopName = new Map(stops.map((stop) => [stop.stop_id, stopLabel(stop, this.language)]));
    const lineName = new Map(routes.map(({ route_id, name }) => [route_id, name]));
    return html`<div class="table" tabindex="0" role="region" aria-labelledby="failures"><table>
      <thead><tr>
        <th scope="col">${words.when}</th><th scope="col">${words.line}</th><th scope="col">${words.stop}</th>
        <th scope="col">${words.what}</th><th scope="col"><span class="sr">${words.look}</span></th>
      </tr></thead>
      <tbody>${failures.map(({ kind, at, stop_id, route_id }) => {
        const time = cityTime(at, live.now(), timezone, this.language);
        const stop = stopName.get(stop_id) ?? stop_id;
        return html`<tr>
          <td class="nowrap">${time}</td>
          <td><b>${lineName.get(route_id) ?? route_id}</b></td>
          <td>${stop}</td>
          <td><span class="mark ${kind === 'ghost' ? 'bad' : 'warn'}">${words.kinds[kind]}</span></td>
          <td><a href=${viewAddress('archive', stop_id, String(at - BEFORE_S))} aria-label="${words.look}: ${stop}, ${time}">${words.look}</a></td>
        </tr>`;
      })}</tbody>
    </table></div>`;
  }

  #begin(): void {
    if (this.told === null && this.#heard?.state) void this.#read();
  }

  async #read(): Promise<void> {
    const until = Math.floor(live.now()) + 1;
    try {
      const [known, told] = await Promise.all([
        network(),
        api.get<HistoryFailures>(`/history/failures?from=${until - DAY_S}&until=${until}`),
      ]);
      this.network = known;
      this.told = told;
    } catch {
      // The next round asks again; the figures above do without.
    }
  }
}
