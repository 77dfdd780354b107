// What the elements before the console share: language, a form that is busy or failed, and the word that somebody is in.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { SignedIn } from '../../../server/wire/console/people.js';
import type { Language } from '../../text/language.js';
import { consoleStyles } from '../styles.js';
import { DOOR_WORDS, type DoorWords } from '../words/door.js';
import { FAILURES, failureSentence } from '../words/failures.js';
import { FRAME_WORDS } from '../words/frame.js';
import { doorStyles } from './door-styles.js';

/** An element before the console. Says `door-in` with the session, `door-language` where the language is to change. */
export class DoorElement extends LitElement {
  static override styles = [consoleStyles, doorStyles];
  static override properties = {
    language: { attribute: false },
    busy: { state: true },
    failure: { state: true },
  };
  declare language: Language;
  declare busy: boolean;
  /** What failed: an error, or a code of FAILURES. */
  declare failure: unknown;

  constructor() {
    super();
    this.language = 'bg';
    this.busy = false;
    this.failure = null;
  }

  protected get words(): DoorWords {
    return DOOR_WORDS[this.language];
  }

  /** Runs what a form asks for; true where it went well. */
  protected async attempt(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.failure = error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Somebody is in. */
  protected enter(session: SignedIn): void {
    this.dispatchEvent(new CustomEvent<SignedIn>('door-in', { detail: session, bubbles: true, composed: true }));
  }

  protected brand(): TemplateResult {
    const { otherLanguage } = FRAME_WORDS[this.language];
    return html`<p class="brand">
      <img src="/icon.svg" alt="" />Табло
      <button class="plain" lang=${this.language === 'bg' ? 'en' : 'bg'} @click=${this.#switch}>${otherLanguage}</button>
    </p>`;
  }

  protected fault(): TemplateResult | typeof nothing {
    if (this.failure === null) return nothing;
    const sentence =
      typeof this.failure === 'string'
        ? (FAILURES[this.language][this.failure] ?? this.failure)
        : failureSentence(this.failure, this.language);
    return html`<p class="fault" role="alert">${sentence}</p>`;
  }

  /** A field's text as it was typed. */
  protected field(name: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
  }

  readonly #switch = (): void => {
    this.dispatchEvent(new CustomEvent('door-language', { bubbles: true, composed: true }));
  };
}
