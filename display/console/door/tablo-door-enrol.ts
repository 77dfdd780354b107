// Setting up the second factor: scan, confirm by a code, keep the recovery codes.

import { html, type TemplateResult } from 'lit';
import type { SignedIn, TotpAnswer } from '../../../server/wire/console/people.js';
import { api } from '../api.js';
import { DoorElement } from './door-element.js';
import { qrCode } from './qr.js';

export class TabloDoorEnrol extends DoorElement {
  static override properties = {
    ...DoorElement.properties,
    password: { attribute: false },
    totp: { state: true },
    codes: { state: true },
    kept: { state: true },
    copied: { state: true },
  };
  /** Shows that it is them, where another second factor is set up already. */
  declare password: string;
  declare totp: TotpAnswer | null;
  declare codes: readonly string[] | null;
  declare kept: boolean;
  declare copied: boolean;

  constructor() {
    super();
    this.password = '';
    this.totp = null;
    this.codes = null;
    this.kept = false;
    this.copied = false;
  }

  protected override firstUpdated(): void {
    void this.attempt(async () => {
      this.totp = await api.send<TotpAnswer>(
        'POST',
        '/me/totp',
        this.password === '' ? {} : { password: this.password },
      );
    });
  }

  protected override render(): TemplateResult {
    const { words, totp, codes } = this;
    if (codes) return this.#recovery(codes);
    return html`<main class="wide">
      ${this.brand()}
      <h1>${words.enrol}</h1>
      <p class="quiet">${words.enrolDetail}</p>
      ${
        totp
          ? html`<form @submit=${this.#confirm}>
              <ol>
                <li>
                  ${words.step1}
                  <div class="qr">${qrCode(totp.uri, words.qr)}</div>
                  <p class="hint">${words.byHand} <code>${grouped(totp.secret)}</code></p>
                </li>
                <li>
                  <label>${words.step2}<input class="digits" name="code" inputmode="numeric" autocomplete="one-time-code" required minlength="6" /></label>
                </li>
              </ol>
              ${this.fault()}
              <button class="primary" type="submit" ?disabled=${this.busy}>${words.confirm}</button>
            </form>`
          : this.fault()
      }
    </main>`;
  }

  #recovery(codes: readonly string[]): TemplateResult {
    const { words } = this;
    return html`<main class="wide">
      ${this.brand()}
      <h1>${words.recovery}</h1>
      <p class="quiet">${words.recoveryDetail}</p>
      <ul class="codes code">${codes.map((code) => html`<li>${code}</li>`)}</ul>
      <p class="row">
        <button @click=${this.#copy}>${this.copied ? words.copied : words.copy}</button>
        <button @click=${this.#download}>${words.download}</button>
      </p>
      <label class="check"><input type="checkbox" @change=${this.#keep} />${words.kept}</label>
      ${this.fault()}
      <button class="primary" ?disabled=${!this.kept || this.busy} @click=${this.#goOn}>${words.goOn}</button>
    </main>`;
  }

  readonly #confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    const code = this.field('code').replace(/\s/g, '');
    await this.attempt(async () => {
      const answer = await api.send<{ recovery_codes: string[] }>('POST', '/me/totp/confirm', { code });
      this.codes = answer.recovery_codes;
    });
  };

  readonly #copy = async (): Promise<void> => {
    await this.attempt(() => navigator.clipboard.writeText((this.codes ?? []).join('\n')));
    this.copied = this.failure === null;
  };

  readonly #download = (): void => {
    const file = URL.createObjectURL(new Blob([`Tablo\n${(this.codes ?? []).join('\n')}\n`], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = file;
    link.download = 'tablo-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(file);
  };

  readonly #keep = (event: Event): void => {
    this.kept = (event.target as HTMLInputElement).checked;
  };

  readonly #goOn = async (): Promise<void> => {
    await this.attempt(async () => {
      const session = await api.get<SignedIn | { signed_in: false }>('/session');
      if (session.signed_in) this.enter(session);
    });
  };
}

/** In fours, as people read it out. */
function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
