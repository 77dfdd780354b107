// What a display without a browser asks for: `layout=led&size=192x48&lang=bg,en&reach=2`.

import { readSleep, type SleepWindow } from '../../display/board/sleep.js';
import { type DotSize, isDrawable, sizeOf } from '../../display/layouts/led/size.js';
import { type Language, languagesOf } from '../../display/text/language.js';

/** Sizes where none is asked for. */
export const LED_BY_DEFAULT: DotSize = { width: 192, height: 48 };
export const EINK_BY_DEFAULT: DotSize = { width: 800, height: 480 };
/** Sizes of e-ink panels, in pixels. */
export const EINK_SMALLEST: DotSize = { width: 200, height: 120 };
export const EINK_LARGEST: DotSize = { width: 1872, height: 1404 };
/** A board hides departures at most this long before they leave, as its page does. */
export const MOST_REACH_MIN = 30;

/** A frame asked for. */
export interface FrameRequest {
  layout: 'led' | 'eink';
  size: DotSize;
  languages: Language[];
  reachS: number;
  /** The window of night sleep; null for none. */
  sleep: SleepWindow | null;
}

/** What a query asks for; the tft is a layout, but not one of frames. */
export type FrameAnswer = { kind: 'frame'; frame: FrameRequest } | { kind: 'tft' } | { kind: 'wrong'; message: string };

const wrong = (message: string): FrameAnswer => ({ kind: 'wrong', message });

/** The query understood, or the sentence that says what is wrong with it. */
export function frameRequest(query: Readonly<Record<string, unknown>>): FrameAnswer {
  const layout = query['layout'] ?? 'led';
  if (layout === 'tft') return { kind: 'tft' };
  if (layout !== 'led' && layout !== 'eink') return wrong('layout is led or eink.');
  const asked = query['size'];
  const size = asked === undefined ? (layout === 'led' ? LED_BY_DEFAULT : EINK_BY_DEFAULT) : sizeOf(String(asked));
  if (!size || !(layout === 'led' ? isDrawable(size) : isEink(size))) {
    return wrong(
      layout === 'led'
        ? 'size is WIDTHxHEIGHT in dots, 64x16 to 512x128.'
        : 'size is WIDTHxHEIGHT, 200x120 to 1872x1404.',
    );
  }
  const reach = query['reach'] ?? '0';
  if (typeof reach !== 'string' || !/^\d{1,2}$/.test(reach)) return wrong('reach is whole minutes.');
  const languages = languagesOf(typeof query['lang'] === 'string' ? query['lang'] : null);
  const sleep = typeof query['sleep'] === 'string' ? readSleep(query['sleep']) : null;
  return {
    kind: 'frame',
    frame: { layout, size, languages, reachS: Math.min(MOST_REACH_MIN, Number(reach)) * 60, sleep },
  };
}

function isEink({ width, height }: DotSize): boolean {
  const isIn = (value: number, least: number, most: number) => value >= least && value <= most;
  return (
    isIn(width, EINK_SMALLEST.width, EINK_LARGEST.width) && isIn(height, EINK_SMALLEST.height, EINK_LARGEST.height)
  );
}
