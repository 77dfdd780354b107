// The last document of each stop, kept in the browser, so that a reload or a power cut shows rows at once (marked by the ladder).

import type { StopDepartures } from '../../server/wire/messages.js';
import { isDocument } from '../../server/wire/parse.js';

/** Kept documents older than this are of no use any more (obligation B3). */
export const KEEP_S = 48 * 3600;
/** What the key of a kept document begins with; the stop's id follows. */
export const PREFIX = 'tablo.document.';

/** A document as it was when it was last written: `savedS` and `offsetS` (server minus device) are of the server's clock. */
export interface KeptDocument {
  document: StopDepartures;
  seq: number;
  savedS: number;
  offsetS: number;
}

/** What the cache needs of `localStorage`. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The kept document of a stop; null where none is whole. Never throws: storage may be full, locked or foreign. */
export function recall(shelf: Shelf | null, stop: string): KeptDocument | null {
  try {
    const text = shelf?.getItem(PREFIX + stop);
    if (!text) return null;
    const kept = JSON.parse(text) as Partial<KeptDocument> | null;
    if (!kept || !isDocument(kept.document) || kept.document.stop.stop_id !== stop) return null;
    return [kept.seq, kept.savedS, kept.offsetS].every(Number.isFinite) ? (kept as KeptDocument) : null;
  } catch {
    return null;
  }
}
