// Signing in: name and password, then the code where the account has a second factor.

import { html, nothing, type TemplateResult } from 'lit';
import type { LoginRequest, SignedIn } from '../../../server/wire/console/people.js';
import { ApiFailure, api } from '../api.js';
import { DoorElement } from './door-element.js';

export class TabloDoorLogin extends DoorElement {
  static override properties = {
    ...DoorElement.properties,
    firstStart: { attribute: false },
    asksCode: { state: true },
  };
  /** Nobody has an account yet. */
  declare firstStart: boolean;
  declare asksCode: boolean;

  constructor() {
    super();
    this.firstStart = false;
    this.asksCode = false;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input')?.focus();
  }

  protected override render(): TemplateResult {
    const { words } = this;
    if (this.firstStart) {
      return html`<main>
        ${this.brand()}
        <h1>${words.firstStart}</h1>
        <p>${words.firstStartDetail}</p>
      </main>`;
    }
    return html`<main>
      ${this.brand()}
      <h1>${words.signIn}</h1>
      <form @submit=${this.#submit}>
        <label>${words.name}<input name="name" autocomplete="username" autocapitalize="off" spellcheck="false" required ?readonly=${this.asksCode} /></label>
        <label>${words.password}<input name="password" type="password" autocomplete="current-password" required ?readonly=${this.asksCode} /></label>
        ${
          this.asksCode
            ? html`<label>${words.code}<input class="digits" name="code" inputmode="numeric" autocomplete="one-time-code" required />
                <small>${words.codeHint}</small></label>`
            : nothing
        }
        ${this.fault()}
        <button class="primary" type="submit" ?disabled=${this.busy}>${this.busy ? words.entering : words.enter}</button>
        ${this.asksCode ? html`<button class="plain" type="button" @click=${this.#back}>${words.back}</button>` : nothing}
      </form>
    </main>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const request: LoginRequest = { name: this.field('name'), password: this.field('password') };
    if (this.asksCode) request.code = this.field('code');
    let wantsCode = false;
    await this.attempt(async () => {
      try {
        this.enter(await api.send<SignedIn>('POST', '/login', request));
      } catch (error) {
        if (!(error instanceof ApiFailure) || error.code !== 'code') throw error;
        wantsCode = true;
      }
    });
    if (wantsCode) this.asksCode = true;
    await this.updateComplete;
    if (wantsCode || (this.asksCode && this.failure !== null)) {
      const code = this.renderRoot.querySelector<HTMLInputElement>('input[name="code"]');
      code?.focus();
      code?.select();
    }
  };

  readonly #back = (): void => {
    this.asksCode = false;
    this.failure = null;
  };
}
