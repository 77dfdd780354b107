// The stop on a phone: the same content as its board, in the hand.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { content, NOTHING_SHOWN } from '../board/content.js';
import type { BoardContent, BoardMemory, Message, Panel, Row } from '../board/model.js';
import { pageStyles } from '../layouts/page-styles.js';
import { pill } from '../layouts/pill.js';
import { informationMark, warningMark, wheelchairMark } from '../layouts/tft/marks.js';
import { StopsController } from '../link/stops-controller.js';
import { TickController } from '../link/tick-controller.js';
import type { Language } from '../text/language.js';
import { nothingWords } from '../text/nothing-words.js';
import { PAGE_WORDS } from '../text/page-words.js';
import { keepLanguage, preferredLanguage } from '../text/preference.js';
import { properName } from '../text/proper-case.js';
import { STOP_WORDS } from '../text/stop-words.js';
import { WORDS } from '../text/words.js';
import { type Favourite, favourites, toggle } from './favourites.js';
import { type Opening, phoneRow } from './phone-row.js';
import { stopStyles } from './styles.js';

/** Rows shown before «Покажи всички». */
export const FIRST_ROWS = 12;
/** A longer text that only informs is folded under its header. */
const LONG_TEXT = 90;
/** A line with a longer name («Дъбрава») makes the column of lines wide. */
const LONG_LINE = 4;

/** The stop named by the address `/stop/{stop_id}`; null where it names none. */
export function stopOf(pathname: string): string | null {
  const found = /^\/stop\/([^/]+)\/?$/.exec(pathname);
  try {
    return found ? decodeURIComponent(found[1]!) : null;
  } catch {
    return null;
  }
}

export class TabloStop extends LitElement {
  static override styles = [pageStyles, stopStyles];
  static override properties = {
    language: { state: true },
    all: { state: true },
    kept: { state: true },
    opened: { state: true },
    nearby: { state: true },
  };
  declare language: Language;
  declare all: boolean;
  declare kept: Favourite[];
  /** The id of the departure whose line is drawn. */
  declare opened: string | null;
  declare nearby: boolean;

  readonly #stop = stopOf(location.pathname);
  readonly #link = new StopsController(this);
  #memory: BoardMemory = NOTHING_SHOWN;

  constructor() {
    super();
    this.language = preferredLanguage(location.search, shelf());
    this.all = false;
    this.kept = favourites(shelf());
    this.opened = null;
    this.nearby = false;
    new TickController(this, () => this.#link.nowS);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#stop !== null) this.#link.watch({ stops: [this.#stop], client: { layout: 'phone' } });
  }

  /** The gallery draws this element, too, where it is not the page. */
  protected get isPage(): boolean {
    return true;
  }

  /** What stands on the phone now. */
  protected boardNow(): BoardContent {
    const { stops, policy, clockTrusted, nowS } = this.#link;
    const input = { stops, policy, language: this.language, reachS: 0, clockTrusted, nameOf: properName };
    const next = content(this.#memory, input, nowS);
    this.#memory = next.memory;
    return next.content;
  }

  protected override render(): TemplateResult {
    const { language } = this;
    const words = WORDS[language];
    const page = PAGE_WORDS[language];
    const { clock, messages, panels } = this.boardNow();
    const panel = panels[0];
    const isEmpty = !panel?.rows.length && !panel?.next;
    // Of an empty stop the page says below what is the matter, or the message above does.
    const said = isEmpty ? '' : [panel?.freshness.text, panel?.note].filter(Boolean).join(' · ');
    const isExplained = isEmpty && panel?.state === 'departures' && messages[0]?.strong;
    const stop = encodeURIComponent(this.#stop ?? '');
    const isKnown = panel?.state !== 'unknown' && panel !== undefined;
    return html`<header>
        <div class="bar">
          <a class="home" href="/"
            ><svg viewBox="0 0 12 20" aria-hidden="true"><path d="M10 2 2 10l8 8" /></svg>${page.allStops}</a
          >
          <button class="language" lang=${language === 'bg' ? 'en' : 'bg'} @click=${this.#switch}>${page.otherLanguage}</button>
        </div>
        <div class="title">
          <h1>${panel?.name ?? nothingWords({ state: 'unchosen', stopId: '' }, language)[0]}</h1>
          ${panel?.state === 'departures' ? this.#keepButton(panel) : nothing}
        </div>
        <p class="meta"><span>${panel?.code ? `${words.stop} ${panel.code}` : nothing}</span><span>${clock}</span></p>
      </header>
      <main>
        ${messages.length ? html`<section aria-label=${words.alerts} aria-live="polite">${messages.map(message)}</section>` : nothing}
        ${said ? html`<p class="said" role="status">${said}</p>` : nothing}
        ${panel && !isExplained ? this.#departures(panel) : nothing}
        <nav class="links" aria-label=${page.more}>
          ${this.nearby ? nothing : html`<button @click=${this.#showNearby}>${STOP_WORDS[language].nearby}</button>`}
          ${isKnown ? html`<a href="/board/?stop=${stop}">${page.board}</a>` : nothing}
        </nav>
        ${
          this.nearby
            ? html`<h2>${STOP_WORDS[language].nearby}</h2>
                <tablo-nearby .language=${language} .stopId=${this.#stop ?? ''}></tablo-nearby>`
            : nothing
        }
        ${this.#favourites()}
        <p class="note">${page.keep}</p>
      </main>`;
  }

  #departures(panel: Panel): TemplateResult {
    const words = WORDS[this.language];
    const page = PAGE_WORDS[this.language];
    if (panel.rows.length) {
      const rows = this.all ? panel.rows : panel.rows.slice(0, FIRST_ROWS);
      // What is true of every bus is said once.
      const isAllAccessible = rows.length > 1 && rows.every((row) => row.wheelchair);
      const isLong = rows.some(({ line }) => [...line.name].length > LONG_LINE);
      return html`<ul class="rows ${isLong ? 'long-lines' : ''}" aria-label=${words.departures}>
          ${rows.map((row) => phoneRow(isAllAccessible ? { ...row, wheelchair: false } : row, words, this.#opening(row)))}
        </ul>
        ${rows.length < panel.rows.length ? html`<button class="all" @click=${this.#showAll}>${page.showAll}</button>` : nothing}
        ${isAllAccessible ? html`<p class="note">${wheelchairMark} ${words.allAccessible}</p>` : nothing}`;
    }
    if (panel.next) {
      const { line, headsign, time, day } = panel.next;
      return html`<div class="empty">
        <p class="quiet">${words.nextService}</p>
        <p class="large">${day ? `${day} ` : nothing}${time}</p>
        <p class="next">${pill(line, words)}${headsign}</p>
      </div>`;
    }
    const [large, small] = nothingWords(panel, this.language);
    return html`<div class="empty"><p class="large">${large}</p><p class="quiet">${small}</p></div>`;
  }

  #keepButton({ stopId, name }: Panel): TemplateResult {
    const words = STOP_WORDS[this.language];
    const isKept = this.kept.some((stop) => stop.stopId === stopId);
    const label = isKept ? words.dropStop : words.keepStop;
    return html`<button class="keep" aria-pressed=${isKept} aria-label=${label} title=${label} @click=${() => this.#keep(stopId, name)}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m12 3.500 2.600 5.400 5.900.8-4.300 4.100 1.100 5.900-5.300-2.900-5.300 2.900 1.100-5.900L3.500 9.700l5.900-.8z" /></svg>
    </button>`;
  }

  #keep(stopId: string, name: string): void {
    const known = this.#link.stops.find((stop) => stop.kind === 'document' && stop.document.stop.stop_id === stopId);
    const names = known?.kind === 'document' ? known.document.stop.stop_name : { bg: name, en: name };
    this.kept = toggle(shelf(), { stopId, name: names });
  }

  #favourites(): TemplateResult | typeof nothing {
    const others = this.kept.filter(({ stopId }) => stopId !== this.#stop);
    if (!others.length) return nothing;
    const title = STOP_WORDS[this.language].favourites;
    return html`<h2>${title}</h2>
      <ul class="kept" aria-label=${title}>
        ${others.map(({ stopId, name }) => html`<li><a href="/stop/${encodeURIComponent(stopId)}">${properName(name, this.language)}</a></li>`)}
      </ul>`;
  }

  /** How a row opens to its line; null for rows of which no trip is known (the kept timetable's). */
  #opening(row: Row): Opening | null {
    const [known] = this.#link.stops;
    if (known?.kind !== 'document') return null;
    const departure = known.document.departures.find(({ id }) => id === row.id);
    if (!departure?.trip_id) return null;
    const isOpen = this.opened === row.id;
    return {
      isOpen,
      toggle: () => {
        this.opened = isOpen ? null : row.id;
        if (!isOpen) void loadJourney();
      },
      inside: isOpen
        ? html`<tablo-journey
            .tripId=${departure.trip_id}
            .date=${departure.start_date}
            .stopId=${departure.stop_id}
            .stopSequence=${departure.stop_sequence}
            .timezone=${known.document.stop.timezone}
            .nowS=${this.#link.nowS}
            .language=${this.language}
          ></tablo-journey>`
        : nothing,
    };
  }

  readonly #showNearby = async (): Promise<void> => {
    this.nearby = true;
    const { TabloNearby } = await import('./tablo-nearby.js');
    if (!customElements.get('tablo-nearby')) customElements.define('tablo-nearby', TabloNearby);
  };

  protected override firstUpdated(): void {
    if (!this.isPage) return;
    // The page is kept for underground and for the next visit; a phone's browser changes builds by itself.
    import('../cache/shell.js').then(
      ({ Shell }) => new Shell({ complain: ignore, random: Math.random }).start(),
      ignore,
    );
  }

  protected override updated(): void {
    if (!this.isPage) return;
    const name = this.shadowRoot?.querySelector('h1')?.textContent?.trim();
    if (name && document.title !== name) document.title = name;
    if (document.documentElement.lang !== this.language) document.documentElement.lang = this.language;
  }

  readonly #switch = (): void => {
    this.language = this.language === 'bg' ? 'en' : 'bg';
    keepLanguage(this.language, shelf());
  };

  readonly #showAll = (): void => {
    this.all = true;
  };
}

async function loadJourney(): Promise<void> {
  const { TabloJourney } = await import('./tablo-journey.js');
  if (!customElements.get('tablo-journey')) customElements.define('tablo-journey', TabloJourney);
}

/** The page stands without what could not be loaded; the next visit tries again. */
function ignore(): void {}

/** Storage that may be forbidden. */
function shelf(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function message({ strong, header, text }: Message): TemplateResult {
  // What only informs is a line until it is asked for: the departures are why the page was opened.
  if (!strong && header && text.length > LONG_TEXT)
    return html`<details class="message mild">
      <summary>${informationMark}<b>${header}</b></summary>
      <p>${text}</p>
    </details>`;
  return html`<article class="message ${strong ? 'strong' : 'mild'}">
    ${strong ? warningMark : informationMark}
    <p>${header ? html`<b>${header}</b>` : nothing}${text}</p>
  </article>`;
}
