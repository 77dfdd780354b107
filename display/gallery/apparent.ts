// How large a board far away looks: the millimetres that cover it on a screen held near.

/** People hold a screen about this far from their eyes. */
export const SCREEN_DISTANCE_M = 0.6;
/** A CSS pixel is 1/96 inch where screens keep to it; where they do not, the person measures theirs. */
export const CSS_PX_MM = 25.4 / 96;

/**
 * The factor by which a board drawn in CSS pixels is scaled so that it looks, from `SCREEN_DISTANCE_M`, as the real one of
 * `mmPerPx` does from `distanceM`. `screenPxMm` is the length of a CSS pixel on this screen.
 */
export function apparentScale(mmPerPx: number, distanceM: number, screenPxMm: number = CSS_PX_MM): number {
  return ((mmPerPx / screenPxMm) * SCREEN_DISTANCE_M) / Math.max(distanceM, SCREEN_DISTANCE_M);
}
