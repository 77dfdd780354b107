// The map: every bus on its line, what it is late by, how old its word is; the same in a table; one bus in detail; headways.

import { css, html, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import mapCss from 'maplibre-gl/dist/maplibre-gl.css?inline';
import type { BoardList, BoardState, BoardsHead, RegisteredBoard } from '../../../server/wire/console/boards.js';
import type {
  Network,
  NetworkStop,
  VehicleDetail,
  VehicleRow,
  VehiclesHead,
} from '../../../server/wire/console/fleet.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { clockTime } from '../../text/clock-time.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { live, TopicController } from '../live.js';
import { consoleStyles } from '../styles.js';
import { FRAME_WORDS } from '../words/frame.js';
import { MAP_WORDS } from '../words/map.js';
import { OVERVIEW_WORDS } from '../words/overview.js';
import {
  BOARD_FILTERS,
  BOARD_HEALTHS,
  type BoardFilter,
  boardPasses,
  healthOf,
  type MapBoard,
  placeOf,
} from './board.js';
import type { CityMap } from './city-map.js';
import { trailFeatures } from './features.js';
import { boardSigns, busSigns, type Sign } from './signs.js';
import { TabloBoardHealth } from './tablo-board-health.js';
import { TabloConsoleStrips } from './tablo-console-strips.js';
import { TabloMapList } from './tablo-map-list.js';
import { TabloStanding } from './tablo-standing.js';
import { TabloVehicleDetail } from './tablo-vehicle-detail.js';
import {
  EVERYTHING,
  passes,
  STANDINGS,
  type Standing,
  type Vehicle,
  type VehicleFilter,
  vehicleOf,
} from './vehicle.js';

for (const [tag, element] of [
  ['tablo-board-health', TabloBoardHealth],
  ['tablo-console-strips', TabloConsoleStrips],
  ['tablo-map-list', TabloMapList],
  ['tablo-standing', TabloStanding],
  ['tablo-vehicle-detail', TabloVehicleDetail],
] as const) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

/** What is chosen is read anew this often. */
const DETAIL_EVERY_MS = 4_000;
/** The list and the fading of what is old are drawn anew this often, whatever comes. */
const REDRAW_MS = 2_000;
/** Boards that are not in the registry as it was read are asked for, at most so often. */
const REGISTRY_EVERY_MS = 10_000;
const FILTERED: readonly Standing[] = ['late', 'early', 'off_route', 'silent'];

/** The bus or board that the address names. */
type Chosen = Pick<Sign, 'kind' | 'id'>;

export class TabloConsoleMap extends ConsoleView {
  static override styles = [
    unsafeCSS(mapCss),
    consoleStyles,
    css`
      .parts { display: flex; gap: 0.3rem; }
      .parts a[aria-current] { background: var(--accent); color: var(--accent-ink); border-color: var(--accent); }
      .whole { display: flex; flex-direction: column; gap: 0.8rem; height: calc(100vh - 6.1rem); min-height: 30rem; }
      .filters { display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; align-items: center; }
      .filters select { width: auto; min-width: 9rem; }
      .filters input[type='search'] { width: 11rem; }
      .filters fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; align-items: center; }
      .filters legend { float: left; margin-right: 0.8rem; font-weight: 600; padding: 0; }
      .beside { display: grid; grid-template-columns: minmax(0, 1fr) 27rem; gap: 1rem; flex: 1; min-height: 0; }
      .ground { position: relative; border: 1px solid var(--rule); border-radius: 0.6rem; overflow: hidden; background: var(--raised); }
      #map { position: absolute; inset: 0; }
      .maplibregl-ctrl-group { background: var(--panel); }
      .maplibregl-ctrl-group button { width: 2rem; height: 2rem; min-height: 0; border: 0; border-radius: 0; padding: 0; }
      :host-context([data-theme='dark']) .maplibregl-ctrl-icon { filter: invert(1); }
      .all { position: absolute; right: 0.7rem; top: 0.7rem; }
      .legend { position: absolute; left: 0.7rem; bottom: 0.7rem; background: var(--panel); border: 1px solid var(--rule); border-radius: 0.5rem; padding: 0.35rem 0.7rem; display: grid; gap: 0.2rem; font-size: 0.93rem; max-width: calc(100% - 1.4rem); }
      .legend p { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; }
      .legend b { color: var(--quiet); }
      .side { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 0.8rem; min-height: 0; }
      .side > .panel { overflow-y: auto; max-height: 52vh; }
      @media (max-width: 1100px) { .whole { height: auto; } .beside { grid-template-columns: minmax(0, 1fr); } .ground { height: 55vh; } }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    network: { state: true },
    filter: { state: true },
    boardFilter: { state: true },
    list: { state: true },
    detail: { state: true },
    documents: { state: true },
    gone: { state: true },
    noMap: { state: true },
    listed: { state: true },
    boards: { state: true },
  };
  declare network: Network | null;
  declare filter: VehicleFilter;
  declare boardFilter: BoardFilter;
  /** Which list is open beside the map. */
  declare list: Sign['kind'];
  declare detail: VehicleDetail | null;
  /** What should stand on the chosen board. */
  declare documents: readonly StopDepartures[];
  /** What is chosen is not heard of any more. */
  declare gone: boolean;
  declare noMap: boolean;
  /** What the list has; the map is drawn apart from it. */
  declare listed: readonly Vehicle[];
  declare boards: readonly MapBoard[];
  readonly #vehicles = new TopicController<VehiclesHead, VehicleRow>(this, 'vehicles', () => this.#vehiclesCame());
  readonly #states = new TopicController<BoardsHead, BoardState>(this, 'boards', () => this.#boardsCame());
  #registry: ReadonlyMap<string, RegisteredBoard> = new Map();
  #registryAtMs = Number.NEGATIVE_INFINITY;
  #stops: ReadonlyMap<string, NetworkStop> = new Map();
  /** Boards as they were last drawn: most of what a board tells changes nothing on the map. */
  #boardsDrawn = '';
  #map: CityMap | null = null;
  #opening = false;
  #detailOf: string | null = null;
  #timers: ReturnType<typeof setInterval>[] = [];
  #ends: (() => void)[] = [];

  constructor() {
    super();
    this.network = null;
    this.filter = EVERYTHING;
    this.boardFilter = 'all';
    this.list = 'bus';
    this.detail = null;
    this.documents = [];
    this.gone = false;
    this.noMap = false;
    this.listed = [];
    this.boards = [];
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
    void this.#readRegistry();
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
    return html`<div class="whole">${this.#filters()}
      <div class="beside">
        <div class="ground">
          ${this.noMap ? html`<p class="empty">${words.noMap}</p>` : html`<div id="map" role="region" aria-label=${words.mapOf}></div>`}
          ${this.noMap ? nothing : html`<button class="all" @click=${() => this.#map?.showAll()}>${words.showAll}</button>`}
          ${this.#legend()}
        </div>
        <div class="side">
          ${this.#detailPart()}
          <tablo-map-list
            .language=${this.language} .kind=${this.list} .vehicles=${this.listed} .boards=${this.boards} .registered=${this.#registry.size}
            .chosen=${this.#chosen()} .lineName=${this.#lineName} .now=${live.now()}
            @list-chosen=${this.#chooseList}
          ></tablo-map-list>
        </div>
      </div></div>`;
  }

  #legend(): TemplateResult {
    const words = MAP_WORDS[this.language];
    return html`<div class="legend">
      <p><b>${words.vehicles}</b>${STANDINGS.map((standing) => html`<tablo-standing .standing=${standing} .language=${this.language}></tablo-standing>`)}</p>
      ${
        this.#registry.size === 0
          ? nothing
          : html`<p><b>${words.boards}</b>${BOARD_HEALTHS.map((health) => html`<tablo-board-health .health=${health} .language=${this.language}></tablo-board-health>`)}</p>`
      }
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
      <label class="check">${words.boards}:
        <select @change=${this.#chooseBoards}>
          ${BOARD_FILTERS.map((one) => html`<option value=${one} ?selected=${one === this.boardFilter}>${{ ...words.boardFilters, ...words.healths }[one]}</option>`)}
        </select></label
      >
      <span class="quiet" role="status">${words.vehicles}: ${fill(words.shown, { shown: this.listed.length, all: this.#vehicles.items.size })} · ${words.boards}: ${fill(words.shown, { shown: this.boards.length, all: this.#registry.size })}</span>
    </div>`;
  }

  #detailPart(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const chosen = this.#chosen();
    if (chosen?.kind === 'board') return this.#boardPart(chosen.id);
    if (this.gone) return html`<div class="panel"><p>${words.gone}</p></div>`;
    if (!this.detail) return html`<div class="panel quiet">${words.choose}</div>`;
    return html`<section class="panel" aria-labelledby="vehicle">
      <tablo-vehicle-detail .detail=${this.detail} .language=${this.language} .timezone=${this.network?.timezone ?? 'UTC'} .now=${live.now()} @close-detail=${() => this.go('map')}></tablo-vehicle-detail>
    </section>`;
  }

  #boardPart(id: string): TemplateResult {
    const board = this.#registry.get(id);
    if (!board) return html`<div class="panel"><p>${MAP_WORDS[this.language].boardGone}</p></div>`;
    void import('./tablo-board-detail.js').then(({ TabloBoardDetail }) => {
      if (!customElements.get('tablo-board-detail')) customElements.define('tablo-board-detail', TabloBoardDetail);
    });
    return html`<section class="panel" aria-label="${MAP_WORDS[this.language].board} ${id}">
      <tablo-board-detail
        .mapBoard=${this.#mapBoard(board)} .board=${board} .state=${this.#states.items.get(id) ?? null} .stops=${this.#stops}
        .documents=${this.documents} .language=${this.language} .now=${live.now()} @close-detail=${() => this.go('map')}
      ></tablo-board-detail>
    </section>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.path[0] === 'strips') {
      // Its element is gone from the page.
      this.#map?.remove();
      this.#map = null;
    } else if (!this.#map && !this.noMap) void this.#openMap();
    const chosen = this.#chosen();
    const key = chosen && `${chosen.kind}/${chosen.id}`;
    if (changed.has('path') && key !== this.#detailOf) {
      this.#detailOf = key;
      this.detail = null;
      this.documents = [];
      this.gone = false;
      if (chosen) this.list = chosen.kind;
      this.#map?.setTrail(trailFeatures([]));
      this.#drawVehicles();
      this.#drawBoards();
      void this.#readDetail(true);
    }
    if (changed.has('filter') || changed.has('boardFilter') || changed.has('list')) this.#list();
    if (changed.has('network') && this.network) this.#map?.setNetwork(this.network);
  }

  /** What the address names. */
  #chosen(): Chosen | null {
    const [kind, id] = this.path;
    if (id === undefined || (kind !== 'vehicle' && kind !== 'board')) return null;
    return { kind: kind === 'board' ? 'board' : 'bus', id };
  }

  #vehiclesCame(): void {
    const version = this.#vehicles.head?.timetable_version;
    if (version && this.network && version !== this.network.timetable_version) void this.#readNetwork();
    this.#drawVehicles();
    if (this.listed.length === 0 || !this.#vehicles.connected) this.#list();
  }

  #boardsCame(): void {
    const { items } = this.#states;
    const isOther = items.size !== this.#registry.size || [...items.keys()].some((id) => !this.#registry.has(id));
    if (this.#states.state && isOther) void this.#readRegistry();
    performance.mark('boards-begin');
    this.#drawBoards();
    performance.measure('boards', 'boards-begin');
  }

  #shown(): Vehicle[] {
    const vehicles: Vehicle[] = [];
    const filter = this.list === 'bus' ? this.filter : { ...this.filter, text: '' };
    for (const [id, row] of this.#vehicles.items) {
      const vehicle = vehicleOf(id, row);
      if (passes(vehicle, filter)) vehicles.push(vehicle);
    }
    return vehicles;
  }

  /** `clock` is the city's, which it costs to ask for. */
  #mapBoard(board: RegisteredBoard, clock = this.#clock()): MapBoard {
    const state = this.#states.items.get(board.board_id) ?? null;
    return {
      ...{ id: board.board_id, name: board.name, health: healthOf(board.sleep, state, clock) },
      ...{ since: state?.since ?? null, place: placeOf(board, this.#stops) },
    };
  }

  #clock(): string | null {
    return this.network ? clockTime(live.now(), this.network.timezone) : null;
  }

  #shownBoards(): MapBoard[] {
    const clock = this.#clock();
    return [...this.#registry.values()]
      .map((board) => this.#mapBoard(board, clock))
      .filter((board) => boardPasses(board, this.boardFilter, this.list === 'board' ? this.filter.text : ''));
  }

  /** The map alone: what comes each second must cost little. */
  #drawVehicles(): void {
    performance.mark('vehicles-begin');
    const chosen = this.#chosen();
    const id = chosen?.kind === 'bus' ? chosen.id : null;
    this.#map?.setSigns('bus', busSigns(this.#shown(), this.#lineName, id, live.now()));
    performance.measure('vehicles', 'vehicles-begin');
  }

  #drawBoards(): void {
    if (!this.#map) return;
    const boards = this.#shownBoards();
    const chosen = this.#chosen();
    const id = chosen?.kind === 'board' ? chosen.id : null;
    const drawn = JSON.stringify([id, boards.map((one) => [one.id, one.health, one.place])]);
    if (drawn === this.#boardsDrawn) return;
    this.#boardsDrawn = drawn;
    this.#map.setSigns('board', boardSigns(boards, id));
  }

  /** The lists, each in a steady order: buses by line and number, boards the worst first. */
  #list(): void {
    if (this.path[0] === 'strips') return;
    this.listed = this.#shown().sort(
      (a, b) => ORDER.compare(this.#lineName(a.route), this.#lineName(b.route)) || ORDER.compare(a.id, b.id),
    );
    const rank = ({ health }: MapBoard) => BOARD_HEALTHS.indexOf(health);
    this.boards = this.#shownBoards().sort((a, b) => rank(a) - rank(b) || ORDER.compare(a.id, b.id));
    this.#drawVehicles();
    this.#drawBoards();
  }

  readonly #lineName = (route: number): string => this.network?.routes[route]?.name ?? (route < 0 ? '?' : '');

  async #openMap(): Promise<void> {
    const container = this.renderRoot.querySelector<HTMLElement>('#map');
    if (!container || this.#opening) return;
    this.#opening = true;
    try {
      const { CityMap: Made } = await import('./city-map.js');
      if (!container.isConnected) return;
      const words = MAP_WORDS[this.language];
      const colours = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      this.#map = new Made(container, colours, words, (sign) => {
        if (sign) this.go('map', sign.kind === 'bus' ? 'vehicle' : 'board', sign.id);
        else this.go('map');
      });
      if (this.network) this.#map.setNetwork(this.network);
      this.#boardsDrawn = '';
      this.#drawVehicles();
      this.#drawBoards();
      if (this.detail) this.#showDetail(this.detail, true);
    } catch {
      this.noMap = true;
    } finally {
      this.#opening = false;
    }
  }

  async #readNetwork(): Promise<void> {
    try {
      const network = await api.get<Network>('/network');
      this.#stops = new Map(network.stops.map((stop) => [stop.stop_id, stop]));
      this.network = network;
      this.#list();
    } catch (error) {
      this.sayFailure(error);
    }
  }

  async #readRegistry(): Promise<void> {
    if (performance.now() - this.#registryAtMs < REGISTRY_EVERY_MS) return;
    this.#registryAtMs = performance.now();
    try {
      const { boards } = await api.get<BoardList>('/boards');
      this.#registry = new Map(boards.map((board) => [board.board_id, board]));
      this.#list();
      void this.#readDetail(true);
    } catch (error) {
      this.sayFailure(error);
    }
  }

  async #readDetail(goThere = false): Promise<void> {
    const chosen = this.#chosen();
    if (!chosen || this.path[0] === 'strips') return;
    await (chosen.kind === 'bus' ? this.#readVehicle(chosen.id, goThere) : this.#readBoard(chosen.id, goThere));
  }

  #isChosen(kind: Chosen['kind'], id: string): boolean {
    const chosen = this.#chosen();
    return chosen?.kind === kind && chosen.id === id;
  }

  async #readVehicle(id: string, goThere: boolean): Promise<void> {
    try {
      const detail = await api.get<VehicleDetail>(`/vehicles/${encodeURIComponent(id)}`);
      if (!this.#isChosen('bus', id)) return;
      this.detail = detail;
      this.gone = false;
      this.#showDetail(detail, goThere);
    } catch (error) {
      if (!this.#isChosen('bus', id)) return;
      this.gone = true;
      this.detail = null;
      if ((error as { status?: number }).status !== 404) this.sayFailure(error);
    }
  }

  /** What should stand on it; where the server is away what stood there stays. */
  async #readBoard(id: string, goThere: boolean): Promise<void> {
    const board = this.#registry.get(id);
    if (!board) return;
    const place = placeOf(board, this.#stops);
    if (goThere && place) this.#map?.goTo(place.lon, place.lat);
    const documents = await Promise.all(
      board.stop_ids.map(async (stop) => {
        const answer = await fetch(`/api/v1/stops/${encodeURIComponent(stop)}/departures`);
        return answer.ok ? ((await answer.json()) as StopDepartures) : null;
      }),
    ).catch(() => null);
    if (documents && this.#isChosen('board', id)) this.documents = documents.filter((one) => one !== null);
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

  readonly #chooseBoards = (event: Event): void => {
    this.boardFilter = (event.target as HTMLSelectElement).value as BoardFilter;
  };

  readonly #chooseList = (event: CustomEvent<Sign['kind']>): void => {
    this.list = event.detail;
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
