// Picks stops by name or code: a field that finds, and the chosen ones as marks that can be taken away again.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { NetworkStop } from '../../server/wire/console/fleet.js';
import type { Language } from '../text/language.js';
import { fill } from '../text/words.js';
import { findStops, network, stopLabel } from './network.js';
import { consoleStyles } from './styles.js';
import { NOTICE_WORDS } from './words/notices.js';

/** Stops found at once. */
const FOUND_AT_MOST = 12;

/** The picker. `chosen` are stop_ids; it tells `stops-chosen` with the new ones. */
export class TabloStopPicker extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .found { position: absolute; z-index: 5; left: 0; right: 0; background: var(--panel); border: 1px solid var(--edge); border-radius: 0.45rem; margin-top: 0.2rem; max-height: 18rem; overflow: auto; }
      .found button { display: block; width: 100%; text-align: left; border: 0; border-radius: 0; background: none; font-weight: 500; }
      .found button:hover, .found button:focus-visible { background: var(--accent-soft); }
      .field { position: relative; }
      .chosen { display: flex; flex-wrap: wrap; gap: 0.35rem; margin-top: 0.5rem; }
      .chosen button { min-height: 1.9rem; padding: 0.1rem 0.6rem; font-weight: 500; border-color: var(--rule); }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    chosen: { attribute: false },
    single: { type: Boolean },
    label: { attribute: false },
    stops: { state: true },
    text: { state: true },
  };
  declare language: Language;
  declare chosen: readonly string[];
  /** One stop at most: another takes its place. */
  declare single: boolean;
  /** What the field is called; null for the usual. */
  declare label: string | null;
  declare stops: readonly NetworkStop[];
  declare text: string;

  constructor() {
    super();
    this.language = 'bg';
    this.chosen = [];
    this.single = false;
    this.label = null;
    this.stops = [];
    this.text = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    network().then(
      ({ stops }) => {
        this.stops = stops;
      },
      () => undefined,
    );
  }

  protected override render(): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const found = findStops(this.stops, this.text, FOUND_AT_MOST).filter(
      ({ stop_id }) => !this.chosen.includes(stop_id),
    );
    const nameOf = (id: string) => {
      const stop = this.stops.find(({ stop_id }) => stop_id === id);
      return stop ? stopLabel(stop, this.language) : id;
    };
    return html`<div class="field" @keydown=${this.#pressed}>
        <label>${this.label ?? words.findStop}<input type="search" autocomplete="off" .value=${this.text} @input=${this.#typed} /></label>
        ${
          found.length === 0
            ? nothing
            : html`<div class="found" role="group" aria-label=${words.add}>
                ${found.map((stop) => html`<button type="button" @click=${() => this.#add(stop.stop_id)}>${stopLabel(stop, this.language)}</button>`)}
              </div>`
        }
      </div>
      ${
        this.chosen.length === 0
          ? nothing
          : html`<div class="chosen">
              ${this.chosen.map((id) => {
                const name = nameOf(id);
                return html`<button type="button" aria-label=${fill(words.remove, { name })} @click=${() => this.#remove(id)}>${name} <span aria-hidden="true">✕</span></button>`;
              })}
            </div>`
      }`;
  }

  readonly #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
  };

  /** Enter takes the first one found, arrows walk, Escape clears: the form is not sent. */
  readonly #pressed = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.found button')];
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    if (event.key === 'Enter' && at < 0) {
      event.preventDefault();
      buttons[0]?.click();
    } else if (event.key === 'ArrowDown') buttons[at + 1]?.focus();
    else if (event.key === 'ArrowUp') (buttons[at - 1] ?? this.renderRoot.querySelector<HTMLElement>('input'))?.focus();
    else if (event.key === 'Escape' && this.text !== '') this.text = '';
    else return;
    if (event.key !== 'Enter') event.preventDefault();
    event.stopPropagation();
  };

  #add(id: string): void {
    this.text = '';
    this.#tell(this.single ? [id] : [...this.chosen, id]);
    this.renderRoot.querySelector<HTMLElement>('input')?.focus();
  }

  #remove(id: string): void {
    this.#tell(this.chosen.filter((one) => one !== id));
  }

  #tell(chosen: string[]): void {
    this.chosen = chosen;
    this.dispatchEvent(new CustomEvent<string[]>('stops-chosen', { detail: chosen }));
  }
}

/** Names the element, once. */
export function defineStopPicker(): void {
  if (!customElements.get('tablo-stop-picker')) customElements.define('tablo-stop-picker', TabloStopPicker);
}
