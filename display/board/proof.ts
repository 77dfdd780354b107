// The proof of display: what stands on the glass, read back from it and told to the server (boards.md, section 6). Loaded after the first rows.

import { MAX_NOTICES } from '../../server/wire/parse.js';
import { fingerprint, type Glass, textOf } from '../layouts/drawn.js';
import type { StopsController } from '../link/stops-controller.js';
import { NOTICE_ID } from './messages.js';
import { countedWords, isToldNow, SHOWN_IN_A_MINUTE, SHOWN_LEAST_MS } from './shown.js';
import { type Drawn, standing } from './standing.js';
import { isReadable, isWhole } from './visible.js';

/** What stands of one stop. */
export interface DrawnStop {
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
export function readGlass({ root, panels, dots }: Glass): DrawnStop[] {
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

/** The notices of this drawing, and whether each can be read. */
export function readNotices({ root, message }: Glass): Drawn {
  const found = new Map<string, boolean>();
  const put = (id: string | null | undefined, isRead: () => boolean) => {
    if (id?.startsWith(NOTICE_ID)) found.set(id.slice(NOTICE_ID.length), isRead());
  };
  const canvas = root.querySelector('canvas');
  if (canvas) put(message, () => isWhole(canvas));
  for (const element of root.querySelectorAll('[data-message]'))
    put(element.getAttribute('data-message'), () => isReadable(element));
  return found;
}

/** Tells what each stop's glass shows, when it is time to; that a notice came or went, at once. */
export class Proof {
  readonly #link: StopsController;
  readonly #told = new Map<string, { steady: string; atMs: number }>();
  #toldMs: readonly number[] = [];
  #standing: ReadonlyMap<string, number> = new Map();
  #toldNotices = '';

  constructor(link: StopsController) {
    this.#link = link;
  }

  /** Called after each drawing. */
  tell(glass: Glass, atMs: number): void {
    const { link } = this.#link;
    const notices = this.#notices(glass, atMs);
    // Whoever answers next knows nothing of this glass.
    if (link?.phase.kind !== 'open') {
      this.#told.clear();
      return;
    }
    const isOther = notices.join('\n') !== this.#toldNotices;
    const isDue = ({ stopId }: { stopId: string }) =>
      atMs - (this.#told.get(stopId)?.atMs ?? -Infinity) >= SHOWN_LEAST_MS;
    if (!isOther && !glass.panels.some(isDue)) return;
    // The notices are those of the glass: one word about any stop of it tells them.
    let hasNews = isOther;
    for (const { stopId, hash, steady, rows, oldest } of readGlass(glass)) {
      const state = link.stops[stopId];
      this.#toldMs = countedWords(this.#toldMs, atMs);
      if (!state?.document || this.#toldMs.length >= SHOWN_IN_A_MINUTE) continue;
      if (!hasNews && !isToldNow(this.#told.get(stopId), steady, atMs)) continue;
      hasNews = false;
      this.#told.set(stopId, { steady, atMs });
      this.#toldMs = [...this.#toldMs, atMs];
      this.#toldNotices = notices.join('\n');
      const { board } = link.hello;
      const drawn = { stop: stopId, seq: state.seq, hash, rows, oldest, drawn_at: Math.floor(this.#link.nowS) };
      this.#link.say({ type: 'shown', ...drawn, notices, ...(board ? { board } : {}) });
    }
  }

  /** Ids of the notices that stand. */
  #notices(glass: Glass, atMs: number): string[] {
    const { nowS, link } = this.#link;
    const documents = Object.values(link?.stops ?? {}).flatMap(({ document }) => document ?? []);
    const inTurn = documents.flatMap((one) => one.notices.filter(({ until }) => until > nowS).map(({ id }) => id));
    const messages = documents.reduce((sum, one) => sum + one.notices.length + one.alerts.length, 0);
    this.#standing = standing(this.#standing, readNotices(glass), new Set(inTurn), messages, atMs);
    return [...this.#standing.keys()].sort().slice(0, MAX_NOTICES);
  }
}
