// People: who may sign in and as what; invitations and new passwords by one-time links.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { LinkAnswer, PersonAnswer, Role } from '../../../server/wire/console/people.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { consoleStyles } from '../styles.js';
import { dayAndTime } from '../when.js';
import { failureSentence } from '../words/failures.js';
import { FRAME_WORDS } from '../words/frame.js';
import { PEOPLE_WORDS } from '../words/people.js';

const ROLES: readonly Role[] = ['viewer', 'dispatcher', 'administrator'];

/** What the dialog is about. */
type Asked =
  | { kind: 'invite' }
  | { kind: 'change'; person: PersonAnswer }
  | { kind: 'link'; person: PersonAnswer }
  | { kind: 'ready'; address: string; expiresAt: number; copied: boolean };

export class TabloConsolePeople extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      .head input { width: 16rem; }
      dialog form { display: grid; gap: 1rem; }
      fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 0.5rem; }
      legend { font-weight: 600; padding: 0; margin-bottom: 0.3rem; }
      .address { background: var(--ground); border: 1px solid var(--rule); border-radius: 0.4rem; padding: 0.6rem 0.8rem; }
      tr.off td { color: var(--quiet); }
      td.actions { text-align: right; white-space: nowrap; }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    people: { state: true },
    asked: { state: true },
    failure: { state: true },
    filter: { state: true },
  };
  declare people: readonly PersonAnswer[] | null;
  declare asked: Asked | null;
  declare failure: unknown;
  declare filter: string;

  constructor() {
    super();
    this.people = null;
    this.asked = null;
    this.failure = null;
    this.filter = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const words = PEOPLE_WORDS[this.language];
    return html`<div class="head">
        <h1>${FRAME_WORDS[this.language].views.people}</h1>
        <input data-find type="search" aria-label=${words.filter} placeholder=${words.filter} @input=${this.#narrow} />
        <button class="primary" @click=${() => this.#ask({ kind: 'invite' })}>${words.invite}</button>
      </div>
      ${this.people ? this.#table(this.people) : html`<p class="empty" role="status">${FRAME_WORDS[this.language].loading}</p>`}
      <dialog aria-labelledby="title" @close=${this.#closed}>${this.asked ? this.#dialog(this.asked) : nothing}</dialog>`;
  }

  #table(people: readonly PersonAnswer[]): TemplateResult {
    const words = PEOPLE_WORDS[this.language];
    const key = this.filter.trim().toLocaleLowerCase();
    const shown = people.filter(({ name }) => name.toLocaleLowerCase().includes(key));
    return html`<div class="table" tabindex="0" role="region" aria-label=${FRAME_WORDS[this.language].views.people}>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.name}</th><th scope="col">${words.role}</th><th scope="col">${words.factor}</th>
            <th scope="col">${words.lastIn}</th><th scope="col">${words.state}</th><th scope="col"><span class="sr">${words.actions}</span></th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((person) => this.#row(person))}
        </tbody>
      </table>
    </div>`;
  }

  #row(person: PersonAnswer): TemplateResult {
    const words = PEOPLE_WORDS[this.language];
    const { id, name, role, totp, last_in_at, disabled_at } = person;
    const isOwn = id === this.session.account.id;
    return html`<tr class=${disabled_at === null ? '' : 'off'}>
      <td><b>${name}</b>${isOwn ? html` <span class="quiet">(${words.you})</span>` : nothing}</td>
      <td>${FRAME_WORDS[this.language].roles[role]}</td>
      <td>${totp ? words.hasFactor : html`<span class="warn">${words.noFactor}</span>`}</td>
      <td class="nowrap">${last_in_at === null ? words.never : dayAndTime(last_in_at, this.language)}</td>
      <td>${disabled_at === null ? words.active : html`<span class="mark bad">${words.disabled}</span>`}</td>
      <td class="actions">
        ${
          isOwn
            ? html`<a href=${viewAddress('account')}>${FRAME_WORDS[this.language].views.account}</a>`
            : html`<button class="plain" aria-label="${words.change}: ${name}" @click=${() => this.#ask({ kind: 'change', person })}>${words.change}</button>
                <button class="plain" aria-label="${words.newLink}: ${name}" ?disabled=${disabled_at !== null} @click=${() => this.#ask({ kind: 'link', person })}>${words.newLink}</button>`
        }
      </td>
    </tr>`;
  }

  #dialog(asked: Asked): TemplateResult {
    const words = PEOPLE_WORDS[this.language];
    const buttons = (text: string) =>
      html`${this.failure === null ? nothing : html`<p class="fault" role="alert">${failureSentence(this.failure, this.language)}</p>`}
        <div class="buttons">
          <button type="button" @click=${this.#close}>${words.cancel}</button>
          <button class="primary" type="submit">${text}</button>
        </div>`;
    switch (asked.kind) {
      case 'invite':
        return html`<h2 id="title">${words.invite}</h2>
          <form @submit=${this.#invite}>
            <p class="quiet">${words.inviteDetail}</p>
            <label>${words.name}<input name="name" required minlength="2" maxlength="64" autocomplete="off" /></label>
            ${this.#roles('dispatcher')} ${buttons(words.makeLink)}
          </form>`;
      case 'change':
        return html`<h2 id="title">${fill(words.changeOf, { name: asked.person.name })}</h2>
          <form @submit=${(event: Event) => this.#change(event, asked.person)}>
            ${this.#roles(asked.person.role)}
            <label class="check"><input type="checkbox" name="active" ?checked=${asked.person.disabled_at === null} />${words.mayIn}</label>
            ${buttons(words.save)}
          </form>`;
      case 'link':
        return html`<h2 id="title">${fill(words.newLinkOf, { name: asked.person.name })}</h2>
          <form @submit=${(event: Event) => this.#newLink(event, asked.person)}>
            <p>${words.newLinkDetail}</p>
            ${buttons(words.makeLink)}
          </form>`;
      case 'ready':
        return html`<h2 id="title">${words.link}</h2>
          <p class="address code">${asked.address}</p>
          <p class="quiet">${fill(words.linkDetail, { time: dayAndTime(asked.expiresAt, this.language) })}</p>
          <div class="buttons">
            <button @click=${() => this.#copy(asked)}>${asked.copied ? words.copied : words.copy}</button>
            <button class="primary" @click=${this.#close}>${words.done}</button>
          </div>`;
    }
  }

  #roles(chosen: Role): TemplateResult {
    const words = PEOPLE_WORDS[this.language];
    const { roles } = FRAME_WORDS[this.language];
    return html`<fieldset>
      <legend>${words.role}</legend>
      ${ROLES.map(
        (role) =>
          html`<label class="check"><input type="radio" name="role" value=${role} ?checked=${role === chosen} /><span>${roles[role]} <span class="quiet">– ${words.duties[role]}</span></span></label>`,
      )}
    </fieldset>`;
  }

  async #load(): Promise<void> {
    try {
      this.people = (await api.get<{ people: PersonAnswer[] }>('/people')).people;
    } catch (error) {
      this.people ??= [];
      this.sayFailure(error);
    }
  }

  async #ask(asked: Asked): Promise<void> {
    this.failure = null;
    this.asked = asked;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();

  readonly #closed = (): void => {
    this.asked = null;
  };

  readonly #narrow = (event: Event): void => {
    this.filter = (event.target as HTMLInputElement).value;
  };

  readonly #invite = async (event: Event): Promise<void> => {
    const form = read(event);
    await this.#try(async () => {
      const body = { name: form.get('name'), role: form.get('role') };
      await this.#ready(await api.send<LinkAnswer>('POST', '/people', body));
    });
  };

  async #newLink(event: Event, { id }: PersonAnswer): Promise<void> {
    event.preventDefault();
    await this.#try(async () => this.#ready(await api.send<LinkAnswer>('POST', `/people/${id}/link`)));
  }

  async #change(event: Event, { id }: PersonAnswer): Promise<void> {
    const form = read(event);
    await this.#try(async () => {
      await api.send<PersonAnswer>('PATCH', `/people/${id}`, {
        role: form.get('role'),
        disabled: form.get('active') === null,
      });
      this.#close();
      this.say(PEOPLE_WORDS[this.language].saved);
      await this.#load();
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = error;
    }
  }

  #ready({ secret, expires_at }: LinkAnswer): Promise<void> {
    const address = `${location.origin}/console/${viewAddress('link', secret)}`;
    return this.#ask({ kind: 'ready', address, expiresAt: expires_at, copied: false });
  }

  async #copy(asked: Asked & { kind: 'ready' }): Promise<void> {
    await this.#try(async () => {
      await navigator.clipboard.writeText(asked.address);
      this.asked = { ...asked, copied: true };
    });
  }
}

function read(event: Event): FormData {
  event.preventDefault();
  return new FormData(event.target as HTMLFormElement);
}
