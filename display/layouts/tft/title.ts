// The stop's name in the header: as large as one line allows, then condensed, then two lines.

import type { Panel } from '../../board/model.js';
import { measureAt } from '../measure.js';
import type { FontWidth } from './fit.js';
import type { Geometry } from './geometry.js';

/** Part of the header's height that a one-line name takes, and each line of two. */
const ONE_LINE = { landscape: 0.52, portrait: 0.36 } as const;
const TWO_LINES = { landscape: 0.36, portrait: 0.32 } as const;
const TWO_LINES_LEAST = 0.24;

/** Size and width of the title of a panel. */
export function fitTitle(
  panel: Panel,
  g: Geometry,
  widthPx: number,
  hasClock: boolean,
): { width: FontWidth; sizePx: number } {
  const clockPx = hasClock ? g.headerPx * (g.orientation === 'landscape' ? 1.6 : 1.2) + g.gapPx : 0;
  const roomPx = widthPx - 2 * g.marginPx - g.headerPx * 0.5 - g.gapPx - clockPx;
  const text = panel.code ? `${panel.name} ${panel.code.slice(0, Math.ceil(panel.code.length * 0.6))}` : panel.name;
  const needPx = (sizePx: number, width: FontWidth) => measureAt(750, sizePx)(text, width);
  const onePx = g.headerPx * ONE_LINE[g.orientation];
  for (const width of ['normal', 'condensed'] as const)
    if (needPx(onePx, width) <= roomPx) return { width, sizePx: Math.round(onePx) };
  const twoPx = g.headerPx * TWO_LINES[g.orientation];
  if (needPx(twoPx, 'normal') <= roomPx * 1.75) return { width: 'normal', sizePx: Math.round(twoPx) };
  const fitPx = (twoPx * roomPx * 1.75) / needPx(twoPx, 'condensed');
  return { width: 'condensed', sizePx: Math.round(Math.max(g.headerPx * TWO_LINES_LEAST, Math.min(twoPx, fitPx))) };
}
