// How far a notice has come among the boards that it concerns, and why the others do not show it; pure.

import type { GlassVerdict } from '../wire/console/boards.js';
import type { MissingBoard, MissingReason, NoticeReach } from '../wire/console/dispatch.js';

/** A board that has the document with a notice is given this long until the notice's turn has come. */
export const TURN_WITHIN_S = 120;
/** Boards named in one reach; the others are counted. */
export const NAMED_AT_MOST = 12;

/** The worst first: what a person must see to stands on top. */
const ORDER: readonly MissingReason[] = [
  ...(['unreadable', 'old_rows', 'not_drawing', 'silent', 'behind', 'asleep', 'coming', 'no_display'] as const),
];

/** One board that a notice concerns. */
export interface ConcernedBoard {
  board_id: string;
  connected: boolean;
  verdict: GlassVerdict;
  /** The notices that its page reads off the glass; null where the page is too old to tell. */
  notices: readonly string[] | null;
  /** Seconds since it drew the document with the notice; null where it has not. */
  drewForS: number | null;
  /** Its night sleep. */
  asleep: boolean;
  /** Its quiet hours. */
  quiet: boolean;
}

/** The reach of a notice; boards are named in the order in which they come. */
export function reachOf(boards: Iterable<ConcernedBoard>, noticeId: string, isSpoken: boolean): NoticeReach {
  const reach: NoticeReach = { concerned: 0, on_glass: 0, by_document: 0, quiet: 0, missing: {}, named: [] };
  const named = new Map<MissingReason, MissingBoard[]>();
  for (const board of boards) {
    reach.concerned++;
    if (isSpoken && board.quiet && board.connected) reach.quiet++;
    const how = howOf(board, noticeId);
    if (how === 'on_glass' || how === 'by_document') reach[how]++;
    else {
      reach.missing[how.why] = (reach.missing[how.why] ?? 0) + 1;
      const list = named.get(how.why) ?? [];
      named.set(how.why, list);
      if (list.length < NAMED_AT_MOST) list.push({ board_id: board.board_id, ...how });
    }
  }
  return { ...reach, named: ORDER.flatMap((why) => named.get(why) ?? []).slice(0, NAMED_AT_MOST) };
}

function howOf(
  { connected, verdict, notices, drewForS, asleep }: ConcernedBoard,
  noticeId: string,
): 'on_glass' | 'by_document' | Pick<MissingBoard, 'why' | 'by'> {
  if (verdict === 'never_seen') return { why: 'no_display', by: null };
  if (!connected) return { why: 'silent', by: null };
  if (verdict === 'not_drawing') return { why: 'not_drawing', by: null };
  if (notices?.includes(noticeId)) return 'on_glass';
  if (drewForS === null) return { why: verdict === 'old_rows' ? 'old_rows' : 'coming', by: null };
  if (notices === null) return 'by_document';
  if (asleep) return { why: 'asleep', by: null };
  const [other] = notices;
  if (other !== undefined) return { why: 'behind', by: other };
  return { why: drewForS < TURN_WITHIN_S ? 'coming' : 'unreadable', by: null };
}
