// The time machine's memory: what each stop's document was and what each board told of its glass, written hour by hour.

import type { EpochS } from '../../feeds/model.js';
import type { Log } from '../log.js';
import type { StopDepartures } from '../wire/messages.js';
import { Archive } from './archive.js';
import { type GlassTold, glasses, glassLine } from './glass-track.js';
import { type FailureTold, failureLine, failures, type PassingTold, passingLine, passings } from './passing-track.js';
import { firstLine, nextLine, type Standing, standings } from './track.js';

/** A track is written this often; what was not written is lost with the process. */
export const WRITE_EVERY_S = 3_600;
/** … or when its text has grown to this. */
export const WRITE_AT_CHARS = 512 * 1024;
/** A bus is told of so long after it passed, at most: what is unknown for longer is no passing. */
const TOLD_WITHIN_S = 1_800;
const FAILED_TRACK = 'failed';
/** Tracks are written in turn, so many at each look. */
const WRITES_PER_LOOK = 50;

interface Open {
  from: EpochS;
  until: EpochS;
  lines: string[];
  chars: number;
}

/** What it is given. */
export interface HistoryParts {
  dataDir: string;
  now: () => EpochS;
  log: Log;
}

/** The history of one city. */
export class History {
  private readonly archive: Archive;
  private readonly open = new Map<string, Open>();
  private readonly last = new Map<string, Standing>();
  /** By board track, then by stop: the last word in the open block. */
  private readonly lastGlass = new Map<string, Map<string, GlassTold>>();
  private writing: Promise<void> = Promise.resolve();
  private broken = false;
  private bytes = 0;

  constructor(private readonly parts: HistoryParts) {
    this.archive = new Archive(parts.dataDir);
  }

  /** Bytes written since the start. */
  get bytesWritten(): number {
    return this.bytes;
  }

  /** A stop's document came to stand at `seq`. Costs a comparison and a line of text. */
  note(stopId: string, seq: number, doc: StopDepartures): void {
    const at = Math.floor(this.parts.now());
    const before = this.last.get(stopId);
    const next: Standing = { at, seq, doc };
    this.last.set(stopId, next);
    const track = stopTrack(stopId);
    const isNew = !before || !this.open.has(track) || seq <= before.seq || at < before.at;
    this.add(track, at, isNew ? firstLine(next) : nextLine(before, next), isNew);
  }

  /** A board told what its glass shows. */
  noteGlass(boardId: string, told: GlassTold): void {
    const track = boardTrack(boardId);
    const words = this.lastGlass.get(track) ?? new Map<string, GlassTold>();
    this.lastGlass.set(track, words);
    this.add(track, told.at, glassLine(words.get(told.stop_id) ?? null, told), false);
    words.set(told.stop_id, told);
  }

  /** A bus left a stop. Nothing where no document of the stop was noted: nobody was told anything there. */
  notePassing(stopId: string, told: PassingTold): void {
    if (this.last.has(stopId)) this.add(passingTrack(stopId), Math.floor(this.parts.now()), passingLine(told), false);
  }

  /** A bus came without being promised, or was promised and not seen. */
  noteFailure(told: FailureTold): void {
    this.add(FAILED_TRACK, Math.floor(this.parts.now()), failureLine(told), false);
  }

  /** To be called every few seconds: writes the tracks that are due, a few at a time. */
  look(): void {
    const now = this.parts.now();
    let left = WRITES_PER_LOOK;
    for (const [track, open] of this.open) {
      if (left === 0) return;
      if (now - open.from < WRITE_EVERY_S && open.chars < WRITE_AT_CHARS) continue;
      left--;
      this.write(track);
    }
  }

  /** The documents of a stop that stood within [from, until), the first one from before it; oldest first. */
  async documents(stopId: string, from: EpochS, until: EpochS): Promise<Standing[]> {
    const found: Standing[] = [];
    for (const text of await this.texts(stopTrack(stopId), from, until)) {
      for (const standing of standings(text)) {
        if (standing.at >= until) break;
        if (standing.at <= from) found.splice(0, found.length, standing);
        else found.push(standing);
      }
    }
    return found;
  }

  /** What a board told of its glass within [from, until). */
  async glass(boardId: string, from: EpochS, until: EpochS): Promise<GlassTold[]> {
    const texts = await this.texts(boardTrack(boardId), from, until);
    return texts.flatMap((text) => glasses(text).filter(({ at }) => at >= from && at < until));
  }

  /** Buses that left a stop within [from, until), in order. */
  async passings(stopId: string, from: EpochS, until: EpochS): Promise<PassingTold[]> {
    const texts = await this.texts(passingTrack(stopId), from, until + TOLD_WITHIN_S);
    return within(texts.flatMap(passings), from, until);
  }

  /** What boards failed to tell within [from, until), in order. */
  async failures(from: EpochS, until: EpochS): Promise<FailureTold[]> {
    const texts = await this.texts(FAILED_TRACK, from, until + TOLD_WITHIN_S);
    return within(texts.flatMap(failures), from, until);
  }

  /** The days of which there is anything, `YYYY-MM-DD` (UTC). */
  days(): Promise<string[]> {
    return this.archive.days();
  }

  /** Throws away what is too old. */
  async forget(): Promise<void> {
    await this.archive.forget(this.parts.now());
  }

  /** Writes all that is open and waits for it. */
  async close(): Promise<void> {
    for (const track of [...this.open.keys()]) this.write(track);
    await this.writing;
  }

  /** The texts of a track's blocks on disk and in hand. A document that stands for long begins long before `from`. */
  private async texts(track: string, from: EpochS, until: EpochS): Promise<string[]> {
    await this.writing;
    const open = this.open.get(track);
    const inHand = open && open.from < until ? [open.lines.join('\n')] : [];
    const blocks = await this.archive.read(track, from - WRITE_EVERY_S, until);
    // What is in hand may have been written meanwhile.
    const older = inHand.length > 0 ? blocks.filter((block) => block.from < open!.from) : blocks;
    return [...older.map(({ text }) => text), ...inHand];
  }

  private add(track: string, at: EpochS, line: string, begin: boolean): void {
    if (begin && this.open.has(track)) this.write(track);
    const open = this.open.get(track) ?? { from: at, until: at, lines: [], chars: 0 };
    this.open.set(track, open);
    open.lines.push(line);
    open.chars += line.length + 1;
    open.until = at;
  }

  private write(track: string): void {
    const open = this.open.get(track);
    if (!open) return;
    this.open.delete(track);
    this.lastGlass.delete(track);
    const block = { from: open.from, until: open.until, text: open.lines.join('\n') };
    this.writing = this.writing.then(async () => {
      try {
        this.bytes += await this.archive.append(track, block);
        this.broken = false;
      } catch (error) {
        // A full disk costs the history an hour, and the boards nothing.
        if (!this.broken) this.parts.log.error({ err: error }, 'the history cannot be written');
        this.broken = true;
      }
    });
  }
}

function stopTrack(stopId: string): string {
  return `stop-${stopId}`;
}

function passingTrack(stopId: string): string {
  return `passed-${stopId}`;
}

function within<T extends { at: EpochS }>(told: readonly T[], from: EpochS, until: EpochS): T[] {
  return told.filter(({ at }) => at >= from && at < until).sort((a, b) => a.at - b.at);
}

function boardTrack(boardId: string): string {
  return `board-${boardId}`;
}
