// Every number of the predictor, in one place: the same for all networks. How each was chosen stands in README.md.

/** Parameters of the predictor; units in the names. */
export interface Parameters {
  /** Stops on either side over which the timetable's pace is spread by distance. */
  priorSpread: number;
  /** Share of the stop pair's own timetable minutes in the prior; the rest is pace times distance. */
  priorOwnShare: number;
  /** A stop costs as much as so many metres of road, when the timetable's pace is spread. */
  stopM: number;
  /** Least time for a piece: fixed part and metres per second. */
  topSpeedMps: number;
  /** Prior dwell at a stop, as part of the piece that leaves it. */
  dwellS: number;
  /** Metres after a stop within which the dwell is used up. */
  dwellM: number;
  /** Age at which a passing's weight has fallen to 1/e: today's pace, and the long memory. */
  recentTauS: number;
  /** The same for the pace of the whole network today. */
  trendTauS: number;
  trendPrior: number;
  longTauS: number;
  /** A vehicle's own pace: age by which it is forgotten, and weight of the common pace against it, seconds driven. */
  ownTauS: number;
  ownPriorS: number;
  /** Weight of the whole day's pace against that of a slot of time: seconds of travel on one piece, and in the network. */
  slotPriorS: number;
  slotNetworkPriorS: number;
  /** Weights, in passings, of the more general estimate against the more particular one. */
  networkPrior: number;
  neighbourPrior: number;
  pairPrior: number;
  recentPrior: number;
  /** How far a piece of road leans on its neighbours: weight falls by this factor per stop, over so many stops. */
  neighbourFall: number;
  neighbourReach: number;
  /** An observed time counts at most and at least this multiple of the expected one. */
  clipHigh: number;
  clipLow: number;
  /** Correction of all expected times: what is left of it per passing, its prior in seconds of travel, and the longest time that counts, as a multiple of the expected one. */
  correctionMemory: number;
  correctionPriorS: number;
  correctionClip: number;
  /** Holding: earliness from which a run can teach it, prior share, and weight of that prior in seconds of earliness. */
  holdFromS: number;
  holdPrior: number;
  holdClassPriorS: number;
  holdPairPriorS: number;
  holdCapS: number;
  /** Shares below this are noise: many small ones in a row would add up. */
  holdLeast: number;
  /** A bus faster than expected counts against holding, at most by this share of its earliness. */
  holdNegative: number;
  /** Shares below this are drift back to the timetable: scaled by a gain that the network's own errors teach. */
  driftBelow: number;
  driftPriorGain: number;
  /** Weight of that prior, in square seconds of drift. */
  driftPriorS2: number;
  driftMemory: number;
  holdTauS: number;
  /** A run counts as held (and is kept out of the pace) from this excess and this share of the earliness. */
  heldExcessS: number;
  heldShare: number;
  /** A bus that stands early at a stop is holding: share of the remaining earliness it will wait. */
  standingHold: number;
  standingM: number;
  standingS: number;
  /** A bus this near before a stop has come to it: buses stop short of the post, and receivers err. */
  stopZoneM: number;
  /** While it is not farther beyond, it may stand there still: it came as soon as the way takes, not when it was seen. */
  stillThereM: number;
  /** A bus at rest within this distance of its last stop has arrived. */
  endM: number;
  /** A bus within this distance after its first stop may still be waiting to depart. */
  terminalM: number;
  /** Or has left once it moved so far from where it stood, and is so far past the stop. */
  leavingM: number;
  /** Earlier than this before its time such a move is no departure yet. */
  leavingEarlyS: number;
  /** How sharply the share of buses that wait is made the choice of most (1: not). */
  terminalSharp: number;
  /** Prior share of its earliness that a bus waits at its first stop, and its weight in seconds. */
  terminalHold: number;
  terminalHoldPriorS: number;
  /** While it stands within this of its first stop, no departure is promised before its time. */
  terminalStillM: number;
  /** Learned habit of leaving by more than this before the time: then the stops after the first are told by habit, the first by the timetable. */
  terminalHabitEarlyS: number;
  /** Early departures from first stops: weight of the network's habit of dawdling there against each departure from this one. */
  dawdleCrowd: number;
  /** It will leave no sooner than so long after it was seen waiting. */
  terminalReadyS: number;
  /** Departures from waiting places: weight of the network's habit against each of the vehicle's own; earlier than this before its time is no wait for it; share of holding from which it applies. */
  releaseCrowd: number;
  releaseEarlyS: number;
  releaseShare: number;
  /** A prediction is at least so far ahead of now while the bus has not been seen to pass. */
  leastAheadS: number;
  /** Weight of a learned median: more than 1, for it is learned shrunk towards nothing. */
  medianShift: number;
  /** Horizon from which the learned median counts whole. */
  medianShiftFullS: number;
  /** Near times are told so much earlier, for missing a bus costs more than waiting for it: nothing from the turn on, whole before the span. */
  leadS: number;
  leadTurnS: number;
  leadSpanS: number;
}

/** The one set of parameters. */
export const PARAMETERS: Parameters = {
  priorSpread: 5,
  priorOwnShare: 0.25,
  stopM: 60,
  topSpeedMps: 25,
  dwellS: 14,
  dwellM: 30,
  recentTauS: 900,
  trendTauS: 800,
  trendPrior: 240,
  ownTauS: 7200,
  ownPriorS: 6000,
  longTauS: 30 * 86400,
  slotPriorS: 1200,
  slotNetworkPriorS: 100_000,
  networkPrior: 30,
  neighbourPrior: 25,
  pairPrior: 1.6,
  recentPrior: 20,
  neighbourFall: 0.6,
  neighbourReach: 4,
  clipHigh: 2,
  clipLow: 0.3,
  correctionMemory: 0.9998,
  correctionPriorS: 20_000,
  correctionClip: 3,
  holdFromS: 60,
  holdPrior: 0.1,
  holdClassPriorS: 1200,
  holdPairPriorS: 30,
  holdCapS: 900,
  holdLeast: 0,
  holdNegative: 0,
  driftBelow: 0.3,
  driftPriorGain: 0.2,
  driftPriorS2: 1e6,
  driftMemory: 0.9999,
  holdTauS: 30 * 86400,
  heldExcessS: 80,
  heldShare: 0.3,
  standingHold: 0.95,
  standingM: 150,
  standingS: 110,
  stopZoneM: 12,
  stillThereM: 25,
  endM: 150,
  terminalM: 120,
  leavingM: 20,
  leavingEarlyS: 120,
  terminalSharp: 6,
  terminalHold: 0.97,
  terminalHoldPriorS: 1500,
  terminalStillM: 10,
  terminalHabitEarlyS: 60,
  dawdleCrowd: 3,
  terminalReadyS: 20,
  releaseCrowd: 5,
  releaseEarlyS: 60,
  releaseShare: 0.5,
  leastAheadS: 12,
  medianShift: 1.3,
  medianShiftFullS: 60,
  leadS: 1,
  leadTurnS: 1200,
  leadSpanS: 1000,
};
