// The audit: who did what, when, to whom, from where; searched, and marked where it was tampered with.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { AuditAnswer, AuditEntry, ChainAnswer } from '../../../server/wire/console/people.js';
import { fill } from '../../text/words.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { consoleStyles } from '../styles.js';
import { count, fullTime, utcTime } from '../when.js';
import { AREAS, AUDIT_WORDS, kindName, memberName } from '../words/audit.js';
import { FRAME_WORDS } from '../words/frame.js';

/** Typing stops for so long before the server is asked. */
export const ASK_AFTER_MS = 250;
const DAY_S = 86_400;

/** What is looked for, as in the form. */
interface Sought {
  text: string;
  kind: string;
  from: string;
  until: string;
}

export class TabloConsoleAudit extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      .head { align-items: end; }
      .head h1 { align-self: center; }
      .head label { width: 11rem; }
      .head label.wide { width: 16rem; }
      .chain { margin-bottom: 1rem; display: flex; }
      tr.broken > * { background: var(--bad-soft); }
      td.about { max-width: 46rem; overflow-wrap: anywhere; }
      .pair { display: inline-block; margin-right: 0.9rem; }
      .pair b { font-weight: 600; color: var(--quiet); }
      .more { display: flex; justify-content: center; padding: 1rem; }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    entries: { state: true },
    older: { state: true },
    chain: { state: true },
    sought: { state: true },
  };
  declare entries: readonly AuditEntry[] | null;
  declare older: number | null;
  declare chain: ChainAnswer | null;
  declare sought: Sought;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Only the last question's answer counts. */
  #asked = 0;

  constructor() {
    super();
    this.entries = null;
    this.older = null;
    this.chain = null;
    this.sought = { text: '', kind: '', from: '', until: '' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load(null);
    void this.#verify();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const words = AUDIT_WORDS[this.language];
    return html`<div class="head">
        <h1>${FRAME_WORDS[this.language].views.audit}</h1>
        <label class="wide">${words.search}<input data-find type="search" name="text" @input=${this.#changed} /></label>
        <label>${words.kind}
          <select name="kind" @input=${this.#changed}>
            <option value="">${words.anyKind}</option>
            ${Object.entries(AREAS).map(([area, name]) => html`<option value=${area}>${name[this.language]}</option>`)}
          </select>
        </label>
        <label>${words.from}<input type="date" name="from" @input=${this.#changed} /></label>
        <label>${words.until}<input type="date" name="until" @input=${this.#changed} /></label>
      </div>
      <p class="chain" role="status">${this.#chainMark()}</p>
      ${this.entries ? this.#table(this.entries) : html`<p class="empty" role="status">${FRAME_WORDS[this.language].loading}</p>`}`;
  }

  #chainMark(): TemplateResult {
    const words = AUDIT_WORDS[this.language];
    const { chain } = this;
    if (!chain) return html`<span class="mark">${words.checking}</span>`;
    const [first] = chain.breaks;
    return first
      ? html`<span class="mark bad">✕ ${fill(words.broken, { count: chain.breaks.length, seq: first.seq })}</span>`
      : html`<span class="mark good">✓ ${fill(words.whole, { count: count(chain.count, this.language) })}</span>`;
  }

  #table(entries: readonly AuditEntry[]): TemplateResult {
    const words = AUDIT_WORDS[this.language];
    if (entries.length === 0) return html`<p class="empty" role="status">${words.none}</p>`;
    return html`<div class="table" tabindex="0" role="region" aria-label=${FRAME_WORDS[this.language].views.audit}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">№</th><th scope="col">${words.when}</th><th scope="col">${words.who}</th>
              <th scope="col">${words.what}</th><th scope="col">${words.about}</th><th scope="col">${words.proof}</th>
            </tr>
          </thead>
          <tbody>${entries.map((entry) => this.#row(entry))}</tbody>
        </table>
      </div>
      ${this.older === null ? nothing : html`<p class="more"><button @click=${() => this.#load(this.older)}>${words.older}</button></p>`}`;
  }

  #row(entry: AuditEntry): TemplateResult {
    const words = AUDIT_WORDS[this.language];
    const { seq, at, name, role, address, kind, scope, detail, hash, broken } = entry;
    const roles: Readonly<Record<string, string>> = FRAME_WORDS[this.language].roles;
    return html`<tr class=${broken === null ? '' : 'broken'}>
      <td class="number">${seq}</td>
      <td class="nowrap" title=${utcTime(at)}>${fullTime(at, this.language)}</td>
      <td>${name || words.nobody} <span class="quiet">${roles[role] ?? ''} ${address}</span></td>
      <td>${kindName(kind, this.language)}</td>
      <td class="about">${this.#members({ ...scope, ...detail })}</td>
      <td class="nowrap">${
        broken === null
          ? html`<span class="code quiet" title=${hash}>${hash.slice(0, 8)}</span>`
          : html`<span class="mark bad">✕ ${words[broken]}</span>`
      }</td>
    </tr>`;
  }

  #members(members: Record<string, unknown>): TemplateResult[] {
    return Object.entries(members).map(
      ([name, value]) =>
        html`<span class="pair"><b>${memberName(name, this.language)}:</b> ${this.#text(value)}</span>`,
    );
  }

  /** A value as people read it: lists with commas, members by name. */
  #text(value: unknown): string {
    const words = AUDIT_WORDS[this.language];
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (value === null || value === undefined) return '–';
    if (Array.isArray(value)) return value.map((one) => this.#text(one)).join(', ');
    if (typeof value === 'object') {
      const members = Object.entries(value).map(
        ([name, one]) => `${memberName(name, this.language)}: ${this.#text(one)}`,
      );
      return `(${members.join('; ')})`;
    }
    const roles: Readonly<Record<string, string>> = FRAME_WORDS[this.language].roles;
    return roles[String(value)] ?? String(value);
  }

  readonly #changed = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement;
    this.sought = { ...this.sought, [name]: value };
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(null), ASK_AFTER_MS);
  };

  /** The newest, or those before one. */
  async #load(before: number | null): Promise<void> {
    const { text, kind, from, until } = this.sought;
    const query = new URLSearchParams();
    if (text.trim() !== '') query.set('text', text.trim());
    if (kind !== '') query.set('kind', kind);
    if (from !== '') query.set('from', String(startOfDay(from)));
    if (until !== '') query.set('until', String(startOfDay(until) + DAY_S));
    if (before !== null) query.set('before', String(before));
    const asked = ++this.#asked;
    try {
      const answer = await api.get<AuditAnswer>(`/audit?${query}`);
      if (asked !== this.#asked) return;
      this.entries = before === null ? answer.entries : [...(this.entries ?? []), ...answer.entries];
      this.older = answer.before;
    } catch (error) {
      this.entries ??= [];
      this.sayFailure(error);
    }
  }

  async #verify(): Promise<void> {
    try {
      this.chain = await api.get<ChainAnswer>('/audit/chain');
    } catch (error) {
      this.sayFailure(error);
    }
  }
}

/** When a day begins here, POSIX seconds. */
function startOfDay(day: string): number {
  return Math.floor(new Date(`${day}T00:00`).getTime() / 1000);
}
