// An area drawn on the city's map, with the pointer or with the keys alone; how many stops lie in it is said at once.

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import mapCss from 'maplibre-gl/dist/maplibre-gl.css?inline';
import type { Network } from '../../../server/wire/console/fleet.js';
import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import {
  type Area,
  type AreaDeed,
  afterDeed,
  CORNERS_AT_LEAST,
  type Corner,
  NO_AREA,
  stopsInside,
} from '../map/area.js';
import type { AreaMap } from '../map/area-map.js';
import { network } from '../network.js';
import { consoleStyles } from '../styles.js';
import { AREA_WORDS, type AreaWords, MAP_WORDS } from '../words/map.js';

/** Tells `area-drawn` with the corners. */
export class TabloArea extends LitElement {
  static override styles = [
    unsafeCSS(mapCss),
    consoleStyles,
    css`
      :host { display: grid; gap: 0.4rem; }
      .ground { position: relative; height: 24rem; border: 1px solid var(--edge); border-radius: 0.45rem; overflow: hidden; background: var(--raised); }
      #map { position: absolute; inset: 0; }
      .maplibregl-ctrl-group { background: var(--panel); }
      .maplibregl-ctrl-group button { width: 2rem; height: 2rem; min-height: 0; border: 0; border-radius: 0; padding: 0; }
      :host-context([data-theme='dark']) .maplibregl-ctrl-icon { filter: invert(1); }
      .cross { position: absolute; inset: 50% auto auto 50%; width: 2.4rem; height: 2.4rem; margin: -1.2rem; pointer-events: none; display: none; stroke: var(--focus); stroke-width: 2.5; fill: none; }
      .ground:has(canvas:focus-visible) .cross { display: block; }
      .ground:has(canvas:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    ring: { attribute: false },
    city: { state: true },
    area: { state: true },
    noMap: { state: true },
  };
  declare language: Language;
  /** What is drawn already. */
  declare ring: readonly Corner[];
  declare city: Network | null;
  declare area: Area;
  declare noMap: boolean;
  #map: AreaMap | null = null;
  #opening = false;
  #themed: MutationObserver | null = null;

  constructor() {
    super();
    this.language = 'bg';
    this.ring = [];
    this.city = null;
    this.area = NO_AREA;
    this.noMap = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#themed = new MutationObserver(() => this.#map?.repaint());
    this.#themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    network().then(
      (city) => {
        this.city = city;
      },
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#themed?.disconnect();
    this.#map?.remove();
    this.#map = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Another ring than the one told from here: the form was opened with it, or emptied.
    if (changed.has('ring') && this.ring !== this.area.ring)
      this.area = { ring: this.ring, closed: this.ring.length >= CORNERS_AT_LEAST };
  }

  protected override render(): TemplateResult {
    const words = AREA_WORDS[this.language];
    const { area, city, noMap } = this;
    if (noMap) return html`<p class="note">${words.noMap}</p>`;
    const count = area.ring.length;
    const isNone = count === 0;
    return html`<p class="hint">${words.help}</p>
      <div class="ground" @keydown=${this.#key}>
        <div id="map"></div>
        <svg class="cross" viewBox="0 0 40 40" aria-hidden="true"><path d="M20 2v13M20 25v13M2 20h13M25 20h13" /></svg>
      </div>
      <p role="status">${fill(words.corners, { n: count })} · <b>${fill(words.inside, { n: city ? stopsInside(city.stops, area.ring).length : 0 })}</b>${area.closed ? html` · ${words.closed}` : nothing}</p>
      <div class="row">
        ${this.#button(words.finish, { do: 'finish' }, area.closed || count < CORNERS_AT_LEAST)}
        ${this.#button(area.closed ? words.reopen : words.undo, { do: 'undo' }, isNone)}
        ${this.#button(words.clear, { do: 'clear' }, isNone)}
        <button type="button" @click=${() => this.#map?.showAll()}>${MAP_WORDS[this.language].showAll}</button>
      </div>`;
  }

  #button(text: AreaWords[keyof AreaWords], deed: AreaDeed, disabled: boolean): TemplateResult {
    return html`<button type="button" ?disabled=${disabled} @click=${() => this.#take(deed)}>${text}</button>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.#map) {
      if (this.city && !this.noMap) void this.#open(this.city);
    } else if (changed.has('area')) this.#map.show(this.area);
  }

  async #open(city: Network): Promise<void> {
    const container = this.renderRoot.querySelector<HTMLElement>('#map');
    if (!container || this.#opening) return;
    this.#opening = true;
    try {
      const { AreaMap: Made } = await import('../map/area-map.js');
      if (!container.isConnected) return;
      const colours = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      const words = { ...MAP_WORDS[this.language], mapOf: AREA_WORDS[this.language].mapOf };
      this.#map = new Made(container, colours, words, (deed) => this.#take(deed));
      this.#map.setNetwork(city);
      this.#map.show(this.area);
    } catch {
      this.noMap = true;
    } finally {
      this.#opening = false;
    }
  }

  #take(deed: AreaDeed): void {
    const before = this.area;
    this.area = afterDeed(before, deed);
    if (this.area.ring === before.ring) return;
    this.dispatchEvent(new CustomEvent<readonly Corner[]>('area-drawn', { detail: this.area.ring }));
  }

  /** On the map: arrows and +/− move it under the cross (MapLibre), space sets a corner there, Enter finishes, Escape takes one back. */
  readonly #key = (event: KeyboardEvent): void => {
    const deed = this.#meant(event);
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    this.#take(deed);
  };

  #meant({ key, target }: KeyboardEvent): AreaDeed | null {
    // The buttons that come nearer keep their own keys.
    if (!(target instanceof HTMLCanvasElement) || !this.#map) return null;
    if (key === ' ') return this.#map.cornerInMiddle();
    if (key === 'Enter') return { do: 'finish' };
    return key === 'Escape' || key === 'Backspace' ? { do: 'undo' } : null;
  }
}

/** Names the element, once. */
export function defineArea(): void {
  if (!customElements.get('tablo-area')) customElements.define('tablo-area', TabloArea);
}
