// The stop on a phone: the same content as its board, in the hand.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { content, NOTHING_SHOWN } from '../board/content.js';
import type { BoardMemory, Message, Panel } from '../board/model.js';
import { pageStyles } from '../layouts/page-styles.js';
import { pill } from '../layouts/pill.js';
import { informationMark, warningMark } from '../layouts/tft/marks.js';
import { StopsController } from '../link/stops-controller.js';
import { TickController } from '../link/tick-controller.js';
import type { Language } from '../text/language.js';
import { PAGE_WORDS } from '../text/page-words.js';
import { keepLanguage, preferredLanguage } from '../text/preference.js';
import { fill, WORDS } from '../text/words.js';
import { phoneRow } from './phone-row.js';
import { stopStyles } from './styles.js';

/** Rows shown before «Покажи всички». */
export const FIRST_ROWS = 12;

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
  static override properties = { language: { state: true }, all: { state: true } };
  declare language: Language;
  declare all: boolean;

  readonly #stop = stopOf(location.pathname);
  readonly #link = new StopsController(this);
  #memory: BoardMemory = NOTHING_SHOWN;

  constructor() {
    super();
    this.language = preferredLanguage(location.search, localStorage);
    this.all = false;
    new TickController(this, () => this.#link.nowS);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#stop !== null) this.#link.watch({ stops: [this.#stop], client: { layout: 'phone' } });
  }

  protected override render(): TemplateResult {
    const { language } = this;
    const link = this.#link;
    const words = WORDS[language];
    const page = PAGE_WORDS[language];
    const input = { stops: link.stops, policy: link.policy, language, reachS: 0, clockTrusted: link.clockTrusted };
    const next = content(this.#memory, input, link.nowS);
    this.#memory = next.memory;
    const { clock, messages, panels } = next.content;
    const panel = panels[0];
    const said = [panel?.freshness.text, panel?.note].filter(Boolean).join(' · ');
    const stop = encodeURIComponent(this.#stop ?? '');
    return html`<header>
        <div class="bar">
          <a class="home" href="/"
            ><svg viewBox="0 0 12 20" aria-hidden="true"><path d="M10 2 2 10l8 8" /></svg>${page.allStops}</a
          >
          <button class="language" lang=${language === 'bg' ? 'en' : 'bg'} @click=${this.#switch}>${page.otherLanguage}</button>
        </div>
        <h1>${panel?.name ?? words.noStop}</h1>
        <p class="meta"><span>${panel?.code ? `${words.stop} ${panel.code}` : nothing}</span><span>${clock}</span></p>
      </header>
      <main>
        ${messages.length ? html`<section aria-label=${words.alerts} aria-live="polite">${messages.map(message)}</section>` : nothing}
        ${said ? html`<p class="said" role="status">${said}</p>` : nothing}
        ${panel ? this.#departures(panel) : nothing}
        <nav class="links" aria-label=${page.more}>
          ${
            panel && panel.rows.length > FIRST_ROWS && !this.all
              ? html`<button @click=${this.#showAll}>${page.showAll}</button>`
              : nothing
          }
          <a href="/?near">${page.nearby}</a>
          ${this.#stop === null ? nothing : html`<a href="/board/?stop=${stop}">${page.board}</a>`}
        </nav>
        <p class="note">${page.keep}</p>
      </main>`;
  }

  #departures(panel: Panel): TemplateResult {
    const words = WORDS[this.language];
    if (panel.rows.length) {
      const rows = this.all ? panel.rows : panel.rows.slice(0, FIRST_ROWS);
      return html`<ul class="rows" aria-label=${words.departures}>${rows.map((row) => phoneRow(row, words))}</ul>`;
    }
    if (panel.next) {
      const { line, headsign, time, day } = panel.next;
      return html`<div class="empty">
        <p class="quiet">${words.nextService}</p>
        <p class="large">${day ? `${day} ` : nothing}${time}</p>
        <p class="next">${pill(line, words)}${headsign}</p>
      </div>`;
    }
    const [large, small] =
      panel.state === 'waiting'
        ? [words.connecting, '']
        : panel.state === 'unknown'
          ? [words.unknownStop, fill(words.unknownStopDetail, { stop: panel.stopId })]
          : panel.state === 'unreachable'
            ? [words.unreachable, words.unreachableDetail]
            : [words.noInformation, words.noInformationDetail];
    return html`<div class="empty"><p class="large">${large}</p><p class="quiet">${small}</p></div>`;
  }

  protected override updated(): void {
    const name = this.shadowRoot?.querySelector('h1')?.textContent?.trim();
    if (name && document.title !== name) document.title = name;
    if (document.documentElement.lang !== this.language) document.documentElement.lang = this.language;
  }

  readonly #switch = (): void => {
    this.language = this.language === 'bg' ? 'en' : 'bg';
    keepLanguage(this.language, localStorage);
  };

  readonly #showAll = (): void => {
    this.all = true;
  };
}

function message({ strong, header, text }: Message): TemplateResult {
  return html`<article class="message ${strong ? 'strong' : 'mild'}">
    ${strong ? warningMark : informationMark}
    <p>${header ? html`<b>${header}</b>` : nothing}${text}</p>
  </article>`;
}
