// The glasses that a control room looks at: the sizes of boards.md, section 4, as they are most often hung.

import type { LayoutName } from '../../board/address.js';
import { sizeOf } from '../../layouts/led/size.js';

/** A size of glass, and the hand that draws on it. */
export interface Geometry {
  id: string;
  layout: LayoutName;
  widthPx: number;
  heightPx: number;
  /** Of a display in dots. */
  dots: { width: number; height: number } | null;
}

/** CSS pixels that a dot of a LED display is drawn in. */
const DOT_PX = 4;

const tft = (widthPx: number, heightPx: number): Geometry => ({
  ...{ id: `tft-${widthPx}x${heightPx}`, layout: 'tft', widthPx, heightPx, dots: null },
});
const eink = (widthPx: number, heightPx: number): Geometry => ({
  ...{ id: `eink-${widthPx}x${heightPx}`, layout: 'eink', widthPx, heightPx, dots: null },
});
const led = (width: number, height: number): Geometry => ({
  ...{ id: `led-${width}x${height}`, layout: 'led', widthPx: width * DOT_PX, heightPx: height * DOT_PX },
  dots: { width, height },
});

/** Every glass on which a notice is rehearsed. */
export const GEOMETRIES: readonly Geometry[] = [
  tft(1920, 1080),
  tft(1080, 1920),
  tft(800, 480),
  led(192, 48),
  led(128, 32),
  eink(800, 480),
];

/** The glass of a board of the registry; a tft's size is not registered, it lies as most do. */
export function geometryOf(layout: LayoutName, size: string | null): Geometry {
  if (layout === 'eink') return eink(800, 480);
  if (layout === 'tft') return tft(1920, 1080);
  const { width, height } = sizeOf(size) ?? { width: 192, height: 48 };
  return led(width, height);
}
