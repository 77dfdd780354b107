// The map: every bus on its line, what it is late by, how old its word is; the same in a table; one bus in detail; headways.

import { css, html, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import mapCss from 'maplibre-gl/dist/maplibre-gl.css?inline';
import type { Network, VehicleDetail, VehicleRow, VehiclesHead } from '../../../server/wire/console/fleet.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { live, TopicController } from '../live.js';
import { lasted, signed } from '../moments.js';
import { consoleStyles } from '../styles.js';
import { FRAME_WORDS } from '../words/frame.js';
import { MAP_WORDS } from '../words/map.js';
import { OVERVIEW_WORDS } from '../words/overview.js';
import type { CityMap } from './city-map.js';
import { trailFeatures, vehicleFeatures } from './features.js';
import { TabloConsoleStrips } from './tablo-console-strips.js';
import { TabloStanding } from './tablo-standing.js';
import { TabloVehicleDetail } from './tablo-vehicle-detail.js';
import {
  EVERYTHING,
  passes,
  STANDINGS,
  type Standing,
  standingOf,
  type Vehicle,
  type VehicleFilter,
  vehicleOf,
} from './vehicle.js';

for (const [tag, element] of [
  ['tablo-console-strips', TabloConsoleStrips],
  ['tablo-standing', TabloStanding],
  ['tablo-vehicle-detail', TabloVehicleDetail],
] as const) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

/** A chosen vehicle is read anew this often. */
const DETAIL_EVERY_MS = 4_000;
/** The table and the fading of what is old are drawn anew this often, whatever comes. */
const REDRAW_MS = 2_000;
/** Rows of the table; a filter finds the others. */
const ROWS_AT_MOST = 150;
const FILTERED: readonly Standing[] = ['late', 'early', 'off_route', 'silent'];

export class TabloConsoleMap extends ConsoleView {
  static override styles = [
    unsafeCSS(mapCss),
    consoleStyles,
    css`
      .parts { display: flex; gap: 0.3rem; }
      .parts a[aria-current] { background: var(--accent); color: var(--accent-ink); border-color: var(--accent); }
      .filters { display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; align-items: center; margin-bottom: 0.8rem; }
      .filters select { width: auto; min-width: 9rem; }
      .filters input[type='search'] { width: 11rem; }
      .filters fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; align-items: center; }
      .filters legend { float: left; margin-right: 0.8rem; font-weight: 600; padding: 0; }
      .beside { display: grid; grid-template-columns: minmax(0, 1fr) 27rem; gap: 1rem; height: calc(100vh - 9.2rem); min-height: 26rem; }
      .ground { position: relative; border: 1px solid var(--rule); border-radius: 0.6rem; overflow: hidden; background: var(--raised); }
      #map { position: absolute; inset: 0; }
      .maplibregl-ctrl-group { background: var(--panel); }
      .maplibregl-ctrl-group button { width: 2rem; height: 2rem; min-height: 0; border: 0; border-radius: 0; padding: 0; }
      :host-context([data-theme='dark']) .maplibregl-ctrl-icon { filter: invert(1); }
      .all { position: absolute; right: 0.7rem; top: 0.7rem; }
      .legend { position: absolute; left: 0.7rem; bottom: 0.7rem; background: var(--panel); border: 1px solid var(--rule); border-radius: 0.5rem; padding: 0.35rem 0.7rem; display: flex; flex-wrap: wrap; gap: 0.2rem 0.9rem; font-size: 0.93rem; max-width: calc(100% - 1.4rem); }
      .side { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 0.8rem; min-height: 0; }
      .side > .panel { overflow-y: auto; max-height: 52vh; }
      .side .table { overflow-y: auto; min-height: 0; }
      tr[aria-current] > * { background: var(--accent-soft); }
      td a { font-weight: 700; }
      th, td { padding: 0.3rem 0.45rem; }
      tr.ageing td { color: var(--quiet); }
      @media (max-width: 1100px) { .beside { grid-template-columns: minmax(0, 1fr); height: auto; } .ground { height: 55vh; } }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    network: { state: true },
    filter: { state: true },
    detail: { state: true },
    gone: { state: true },
    noMap: { state: true },
    listed: { state: true },
  };
  declare network: Network | null;
  declare filter: VehicleFilter;
  declare detail: VehicleDetail | null;
  /** The chosen vehicle is not heard of any more. */
  declare gone: boolean;
  declare noMap: boolean;
  /** What the table lists; the map is drawn apart from it. */
  declare listed: readonly Vehicle[];
  readonly #vehicles = new TopicController<VehiclesHead, VehicleRow>(this, 'vehicles', () => this.#changed());
  #map: CityMap | null = null;
  #opening = false;
  #detailOf: string | null = null;
  #timers: ReturnType<typeof setInterval>[] = [];
  #ends: (() => void)[] = [];

  constructor() {
    super();
    this.network = null;
    this.filter = EVERYTHING;
    this.detail = null;
    this.gone = false;
    this.noMap = false;
    this.listed = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timers = [
      setInterval(() => void this.#readDetail(), DETAIL_EVERY_MS),
      setInterval(() => this.#list(), REDRAW_MS),
    ];
    const themed = new MutationObserver(() => this.#map?.repaint());
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.#ends = [() => themed.disconnect()];
    void this.#readNetwork();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.#timers) clearInterval(timer);
    for (const end of this.#ends) end();
    this.#map?.remove();
    this.#map = null;
  }

  protected override render(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const onStrips = this.path[0] === 'strips';
    return html`<div class="head">
        <h1>${FRAME_WORDS[this.language].views.map}</h1>
        <nav class="parts" aria-label=${words.parts}>
          <a class="button" href=${viewAddress('map')} aria-current=${onStrips ? nothing : 'page'}>${words.map}</a>
          <a class="button" href=${viewAddress('map', 'strips')} aria-current=${onStrips ? 'page' : nothing}>${words.strips}</a>
        </nav>
      </div>
      ${this.#vehicles.state && !this.#vehicles.connected ? html`<p class="fault" role="alert">${OVERVIEW_WORDS[this.language].away}</p>` : nothing}
      ${onStrips ? html`<tablo-console-strips .language=${this.language} .path=${this.path.slice(1)}></tablo-console-strips>` : this.#mapPart()}`;
  }

  #mapPart(): TemplateResult {
    const words = MAP_WORDS[this.language];
    return html`${this.#filters()}
      <div class="beside">
        <div class="ground">
          ${this.noMap ? html`<p class="empty">${words.noMap}</p>` : html`<div id="map" role="region" aria-label=${words.mapOf}></div>`}
          ${this.noMap ? nothing : html`<button class="all" @click=${() => this.#map?.showAll()}>${words.showAll}</button>`}
          <div class="legend">${STANDINGS.map((standing) => html`<tablo-standing .standing=${standing} .language=${this.language}></tablo-standing>`)}</div>
        </div>
        <div class="side">
          ${this.#detailPart()}
          ${this.#table()}
        </div>
      </div>`;
  }

  #filters(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const { filter } = this;
    return html`<div class="filters">
      <select aria-label=${words.line} @change=${this.#chooseLine}>
        <option value="">${words.allLines}</option>
        ${(this.network?.routes ?? []).map(({ name }, route) => html`<option value=${route} ?selected=${filter.route === route}>${words.line} ${name}</option>`)}
      </select>
      <input data-find type="search" placeholder=${words.find} aria-label=${words.find} @input=${this.#findText} />
      <fieldset><legend>${words.show}:</legend>
        ${FILTERED.map(
          (standing) =>
            html`<label class="check"><input type="checkbox" .checked=${filter.standings.has(standing)} @change=${() => this.#toggle(standing)} />${words.standings[standing]}</label>`,
        )}
      </fieldset>
      <span class="quiet" role="status">${words.vehicles}: ${fill(words.shown, { shown: this.listed.length, all: this.#vehicles.items.size })}</span>
    </div>`;
  }

  #detailPart(): TemplateResult {
    const words = MAP_WORDS[this.language];
    if (this.gone) return html`<div class="panel"><p>${words.gone}</p></div>`;
    if (!this.detail) return html`<div class="panel quiet">${words.choose}</div>`;
    return html`<section class="panel" aria-labelledby="vehicle">
      <tablo-vehicle-detail .detail=${this.detail} .language=${this.language} .timezone=${this.network?.timezone ?? 'UTC'} .now=${live.now()} @close-detail=${() => this.go('map')}></tablo-vehicle-detail>
    </section>`;
  }

  #table(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const now = live.now();
    const chosen = this.#chosen();
    if (this.listed.length === 0) return html`<p class="panel quiet">${words.nothing}</p>`;
    return html`<div class="table" tabindex="0" role="region" aria-label=${words.vehicles}><table>
      <thead><tr><th scope="col">${words.vehicle}</th><th scope="col">${words.line}</th><th scope="col">${words.standing}</th><th scope="col" class="number">${words.deviation}</th><th scope="col" class="number">${words.age}</th></tr></thead>
      <tbody>
        ${repeat(
          this.listed.slice(0, ROWS_AT_MOST),
          ({ id }) => id,
          (
            vehicle,
          ) => html`<tr aria-current=${vehicle.id === chosen ? 'true' : nothing} class=${now - vehicle.at > 90 ? 'ageing' : ''}>
            <td><a href=${viewAddress('map', 'vehicle', vehicle.id)}>${vehicle.label ?? vehicle.id}</a></td>
            <td>${this.#lineName(vehicle.route)}</td>
            <td><tablo-standing .standing=${standingOf(vehicle)} .language=${this.language}></tablo-standing></td>
            <td class="number">${vehicle.deviationS === null ? '—' : signed(vehicle.deviationS)}</td>
            <td class="number nowrap">${lasted(now - vehicle.at, this.language)}</td>
          </tr>`,
        )}
      </tbody>
    </table></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.path[0] === 'strips') {
      // Its element is gone from the page.
      this.#map?.remove();
      this.#map = null;
    } else if (!this.#map && !this.noMap) void this.#openMap();
    if (changed.has('path') && this.#chosen() !== this.#detailOf) {
      this.#detailOf = this.#chosen();
      this.detail = null;
      this.gone = false;
      this.#map?.setTrail(trailFeatures([]));
      this.#drawVehicles();
      void this.#readDetail(true);
    }
    if (changed.has('filter')) this.#list();
    if (changed.has('network') && this.network) this.#map?.setNetwork(this.network);
  }

  /** The vehicle that the address names. */
  #chosen(): string | null {
    return this.path[0] === 'vehicle' ? (this.path[1] ?? null) : null;
  }

  #changed(): void {
    const version = this.#vehicles.head?.timetable_version;
    if (version && this.network && version !== this.network.timetable_version) void this.#readNetwork();
    this.#drawVehicles();
    if (this.listed.length === 0 || !this.#vehicles.connected) this.#list();
  }

  #shown(): Vehicle[] {
    const vehicles: Vehicle[] = [];
    for (const [id, row] of this.#vehicles.items) {
      const vehicle = vehicleOf(id, row);
      if (passes(vehicle, this.filter)) vehicles.push(vehicle);
    }
    return vehicles;
  }

  /** The map alone: what comes each second must cost little. */
  #drawVehicles(): void {
    performance.mark('vehicles-begin');
    this.#map?.setVehicles(
      vehicleFeatures(this.#shown(), (route) => this.#lineName(route), this.#chosen(), live.now()),
    );
    performance.measure('vehicles', 'vehicles-begin');
  }

  /** The table, in a steady order: by line, then by number. */
  #list(): void {
    this.listed = this.#shown().sort(
      (a, b) => ORDER.compare(this.#lineName(a.route), this.#lineName(b.route)) || ORDER.compare(a.id, b.id),
    );
    this.#drawVehicles();
  }

  #lineName(route: number): string {
    return this.network?.routes[route]?.name ?? (route < 0 ? '?' : '');
  }

  async #openMap(): Promise<void> {
    const container = this.renderRoot.querySelector<HTMLElement>('#map');
    if (!container || this.#opening) return;
    this.#opening = true;
    try {
      const { CityMap: Made } = await import('./city-map.js');
      if (!container.isConnected) return;
      const words = MAP_WORDS[this.language];
      const colours = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      this.#map = new Made(container, colours, words, {
        onChoose: (id) => (id === null ? this.go('map') : this.go('map', 'vehicle', id)),
        onReady: () => this.#drawVehicles(),
      });
      if (this.network) this.#map.setNetwork(this.network);
      if (this.detail) this.#showDetail(this.detail, true);
    } catch {
      this.noMap = true;
    } finally {
      this.#opening = false;
    }
  }

  async #readNetwork(): Promise<void> {
    try {
      this.network = await api.get<Network>('/network');
      this.#list();
    } catch (error) {
      this.sayFailure(error);
    }
  }

  async #readDetail(goThere = false): Promise<void> {
    const id = this.#detailOf;
    if (id === null || this.path[0] === 'strips') return;
    try {
      const detail = await api.get<VehicleDetail>(`/vehicles/${encodeURIComponent(id)}`);
      if (id !== this.#detailOf) return;
      this.detail = detail;
      this.gone = false;
      this.#showDetail(detail, goThere);
    } catch (error) {
      if (id !== this.#detailOf) return;
      this.gone = true;
      this.detail = null;
      if ((error as { status?: number }).status !== 404) this.sayFailure(error);
    }
  }

  #showDetail({ trail }: VehicleDetail, goThere: boolean): void {
    this.#map?.setTrail(trailFeatures(trail));
    const last = trail.at(-1);
    if (goThere && last) this.#map?.goTo(last.lon, last.lat);
  }

  readonly #chooseLine = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    this.filter = { ...this.filter, route: value === '' ? null : Number(value) };
  };

  readonly #findText = (event: Event): void => {
    this.filter = { ...this.filter, text: (event.target as HTMLInputElement).value };
  };

  #toggle(standing: Standing): void {
    const standings = new Set(this.filter.standings);
    if (!standings.delete(standing)) standings.add(standing);
    this.filter = { ...this.filter, standings };
  }
}

/** Lines and numbers as people count them. */
const ORDER = new Intl.Collator('bg', { numeric: true });
