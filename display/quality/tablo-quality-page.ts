// The public page around the figures: a title, the language, and whether the city is invented.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { consoleStyles } from '../console/styles.js';
import { isSimulated } from '../start/stops-api.js';
import type { Language } from '../text/language.js';
import { keepLanguage, preferredLanguage } from '../text/preference.js';
import { QUALITY_WORDS } from './words.js';

export class TabloQualityPage extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      :host { max-width: 88rem; margin: 0 auto; padding: 1.2rem clamp(0.8rem, 3vw, 2rem) 3rem; }
      header { display: grid; gap: 0.4rem; margin-bottom: 1.4rem; }
      header .row { justify-content: space-between; }
      h1 { font-size: clamp(1.6rem, 4vw, 2.2rem); }
    `,
  ];
  static override properties = { language: { state: true }, simulated: { state: true } };
  declare language: Language;
  declare simulated: boolean;

  constructor() {
    super();
    this.language = preferredLanguage(location.search, localStorage);
    this.simulated = false;
    isSimulated().then(
      (simulated) => {
        this.simulated = simulated;
      },
      () => {
        // A server that does not answer says nothing about its city.
      },
    );
  }

  protected override render(): TemplateResult {
    const words = QUALITY_WORDS[this.language];
    document.documentElement.lang = this.language;
    document.title = `${words.title} – ${words.start}`;
    return html`<header>
        <div class="row">
          <a href="/">${words.start}</a>
          <button class="plain" lang=${this.language === 'bg' ? 'en' : 'bg'} @click=${this.#switch}>${words.otherLanguage}</button>
        </div>
        <h1>${words.title}</h1>
        <p class="quiet">${words.lead}</p>
        ${this.simulated ? html`<p class="note">${words.simulated}</p>` : nothing}
      </header>
      <main><tablo-quality .language=${this.language}></tablo-quality></main>`;
  }

  readonly #switch = (): void => {
    this.language = this.language === 'bg' ? 'en' : 'bg';
    keepLanguage(this.language, localStorage);
  };
}
