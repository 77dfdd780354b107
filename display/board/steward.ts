// What a board looks after once its rows stand: its own shell, its complaints, its voice. Loaded after the first drawing.

import type { ReportKind } from '../../server/wire/messages.js';
import { Shell } from '../cache/shell.js';
import type { Complaints } from '../link/complaints.js';
import { reportsOf } from '../link/reports.js';
import type { StopsController } from '../link/stops-controller.js';
import { Speaker } from './speaker.js';

/** What the steward is given. */
export interface StewardParts {
  link: StopsController;
  complaints: Complaints;
}

export class Steward {
  readonly #parts: StewardParts;
  readonly #shell: Shell;
  readonly #speaker: Speaker;
  readonly #told = new Map<ReportKind, number>();

  constructor(parts: StewardParts) {
    this.#parts = parts;
    const complain = (kind: 'worker' | 'voice') => (at: string) => parts.complaints.add([kind, at]);
    this.#shell = new Shell({ complain: complain('worker'), random: Math.random });
    void this.#shell.start();
    this.#speaker = new Speaker({ link: parts.link, query: location.search, complain: complain('voice') });
    this.#speaker.listen(window);
  }

  /** Called at each drawing. */
  tend(atMs: number): void {
    const { link, complaints } = this.#parts;
    this.#speaker.tend(atMs);
    if (link.link?.phase.kind !== 'open') return;
    const { serverBuild } = link.link;
    if (serverBuild !== null) this.#shell.heard(serverBuild, atMs);
    for (const report of reportsOf(complaints.take(), this.#told, atMs)) link.say(report);
  }
}
