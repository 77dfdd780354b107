// Which errors three published yardsticks call accurate, to the letter. An error is actual − predicted: negative is earlier than promised.

/** A yardstick that sorts predictions into bins, each with its own window. */
export interface Window {
  name: string;
  /** Horizon in seconds: at least `fromS`, below `toS`. */
  fromS: number;
  toS: number;
  /** Accurate errors lie between these. */
  earlyS: number;
  lateS: number;
}

/** MBTA: binned by the predicted horizon, bounds not included (prediction_analyzer, filters.ex). */
export const MBTA_WINDOWS: readonly Window[] = [
  { name: '0–3', fromS: -30, toS: 180, earlyS: -60, lateS: 60 },
  { name: '3–6', fromS: 180, toS: 360, earlyS: -90, lateS: 120 },
  { name: '6–12', fromS: 360, toS: 720, earlyS: -150, lateS: 210 },
  { name: '12–30', fromS: 720, toS: 1_800, earlyS: -240, lateS: 360 },
];

/** The ETA Accuracy Benchmark (Transit, after IBI/RTD): binned by the true horizon, bounds included. */
export const ETA_WINDOWS: readonly Window[] = [
  { name: '0–3', fromS: 0, toS: 180, earlyS: -30, lateS: 90 },
  { name: '3–6', fromS: 180, toS: 360, earlyS: -60, lateS: 150 },
  { name: '6–10', fromS: 360, toS: 600, earlyS: -60, lateS: 210 },
  { name: '10–15', fromS: 600, toS: 900, earlyS: -90, lateS: 270 },
];

/** Which MBTA bin a prediction belongs to; -1 for none. It must be for a moment after the feed's. */
export function mbtaBin(predictedHorizonS: number): number {
  return predictedHorizonS > 0 ? binOf(MBTA_WINDOWS, predictedHorizonS) : -1;
}

/** Is it accurate by MBTA's bin? */
export function isMbtaAccurate(bin: number, errorS: number): boolean {
  const { earlyS, lateS } = MBTA_WINDOWS[bin]!;
  return errorS > earlyS && errorS < lateS;
}

/** Which bin of the ETA Benchmark a sample belongs to; -1 for none. */
export function etaBin(trueHorizonS: number): number {
  return binOf(ETA_WINDOWS, trueHorizonS);
}

/** Is it accurate by the ETA Benchmark's bin? */
export function isEtaAccurate(bin: number, errorS: number): boolean {
  const { earlyS, lateS } = ETA_WINDOWS[bin]!;
  return errorS >= earlyS && errorS <= lateS;
}

/** Cal-ITP (Newmark): accurate between two logarithms of the minutes that the bus is still away. */
export function isCalItpAccurate(trueHorizonS: number, errorS: number): boolean {
  return errorS > calItpEarlyS(trueHorizonS) && errorS < 60 * Math.log(trueHorizonS / 60 + 1.5);
}

/** The lower of the two, seconds: a bus that comes earlier than this is missed. */
export function calItpEarlyS(trueHorizonS: number): number {
  return -60 * Math.log(trueHorizonS / 60 + 1.3);
}

function binOf(windows: readonly Window[], horizonS: number): number {
  return windows.findIndex(({ fromS, toS }) => horizonS >= fromS && horizonS < toS);
}
