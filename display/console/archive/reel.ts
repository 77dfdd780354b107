// An hour of documents that can be wound to any moment: pure.

import type { BoardHistory, HistoryPassing, StopHistory } from '../../../server/wire/console/history.js';
import type { Departure, StopDepartures } from '../../../server/wire/messages.js';
import { apply } from '../../../server/wire/patch.js';
import { roundMinutes } from '../../board/minutes.js';

const MINUTE_S = 60;

/** What stood at a moment. */
export interface Frame {
  at: number;
  seq: number;
  doc: StopDepartures;
}

/** The documents of one stop, oldest first. */
export function framesOf({ first, changes }: StopHistory): Frame[] {
  if (!first) return [];
  const frames: Frame[] = [first];
  let doc = first.doc;
  for (const { at, patch } of changes) {
    doc = apply(doc, patch);
    frames.push({ at, seq: patch.seq, doc });
  }
  return frames;
}

/** The frame that stood at a moment; null before the first. */
export function frameAt(frames: readonly Frame[], at: number): Frame | null {
  let [low, high] = [0, frames.length - 1];
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (frames[mid]!.at <= at) low = mid;
    else high = mid - 1;
  }
  const frame = frames[low];
  return frame && frame.at <= at ? frame : null;
}

/** What the glass itself said of the moment, against what it was sent. */
export type Proof = { kind: 'confirmed' | 'older'; toldAt: number } | { kind: 'silent' };

/** A board tells what it shows at a change and once a minute: its next word is waited for this long. */
export const WORD_WITHIN_S = 90;

/** The first word of the glass that can know the frame which stood at the moment: does it? */
export function proofAt(glass: BoardHistory['glass'], stopId: string, frame: Frame | null, at: number): Proof {
  if (!frame) return { kind: 'silent' };
  const words = glass.filter(
    ({ stop_id, told_at }) => stop_id === stopId && told_at >= frame.at && told_at <= at + WORD_WITHIN_S,
  );
  const knowing = words.find(({ seq }) => seq >= frame.seq);
  if (knowing) return { kind: 'confirmed', toldAt: knowing.told_at };
  const last = words.at(-1);
  return last && last.told_at > at ? { kind: 'older', toldAt: last.told_at } : { kind: 'silent' };
}

/** Rows that are held against what came. */
export const ROWS_TOLD = 12;
/** A bus that was not seen so long after its time was not seen at all. */
export const UNSEEN_AFTER_S = 900;

/** What a row said, and what came of it. */
export interface RowAndBus {
  row: Departure;
  /** Minutes that the row said; null where it told the timetable. */
  minutes: number | null;
  /** `soon`: its time is too near to the end of what is known. */
  came: 'passed' | 'unseen' | 'cancelled' | 'soon';
  /** When the bus left; null where it was not seen to. */
  at: number | null;
  vehicleId: string | null;
}

/** The rows of a document at a moment beside the buses that left the stop; `knownUntil` is how far one can know that. */
export function rowsAndBuses(
  { departures }: StopDepartures,
  passed: readonly HistoryPassing[],
  at: number,
  knownUntil: number,
): RowAndBus[] {
  return departures
    .filter(({ expected, scheduled }) => (expected ?? scheduled ?? 0) >= at - MINUTE_S)
    .slice(0, ROWS_TOLD)
    .map((row) => {
      const bus = passed.find(({ row_id }) => row_id === row.id);
      const isLive = (row.status === 'live' || row.status === 'ageing') && row.expected !== null;
      const due = row.expected ?? row.scheduled ?? at;
      const absent =
        row.status === 'cancelled' || row.status === 'skipped'
          ? 'cancelled'
          : due + UNSEEN_AFTER_S > knownUntil
            ? 'soon'
            : 'unseen';
      return {
        row,
        minutes: isLive ? roundMinutes(row.expected!, at) : null,
        came: bus ? 'passed' : absent,
        at: bus?.at ?? null,
        vehicleId: bus?.vehicle_id ?? null,
      };
    });
}
