// Keeps what is learned on disk: read before the first vehicle, written every few minutes and at the end.

import type { Log } from './log.js';
import { Learned } from './prediction/learned.js';
import { loadLearned, saveLearned } from './store/learned-file.js';

/** Seconds of real time between two writes. */
export const SAVE_EVERY_S = 300;

/** What the keeper is given. */
export interface LearnedKeeperOptions {
  dataDir: string;
  now: () => number;
  log: Log;
  /** A write failed, or one went well again (null). */
  onSaved?(failure: unknown): void;
}

/** One city's learned state and its file. */
export class LearnedKeeper {
  private timer: NodeJS.Timeout | null = null;
  private turn: Promise<void> = Promise.resolve();

  private constructor(
    readonly learned: Learned,
    private readonly options: LearnedKeeperOptions,
  ) {}

  /** Reads the file; where there is none, or it cannot be read, nothing is known yet. */
  static async open(options: LearnedKeeperOptions): Promise<LearnedKeeper> {
    const { dataDir, now, log } = options;
    let learned = new Learned();
    try {
      const outcome = await loadLearned(dataDir, now());
      if (outcome.kind === 'read') learned = outcome.learned;
      if (outcome.kind === 'set_aside') log.warn({ file: outcome.file }, 'what was learned is broken and set aside');
    } catch (error) {
      log.warn({ err: error }, 'what was learned cannot be read');
    }
    const keeper = new LearnedKeeper(learned, options);
    keeper.timer = setInterval(() => void keeper.save(), SAVE_EVERY_S * 1000);
    keeper.timer.unref();
    return keeper;
  }

  /** Writes the file now. A full disk costs what was learned since, and nothing else. */
  save(): Promise<void> {
    this.turn = this.turn.then(async () => {
      try {
        await saveLearned(this.options.dataDir, this.learned);
        this.options.onSaved?.(null);
      } catch (error) {
        this.options.onSaved?.(error);
        this.options.log.warn({ err: error }, 'what was learned cannot be written');
      }
    });
    return this.turn;
  }

  /** The last write. */
  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.save();
  }
}
