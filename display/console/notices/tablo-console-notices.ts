// Notices: what stands on the boards, what waits for a second person, what comes and what is over; writing a new one; the silence switch.

import { css, html, nothing, type TemplateResult } from 'lit';
import type {
  DispatchBook,
  DispatchEntry,
  EntryNow,
  Notice,
  NoticesHead,
} from '../../../server/wire/console/dispatch.js';
import { fill } from '../../text/words.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { live, TopicController } from '../live.js';
import { cityTime } from '../moments.js';
import { network } from '../network.js';
import { consoleStyles } from '../styles.js';
import { FRAME_WORDS } from '../words/frame.js';
import { counted, NOTICE_WORDS } from '../words/notices.js';
import { reachTemplate } from './reach.js';
import { TabloNoticeForm } from './tablo-notice-form.js';

type NoticeNow = EntryNow & { entry: DispatchEntry & { content: Notice } };

export class TabloConsoleNotices extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      .silence { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; margin-bottom: 1rem; border-color: var(--bad); }
      .silence p { flex: 1 1 24rem; font-weight: 600; }
      section + section { margin-top: 1.4rem; }
      section h2 { margin-bottom: 0.5rem; }
      section > p { margin-bottom: 0.6rem; }
      td.text { min-width: 18rem; max-width: 40rem; }
      td.text p + p { color: var(--quiet); }
      td.reach { min-width: 13rem; max-width: 20rem; }
      td.reach p { margin-top: 0.2rem; }
      td.reach details { margin-top: 0.2rem; }
      td.reach summary { font-weight: 600; margin: 0; }
      td.reach ul { margin: 0.2rem 0 0; padding-left: 1.1rem; }
      tr.over td { color: var(--quiet); }
      .ended > summary { cursor: pointer; font-weight: 700; margin: 1.4rem 0 0.5rem; }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    book: { state: true },
    timezone: { state: true },
    asked: { state: true },
  };
  declare book: DispatchBook | null;
  declare timezone: string;
  /** What is asked once more before it is done. */
  declare asked: { kind: 'silence' } | { kind: 'withdraw'; id: string; text: string } | null;
  readonly #topic = new TopicController<NoticesHead, EntryNow>(this, 'notices');

  constructor() {
    super();
    this.book = null;
    this.timezone = 'Europe/Sofia';
    this.asked = null;
    if (!customElements.get('tablo-notice-form')) customElements.define('tablo-notice-form', TabloNoticeForm);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    network().then(
      ({ timezone }) => {
        this.timezone = timezone;
      },
      () => undefined,
    );
  }

  protected override render(): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const { book } = this;
    if (!book) return html`<p class="empty" role="status">${FRAME_WORDS[this.language].loading}</p>`;
    const isWriting = this.path[0] === 'new' && this.may('dispatcher');
    const silence = this.#topic.head?.silence ?? book.silence;
    return html`<div class="head">
        <h1>${isWriting ? words.write : FRAME_WORDS[this.language].views.notices}</h1>
        ${
          isWriting || !this.may('dispatcher')
            ? nothing
            : html`${silence.on ? nothing : html`<button class="danger" @click=${() => this.#ask({ kind: 'silence' })}>${words.silenceOn}</button>`}
                <button class="primary" @click=${() => this.go('notices', 'new')}>${words.write}</button>`
        }
      </div>
      ${
        silence.on
          ? html`<div class="panel silence" role="status">
              <p>${fill(words.silenced, { by: silence.by ?? '', time: this.#time(silence.since ?? 0) })}</p>
              ${this.may('dispatcher') ? html`<button @click=${() => this.#silence(false)}>${words.silenceOff}</button>` : nothing}
            </div>`
          : nothing
      }
      ${isWriting ? this.#form(book) : this.#lists(book)}
      <dialog aria-labelledby="title" @close=${this.#closed}>${this.#question()}</dialog>`;
  }

  #form(book: DispatchBook): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const sent = ({ detail }: CustomEvent<DispatchEntry>): void => {
      this.say(detail.status === 'awaiting' ? words.proposed : words.sent);
      this.go('notices');
    };
    const changed = ({ detail }: CustomEvent<string>): void => {
      if (detail) this.say(detail);
      void this.#load();
    };
    return html`<tablo-notice-form
      .language=${this.language} .book=${book} .timezone=${this.timezone}
      @notice-sent=${sent} @notice-cancelled=${() => this.go('notices')} @book-changed=${changed}
    ></tablo-notice-form>`;
  }

  #lists(book: DispatchBook): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const all = [...this.#topic.items.values()].filter((one): one is NoticeNow => one.entry.content.kind === 'notice');
    const nowS = live.now();
    const isOver = ({ entry }: EntryNow) => entry.status === 'withdrawn' || (entry.end !== null && entry.end <= nowS);
    const awaiting = all.filter((one) => one.entry.status === 'awaiting' && !isOver(one));
    const standing = all.filter((one) => one.entry.status === 'standing' && !isOver(one) && one.entry.start <= nowS);
    const coming = all.filter((one) => one.entry.status === 'standing' && !isOver(one) && one.entry.start > nowS);
    const over = all.filter(isOver);
    const limit = book.second_person_above_stops;
    return html`${
      awaiting.length === 0
        ? nothing
        : html`<section>
            <h2>${words.awaiting}</h2>
            <p class="quiet">${fill(words.awaitingDetail, { limit })}</p>
            ${this.#table(awaiting, words.awaiting)}
          </section>`
    }
      <section>
        <h2>${words.standing}</h2>
        ${standing.length === 0 ? html`<p class="quiet">${words.none}</p>` : this.#table(standing, words.standing)}
      </section>
      ${coming.length === 0 ? nothing : html`<section><h2>${words.coming}</h2>${this.#table(coming, words.coming)}</section>`}
      ${
        over.length === 0
          ? nothing
          : html`<details class="ended"><summary>${words.ended} (${over.length})</summary>${this.#table(over, words.ended)}</details>`
      }`;
  }

  #table(rows: readonly NoticeNow[], label: string): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const sorted = [...rows].sort((a, b) => b.entry.at - a.entry.at);
    return html`<div class="table" tabindex="0" role="region" aria-label=${label}>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.text}</th><th scope="col">${words.whom}</th><th scope="col">${words.from}</th><th scope="col">${words.until}</th>
            <th scope="col">${words.by}</th><th scope="col">${words.shownBy}</th><th scope="col"><span class="sr">${words.withdraw}</span></th>
          </tr>
        </thead>
        <tbody>${sorted.map((row) => this.#row(row))}</tbody>
      </table>
    </div>`;
  }

  #row({ entry, reach }: NoticeNow): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const { id, content, start, end, status, by, confirmed_by, withdrawn_by, stop_count } = entry;
    const isOver = status === 'withdrawn' || (end !== null && end <= live.now());
    const mayAct = this.may('dispatcher') && !isOver;
    const isOwn = by === this.session.account.name;
    return html`<tr class=${isOver ? 'over' : ''}>
      <td class="text"><p lang="bg">${content.text.bg}</p>${content.text.en ? html`<p lang="en">${content.text.en}</p>` : nothing}</td>
      <td>${words.whomSaid[content.scope.kind]}<br /><span class="quiet nowrap">${counted(stop_count, words.stops)}</span></td>
      <td class="nowrap">${this.#time(start)}</td>
      <td class="nowrap">${status === 'withdrawn' ? fill(words.withdrawn, { by: withdrawn_by ?? '' }) : end === null ? '–' : this.#time(end)}</td>
      <td>${by}${confirmed_by ? html`<br /><span class="quiet">+ ${confirmed_by}</span>` : nothing}</td>
      <td class="reach">${reach ? reachTemplate(reach, this.language, this.#textOf) : '–'}</td>
      <td class="number nowrap">
        ${
          mayAct && status === 'awaiting'
            ? isOwn
              ? html`<span class="quiet">${words.confirmOwn}</span> `
              : html`<button class="primary" @click=${() => this.#confirm(id)}>${words.confirm}</button> `
            : nothing
        }
        ${mayAct ? html`<button @click=${() => this.#ask({ kind: 'withdraw', id, text: content.text.bg })}>${words.withdraw}</button>` : nothing}
      </td>
    </tr>`;
  }

  readonly #textOf = (id: string): string => {
    const content = this.#topic.items.get(id)?.entry.content;
    return content?.kind === 'notice' ? content.text.bg : '';
  };

  #question(): TemplateResult | typeof nothing {
    const words = NOTICE_WORDS[this.language];
    const { asked } = this;
    if (!asked) return nothing;
    const buttons = (text: string, then: () => void) =>
      html`<div class="buttons"><button @click=${this.#close}>${words.cancel}</button><button class="danger" autofocus @click=${then}>${text}</button></div>`;
    if (asked.kind === 'silence')
      return html`<h2 id="title">${words.silenceAsk}</h2><p>${words.silenceDetail}</p>${buttons(words.silenceOn, () => void this.#silence(true))}`;
    return html`<h2 id="title">${words.withdrawAsk}</h2><p>${asked.text}</p>${buttons(words.withdraw, () => void this.#withdraw(asked.id))}`;
  }

  #time(atS: number): string {
    return cityTime(atS, live.now(), this.timezone, this.language);
  }

  async #load(): Promise<void> {
    try {
      this.book = await api.get<DispatchBook>('/dispatch');
    } catch (error) {
      this.sayFailure(error);
    }
  }

  async #silence(on: boolean): Promise<void> {
    this.#close();
    await this.#try(async () => {
      await api.send('PUT', '/dispatch/silence', { on });
      await this.#load();
    });
  }

  async #withdraw(id: string): Promise<void> {
    this.#close();
    await this.#try(async () => {
      await api.send('POST', `/dispatch/${id}/withdraw`);
      this.say(NOTICE_WORDS[this.language].takenBack);
    });
  }

  async #confirm(id: string): Promise<void> {
    await this.#try(async () => {
      await api.send('POST', `/dispatch/${id}/confirm`);
      this.say(NOTICE_WORDS[this.language].confirmed);
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.sayFailure(error);
    }
  }

  async #ask(asked: NonNullable<TabloConsoleNotices['asked']>): Promise<void> {
    this.asked = asked;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();

  readonly #closed = (): void => {
    this.asked = null;
  };
}
