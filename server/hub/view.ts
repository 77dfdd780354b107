// One stop as the hub keeps it: its document, the seq it stands at, and what each watcher has of it.

import type { EpochS } from '../../feeds/model.js';
import type { FrameKind } from '../metrics.js';
import type { StopDepartures } from '../wire/messages.js';

/** Someone who watches stops: a socket, or a test. */
export interface Watcher {
  /** Takes a frame, or holds it back: then the stop's state is owed, and the watcher calls `resend` when it has room. */
  deliver(stop: string, frame: Buffer, kind: FrameKind): 'sent' | 'held';
}

/** Stands for a seq: the watcher has nothing, and is not owed anything until the stop has a document. */
export const NOTHING = -1;
/** Stands for a seq: the watcher is slow and asks for the state itself. */
export const OWED = -2;

/** A stop that someone watches or has asked for. */
export interface View {
  readonly stop: string;
  doc: StopDepartures | null;
  seq: number;
  /** The state at `seq` as bytes, made when first needed. */
  state: Buffer | null;
  /** What each watcher has: a seq, NOTHING or OWED. */
  readonly watchers: Map<Watcher, number>;
  /** The last attempt to compose failed. */
  failed: boolean;
  dirty: boolean;
  /** When it became dirty, in milliseconds of the wall. */
  dirtySinceMs: number;
  /** When the feed that made it dirty was read, in milliseconds of the wall; 0 where no feed did. */
  readMs: number;
  composedAt: EpochS;
  dueAt: EpochS;
  usedAt: EpochS;
}

/** A stop that nobody has watched yet. */
export function newView(stop: string, seq: number, now: EpochS): View {
  return {
    stop,
    doc: null,
    seq,
    state: null,
    watchers: new Map(),
    failed: false,
    dirty: false,
    dirtySinceMs: 0,
    readMs: 0,
    composedAt: -Infinity,
    dueAt: now,
    usedAt: now,
  };
}
