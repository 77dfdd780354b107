// An hour of documents that can be wound to any moment: pure.

import type { BoardHistory, StopHistory } from '../../../server/wire/console/history.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { apply } from '../../../server/wire/patch.js';

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
