// The measures of a tft board, made from its size alone: how many rows, how high, how large the type.

/** Fewer rows are no board, more cannot be read (boards.md, section 4). */
export const LEAST_ROWS = 4;
export const MOST_ROWS = 16;
/** A row is never lower than this, so that small panels show fewer rows instead of smaller ones. */
export const LEAST_ROW_PX = 70;
/** Type is this part of the row's height (line pitch about 160 %). */
export const TYPE_OF_ROW = 0.61;

/** All in CSS pixels, except `rows`. */
export interface Geometry {
  orientation: 'landscape' | 'portrait';
  rows: number;
  rowPx: number;
  headerPx: number;
  headingPx: number;
  footerPx: number;
  marginPx: number;
  typePx: number;
  pillPx: number;
  timePx: number;
  gapPx: number;
}

/** The measures of one panel of `widthPx` × `heightPx`; `rows` asks for a number of rows. */
export function geometry(widthPx: number, heightPx: number, rows: number | null = null): Geometry {
  const isLandscape = widthPx >= heightPx;
  const scale = isLandscape ? Math.min(widthPx / 1500, heightPx / 1080) : Math.min(widthPx / 1080, heightPx / 1500);
  const small = Math.max(scale, 0.44);
  const headerPx = Math.round((isLandscape ? 156 : 216) * small);
  const headingPx = Math.round(46 * Math.max(scale, 0.5));
  const footerPx = Math.round((isLandscape ? 66 : 78) * Math.max(scale, 0.5));
  const areaPx = Math.max(LEAST_ROWS * 24, heightPx - headerPx - headingPx - footerPx);
  const wishPx = Math.max(LEAST_ROW_PX, (isLandscape ? 114 : 128) * scale);
  const count = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, rows ?? Math.round(areaPx / wishPx)));
  const rowPx = Math.floor(areaPx / count);
  const typePx = Math.round(Math.min(rowPx * TYPE_OF_ROW, widthPx * 0.068));
  return {
    orientation: isLandscape ? 'landscape' : 'portrait',
    rows: count,
    rowPx,
    headerPx,
    headingPx,
    footerPx:
      heightPx - headerPx - headingPx - rowPx * count > 0 ? heightPx - headerPx - headingPx - rowPx * count : footerPx,
    marginPx: Math.round((isLandscape ? 52 : 44) * Math.max(scale, 0.45)),
    typePx,
    pillPx: Math.round(typePx * (isLandscape ? 2.1 : 1.85)),
    timePx: Math.round(typePx * (isLandscape ? 3.6 : 3.4)),
    gapPx: Math.round(typePx * (isLandscape ? 0.5 : 0.38)),
  };
}
