// The control room's word: notices, orders and the silence switch; every change through the one door, then out to boards.

import { randomUUID } from 'node:crypto';
import type { EpochS } from '../../feeds/model.js';
import type { Store } from '../store/database.js';
import type { Timetable } from '../timetable/timetable.js';
import type {
  DispatchBook,
  DispatchContent,
  DispatchEntry,
  DraftProblem,
  NoticeTemplate,
  Rehearsal,
  Silence,
} from '../wire/console/dispatch.js';
import type { DocumentNotice } from '../wire/messages.js';
import { act } from './act.js';
import type { Actor } from './actor.js';
import { type ControlAction, holdsAt } from './control-action.js';
import { type Draft, type Judgement, judge, LONGEST_S, TEXT_CHARS_AT_MOST } from './draft.js';
import {
  type KeptEntry,
  readEntries,
  readSilence,
  readTemplates,
  rewriteEntry,
  writeEntry,
  writeSilence,
  writeTemplate,
} from './entries.js';
import { NoticeBook, type NoticeEntry } from './notice-book.js';
import { plainNotice } from './plain-notice.js';
import type { StopsOfBoard } from './scope.js';

/** What ended is still told for this long; the audit keeps everything. */
export const TOLD_FOR_S = 7 * 24 * 3600;
/** Templates of one city. */
export const TEMPLATES_AT_MOST = 200;

/** Why something is not done; a closed list. */
export type RefusalCode = 'draft_refused' | 'unknown_entry' | 'second_person_needed' | 'not_so_now' | 'not_ready';

/** The control room's rules forbid it. */
export class DispatchRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly problems: readonly DraftProblem[] = [],
  ) {
    super(message);
  }
}

/** What it is given. */
export interface DispatchParts {
  store: Store;
  timetable: () => Timetable | null;
  /** The city's clock. */
  now: () => EpochS;
  secondPersonAboveStops: number;
  stopsOfBoard: StopsOfBoard;
  /** Boards that watch any of these stops now. */
  boardsAt: (stopIds: ReadonlySet<string>) => number;
  /** Documents of these stops may have changed; null is all of them. */
  onDirty: (stopIds: Iterable<string> | null) => void;
  /** The orders in force or to come, whole. */
  onActions: (actions: readonly ControlAction[]) => void;
  /** Anything of the book changed. */
  onChange?: () => void;
}

/** The control room of one city. */
export class Dispatch {
  private entries: readonly KeptEntry[] = [];
  private templates: readonly NoticeTemplate[] = [];
  private silence: Silence = { on: false, by: null, since: null };
  private book = new NoticeBook([], null, () => []);
  private loaded = false;
  private tickedAt: EpochS = 0;

  constructor(private readonly parts: DispatchParts) {}

  /** Reads what was said before; to be called again until it is true: the store may come later than the boards. */
  async load(): Promise<boolean> {
    if (this.loaded) return true;
    const { store, now } = this.parts;
    if (store.mode() === 'away') return false;
    this.entries = await readEntries(store.db, now() - TOLD_FOR_S);
    this.templates = await readTemplates(store.db);
    this.silence = await readSilence(store.db);
    this.loaded = true;
    this.apply(null);
    return true;
  }

  /** The notices of a stop's document. */
  noticesAt(stopIds: readonly string[], now: EpochS): DocumentNotice[] {
    return this.silence.on ? [] : this.book.at(stopIds, now);
  }

  /** Of the boards those that a notice in force is for; null where the entry is not on any glass now. */
  boardsOf<Board extends { board_id: string; stop_ids: readonly string[] }>(
    entry: DispatchEntry,
    boards: readonly Board[],
  ): Board[] | null {
    const isOn = entry.status === 'standing' && holdsAt(entry, this.parts.now()) && !this.silence.on;
    if (!isOn || !isNotice(entry)) return null;
    return boards.filter(({ board_id, stop_ids }) => this.book.isFor(entry, board_id, stop_ids));
  }

  /** A new timetable: scopes reach other stops. */
  timetableChanged(): void {
    this.apply(null);
  }

  /** Once a second: what begins or ends now goes out now. */
  tick(): void {
    const now = this.parts.now();
    const from = this.tickedAt;
    this.tickedAt = now;
    const turns = (at: number | null) => at !== null && from > 0 && at > from && at <= now;
    if (this.entries.some(({ status, start, end }) => status === 'standing' && (turns(start) || turns(end))))
      this.apply(null);
  }

  /** Are the texts silenced? */
  get silenced(): Silence {
    return this.silence;
  }

  /** The entries that the console is told of, newest first. */
  told(): DispatchEntry[] {
    const oldest = this.parts.now() - TOLD_FOR_S;
    return this.entries.filter((entry) => (endOf(entry) ?? Number.POSITIVE_INFINITY) >= oldest).map(told);
  }

  /** Everything for the console. */
  whole(): DispatchBook {
    return {
      silence: this.silence,
      entries: this.told(),
      templates: [...this.templates],
      second_person_above_stops: this.parts.secondPersonAboveStops,
      longest_s: LONGEST_S,
      text_limit: TEXT_CHARS_AT_MOST,
    };
  }

  /** What a draft would do, without doing it. Throws DispatchRefused before there is a timetable. */
  rehearse(draft: Draft, actor: Pick<Actor, 'role'>): Rehearsal {
    const { timetable, judgement } = this.judged(plain(draft), actor);
    return {
      problems: judgement.problems,
      stops: [...judgement.stopIds].map((stopId) => {
        const { stopName } = timetable.stop(timetable.stopIndex(stopId));
        return {
          stop_id: stopId,
          stop_name: {
            bg: stopName,
            en: timetable.translated('stops', 'stop_name', stopId, stopName, 'en') ?? stopName,
          },
        };
      }),
      boards: this.parts.boardsAt(judgement.stopIds),
      needs_second_person: judgement.needsSecondPerson,
    };
  }

  /** Sends it, or keeps it until a second person says yes. Throws DispatchRefused, ActRefused. */
  async send(wanted: Draft, actor: Actor): Promise<DispatchEntry> {
    const draft = plain(wanted);
    const { judgement } = this.judged(draft, actor);
    if (judgement.problems.length > 0)
      throw new DispatchRefused('draft_refused', 'It cannot be sent as it is written.', judgement.problems);
    const entry: KeptEntry = {
      id: randomUUID(),
      ...draft,
      stop_count: judgement.stopIds.size,
      status: judgement.needsSecondPerson ? 'awaiting' : 'standing',
      ...{ by: actor.name, byId: actor.accountId, at: Math.floor(this.parts.now()) },
      ...{ confirmed_by: null, confirmed_at: null, withdrawn_by: null, withdrawn_at: null },
    };
    const kind = `${areaOf(draft.content)}.${entry.status === 'awaiting' ? 'propose' : 'send'}`;
    await act(this.parts.store, actor, { kind, scope: scopeOf(entry), detail: { ...draft } }, (trx) =>
      writeEntry(trx, entry),
    );
    this.entries = [entry, ...this.entries];
    this.apply(judgement.stopIds);
    return told(entry);
  }

  /** The second person's yes. Throws DispatchRefused, ActRefused. */
  async confirm(id: string, actor: Actor): Promise<DispatchEntry> {
    const entry = this.entry(id);
    if (entry.status !== 'awaiting') throw new DispatchRefused('not_so_now', 'It does not wait for anybody.');
    if (entry.byId === actor.accountId)
      throw new DispatchRefused('second_person_needed', 'Somebody else than its writer must confirm it.');
    const problems = this.judged(entry, { role: 'administrator' }).judgement.problems;
    if (problems.length > 0) throw new DispatchRefused('draft_refused', 'It cannot be sent any more.', problems);
    const at = Math.floor(this.parts.now());
    return this.change(entry, { status: 'standing', confirmed_by: actor.name, confirmed_at: at }, 'confirm', actor);
  }

  /** Takes it back from all boards. Throws DispatchRefused, ActRefused. */
  async withdraw(id: string, actor: Actor): Promise<DispatchEntry> {
    const entry = this.entry(id);
    if (entry.status === 'withdrawn') throw new DispatchRefused('not_so_now', 'It is withdrawn already.');
    const at = Math.floor(this.parts.now());
    return this.change(entry, { status: 'withdrawn', withdrawn_by: actor.name, withdrawn_at: at }, 'withdraw', actor);
  }

  /** Silences all texts of dispatchers, or lets them speak again (obligation S8). Throws ActRefused. */
  async silenceAll(on: boolean, actor: Actor): Promise<Silence> {
    const silence: Silence = on
      ? { on, by: actor.name, since: Math.floor(this.parts.now()) }
      : { on, by: null, since: null };
    const action = { kind: on ? 'silence.on' : 'silence.off', scope: { stops: 'all' }, detail: {} };
    await act(this.parts.store, actor, action, (trx) => writeSilence(trx, silence));
    this.silence = silence;
    this.apply(null);
    return silence;
  }

  /** Keeps a template; `id` null makes a new one. Throws DispatchRefused, ActRefused. */
  async keepTemplate(
    wanted: Omit<NoticeTemplate, 'id'> & { id: string | null },
    actor: Actor,
  ): Promise<NoticeTemplate> {
    const others = this.templates.filter(({ id }) => id !== wanted.id);
    if (others.length >= TEMPLATES_AT_MOST) throw new DispatchRefused('not_so_now', 'There are too many templates.');
    const text = { bg: plainNotice(wanted.text.bg), en: plainNotice(wanted.text.en) };
    const template = { ...wanted, name: plainNotice(wanted.name), text, id: wanted.id ?? randomUUID() };
    const action = { kind: 'template.keep', scope: { template: template.id }, detail: { ...template } };
    await act(this.parts.store, actor, action, (trx) => writeTemplate(trx, template));
    this.templates = [...others, template].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.parts.onChange?.();
    return template;
  }

  /** Throws a template away. Throws DispatchRefused, ActRefused. */
  async dropTemplate(id: string, actor: Actor): Promise<void> {
    if (!this.templates.some((one) => one.id === id))
      throw new DispatchRefused('unknown_entry', 'There is no such template.');
    const action = { kind: 'template.drop', scope: { template: id }, detail: {} };
    await act(this.parts.store, actor, action, async (trx) => {
      await trx.deleteFrom('notice_template').where('id', '=', id).execute();
    });
    this.templates = this.templates.filter((one) => one.id !== id);
    this.parts.onChange?.();
  }

  private async change(entry: KeptEntry, said: Partial<KeptEntry>, verb: string, actor: Actor): Promise<DispatchEntry> {
    const next: KeptEntry = { ...entry, ...said };
    const action = { kind: `${areaOf(entry.content)}.${verb}`, scope: scopeOf(entry), detail: { id: entry.id } };
    await act(this.parts.store, actor, action, (trx) => rewriteEntry(trx, next));
    this.entries = this.entries.map((one) => (one.id === entry.id ? next : one));
    this.apply(null);
    return told(next);
  }

  private entry(id: string): KeptEntry {
    const found = this.entries.find((one) => one.id === id);
    if (!found) throw new DispatchRefused('unknown_entry', 'There is no such notice or order.');
    return found;
  }

  private judged(draft: Draft, actor: Pick<Actor, 'role'>): { timetable: Timetable; judgement: Judgement } {
    const timetable = this.parts.timetable();
    if (!timetable) throw new DispatchRefused('not_ready', 'There is no timetable yet.');
    const { stopsOfBoard, secondPersonAboveStops, now } = this.parts;
    return { timetable, judgement: judge(draft, actor, timetable, stopsOfBoard, secondPersonAboveStops, now()) };
  }

  /** Brings boards to what is said now. Orders that carry a text are silenced with the notices, but hold. */
  private apply(stopIds: Iterable<string> | null): void {
    const { timetable, stopsOfBoard, now, onActions, onDirty, onChange } = this.parts;
    const moment = now();
    const standing = this.entries.filter(({ status, end }) => status === 'standing' && (end === null || end > moment));
    this.book = new NoticeBook(standing.filter(isNotice), timetable(), stopsOfBoard);
    onActions(
      standing.flatMap(({ id, start, end, content }) =>
        content.kind === 'notice' ? [] : [{ id, start, end, order: content, silenced: this.silence.on }],
      ),
    );
    onDirty(stopIds);
    onChange?.();
  }
}

function isNotice<Entry extends DispatchEntry>(entry: Entry): entry is Entry & NoticeEntry {
  return entry.content.kind === 'notice' && entry.end !== null;
}

function areaOf({ kind }: DispatchContent): string {
  return kind === 'notice' ? 'notice' : kind;
}

function scopeOf({ id, stop_count }: KeptEntry): Record<string, unknown> {
  return { entry: id, stop_count };
}

function endOf({ end, withdrawn_at }: DispatchEntry): number | null {
  return withdrawn_at ?? end;
}

/** What the wire tells of an entry. */
function told({ byId: _, ...entry }: KeptEntry): DispatchEntry {
  return entry;
}

function plain(draft: Draft): Draft {
  const { content } = draft;
  if (!('text' in content)) return draft;
  return {
    ...draft,
    content: { ...content, text: { bg: plainNotice(content.text.bg), en: plainNotice(content.text.en) } },
  };
}
