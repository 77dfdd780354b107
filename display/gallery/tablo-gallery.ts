// The gallery: every layout, geometry, state and language of a board on one page, with a clock that can be turned.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { pageStyles } from '../layouts/page-styles.js';
import { localTime } from '../text/clock-time.js';
import type { Language } from '../text/language.js';
import { keepLanguage, preferredLanguage } from '../text/preference.js';
import { fill } from '../text/words.js';
import { apparentScale, CSS_PX_MM } from './apparent.js';
import { allCases, type GalleryCase, glassName } from './cases.js';
import { type Choice, choiceQuery, isChosen, readChoice } from './choice.js';
import { LAYOUTS } from './layouts.js';
import { type Pick, picks } from './picks.js';
import { START_S } from './script.js';
import { galleryStyles } from './styles.js';
import type { TabloCase } from './tablo-case.js';
import { AT_THE_BEGINNING, offsetAt, SPEEDS, type TimeMachine, withOffset, withSpeed } from './time-machine.js';
import { GALLERY_WORDS } from './words.js';

/** A reduced case is this wide. */
export const REDUCED_PX = 460;
/** Cases drawn at once at most; the rest is behind the pickers. */
export const MOST_CASES = 160;
/** Drawings of every shown case that the stress button asks for. */
export const STRESS_DRAWS = 200;
/** The running clock draws this often. */
export const DRAW_EVERY_MS = 500;
const CASES = allCases(LAYOUTS);
const TIMEZONE = 'Europe/Sofia';

export class TabloGallery extends LitElement {
  static override styles = [pageStyles, galleryStyles];
  static override properties = {
    language: { state: true },
    choice: { state: true },
    machine: { state: true },
    distanceM: { state: true },
    screenPxMm: { state: true },
    outcome: { state: true },
  };
  declare language: Language;
  declare choice: Choice;
  declare machine: TimeMachine;
  /** Null shows cases reduced; a number as they look from so far. */
  declare distanceM: number | null;
  declare screenPxMm: number;
  declare outcome: string;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    this.language = preferredLanguage(location.search, localStorage);
    this.choice = readChoice(location.search);
    this.machine = AT_THE_BEGINNING;
    this.distanceM = null;
    this.screenPxMm = CSS_PX_MM;
    this.outcome = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (this.machine.speed > 0) this.requestUpdate();
    }, DRAW_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** The cases on the page. */
  get cases(): GalleryCase[] {
    return CASES.filter((one) => isChosen(this.choice, one)).slice(0, MOST_CASES);
  }

  /** Shows one case alone at its full size and resolves when it stands on the glass; what tests call. */
  async showCase(id: string): Promise<void> {
    this.choice = { ...this.choice, single: id };
    await this.updateComplete;
    await this.shadowRoot?.querySelector<TabloCase>('tablo-case')?.drawn();
  }

  protected override render(): TemplateResult {
    const words = GALLERY_WORDS[this.language];
    const { cases } = this;
    const { single } = this.choice;
    const isSingle = single !== null;
    // A single case brings its own main part, and perhaps its own header.
    const controls = html`<form @submit=${(event: Event) => event.preventDefault()}>
          ${single ? nothing : picks(this.choice, words, this.language).map((pick) => this.#pick(pick))} ${this.#clock()}
          ${this.#view()}
          <button type="button" @click=${this.#stress}>${words.stress}</button>
        </form>
        <p class="status" role="status">
          ${isSingle && cases[0] ? this.#caption(cases[0]) : fill(words.cases, { count: cases.length })}${this.outcome ? ` · ${this.outcome}` : nothing}
          ${this.distanceM === null ? nothing : ` · ${words.apparent}`}
        </p>`;
    const drawn = html`<div class="cases">${repeat(
      cases,
      ({ id }) => id,
      (one) => this.#figure(one),
    )}</div>`;
    const header = html`<header>
        <div class="bar">
          <a href=${single ? `/gallery/${choiceQuery({ ...this.choice, single: null })}` : '/'}>${single ? words.title : words.home}</a>
          <button class="language" lang=${this.language === 'bg' ? 'en' : 'bg'} @click=${this.#switch}>${words.otherLanguage}</button>
        </div>
        <h1>${words.title}</h1>
        <p class="lead">${words.lead}</p>
      </header>`;
    return isSingle
      ? html`<section aria-label=${words.title}>${header}${controls}</section>${drawn}`
      : html`${header}<main>${controls}${drawn}</main>`;
  }

  #figure(one: GalleryCase): TemplateResult {
    const words = GALLERY_WORDS[this.language];
    const isSingle = this.choice.single !== null;
    return html`<figure class=${isSingle ? 'single' : nothing}>
              <tablo-case .inert=${!isSingle} aria-hidden=${isSingle ? nothing : 'true'}></tablo-case>
      ${
        isSingle
          ? nothing
          : html`<figcaption>
              ${this.#caption(one)}
              <a href="/gallery/?case=${one.id}" aria-label="${words.one}: ${one.state.title[this.language]}, ${one.id}">${words.one}</a>
            </figcaption>`
      }
    </figure>`;
  }

  #caption({ state, layout, glass, theme, language }: GalleryCase): TemplateResult {
    const words = GALLERY_WORDS[this.language];
    return html`<b>${state.title[this.language]}</b>
      <span>${layout.id} ${glassName(glass)} ${words[theme]} ${words.languages[language]}</span>`;
  }

  #pick({ key, label, options, value }: Pick): TemplateResult {
    return html`<label>${label}
      <select
        .value=${value}
        @change=${(event: Event) => this.#choose({ ...this.choice, [key]: (event.target as HTMLSelectElement).value })}
      >
        ${options.map(([id, text]) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}
      </select>
    </label>`;
  }

  #clock(): TemplateResult {
    const words = GALLERY_WORDS[this.language];
    const nowS = (this.cases[0]?.state.atS ?? START_S) + offsetAt(this.machine, performance.now());
    const { day, time } = localTime(nowS, TIMEZONE);
    return html`<label>${words.clock}
        <input type="datetime-local" .value=${`${day}T${time}`} @change=${this.#turn} />
      </label>
      <label>${words.speed}
        <select @change=${this.#accelerate}>
          ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.machine.speed}>${speed === 0 ? words.still : `${speed}×`}</option>`)}
        </select>
      </label>
      <button type="button" @click=${this.#reset}>${words.reset}</button>`;
  }

  #view(): TemplateResult {
    const words = GALLERY_WORDS[this.language];
    const number = (label: string, value: number, set: (value: number) => void) => html`<label>${label}
      <input type="number" min="0.01" step="any" .value=${String(value)} @change=${(event: Event) => {
        const entered = Number((event.target as HTMLInputElement).value);
        if (entered > 0) set(entered);
      }} />
    </label>`;
    return html`<label>${words.view}
        <select @change=${(event: Event) => {
          this.distanceM = (event.target as HTMLSelectElement).value === 'real' ? 5 : null;
        }}>
          <option value="fit">${words.fit}</option>
          <option value="real">${words.real}</option>
        </select>
      </label>
      ${
        this.distanceM === null
          ? nothing
          : html`${number(words.distance, this.distanceM, (value) => {
              this.distanceM = value;
            })}
            ${number(words.screen, Math.round(this.screenPxMm * 1000) / 1000, (value) => {
              this.screenPxMm = value;
            })}`
      }`;
  }

  protected override updated(): void {
    this.#draw(offsetAt(this.machine, performance.now()));
    const { title } = GALLERY_WORDS[this.language];
    if (document.title !== title) document.title = title;
    if (document.documentElement.lang !== this.language) document.documentElement.lang = this.language;
  }

  #draw(offsetS: number): void {
    const { cases, distanceM } = this;
    const isSingle = this.choice.single !== null;
    for (const [index, element] of [...this.renderRoot.querySelectorAll<TabloCase>('tablo-case')].entries()) {
      const one = cases[index];
      if (!one) continue;
      const reduced = isSingle ? 1 : Math.min(1, REDUCED_PX / one.glass.widthPx);
      const scale = distanceM === null ? reduced : apparentScale(one.glass.mmPerPx, distanceM, this.screenPxMm);
      element.show(one, one.state.atS + offsetS, scale);
    }
  }

  #choose(choice: Choice): void {
    this.choice = choice;
    history.replaceState(null, '', `${location.pathname}${choiceQuery(choice)}`);
  }

  readonly #turn = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    const first = this.cases[0]?.state.atS ?? START_S;
    const asked = Date.parse(`${value}:00Z`);
    const shown = localTime(first, TIMEZONE);
    const seconds = first % 60;
    if (!Number.isFinite(asked)) return;
    const offsetS = asked / 1000 - (Date.parse(`${shown.day}T${shown.time}:00Z`) / 1000 + seconds);
    this.machine = withOffset(this.machine, offsetS, performance.now());
  };

  readonly #accelerate = (event: Event): void => {
    this.machine = withSpeed(this.machine, Number((event.target as HTMLSelectElement).value), performance.now());
  };

  readonly #reset = (): void => {
    this.machine = withOffset(this.machine, 0, performance.now());
    this.outcome = '';
  };

  /** Draws all that is shown many times over, a second apart on the gallery's clock, and says how long it took. */
  readonly #stress = async (): Promise<void> => {
    const from = offsetAt(this.machine, performance.now());
    let longest = 0;
    const beginMs = performance.now();
    for (let draw = 1; draw <= STRESS_DRAWS; draw++) {
      const frameMs = performance.now();
      this.#draw(from + draw);
      await new Promise((done) => setTimeout(done));
      longest = Math.max(longest, performance.now() - frameMs);
    }
    this.outcome = fill(GALLERY_WORDS[this.language].stressDone, {
      draws: STRESS_DRAWS * this.cases.length,
      ms: Math.round(performance.now() - beginMs),
      longest: Math.round(longest),
    });
  };

  readonly #switch = (): void => {
    this.language = this.language === 'bg' ? 'en' : 'bg';
    keepLanguage(this.language, localStorage);
  };
}
