// What a board looks after once its rows stand: the proof that they do, its own shell, its complaints, its voice. Loaded after the first drawing.

import type { ReportKind } from '../../server/wire/messages.js';
import { isServed, Shell } from '../cache/shell.js';
import type { Glass } from '../layouts/drawn.js';
import type { Complaints } from '../link/complaints.js';
import { reportsOf } from '../link/reports.js';
import type { StopsController } from '../link/stops-controller.js';
import { Proof } from './proof.js';
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
  readonly #proof: Proof;
  readonly #told = new Map<ReportKind, number>();
  #isComing = false;

  constructor(parts: StewardParts) {
    this.#parts = parts;
    this.#proof = new Proof(parts.link);
    const complain = (kind: 'worker' | 'voice') => (at: string) => parts.complaints.add([kind, at]);
    this.#shell = new Shell({ complain: complain('worker'), random: Math.random });
    void this.#shell.start();
    this.#speaker = new Speaker({ link: parts.link, query: location.search, complain: complain('voice') });
    this.#speaker.listen(window);
    if (new URLSearchParams(location.search).has('inspect')) this.#inspect();
    // A code for phones stands where rows leave room; dots are too coarse for one.
    if (parts.link.link?.hello.client?.layout === 'led') return;
    import('../layouts/code/tablo-code.js').then(
      ({ TabloCode }) => customElements.get('tablo-code') ?? customElements.define('tablo-code', TabloCode),
      () => parts.complaints.add(['load', 'code']),
    );
  }

  /** For whoever hangs the board: which standards its type meets. */
  #inspect(): void {
    import('../layouts/legibility-inspect.js').then(
      ({ TabloInspect }) => {
        customElements.define('tablo-inspect', TabloInspect);
        document.body.append(document.createElement('tablo-inspect'));
      },
      () => this.#parts.complaints.add(['load', 'inspect']),
    );
  }

  /** The control room wants the page anew, as the board is set up now; only where the server has a whole page to give. */
  #comeAgain(withinS: number, board: string | undefined): void {
    if (this.#isComing) return;
    this.#isComing = true;
    setTimeout(async () => {
      if (await isServed()) location.replace(board ? `/board/?${new URLSearchParams({ board })}` : location.href);
      else this.#isComing = false;
    }, withinS * 1000);
  }

  /** Called after each drawing. */
  tend(glass: Glass, atMs: number): void {
    const { link, complaints } = this.#parts;
    this.#speaker.tend(atMs);
    this.#proof.tell(glass, atMs);
    if (link.link?.phase.kind !== 'open') return;
    const { serverBuild, reloadWithinS, hello } = link.link;
    if (reloadWithinS !== null) this.#comeAgain(reloadWithinS, hello.board);
    if (serverBuild !== null) this.#shell.heard(serverBuild, atMs);
    for (const report of reportsOf(complaints.take(), this.#told, atMs)) link.say(report);
  }
}
