// The notices in force or to come, by the stops that they reach in one timetable: what a document finds its own in.

import type { EpochS } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { DispatchEntry, Notice } from '../wire/console/dispatch.js';
import type { DocumentNotice } from '../wire/messages.js';
import { transliterate } from '../wire/transliterate.js';
import { holdsAt } from './control-action.js';
import { known, type StopsOfBoard, stopsOf } from './scope.js';

/** An entry that is a notice. */
export type NoticeEntry = DispatchEntry & { content: Notice; end: number };

interface Placed {
  entry: NoticeEntry;
  document: DocumentNotice;
}

/** An immutable book of notices against one timetable. */
export class NoticeBook {
  private readonly byStop = new Map<string, Placed[]>();
  private readonly stopsOfEntry = new Map<string, ReadonlySet<string>>();

  constructor(
    entries: readonly NoticeEntry[],
    private readonly timetable: Timetable | null,
    stopsOfBoard: StopsOfBoard,
  ) {
    if (!timetable) return;
    for (const entry of entries) {
      const placed = { entry, document: documentOf(entry) };
      const stops = stopsOf(entry.content.scope, timetable, stopsOfBoard);
      this.stopsOfEntry.set(entry.id, stops);
      for (const stopId of stops) {
        const list = this.byStop.get(stopId);
        if (list) list.push(placed);
        else this.byStop.set(stopId, [placed]);
      }
    }
  }

  /** Stops with a notice now or to come. */
  get stopIds(): Iterable<string> {
    return this.byStop.keys();
  }

  /** Is a notice of the book for the board with these stops? */
  isFor({ id, content }: NoticeEntry, boardId: string, stopIds: readonly string[]): boolean {
    const { timetable } = this;
    const stops = this.stopsOfEntry.get(id);
    if (!timetable || !stops) return false;
    if (content.scope.kind === 'boards') return content.scope.board_ids.includes(boardId);
    return stopIds.some((stopId) => stops.has(stopId) || known(stopId, timetable).some((one) => stops.has(one)));
  }

  /** The notices in force at stops with these ids, each once: the most important first, then the newest. */
  at(stopIds: readonly string[], now: EpochS): DocumentNotice[] {
    const found = new Set<Placed>();
    for (const stopId of stopIds)
      for (const placed of this.byStop.get(stopId) ?? []) if (holdsAt(placed.entry, now)) found.add(placed);
    return [...found]
      .sort((a, b) => b.document.priority - a.document.priority || b.entry.start - a.entry.start)
      .map(({ document }) => document);
  }
}

function documentOf({ id, content, end }: NoticeEntry): DocumentNotice {
  const { text, priority, spoken, scope } = content;
  return {
    ...{ id, priority, spoken, until: end },
    text: { bg: text.bg || text.en, en: text.en || transliterate(text.bg) },
    ...(scope.kind === 'boards' ? { boards: scope.board_ids } : {}),
  };
}
