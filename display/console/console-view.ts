// What every view of the console is: an element that is given the language, the session and the rest of its address.

import { LitElement } from 'lit';
import type { Role, SignedIn } from '../../server/wire/console/people.js';
import type { Language } from '../text/language.js';
import { failureSentence } from './words/failures.js';

const RANK: Readonly<Record<Role, number>> = { viewer: 0, dispatcher: 1, administrator: 2 };

/** A view. Its styles begin with `consoleStyles`; what `/` finds carries `data-find`. */
export class ConsoleView extends LitElement {
  static override properties = {
    language: { attribute: false },
    session: { attribute: false },
    path: { attribute: false },
  };
  declare language: Language;
  declare session: SignedIn;
  /** Parts of the address after the view's name: `#/boards/17` gives `['17']`. */
  declare path: readonly string[];

  constructor() {
    super();
    this.language = 'bg';
    this.path = [];
  }

  /** May the person do what needs this role? The server asks again. */
  may(least: Role): boolean {
    return RANK[this.session.account.role] >= RANK[least];
  }

  /** `/` was pressed: to where one looks for something. */
  find(): void {
    this.renderRoot.querySelector<HTMLElement>('[data-find]')?.focus();
  }

  /** Says a sentence to everybody, once: at the foot of the frame, and aloud by a screen reader. */
  say(text: string, tone: 'good' | 'bad' = 'good'): void {
    this.dispatchEvent(new CustomEvent('console-say', { bubbles: true, composed: true, detail: { text, tone } }));
  }

  /** Says why something failed. */
  sayFailure(error: unknown): void {
    this.say(failureSentence(error, this.language), 'bad');
  }

  /** Goes elsewhere in the console: `go('boards', '17')`. */
  go(...path: string[]): void {
    location.hash = `#/${path.map(encodeURIComponent).join('/')}`;
  }
}
