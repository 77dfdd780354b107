// What a dispatcher has filled in, and the draft that it makes: pure.

import type { DispatchContent, NoticeScope } from '../../../server/wire/console/dispatch.js';
import { localTime } from '../../text/clock-time.js';

/** Hours after which a notice may end by one choice. */
export const END_HOURS = [1, 2, 4, 12, 24] as const;

const DAY_S = 24 * 3600;

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
  /** Hours after the start; or by the city's clock a time of day (`HH:MM`, the next one after the start) or a moment. */
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
  const end = endOf(form, nowS, timezone);
  if (!scope || start === null || end === null) return null;
  const { bg, en, priority, spoken } = form;
  return { content: { kind: 'notice', text: { bg: bg.trim(), en: en.trim() }, scope, priority, spoken }, start, end };
}

/** When a form's notice ends; null where it cannot be read. */
export function endOf({ begins, ends }: NoticeForm, nowS: number, timezone: string): number | null {
  const start = begins === null ? Math.floor(nowS) : epochOf(begins, timezone);
  if (start === null) return null;
  if (typeof ends === 'number') return start + ends * 3600;
  if (!/^\d\d:\d\d$/.test(ends)) return epochOf(ends, timezone);
  const [today, tomorrow] = [0, DAY_S].map((later) =>
    epochOf(`${localTime(start + later, timezone).day}T${ends}`, timezone),
  );
  return today && today > start ? today : (tomorrow ?? null);
}

/** A time of day as somebody types it (`18`, `1830`, `18.30`, `7:05`) as `HH:MM`; null where it is none. */
export function timeOf(typed: string): string | null {
  const found = /^\s*(\d{1,2})(?:[:.,\s]?(\d\d))?\s*(?:ч\.?)?\s*$/u.exec(typed);
  if (!found || Number(found[1]) > 23 || Number(found[2] ?? 0) > 59) return null;
  return `${found[1]!.padStart(2, '0')}:${found[2] ?? '00'}`;
}

/** What a form still lacks before it can be sent; empty where nothing. */
export function lacking(form: NoticeForm, nowS: number, timezone: string): ('text' | 'scope' | 'end')[] {
  return [
    ...(form.bg.trim() === '' ? (['text'] as const) : []),
    ...(scopeOf(form) ? [] : (['scope'] as const)),
    ...(endOf(form, nowS, timezone) === null ? (['end'] as const) : []),
  ];
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
