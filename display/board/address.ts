// What the address of a board page asks for.

import { type Language, languagesOf } from '../text/language.js';

/** Stops that one board shows at most. */
export const MOST_STOPS = 4;
/** A board hides departures at most this long before they leave. */
export const MOST_REACH_MIN = 30;

/** The hands that draw a board. */
export type LayoutName = 'tft' | 'led' | 'eink';

export interface BoardAddress {
  stops: string[];
  board: string | null;
  languages: Language[];
  theme: 'dark' | 'light';
  rows: number | null;
  reachS: number;
  layout: LayoutName;
  /** Dots of an LED display (`size=192x48`), as its layout reads them. */
  size: string | null;
}

/** Reads the query of `/board/?stop=…&lang=…&theme=…&rows=…&reach=…&layout=…&size=…`; what is not understood is as if it were not there. */
export function readAddress(query: string): BoardAddress {
  const parameters = new URLSearchParams(query);
  const stops = (parameters.get('stop') ?? '')
    .split(',')
    .map((stop) => stop.trim())
    .filter(Boolean);
  const rows = whole(parameters.get('rows'));
  return {
    stops: [...new Set(stops)].slice(0, MOST_STOPS),
    board: parameters.get('board') || null,
    languages: languagesOf(parameters.get('lang')),
    theme: parameters.get('theme') === 'light' ? 'light' : 'dark',
    rows: rows === 0 ? null : rows,
    reachS: Math.min(MOST_REACH_MIN, whole(parameters.get('reach')) ?? 0) * 60,
    layout: layoutOf(parameters.get('layout')),
    size: parameters.get('size'),
  };
}

/** `tft-landscape` and whatever else is not known is the tft. */
function layoutOf(text: string | null): LayoutName {
  return text === 'led' || text === 'eink' ? text : 'tft';
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,3}$/.test(text) ? Number(text) : null;
}
