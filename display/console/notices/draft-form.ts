// What a dispatcher has filled in, and the draft that it makes: pure.

import type { DispatchContent, NoticeScope } from '../../../server/wire/console/dispatch.js';
import { localTime } from '../../text/clock-time.js';

/** Hours after which a notice may end by one choice. */
export const END_HOURS = [1, 2, 4, 12, 24] as const;

/** The fields of the form. */
export interface NoticeForm {
  bg: string;
  en: string;
  scope: NoticeScope['kind'];
  stopIds: readonly string[];
  routeIds: readonly string[];
  boardIds: readonly string[];
  ring: readonly [lat: number, lon: number][];
  /** `YYYY-MM-DDTHH:MM` by the city's clock; null is at once. */
  begins: string | null;
  /** Hours after the start, or a moment by the city's clock. */
  ends: (typeof END_HOURS)[number] | string;
  priority: number;
  spoken: boolean;
}

/** An empty form. */
export const EMPTY_FORM: NoticeForm = Object.freeze({
  ...{ bg: '', en: '', scope: 'stops', stopIds: [], routeIds: [], boardIds: [], ring: [] },
  ...{ begins: null, ends: 2, priority: 0, spoken: false },
});

/** A draft as the server takes it. */
export interface Draft {
  content: DispatchContent;
  start: number;
  end: number | null;
}

/** The draft of a form; null while nobody is chosen or a moment cannot be read. */
export function draftOf(form: NoticeForm, nowS: number, timezone: string): Draft | null {
  const scope = scopeOf(form);
  const start = form.begins === null ? Math.floor(nowS) : epochOf(form.begins, timezone);
  if (!scope || start === null) return null;
  const end = typeof form.ends === 'number' ? start + form.ends * 3600 : epochOf(form.ends, timezone);
  if (end === null) return null;
  const { bg, en, priority, spoken } = form;
  return { content: { kind: 'notice', text: { bg: bg.trim(), en: en.trim() }, scope, priority, spoken }, start, end };
}

function scopeOf({ scope, stopIds, routeIds, boardIds, ring }: NoticeForm): NoticeScope | null {
  switch (scope) {
    case 'stops':
      return stopIds.length > 0 ? { kind: 'stops', stop_ids: [...stopIds] } : null;
    case 'lines':
      return routeIds.length > 0 ? { kind: 'lines', route_ids: [...routeIds] } : null;
    case 'boards':
      return boardIds.length > 0 ? { kind: 'boards', board_ids: [...boardIds] } : null;
    case 'area':
      return ring.length > 2 ? { kind: 'area', ring: ring.map(([lat, lon]) => [lat, lon]) } : null;
    case 'all':
      return { kind: 'all' };
  }
}

/** POSIX seconds of `YYYY-MM-DDTHH:MM` by the clock of a zone; null where it is none. A time that the clock skips is as after the skip. */
export function epochOf(local: string, timezone: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(local);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute) / 1000;
  // The zone's offset there, looked up twice: the first guess may lie on the other side of a clock change.
  let at = asUtc;
  for (let i = 0; i < 2; i++) at = asUtc - offsetAt(at, timezone);
  return at;
}

/** `YYYY-MM-DDTHH:MM` by the clock of a zone. */
export function localOf(atS: number, timezone: string): string {
  const { day, time } = localTime(atS, timezone);
  return `${day}T${time}`;
}

function offsetAt(atS: number, timezone: string): number {
  return Date.parse(`${localOf(atS, timezone)}:00Z`) / 1000 - Math.floor(atS / 60) * 60;
}
