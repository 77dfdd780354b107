// The proof of display: what stands on the glass, read back from it and told to the server (boards.md, section 6). Loaded after the first rows.

import { fingerprint, type Glass, textOf } from '../layouts/drawn.js';
import type { StopsController } from '../link/stops-controller.js';
import { isToldNow, SHOWN_LEAST_MS } from './shown.js';

/** What stands of one stop. */
export interface Drawn {
  stopId: string;
  /** Of all that stands on the glass but the clock. */
  hash: string;
  /** Of what does not turn by itself, page after page: only a change of this is told before its time. */
  steady: string;
  rows: number;
  /** POSIX seconds of the oldest datum among the believed rows; null where there is none. */
  oldest: number | null;
}

/** Reads the glass: the text of the elements that stand there, or the dots, whichever page that is. */
export function readGlass({ root, panels, dots }: Glass): Drawn[] {
  const mains = root.querySelectorAll('.panel');
  const hash = dots && fingerprint([dots()]);
  return panels.map(({ stopId, rows }, index) => {
    const texts = (places: string) => [...((dots ? root : mains[index])?.querySelectorAll(places) ?? [])].map(textOf);
    const shown = new Set(
      [...(mains[index]?.querySelectorAll('[data-id]') ?? [])].map((row) => row.getAttribute('data-id')),
    );
    const standing = dots ? rows : rows.filter(({ id }) => shown.has(id));
    const ages = standing.flatMap(({ state, asOf }) => (asOf !== null && /^(live|ageing)$/.test(state) ? [asOf] : []));
    const steady = texts(dots ? '[data-steady]' : 'h1,.row,.state,.said');
    return {
      stopId,
      hash: hash ?? fingerprint([...steady, ...texts('.band')]),
      steady: fingerprint(steady),
      rows: dots ? rows.length : shown.size,
      oldest: ages.length ? Math.min(...ages) : null,
    };
  });
}

/** Tells what each stop's glass shows, when it is time to. */
export class Proof {
  readonly #link: StopsController;
  readonly #told = new Map<string, { steady: string; atMs: number }>();

  constructor(link: StopsController) {
    this.#link = link;
  }

  /** Called after each drawing. */
  tell(glass: Glass, atMs: number): void {
    const { link } = this.#link;
    const isDue = ({ stopId }: { stopId: string }) =>
      atMs - (this.#told.get(stopId)?.atMs ?? -Infinity) >= SHOWN_LEAST_MS;
    if (link?.phase.kind !== 'open' || !glass.panels.some(isDue)) return;
    for (const { stopId, hash, steady, rows, oldest } of readGlass(glass)) {
      const state = link.stops[stopId];
      if (!state?.document || !isToldNow(this.#told.get(stopId), steady, atMs)) continue;
      this.#told.set(stopId, { steady, atMs });
      const { board } = link.hello;
      const drawn = { stop: stopId, seq: state.seq, hash, rows, oldest, drawn_at: Math.floor(this.#link.nowS) };
      this.#link.say({ type: 'shown', ...drawn, ...(board ? { board } : {}) });
    }
  }
}
