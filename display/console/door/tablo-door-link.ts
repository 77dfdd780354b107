// A one-time link: the first administrator, an invitation, or a new password.

import { html, nothing, type TemplateResult } from 'lit';
import type { InvitationAnswer, SignedIn } from '../../../server/wire/console/people.js';
import { fill } from '../../text/words.js';
import { api } from '../api.js';
import { FRAME_WORDS } from '../words/frame.js';
import { DoorElement } from './door-element.js';

export class TabloDoorLink extends DoorElement {
  static override properties = {
    ...DoorElement.properties,
    secret: { attribute: false },
    invitation: { state: true },
  };
  declare secret: string;
  declare invitation: InvitationAnswer | null;

  constructor() {
    super();
    this.secret = '';
    this.invitation = null;
  }

  protected override firstUpdated(): void {
    void this.attempt(async () => {
      this.invitation = await api.send<InvitationAnswer>('POST', '/invitation', { secret: this.secret });
    });
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('invitation')) this.renderRoot.querySelector<HTMLInputElement>('input:not([readonly])')?.focus();
  }

  protected override render(): TemplateResult {
    const { words, invitation } = this;
    if (!invitation) {
      return html`<main>${this.brand()}${this.failure === null ? html`<p role="status">${words.checking}</p>` : this.fault()}</main>`;
    }
    const { kind, role, name } = invitation;
    const titles = {
      first: [words.first, words.firstDetail],
      invite: [words.invite, words.inviteDetail],
      reset: [words.reset, words.resetDetail],
    } as const;
    const [title, detail] = titles[kind];
    return html`<main>
      ${this.brand()}
      <h1>${title}</h1>
      <p class="quiet">${fill(detail, { role: FRAME_WORDS[this.language].roles[role], name })}</p>
      <form @submit=${this.#submit}>
        <label>${words.name}<input name="name" autocomplete="username" spellcheck="false" required maxlength="64" .value=${name} ?readonly=${kind === 'reset'} /></label>
        <label>${words.newPassword}<input name="password" type="password" autocomplete="new-password" required />
          <small>${words.passwordHint}</small></label>
        <label>${words.repeat}<input name="repeat" type="password" autocomplete="new-password" required /></label>
        ${this.failure === null ? nothing : this.fault()}
        <button class="primary" type="submit" ?disabled=${this.busy}>${kind === 'reset' ? words.set : words.create}</button>
      </form>
    </main>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const password = this.field('password');
    if (password !== this.field('repeat')) {
      this.failure = this.words.differs;
      return;
    }
    const request = { secret: this.secret, name: this.field('name'), password };
    await this.attempt(async () => this.enter(await api.send<SignedIn>('POST', '/invitation/accept', request)));
  };
}
