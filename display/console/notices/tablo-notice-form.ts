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
import { transliterate } from '../../../server/wire/transliterate.js';
import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { api } from '../api.js';
import { live } from '../live.js';
import { cityTime, lasted } from '../moments.js';
import { network } from '../network.js';
import { defineStopPicker } from '../stop-picker.js';
import { consoleStyles } from '../styles.js';
import { failureSentence } from '../words/failures.js';
import { NOTICE_WORDS } from '../words/notices.js';
import {
  draftOf,
  EMPTY_FORM,
  END_HOURS,
  endOf,
  epochOf,
  lacking,
  localOf,
  type NoticeForm,
  timeOf,
} from './draft-form.js';
import { takePrepared } from './prepared.js';
import { TabloRehearsal } from './tablo-rehearsal.js';

const SCOPES: readonly NoticeScope['kind'][] = ['stops', 'lines', 'area', 'boards', 'all'];

export class TabloNoticeForm extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .two { display: grid; grid-template-columns: minmax(26rem, 36rem) minmax(0, 1fr); gap: 1.2rem; align-items: start; }
      @media (max-width: 1000px) { .two { grid-template-columns: minmax(0, 1fr); } }
      .two > .panel { margin-top: 0; }
      form { display: grid; gap: 0.8rem; }
      textarea { min-height: 8.2rem; resize: vertical; line-height: 1.35; }
      fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 0.5rem; }
      legend { font-weight: 600; font-size: 0.95rem; padding: 0; margin-bottom: 0.3rem; }
      .choices { display: flex; flex-wrap: wrap; gap: 0.35rem 0.8rem; }
      .choices .check { gap: 0.35rem; }
      .lines { display: flex; flex-wrap: wrap; gap: 0.35rem; max-height: 12rem; overflow: auto; }
      .lines label { display: inline-flex; gap: 0.35rem; align-items: center; border: 1px solid var(--rule); border-radius: 0.4rem; padding: 0.15rem 0.5rem; font-weight: 600; }
      .template { grid-template-columns: auto minmax(0, 1fr); align-items: center; gap: 0.6rem; flex: 1; }
      .ends { align-items: end; }
      .ends input, .ends select { width: auto; }
      .ends input.clock { width: 5rem; font-variant-numeric: tabular-nums; }
      .chips { gap: 0.35rem; }
      .chips button { padding: 0.3rem 0.5rem; }
      .ends + .hint { margin-top: -0.4rem; }
      button[aria-pressed='true'] { background: var(--accent-soft); border-color: var(--accent); }
      .send { position: sticky; bottom: 0; background: var(--panel); padding: 0.6rem 0; margin-bottom: -0.6rem; z-index: 4; }
      .halves { display: grid; grid-template-columns: 1fr 1fr; gap: 0.8rem; align-items: start; }
      .halves > .check { align-self: end; min-height: 2.4rem; }
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
    this.form = { ...EMPTY_FORM, ...takePrepared() };
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
    const canSend = this.#canSend;
    const lacks = lacking(form, live.now(), this.timezone).map((part) => words.parts[part]);
    const text = (name: 'bg' | 'en', label: string, hint: string, placeholder: string) =>
      html`<label
        >${label}<textarea name=${name} lang=${name} maxlength=${book.text_limit} placeholder=${placeholder} .value=${form[name]} @input=${(event: Event) => this.#set({ [name]: textIn(event) })}></textarea
        ><small>${hint}</small></label
      >`;
    return html`<div class="two">
      <section class="panel">
        <form @submit=${this.#send} @keydown=${this.#pressed}>
          ${this.#templates(book.templates)}
          <div class="halves">
            ${text('bg', words.textBg, fill(words.left, { n: book.text_limit - form.bg.length }), '')}
            ${text('en', words.textEn, words.textEnHint, transliterate(form.bg))}
          </div>
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
          <div class="row send">
            <button class="primary" type="submit" ?disabled=${!canSend}>${rehearsal?.needs_second_person ? words.propose : words.send}</button>
            <span class="quiet">${canSend ? html`<kbd>Ctrl</kbd> + <kbd>Enter</kbd>` : lacks.length > 0 ? fill(words.lacks, { what: lacks.join(', ') }) : nothing}</span>
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
      <label class="template"
        >${words.template}<select @change=${this.#useTemplate}>
          <option value="">${words.noTemplate}</option>
          ${templates.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.templateId}>${name}</option>`)}
        </select></label
      >
      <button type="button" class="plain" ?disabled=${this.form.bg.trim() === ''} @click=${this.#keepTemplate}>${this.templateId === '' ? words.keepTemplate : words.updateTemplate}</button>
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
    const nowS = Math.floor(live.now());
    const end = endOf(form, nowS, timezone);
    const start = (form.begins === null ? null : epochOf(form.begins, timezone)) ?? nowS;
    const endLocal = localOf(end ?? nowS, timezone);
    const isDated = typeof form.ends === 'string' && form.ends.includes('T');
    const chosen = (on: boolean) => (on ? 'true' : 'false');
    const typed = ({ target }: Event): void => {
      const field = target as HTMLInputElement;
      const time = timeOf(field.value);
      if (time !== null) this.#set({ ends: time });
      field.value = time ?? endLocal.slice(11);
    };
    return html`<div class="row ends">
        <label
          >${words.begins}<select @change=${(event: Event) => this.#set({ begins: textIn(event) === 'now' ? null : localOf(nowS, timezone) })}>
            <option value="now" ?selected=${form.begins === null}>${words.now}</option>
            <option value="later" ?selected=${form.begins !== null}>${words.later}</option>
          </select></label
        >
        ${form.begins === null ? nothing : html`<input type="datetime-local" aria-label=${words.begins} .value=${form.begins} @change=${(event: Event) => this.#set({ begins: textIn(event) })} />`}
        <label
          >${words.ends}${
            isDated
              ? html`<input type="datetime-local" required .value=${endLocal} @change=${(event: Event) => this.#set({ ends: textIn(event) })} />`
              : html`<input class="clock" inputmode="numeric" autocomplete="off" placeholder="18:30" .value=${endLocal.slice(11)} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} @change=${typed} />`
          }</label
        >
        <div class="row chips" role="group" aria-label=${words.ends}>
          ${END_HOURS.map(
            (hours) =>
              html`<button type="button" aria-pressed=${chosen(form.ends === hours)} @click=${() => this.#set({ ends: hours })}>${fill(words.hours, { n: hours })}</button>`,
          )}
          <button type="button" aria-pressed=${chosen(isDated)} @click=${() => this.#set({ ends: isDated ? endLocal.slice(11) : endLocal })}>${words.otherDate}</button>
        </div>
      </div>
      <p class="hint">${end === null ? nothing : fill(words.endsSaid, { time: cityTime(end, nowS, timezone, this.language), long: lasted(end - start, this.language) })}</p>`;
  }

  get #canSend(): boolean {
    const { busy, rehearsal } = this;
    return !busy && rehearsal?.problems.length === 0 && lacking(this.form, live.now(), this.timezone).length === 0;
  }

  /** Ctrl and Enter send it from any field. */
  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (this.#canSend) (event.currentTarget as HTMLFormElement).requestSubmit();
  };

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

function toggled(all: readonly string[], one: string): string[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}
