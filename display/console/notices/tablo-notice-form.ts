// Writing a notice: text, for whom, from when until when; beside it the rehearsal. It tells `notice-sent` or `notice-cancelled`.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { BoardList, RegisteredBoard } from '../../../server/wire/console/boards.js';
import type {
  DispatchBook,
  DispatchEntry,
  NoticeScope,
  NoticeTemplate,
  Rehearsal,
} from '../../../server/wire/console/dispatch.js';
import type { NetworkRoute } from '../../../server/wire/console/fleet.js';
import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { api } from '../api.js';
import { live } from '../live.js';
import { network } from '../network.js';
import { defineStopPicker } from '../stop-picker.js';
import { consoleStyles } from '../styles.js';
import { failureSentence } from '../words/failures.js';
import { NOTICE_WORDS } from '../words/notices.js';
import { draftOf, EMPTY_FORM, END_HOURS, localOf, type NoticeForm } from './draft-form.js';
import { TabloRehearsal } from './tablo-rehearsal.js';

const SCOPES: readonly NoticeScope['kind'][] = ['stops', 'lines', 'area', 'boards', 'all'];

export class TabloNoticeForm extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .two { display: grid; grid-template-columns: minmax(22rem, 30rem) minmax(0, 1fr); gap: 1.2rem; align-items: start; }
      @media (max-width: 1000px) { .two { grid-template-columns: minmax(0, 1fr); } }
      .two > .panel { margin-top: 0; }
      form { display: grid; gap: 1rem; }
      textarea { min-height: 5.4rem; resize: vertical; line-height: 1.35; }
      fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 0.5rem; }
      legend { font-weight: 600; font-size: 0.95rem; padding: 0; margin-bottom: 0.3rem; }
      .choices { display: flex; flex-wrap: wrap; gap: 0.35rem 0.9rem; }
      .lines { display: flex; flex-wrap: wrap; gap: 0.35rem; max-height: 12rem; overflow: auto; }
      .lines label { display: inline-flex; gap: 0.35rem; align-items: center; border: 1px solid var(--rule); border-radius: 0.4rem; padding: 0.15rem 0.5rem; font-weight: 600; }
      .halves { display: grid; grid-template-columns: 1fr 1fr; gap: 0.8rem; }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    book: { attribute: false },
    timezone: { attribute: false },
    form: { state: true },
    routes: { state: true },
    boards: { state: true },
    rehearsal: { state: true },
    failure: { state: true },
    busy: { state: true },
    templateId: { state: true },
  };
  declare language: Language;
  declare book: DispatchBook;
  /** The city's. */
  declare timezone: string;
  declare form: NoticeForm;
  declare routes: readonly NetworkRoute[];
  declare boards: readonly RegisteredBoard[];
  declare rehearsal: Rehearsal | null;
  declare failure: unknown;
  declare busy: boolean;
  declare templateId: string;

  constructor() {
    super();
    this.language = 'bg';
    this.form = EMPTY_FORM;
    this.routes = [];
    this.boards = [];
    this.rehearsal = null;
    this.failure = null;
    this.busy = false;
    this.templateId = '';
    defineStopPicker();
    if (!customElements.get('tablo-rehearsal')) customElements.define('tablo-rehearsal', TabloRehearsal);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    network().then(
      ({ routes }) => {
        this.routes = routes;
      },
      () => undefined,
    );
    api.get<BoardList>('/boards').then(
      ({ boards }) => {
        this.boards = boards;
      },
      () => undefined,
    );
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('textarea')?.focus();
  }

  protected override render(): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const { form, book, rehearsal } = this;
    const draft = draftOf(form, live.now(), this.timezone);
    const canSend = !this.busy && draft !== null && rehearsal !== null && rehearsal.problems.length === 0;
    const text = (name: 'bg' | 'en', label: string, hint: string) =>
      html`<label
        >${label}<textarea name=${name} lang=${name} maxlength=${book.text_limit} .value=${form[name]} @input=${(event: Event) => this.#set({ [name]: textIn(event) })}></textarea
        ><small>${hint}</small></label
      >`;
    return html`<div class="two">
      <section class="panel">
        <form @submit=${this.#send}>
          ${this.#templates(book.templates)}
          ${text('bg', words.textBg, fill(words.left, { n: book.text_limit - form.bg.length }))}
          ${text('en', words.textEn, words.textEnHint)}
          <fieldset>
            <legend>${words.scope}</legend>
            <div class="choices">
              ${SCOPES.map(
                (kind) =>
                  html`<label class="check"><input type="radio" name="scope" value=${kind} .checked=${form.scope === kind} @change=${() => this.#set({ scope: kind })} />${words.scopes[kind]}</label>`,
              )}
            </div>
            ${this.#scope()}
          </fieldset>
          ${this.#period()}
          <div class="halves">
            <label
              >${words.priority}<select @change=${(event: Event) => this.#set({ priority: Number(textIn(event)) })}>
                ${words.priorities.map((name, i) => html`<option value=${i} ?selected=${i === form.priority}>${name}</option>`)}
              </select></label
            >
            <label class="check"><input type="checkbox" .checked=${form.spoken} @change=${(event: Event) => this.#set({ spoken: (event.target as HTMLInputElement).checked })} />${words.spoken}</label>
          </div>
          ${this.failure === null ? nothing : html`<p class="fault" role="alert">${failureSentence(this.failure, this.language)}</p>`}
          <div class="row">
            <button class="primary" type="submit" ?disabled=${!canSend}>${rehearsal?.needs_second_person ? words.propose : words.send}</button>
            <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('notice-cancelled'))}>${words.cancel}</button>
          </div>
        </form>
      </section>
      <section class="panel">
        <h2>${words.rehearsal}</h2>
        <tablo-rehearsal .language=${this.language} .draft=${draft} .limit=${book.second_person_above_stops} @rehearsed=${this.#rehearsed}></tablo-rehearsal>
      </section>
    </div>`;
  }

  #templates(templates: readonly NoticeTemplate[]): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    return html`<div class="row">
      <label
        >${words.template}<select @change=${this.#useTemplate}>
          <option value="">${words.noTemplate}</option>
          ${templates.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.templateId}>${name}</option>`)}
        </select></label
      >
      <button type="button" class="plain" ?disabled=${this.form.bg.trim() === ''} @click=${this.#keepTemplate}>${words.keepTemplate}</button>
      ${this.templateId === '' ? nothing : html`<button type="button" class="plain" @click=${this.#dropTemplate}>${words.dropTemplate}</button>`}
    </div>`;
  }

  #scope(): TemplateResult | typeof nothing {
    const words = NOTICE_WORDS[this.language];
    const { form } = this;
    const marks = (
      all: readonly { id: string; name: string }[],
      chosen: readonly string[],
      member: 'routeIds' | 'boardIds',
    ) =>
      html`<div class="lines">
        ${all.map(
          ({ id, name }) =>
            html`<label><input type="checkbox" .checked=${chosen.includes(id)} @change=${() => this.#set({ [member]: toggled(chosen, id) })} />${name}</label>`,
        )}
      </div>`;
    switch (form.scope) {
      case 'stops':
        return html`<tablo-stop-picker .language=${this.language} .chosen=${form.stopIds} @stops-chosen=${(event: CustomEvent<string[]>) => this.#set({ stopIds: event.detail })}></tablo-stop-picker>`;
      case 'lines':
        return marks(
          this.routes.map(({ route_id, name }) => ({ id: route_id, name })),
          form.routeIds,
          'routeIds',
        );
      case 'boards':
        return marks(
          this.boards.map(({ board_id, name }) => ({ id: board_id, name: name || board_id })),
          form.boardIds,
          'boardIds',
        );
      case 'area':
        void import('./tablo-area.js').then(({ defineArea }) => defineArea());
        return html`<p class="hint">${words.drawArea}</p>
          <tablo-area .language=${this.language} .ring=${form.ring} @area-drawn=${(event: CustomEvent<NoticeForm['ring']>) => this.#set({ ring: event.detail })}></tablo-area>`;
      case 'all':
        return nothing;
    }
  }

  #period(): TemplateResult {
    const words = NOTICE_WORDS[this.language];
    const { form, timezone } = this;
    const moment = (label: string, value: string, then: (value: string) => void) =>
      html`<input type="datetime-local" aria-label=${label} .value=${value} @change=${(event: Event) => then(textIn(event))} />`;
    const nowLocal = localOf(live.now(), timezone);
    return html`<div class="halves">
      <label
        >${words.begins}<select @change=${(event: Event) => this.#set({ begins: textIn(event) === 'now' ? null : nowLocal })}>
          <option value="now" ?selected=${form.begins === null}>${words.now}</option>
          <option value="later" ?selected=${form.begins !== null}>${words.later}</option></select
        >${form.begins === null ? nothing : moment(words.begins, form.begins, (begins) => this.#set({ begins }))}</label
      >
      <label
        >${words.ends}<select @change=${(event: Event) => this.#set({ ends: endOf(textIn(event), nowLocal) })}>
          ${END_HOURS.map((hours) => html`<option value=${hours} ?selected=${form.ends === hours}>${words.endsIn[`${hours}`]}</option>`)}
          <option value="at" ?selected=${typeof form.ends === 'string'}>${words.endsAt}</option></select
        >${typeof form.ends === 'string' ? moment(words.ends, form.ends, (ends) => this.#set({ ends })) : nothing}</label
      >
    </div>`;
  }

  #set(said: Partial<NoticeForm>): void {
    this.form = { ...this.form, ...said };
  }

  readonly #rehearsed = (event: CustomEvent<Rehearsal | null>): void => {
    this.rehearsal = event.detail;
  };

  readonly #useTemplate = (event: Event): void => {
    this.templateId = textIn(event);
    const template = this.book.templates.find(({ id }) => id === this.templateId);
    if (template) this.#set({ ...template.text, priority: template.priority, spoken: template.spoken });
  };

  readonly #keepTemplate = async (): Promise<void> => {
    const words = NOTICE_WORDS[this.language];
    const { bg, en, priority, spoken } = this.form;
    const known = this.book.templates.find(({ id }) => id === this.templateId);
    const name = known?.name ?? bg.slice(0, 60);
    await this.#try(async () => {
      await api.send('PUT', '/dispatch/templates', { id: known?.id ?? null, name, text: { bg, en }, priority, spoken });
      this.dispatchEvent(new CustomEvent('book-changed', { detail: words.templateKept }));
    });
  };

  readonly #dropTemplate = async (): Promise<void> => {
    await this.#try(async () => {
      await api.send('DELETE', `/dispatch/templates/${this.templateId}`);
      this.templateId = '';
      this.dispatchEvent(new CustomEvent('book-changed', { detail: '' }));
    });
  };

  readonly #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const draft = draftOf(this.form, live.now(), this.timezone);
    if (!draft) return;
    await this.#try(async () => {
      const entry = await api.send<DispatchEntry>('POST', '/dispatch', draft);
      this.dispatchEvent(new CustomEvent<DispatchEntry>('notice-sent', { detail: entry }));
    });
  };

  async #try(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      this.failure = error;
    } finally {
      this.busy = false;
    }
  }
}

function textIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function endOf(value: string, nowLocal: string): NoticeForm['ends'] {
  return END_HOURS.find((hours) => String(hours) === value) ?? nowLocal;
}

function toggled(all: readonly string[], one: string): string[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}
