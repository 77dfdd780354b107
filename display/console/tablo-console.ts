// The frame of the console: who is signed in, which view is open, the keyboard, language and theme.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Role, SessionAnswer, SignedIn } from '../../server/wire/console/people.js';
import type { Language } from '../text/language.js';
import { keepLanguage, preferredLanguage } from '../text/preference.js';
import { fill } from '../text/words.js';
import { type Place, placeOf, viewAddress } from './address.js';
import { api } from './api.js';
import type { ConsoleView } from './console-view.js';
import { TabloDoorEnrol } from './door/tablo-door-enrol.js';
import { TabloDoorLink } from './door/tablo-door-link.js';
import { TabloDoorLogin } from './door/tablo-door-login.js';
import { frameStyles } from './frame-styles.js';
import { type ChordState, letterOf, meaningOf } from './keys.js';
import { consoleStyles } from './styles.js';
import { keptTheme, onSystemTheme, setTheme, showTheme, THEMES, type Theme } from './theme.js';
import type { ViewId } from './view-id.js';
import { VIEWS, type View } from './views.js';
import { failureSentence } from './words/failures.js';
import { FRAME_WORDS } from './words/frame.js';

/** A sentence that was said stays for so long. */
export const SAID_FOR_MS = 6_000;
/** The server is told of a person's hand as often as this at most. */
export const PRESENT_EVERY_MS = 5 * 60_000;
/** The end of a session is told so long before. */
export const WARN_BEFORE_S = 300;
const LOOK_EVERY_MS = 15_000;
const RANK: Readonly<Record<Role, number>> = { viewer: 0, dispatcher: 1, administrator: 2 };

for (const [tag, element] of [
  ['tablo-door-login', TabloDoorLogin],
  ['tablo-door-link', TabloDoorLink],
  ['tablo-door-enrol', TabloDoorEnrol],
] as const) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export class TabloConsole extends LitElement {
  static override styles = [consoleStyles, frameStyles];
  static override properties = {
    language: { state: true },
    theme: { state: true },
    answer: { state: true },
    failure: { state: true },
    place: { state: true },
    view: { state: true },
    viewFailure: { state: true },
    said: { state: true },
    minutesLeft: { state: true },
    chord: { state: true },
  };
  declare language: Language;
  declare theme: Theme;
  /** Null before the server has answered. */
  declare answer: SessionAnswer | null;
  declare failure: unknown;
  declare place: Place;
  /** The open view, and its element. */
  declare view: { id: ViewId; element: ConsoleView } | null;
  declare viewFailure: boolean;
  declare said: { text: string; tone: 'good' | 'bad' } | null;
  /** Minutes until the session ends, where that is soon. */
  declare minutesLeft: number | null;
  declare chord: ChordState;
  #ends: (() => void)[] = [];
  #saidTimer: ReturnType<typeof setTimeout> | null = null;
  #presentAtMs = 0;
  /** The server's clock minus ours, seconds. */
  #aheadS = 0;

  constructor() {
    super();
    this.language = preferredLanguage(location.search, localStorage);
    this.theme = keptTheme(localStorage);
    this.answer = null;
    this.failure = null;
    this.place = placeOf(location.hash, VIEWS[0]!.id);
    this.view = null;
    this.viewFailure = false;
    this.said = null;
    this.minutesLeft = null;
    this.chord = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    showTheme(this.theme);
    document.documentElement.lang = this.language;
    const listen = (target: EventTarget, type: string, heard: (event: never) => void): void => {
      target.addEventListener(type, heard as EventListener);
      this.#ends.push(() => target.removeEventListener(type, heard as EventListener));
    };
    listen(window, 'hashchange', this.#moved);
    listen(window, 'keydown', this.#pressed);
    listen(window, 'pointerdown', this.#present);
    listen(this, 'console-say', this.#heard);
    listen(this, 'door-in', this.#entered);
    listen(this, 'door-language', this.#switch);
    this.#ends.push(onSystemTheme(() => showTheme(this.theme)));
    const timer = setInterval(() => this.#lookAtEnd(), LOOK_EVERY_MS);
    this.#ends.push(() => clearInterval(timer));
    api.onSignedOut = () => void this.#ask();
    void this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  protected override render(): TemplateResult {
    const words = FRAME_WORDS[this.language];
    const { answer, place } = this;
    if (!answer) {
      return html`<main class="empty" role="status">${
        this.failure === null
          ? words.loading
          : html`<p>${failureSentence(this.failure, this.language)}</p>
              <p><button @click=${() => this.#ask()}>${words.again}</button></p>`
      }</main>`;
    }
    if (place.kind === 'link' && !answer.signed_in) {
      return html`<tablo-door-link .language=${this.language} .secret=${place.secret}></tablo-door-link>`;
    }
    if (!answer.signed_in) {
      return html`<tablo-door-login .language=${this.language} .firstStart=${answer.first_start}></tablo-door-login>`;
    }
    if (answer.must_enrol) return html`<tablo-door-enrol .language=${this.language}></tablo-door-enrol>`;
    return this.#frame(answer);
  }

  #frame(session: SignedIn): TemplateResult {
    const words = FRAME_WORDS[this.language];
    const current = this.place.kind === 'view' ? this.place.view : '';
    return html`<div class="frame">
        <header class="side">
          <button class="skip" @click=${this.#toMain}>${words.skip}</button>
          <p class="brand"><img src="/icon.svg" alt="" />Табло</p>
          <nav aria-label=${words.menu} class=${this.chord === null ? nothing : 'keys'}>
            ${this.#views(session).map(
              ({ id, code }) =>
                html`<a href=${viewAddress(id)} aria-current=${id === current ? 'page' : nothing}>${words.views[id]}<kbd aria-hidden="true">${letterOf(code)}</kbd></a>`,
            )}
          </nav>
          <div class="foot">
            <span><b>${session.account.name}</b><br /><span class="quiet">${words.roles[session.account.role]}</span></span>
            <select aria-label=${words.theme} .value=${this.theme} @change=${this.#paint}>
              ${THEMES.map((theme) => html`<option value=${theme} ?selected=${theme === this.theme}>${words.themes[theme]}</option>`)}
            </select>
            <button lang=${this.language === 'bg' ? 'en' : 'bg'} @click=${this.#switch}>${words.otherLanguage}</button>
            <button @click=${this.#help}>${words.keys}</button>
            <button class="out" @click=${this.#signOut}>${words.signOut}</button>
          </div>
        </header>
        <main id="main" tabindex="-1">${this.#content()}</main>
      </div>
      <div class="said">
        ${
          this.minutesLeft === null
            ? nothing
            : html`<div class="row" role="status">${fill(words.endsSoon, { minutes: this.minutesLeft })}
                <button @click=${() => this.#tellPresent()}>${words.stillHere}</button></div>`
        }
        <div role="status" aria-live="polite">${this.said ? html`<p class=${this.said.tone}>${this.said.text}</p>` : nothing}</div>
      </div>
      ${this.#keyList(session)}`;
  }

  #content(): TemplateResult | ConsoleView {
    const words = FRAME_WORDS[this.language];
    if (this.view) return this.view.element;
    if (this.viewFailure) {
      return html`<div class="empty"><p>${words.notLoaded}</p><p><button @click=${() => this.#open()}>${words.again}</button></p></div>`;
    }
    const isKnown = this.#known() !== null;
    return html`<p class="empty" role="status">${isKnown ? words.loading : words.noView}</p>`;
  }

  #keyList(session: SignedIn): TemplateResult {
    const words = FRAME_WORDS[this.language];
    return html`<dialog aria-labelledby="keys-title">
      <h2 id="keys-title">${words.keys}</h2>
      <dl class="keylist">
        ${this.#views(session).map(
          ({ id, code }) =>
            html`<dt><kbd>G</kbd> ${words.thenLetter} <kbd>${letterOf(code)}</kbd></dt><dd>${words.views[id]}</dd>`,
        )}
        <dt><kbd>/</kbd></dt><dd>${words.keyFind}</dd>
        <dt><kbd>?</kbd></dt><dd>${words.keyHelp}</dd>
        <dt><kbd>Esc</kbd></dt><dd>${words.keyClose}</dd>
      </dl>
      <form method="dialog" class="buttons"><button class="primary">${words.close}</button></form>
    </dialog>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('place') || changed.has('answer')) void this.#open();
    if (this.view && this.answer?.signed_in) {
      const { id, element } = this.view;
      document.title = `${FRAME_WORDS[this.language].views[id]} – Табло`;
      element.language = this.language;
      element.session = this.answer;
    }
  }

  #views({ account }: SignedIn): readonly View[] {
    return VIEWS.filter(({ least }) => RANK[account.role] >= RANK[least]);
  }

  /** The view that the address names, where this person may see it. */
  #known(): View | null {
    const { answer, place } = this;
    if (!answer?.signed_in || place.kind !== 'view') return null;
    return this.#views(answer).find(({ id }) => id === place.view) ?? null;
  }

  async #open(): Promise<void> {
    const { answer, place } = this;
    if (!answer?.signed_in || answer.must_enrol) {
      this.view = null;
      return;
    }
    if (place.kind === 'link') return this.#toFirst(answer);
    const known = this.#known();
    if (!known) {
      this.view = null;
      // Where the first screen is not for this role, the first that is.
      if (place.view === VIEWS[0]!.id) this.#toFirst(answer);
      return;
    }
    if (this.view?.id === known.id) {
      this.view.element.path = place.path;
      return;
    }
    this.view = null;
    this.viewFailure = false;
    const tag = `tablo-console-${known.id}`;
    try {
      const element = await known.load();
      if (!customElements.get(tag)) customElements.define(tag, element);
    } catch {
      this.viewFailure = true;
      return;
    }
    if (this.#known()?.id !== known.id || !this.answer?.signed_in) return;
    const element = document.createElement(tag) as ConsoleView;
    element.language = this.language;
    element.session = this.answer;
    element.path = this.place.kind === 'view' ? this.place.path : [];
    this.view = { id: known.id, element };
  }

  #toFirst(session: SignedIn): void {
    const first = this.#views(session)[0];
    if (first) location.replace(viewAddress(first.id));
  }

  async #ask(): Promise<void> {
    this.failure = null;
    try {
      this.#take(await api.get<SessionAnswer>('/session'));
    } catch (error) {
      this.failure = error;
    }
  }

  #take(answer: SessionAnswer): void {
    this.answer = answer;
    api.use(answer.signed_in ? answer : null);
    if (!answer.signed_in) this.view = null;
    else this.#aheadS = answer.now - Date.now() / 1000;
    this.#lookAtEnd();
  }

  #lookAtEnd(): void {
    const { answer } = this;
    if (!answer?.signed_in) {
      this.minutesLeft = null;
      return;
    }
    const leftS = answer.ends_at - (Date.now() / 1000 + this.#aheadS);
    this.minutesLeft = leftS < WARN_BEFORE_S ? Math.max(0, Math.ceil(leftS / 60)) : null;
    if (leftS < 0) void this.#ask();
  }

  /** A person's hand: the session goes on. */
  readonly #present = (): void => {
    if (this.answer?.signed_in && Date.now() - this.#presentAtMs > PRESENT_EVERY_MS) void this.#tellPresent();
  };

  async #tellPresent(): Promise<void> {
    this.#presentAtMs = Date.now();
    try {
      this.#take(await api.send<SignedIn>('POST', '/present'));
    } catch {
      // Told again with the next touch.
    }
  }

  readonly #moved = (): void => {
    this.place = placeOf(location.hash, VIEWS[0]!.id);
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    this.#present();
    if (!this.answer?.signed_in || this.answer.must_enrol || this.renderRoot.querySelector('dialog[open]')) return;
    const target = event.composedPath()[0];
    const inField =
      target instanceof HTMLElement && (target.matches('input, select, textarea') || target.isContentEditable);
    const { key, code, ctrlKey, altKey, metaKey } = event;
    const modified = ctrlKey || altKey || metaKey;
    const [chord, meaning] = meaningOf(this.chord, { key, code, modified, inField, atMs: event.timeStamp });
    this.chord = chord;
    if (meaning.do === 'none') return;
    event.preventDefault();
    if (meaning.do === 'find') this.view?.element.find();
    else if (meaning.do === 'help') this.#help();
    else location.hash = viewAddress(meaning.view);
  };

  readonly #heard = ({ detail }: CustomEvent<{ text: string; tone: 'good' | 'bad' }>): void => {
    this.said = detail;
    if (this.#saidTimer !== null) clearTimeout(this.#saidTimer);
    this.#saidTimer = setTimeout(() => {
      this.said = null;
    }, SAID_FOR_MS);
  };

  readonly #entered = ({ detail }: CustomEvent<SignedIn>): void => this.#take(detail);

  readonly #switch = (): void => {
    this.language = this.language === 'bg' ? 'en' : 'bg';
    document.documentElement.lang = this.language;
    keepLanguage(this.language, localStorage);
  };

  readonly #paint = (event: Event): void => {
    this.theme = (event.target as HTMLSelectElement).value as Theme;
    setTheme(this.theme);
  };

  readonly #help = (): void => {
    this.renderRoot.querySelector('dialog')?.showModal();
  };

  readonly #toMain = (): void => {
    this.renderRoot.querySelector<HTMLElement>('#main')?.focus();
  };

  readonly #signOut = async (): Promise<void> => {
    try {
      await api.send('POST', '/logout');
    } catch (error) {
      if (this.answer?.signed_in) this.said = { text: failureSentence(error, this.language), tone: 'bad' };
    }
    await this.#ask();
  };
}
