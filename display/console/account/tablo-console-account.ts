// One's own account: password, second factor, open sessions.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { OwnSession, SessionAnswer } from '../../../server/wire/console/people.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { consoleStyles } from '../styles.js';
import { dayAndTime } from '../when.js';
import { ACCOUNT_WORDS } from '../words/account.js';
import { failureSentence } from '../words/failures.js';
import { FRAME_WORDS } from '../words/frame.js';

/** What is under way with the second factor. */
type Factor = { kind: 'rest' } | { kind: 'password'; then: 'set' | 'remove' } | { kind: 'set'; password: string };

export class TabloConsoleAccount extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      form { display: grid; gap: 0.9rem; max-width: 26rem; }
      .panel p + .row, .panel p + form { margin-top: 0.9rem; }
      .panel .table { margin-top: 0.9rem; }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    sessions: { state: true },
    passwordFault: { state: true },
    factor: { state: true },
    factorFault: { state: true },
  };
  declare sessions: readonly OwnSession[] | null;
  declare passwordFault: string;
  declare factor: Factor;
  declare factorFault: string;

  constructor() {
    super();
    this.sessions = null;
    this.passwordFault = '';
    this.factor = { kind: 'rest' };
    this.factorFault = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('door-in', this.#enrolled);
    void this.#load();
  }

  protected override render(): TemplateResult {
    const frame = FRAME_WORDS[this.language];
    const { name, role } = this.session.account;
    return html`<div class="head">
        <h1>${frame.views.account}</h1>
        <p><b>${name}</b> <span class="quiet">${frame.roles[role]}</span></p>
      </div>
      <div class="columns">${this.#password()} ${this.#factorPanel()}</div>
      ${this.#sessionsPanel()}`;
  }

  #password(): TemplateResult {
    const words = ACCOUNT_WORDS[this.language];
    return html`<section class="panel" aria-labelledby="password">
      <h2 id="password">${words.password}</h2>
      <form @submit=${this.#changePassword}>
        <input class="sr" name="name" autocomplete="username" tabindex="-1" aria-hidden="true" readonly .value=${this.session.account.name} />
        <label>${words.current}<input name="current" type="password" autocomplete="current-password" required /></label>
        <label>${words.next}<input name="next" type="password" autocomplete="new-password" required /><small>${words.hint}</small></label>
        <label>${words.repeat}<input name="repeat" type="password" autocomplete="new-password" required /></label>
        ${fault(this.passwordFault)}
        <div class="row"><button class="primary" type="submit">${words.change}</button></div>
      </form>
    </section>`;
  }

  #factorPanel(): TemplateResult {
    const words = ACCOUNT_WORDS[this.language];
    const { totp, role } = this.session.account;
    return html`<section class="panel" aria-labelledby="factor">
      <h2 id="factor">${words.factor}</h2>
      <p>${totp ? html`<span class="mark good">✓</span> ${words.factorOn}` : html`<span class="mark warn">!</span> ${words.factorOff}`}</p>
      <p class="quiet">${words.factorWhy}</p>
      ${this.#factorStep(totp, role !== 'administrator')}
      ${fault(this.factorFault)}
    </section>`;
  }

  #factorStep(totp: boolean, mayRemove: boolean): TemplateResult {
    const words = ACCOUNT_WORDS[this.language];
    const { factor } = this;
    const begin = (then: 'set' | 'remove') => () => {
      this.factorFault = '';
      this.factor = totp ? { kind: 'password', then } : { kind: 'set', password: '' };
    };
    switch (factor.kind) {
      case 'rest':
        return html`<div class="row">
          <button class=${totp ? '' : 'primary'} @click=${begin('set')}>${totp ? words.renew : words.setUp}</button>
          ${totp && mayRemove ? html`<button class="danger" @click=${begin('remove')}>${words.remove}</button>` : nothing}
        </div>`;
      case 'password':
        return html`<form @submit=${this.#confirmed}>
          <label>${words.withPassword}<input name="password" type="password" autocomplete="current-password" required /></label>
          <div class="row">
            <button class=${factor.then === 'remove' ? 'danger' : 'primary'} type="submit">${factor.then === 'remove' ? words.remove : words.goOn}</button>
            <button type="button" @click=${this.#rest}>${words.cancel}</button>
          </div>
        </form>`;
      case 'set':
        return html`<tablo-door-enrol flat .language=${this.language} .password=${factor.password}></tablo-door-enrol>
          <div class="row"><button @click=${this.#rest}>${words.cancel}</button></div>`;
    }
  }

  #sessionsPanel(): TemplateResult {
    const words = ACCOUNT_WORDS[this.language];
    return html`<section class="panel" aria-labelledby="sessions">
      <h2 id="sessions">${words.sessions}</h2>
      <p class="quiet">${words.sessionsDetail}</p>
      <div class="table">
        <table>
          <thead><tr><th scope="col">${words.address}</th><th scope="col">${words.since}</th><th scope="col">${words.seen}</th><th scope="col"><span class="sr">${words.end}</span></th></tr></thead>
          <tbody>
            ${(this.sessions ?? []).map(
              ({ id, address, created_at, seen_at, own }) => html`<tr>
                <td>${address} ${own ? html`<span class="mark good">${words.here}</span>` : nothing}</td>
                <td class="nowrap">${dayAndTime(created_at, this.language)}</td>
                <td class="nowrap">${dayAndTime(seen_at, this.language)}</td>
                <td class="number">${own ? nothing : html`<button class="plain" aria-label="${words.end}: ${address}, ${dayAndTime(created_at, this.language)}" @click=${() => this.#end(id)}>${words.end}</button>`}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  async #load(): Promise<void> {
    try {
      this.sessions = (await api.get<{ sessions: OwnSession[] }>('/me/sessions')).sessions;
    } catch (error) {
      this.sayFailure(error);
    }
  }

  readonly #changePassword = async (event: Event): Promise<void> => {
    event.preventDefault();
    const words = ACCOUNT_WORDS[this.language];
    const form = event.target as HTMLFormElement;
    const { current, next, repeat } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    this.passwordFault = next === repeat ? '' : words.differs;
    if (this.passwordFault !== '') return;
    try {
      await api.send('POST', '/me/password', { current, next });
      form.reset();
      this.say(words.changed);
      await this.#load();
    } catch (error) {
      this.passwordFault = failureSentence(error, this.language);
    }
  };

  readonly #confirmed = async (event: Event): Promise<void> => {
    event.preventDefault();
    const password = String(new FormData(event.target as HTMLFormElement).get('password'));
    if (this.factor.kind !== 'password') return;
    if (this.factor.then === 'set') {
      this.factor = { kind: 'set', password };
      return;
    }
    this.factorFault = '';
    try {
      await api.send('DELETE', '/me/totp', { password });
      this.#rest();
      this.say(ACCOUNT_WORDS[this.language].removed);
      await this.#refresh();
    } catch (error) {
      this.factorFault = failureSentence(error, this.language);
    }
  };

  readonly #rest = (): void => {
    this.factor = { kind: 'rest' };
  };

  readonly #enrolled = (): void => this.#rest();

  /** The frame learns of the change as it learns of somebody who comes in. */
  async #refresh(): Promise<void> {
    const session = await api.get<SessionAnswer>('/session');
    if (!session.signed_in) return;
    this.dispatchEvent(new CustomEvent('door-in', { detail: session, bubbles: true, composed: true }));
  }

  async #end(id: string): Promise<void> {
    try {
      await api.send('DELETE', `/me/sessions/${id}`);
      this.say(ACCOUNT_WORDS[this.language].ended);
    } catch (error) {
      this.sayFailure(error);
    }
    await this.#load();
  }
}

function fault(sentence: string): TemplateResult | typeof nothing {
  return sentence === '' ? nothing : html`<p class="fault" role="alert">${sentence}</p>`;
}
