// The service: cancel, reinstate or delay a run; close or move a stop; a detour; predictions held back; and all that is in force.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { DispatchEntry, EntryNow, NoticesHead, Order } from '../../../server/wire/console/dispatch.js';
import type { Network } from '../../../server/wire/console/fleet.js';
import type { Departure, StopDepartures } from '../../../server/wire/messages.js';
import { NAME_LIMIT } from '../../board/panel.js';
import { plainText } from '../../board/plain-text.js';
import { properName } from '../../text/proper-case.js';
import { api } from '../api.js';
import { ConsoleView } from '../console-view.js';
import { live, TopicController } from '../live.js';
import { cityTime } from '../moments.js';
import { network } from '../network.js';
import { epochOf, localOf } from '../notices/draft-form.js';
import { defineStopPicker } from '../stop-picker.js';
import { consoleStyles } from '../styles.js';
import { failureSentence } from '../words/failures.js';
import { FRAME_WORDS } from '../words/frame.js';
import { NOTICE_WORDS } from '../words/notices.js';
import { SERVICE_WORDS } from '../words/service.js';
import { orderText } from './order-text.js';

/** The departures that runs are chosen from are fetched so often. */
const DOCUMENT_EVERY_MS = 5_000;
/** Hours that a closure or detour is first given. */
const FIRST_HOURS = 4;
const DELAYS_MIN = [5, 10, 15, 20, 30, 45, 60] as const;

type Asked =
  | { kind: 'cancel-trip' | 'delay-trip'; row: Departure }
  | { kind: 'close-stop' | 'detour' | 'suppress-predictions' }
  | { kind: 'withdraw'; entry: DispatchEntry };
type OrderNow = EntryNow & { entry: DispatchEntry & { content: Order } };

export class TabloConsoleService extends ConsoleView {
  static override styles = [
    consoleStyles,
    css`
      section + section { margin-top: 1.4rem; }
      section > h2 { margin-bottom: 0.5rem; }
      section > p { margin-bottom: 0.6rem; }
      .runs { display: grid; grid-template-columns: minmax(18rem, 26rem) minmax(0, 1fr); gap: 1rem; align-items: start; }
      @media (max-width: 1000px) { .runs { grid-template-columns: minmax(0, 1fr); } }
      td.cancelled { text-decoration: line-through; }
      tr.over td { color: var(--quiet); }
      form { display: grid; gap: 0.9rem; }
      fieldset { border: 0; margin: 0; padding: 0; }
      legend { font-weight: 600; font-size: 0.95rem; padding: 0; margin-bottom: 0.3rem; }
      .lines { display: flex; flex-wrap: wrap; gap: 0.35rem; max-height: 10rem; overflow: auto; }
      .lines label { display: inline-flex; gap: 0.35rem; align-items: center; border: 1px solid var(--rule); border-radius: 0.4rem; padding: 0.15rem 0.5rem; }
      dialog { width: min(40rem, 94vw); }
      details summary { cursor: pointer; font-weight: 700; margin: 1.4rem 0 0.5rem; }
    `,
  ];
  static override properties = {
    ...ConsoleView.properties,
    city: { state: true },
    stop: { state: true },
    document: { state: true },
    asked: { state: true },
    failure: { state: true },
    stopIds: { state: true },
    movedTo: { state: true },
    routeIds: { state: true },
  };
  declare city: Network | null;
  /** The stop whose runs are looked at. */
  declare stop: readonly string[];
  declare document: StopDepartures | null;
  declare asked: Asked | null;
  declare failure: unknown;
  declare stopIds: readonly string[];
  declare movedTo: readonly string[];
  declare routeIds: readonly string[];
  readonly #topic = new TopicController<NoticesHead, EntryNow>(this, 'notices');
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    this.city = null;
    this.stop = [];
    this.document = null;
    this.asked = null;
    this.failure = null;
    this.stopIds = [];
    this.movedTo = [];
    this.routeIds = [];
    defineStopPicker();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.path[0]) this.#choose([this.path[0]]);
    network().then(
      (city) => {
        this.city = city;
      },
      (error) => this.sayFailure(error),
    );
    this.#timer = setInterval(() => void this.#fetchDocument(), DOCUMENT_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  get #timezone(): string {
    return this.city?.timezone ?? 'Europe/Sofia';
  }

  protected override render(): TemplateResult {
    const words = SERVICE_WORDS[this.language];
    const mayAct = this.may('dispatcher');
    return html`<div class="head">
        <h1>${FRAME_WORDS[this.language].views.service}</h1>
        ${
          mayAct
            ? html`<button @click=${() => this.#ask({ kind: 'close-stop' })}>${words.closeStop}</button>
                <button @click=${() => this.#ask({ kind: 'detour' })}>${words.detour}</button>
                <button @click=${() => this.#ask({ kind: 'suppress-predictions' })}>${words.suppress}</button>`
            : nothing
        }
      </div>
      ${this.#orders()} ${this.#runs(mayAct)}
      <dialog aria-labelledby="title" @close=${this.#closed}>${this.asked ? this.#dialog(this.asked) : nothing}</dialog>`;
  }

  #orders(): TemplateResult {
    const words = SERVICE_WORDS[this.language];
    const all = [...this.#topic.items.values()].filter((one): one is OrderNow => one.entry.content.kind !== 'notice');
    const isOver = ({ entry }: EntryNow) =>
      entry.status === 'withdrawn' || (entry.end !== null && entry.end <= live.now());
    const awaiting = all.filter((one) => one.entry.status === 'awaiting' && !isOver(one));
    const standing = all.filter((one) => one.entry.status === 'standing' && !isOver(one));
    const over = all.filter(isOver);
    return html`${awaiting.length === 0 ? nothing : html`<section><h2>${words.awaiting}</h2>${this.#table(awaiting, words.awaiting)}</section>`}
      <section>
        <h2>${words.standing}</h2>
        ${standing.length === 0 ? html`<p class="quiet">${words.none}</p>` : this.#table(standing, words.standing)}
      </section>
      ${over.length === 0 ? nothing : html`<details><summary>${words.ended} (${over.length})</summary>${this.#table(over, words.ended)}</details>`}`;
  }

  #table(rows: readonly OrderNow[], label: string): TemplateResult {
    const words = SERVICE_WORDS[this.language];
    const time = (atS: number) => cityTime(atS, live.now(), this.#timezone, this.language);
    return html`<div class="table" tabindex="0" role="region" aria-label=${label}>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.what}</th><th scope="col">${words.from}</th><th scope="col">${words.until}</th><th scope="col">${words.by}</th>
            <th scope="col"><span class="sr">${words.withdraw}</span></th>
          </tr>
        </thead>
        <tbody>
          ${[...rows]
            .sort((a, b) => b.entry.at - a.entry.at)
            .map(({ entry }) => {
              const { content, start, end, by, status, confirmed_by, withdrawn_by } = entry;
              const isOver = status === 'withdrawn' || (end !== null && end <= live.now());
              const text = 'text' in content ? content.text[this.language] || content.text.bg : '';
              return html`<tr class=${isOver ? 'over' : ''}>
                <td><b>${words.kinds[content.kind]}</b><br />${orderText(content, this.city, this.language)}${text ? html`<br /><span class="quiet">${text}</span>` : nothing}</td>
                <td class="nowrap">${time(start)}</td>
                <td>${status === 'withdrawn' ? `✕ ${withdrawn_by ?? ''}` : end === null ? words.untilWithdrawn : time(end)}</td>
                <td>${by}${confirmed_by ? html`<br /><span class="quiet">+ ${confirmed_by}</span>` : nothing}</td>
                <td class="number nowrap">
                  ${
                    status === 'awaiting' && !isOver && this.may('dispatcher') && by !== this.session.account.name
                      ? html`<button class="primary" @click=${() => this.#confirm(entry.id)}>${words.confirm}</button> `
                      : nothing
                  }
                  ${isOver || !this.may('dispatcher') ? nothing : html`<button @click=${() => this.#ask({ kind: 'withdraw', entry })}>${words.withdraw}</button>`}
                </td>
              </tr>`;
            })}
        </tbody>
      </table>
    </div>`;
  }

  #runs(mayAct: boolean): TemplateResult {
    const words = SERVICE_WORDS[this.language];
    const rows = this.document?.departures ?? [];
    return html`<section>
      <h2>${words.runs}</h2>
      <p class="quiet">${words.runsDetail}</p>
      <div class="runs">
        <tablo-stop-picker
          data-find single .label=${words.stopOfRuns} .language=${this.language} .chosen=${this.stop}
          @stops-chosen=${(event: CustomEvent<string[]>) => this.#choose(event.detail)}
        ></tablo-stop-picker>
        ${
          !this.document
            ? nothing
            : rows.length === 0
              ? html`<p class="empty">${words.nothing}</p>`
              : html`<div class="table" tabindex="0" role="region" aria-label=${words.runs}>
                  <table>
                    <thead>
                      <tr>
                        <th scope="col">${words.line}</th><th scope="col">${words.towards}</th><th scope="col">${words.time}</th>
                        <th scope="col">${words.state}</th><th scope="col"><span class="sr">${words.cancelRun}</span></th>
                      </tr>
                    </thead>
                    <tbody>${rows.map((row) => this.#run(row, mayAct))}</tbody>
                  </table>
                </div>`
        }
      </div>
    </section>`;
  }

  #run(row: Departure, mayAct: boolean): TemplateResult {
    const words = SERVICE_WORDS[this.language];
    const { route, headsign, scheduled, expected, status } = row;
    const at = expected ?? scheduled;
    const time = at === null ? '–' : cityTime(at, live.now(), this.#timezone, this.language);
    const isGone = status === 'departed';
    return html`<tr>
      <td><b>${route.route_short_name}</b></td>
      <td class=${status === 'cancelled' ? 'cancelled' : ''}>${plainText(properName(headsign, this.language), NAME_LIMIT)}</td>
      <td class="nowrap">${time}</td>
      <td>${words.states[status]}</td>
      <td class="number nowrap">
        ${
          !mayAct || isGone
            ? nothing
            : status === 'cancelled'
              ? html`<button @click=${() => this.#reinstate(row)}>${words.reinstate}</button>`
              : html`<button @click=${() => this.#ask({ kind: 'delay-trip', row })}>${words.delay}</button>
                  <button class="danger" @click=${() => this.#ask({ kind: 'cancel-trip', row })}>${words.cancelRun}</button>`
        }
      </td>
    </tr>`;
  }

  #dialog(asked: Asked): TemplateResult {
    const words = SERVICE_WORDS[this.language];
    const fault = this.failure === null ? nothing : html`<p class="fault" role="alert">${this.#fault()}</p>`;
    const buttons = (text: string, tone = 'primary') =>
      html`${fault}
        <div class="buttons">
          <button type="button" @click=${this.#close}>${words.cancel}</button>
          <button class=${tone} type="submit" ?autofocus=${tone === 'danger'}>${text}</button>
        </div>`;
    const run = (row: Departure) => {
      const at = row.expected ?? row.scheduled;
      return html`<p><b>${row.route.route_short_name}</b> ${plainText(properName(row.headsign, this.language), NAME_LIMIT)}, ${at === null ? '' : cityTime(at, live.now(), this.#timezone, this.language)}</p>`;
    };
    switch (asked.kind) {
      case 'cancel-trip':
        return html`<h2 id="title">${words.cancelAsk}</h2>
          <form @submit=${(event: Event) => this.#order(event, { kind: 'cancel-trip', trip: tripOf(asked.row) }, null)}>
            ${run(asked.row)}<p class="quiet">${words.cancelDetail}</p>${buttons(words.cancelRun, 'danger')}
          </form>`;
      case 'delay-trip':
        return html`<h2 id="title">${words.delay}</h2>
          <form @submit=${(event: Event) => this.#delay(event, asked.row)}>
            ${run(asked.row)}
            <label>${words.delayBy}<input name="minutes" type="number" min="-15" max="180" value="10" required list="delays" autofocus /></label>
            <datalist id="delays">${DELAYS_MIN.map((minutes) => html`<option value=${minutes}></option>`)}</datalist>
            <p class="quiet">${words.delayDetail}</p>
            ${buttons(words.order)}
          </form>`;
      case 'close-stop':
        return html`<h2 id="title">${words.closeStop}</h2>
          <form @submit=${this.#closeStop}>
            ${this.#picker(words.whichStop, this.stopIds, true, (ids) => {
              this.stopIds = ids;
            })}
            ${this.#picker(words.movedTo, this.movedTo, true, (ids) => {
              this.movedTo = ids;
            })}
            <p class="hint">${words.movedHint}</p>
            ${this.#text()} ${this.#end(true)} ${buttons(words.order)}
          </form>`;
      case 'detour':
        return html`<h2 id="title">${words.detour}</h2>
          <form @submit=${this.#detour}>
            ${this.#lines()}
            ${this.#picker(words.bypassed, this.stopIds, false, (ids) => {
              this.stopIds = ids;
            })}
            ${this.#text()} ${this.#end(true)} ${buttons(words.order)}
          </form>`;
      case 'suppress-predictions':
        return html`<h2 id="title">${words.suppress}</h2>
          <form @submit=${this.#suppress}>
            ${this.#lines()}
            ${this.#picker(words.quietStops, this.stopIds, false, (ids) => {
              this.stopIds = ids;
            })}
            ${this.#end(false)} ${buttons(words.order)}
          </form>`;
      case 'withdraw':
        return html`<h2 id="title">${words.withdrawAsk}</h2>
          <form @submit=${(event: Event) => this.#withdraw(event, asked.entry.id)}>
            <p>${asked.entry.content.kind === 'notice' ? '' : orderText(asked.entry.content, this.city, this.language)}</p>
            ${buttons(words.withdraw, 'danger')}
          </form>`;
    }
  }

  #picker(label: string, chosen: readonly string[], single: boolean, then: (ids: string[]) => void): TemplateResult {
    return html`<tablo-stop-picker
      .label=${label} .language=${this.language} .chosen=${chosen} ?single=${single}
      @stops-chosen=${(event: CustomEvent<string[]>) => then(event.detail)}
    ></tablo-stop-picker>`;
  }

  #lines(): TemplateResult {
    const toggle = (id: string) => {
      this.routeIds = this.routeIds.includes(id) ? this.routeIds.filter((one) => one !== id) : [...this.routeIds, id];
    };
    return html`<fieldset>
      <legend>${SERVICE_WORDS[this.language].lines}</legend>
      <div class="lines">
        ${(this.city?.routes ?? []).map(
          ({ route_id, name }) =>
            html`<label><input type="checkbox" .checked=${this.routeIds.includes(route_id)} @change=${() => toggle(route_id)} />${name}</label>`,
        )}
      </div>
    </fieldset>`;
  }

  #text(): TemplateResult {
    const words = SERVICE_WORDS[this.language];
    return html`<label>${words.text}<textarea name="bg" lang="bg" maxlength="300"></textarea><small>${words.textHint}</small></label>
      <label>${NOTICE_WORDS[this.language].textEn}<input name="en" lang="en" maxlength="300" /></label>`;
  }

  #end(required: boolean): TemplateResult {
    const words = SERVICE_WORDS[this.language];
    const value = required ? localOf(live.now() + FIRST_HOURS * 3600, this.#timezone) : '';
    return html`<label>${words.ends}<input name="end" type="datetime-local" .value=${value} ?required=${required} />${required ? nothing : html`<small>${words.open}</small>`}</label>`;
  }

  #choose(ids: readonly string[]): void {
    this.stop = ids;
    this.document = null;
    void this.#fetchDocument();
  }

  async #fetchDocument(): Promise<void> {
    const [stop] = this.stop;
    if (!stop) return;
    try {
      const answer = await fetch(`/api/v1/stops/${encodeURIComponent(stop)}/departures`);
      if (answer.ok && this.stop[0] === stop) this.document = (await answer.json()) as StopDepartures;
    } catch {
      // What stood there stays; the topic says that the server is away.
    }
  }

  readonly #closeStop = (event: Event): Promise<void> => {
    const form = new FormData(event.target as HTMLFormElement);
    const order: Order = {
      ...{ kind: 'close-stop', stop_id: this.stopIds[0] ?? '', moved_to: this.movedTo[0] ?? null },
      text: textOf(form),
    };
    return this.#order(event, order, this.#endOf(form));
  };

  readonly #detour = (event: Event): Promise<void> => {
    const form = new FormData(event.target as HTMLFormElement);
    const order: Order = {
      kind: 'detour',
      route_ids: [...this.routeIds],
      stop_ids: [...this.stopIds],
      text: textOf(form),
    };
    return this.#order(event, order, this.#endOf(form));
  };

  readonly #suppress = (event: Event): Promise<void> => {
    const form = new FormData(event.target as HTMLFormElement);
    const order: Order = { kind: 'suppress-predictions', route_ids: [...this.routeIds], stop_ids: [...this.stopIds] };
    return this.#order(event, order, this.#endOf(form));
  };

  #delay(event: Event, row: Departure): Promise<void> {
    const minutes = Number(new FormData(event.target as HTMLFormElement).get('minutes'));
    return this.#order(event, { kind: 'delay-trip', trip: tripOf(row), delay_s: minutes * 60 }, null);
  }

  async #reinstate(row: Departure): Promise<void> {
    const trip = tripOf(row);
    // What the control room cancelled is taken back; what the feed cancelled is overruled.
    const own = [...this.#topic.items.values()].find(
      ({ entry: { content, status } }) =>
        status === 'standing' &&
        content.kind === 'cancel-trip' &&
        content.trip.trip_id === trip.trip_id &&
        content.trip.start_date === trip.start_date,
    );
    try {
      if (own) await api.send('POST', `/dispatch/${own.entry.id}/withdraw`);
      else
        await api.send('POST', '/dispatch', {
          content: { kind: 'reinstate-trip', trip },
          start: Math.floor(live.now()),
          end: null,
        });
      this.say(SERVICE_WORDS[this.language].done);
      await this.#fetchDocument();
    } catch (error) {
      this.sayFailure(error);
    }
  }

  async #order(event: Event, content: Order, end: number | null): Promise<void> {
    event.preventDefault();
    const words = SERVICE_WORDS[this.language];
    await this.#try(async () => {
      const draft = { content, start: Math.floor(live.now()), end };
      const { problems } = await api.send<{ problems: (keyof (typeof NOTICE_WORDS)['bg']['problems'])[] }>(
        'POST',
        '/dispatch/rehearsal',
        draft,
      );
      if (problems.length > 0)
        throw new Error(problems.map((one) => NOTICE_WORDS[this.language].problems[one]).join(' '));
      const entry = await api.send<DispatchEntry>('POST', '/dispatch', draft);
      this.#close();
      this.say(entry.status === 'awaiting' ? words.proposed : words.done);
      await this.#fetchDocument();
    });
  }

  async #withdraw(event: Event, id: string): Promise<void> {
    event.preventDefault();
    await this.#try(async () => {
      await api.send('POST', `/dispatch/${id}/withdraw`);
      this.#close();
      this.say(SERVICE_WORDS[this.language].takenBack);
      await this.#fetchDocument();
    });
  }

  async #confirm(id: string): Promise<void> {
    try {
      await api.send('POST', `/dispatch/${id}/confirm`);
      this.say(SERVICE_WORDS[this.language].done);
    } catch (error) {
      this.sayFailure(error);
    }
  }

  #endOf(form: FormData): number | null {
    const text = String(form.get('end') ?? '');
    return text === '' ? null : epochOf(text, this.#timezone);
  }

  #fault(): string {
    return failureSentence(this.failure, this.language);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = error;
    }
  }

  async #ask(asked: Asked): Promise<void> {
    this.failure = null;
    this.stopIds = asked.kind === 'close-stop' ? this.stop : [];
    this.movedTo = [];
    this.routeIds = [];
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

/** The run of a row; its id names the start of one among several of a trip. */
function tripOf({ id, trip_id, start_date }: Departure): {
  trip_id: string;
  start_date: string;
  start_time_s: number | null;
} {
  const start = id.startsWith(`${start_date}/${trip_id}/`)
    ? id.slice(`${start_date}/${trip_id}/`.length).split('/')[1]
    : undefined;
  return { trip_id, start_date, start_time_s: start === undefined ? null : Number(start) };
}

function textOf(form: FormData): { bg: string; en: string } {
  return { bg: String(form.get('bg') ?? '').trim(), en: String(form.get('en') ?? '').trim() };
}
