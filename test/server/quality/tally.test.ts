import { describe, expect, it } from 'vitest';
import {
  ETA_WINDOWS,
  etaBin,
  isEtaAccurate,
  isMbtaAccurate,
  MBTA_WINDOWS,
  mbtaBin,
} from '../../../server/evaluation/windows.js';
import { addPromise, addSaid, addTally, BINS, binOf, ETA_BINS, newTally } from '../../../server/quality/tally.js';

describe('figures of promises', () => {
  it('have the bins and windows of the evaluation', () => {
    expect(BINS.map(({ name, toS, earlyS, lateS }) => ({ name, toS, earlyS, lateS }))).toEqual(
      MBTA_WINDOWS.map(({ name, toS, earlyS, lateS }) => ({ name, toS, earlyS, lateS })),
    );
    expect(ETA_BINS).toEqual(ETA_WINDOWS.map(({ name: _, ...window }) => window));
    for (let aheadS = -60; aheadS <= 1_900; aheadS++) expect(binOf(aheadS), String(aheadS)).toBe(mbtaBin(aheadS));
  });

  it('judge every error as the evaluation does', () => {
    for (const aheadS of [1, 179, 180, 359, 360, 719, 720, 1_799]) {
      for (let error = 1 - aheadS; error < 500; error++) {
        const tally = newTally();
        addPromise(tally, 1_000, 1_000 + aheadS, 1_000 + aheadS + error);
        const eta = etaBin(aheadS + error);
        expect({ aheadS, error, ...tally }).toEqual({
          ...{ aheadS, error, n: 1, sum_error: error, sum_abs: Math.abs(error) },
          mbta: isMbtaAccurate(mbtaBin(aheadS), error) ? 1 : 0,
          eta_n: eta >= 0 ? 1 : 0,
          eta: eta >= 0 && isEtaAccurate(eta, error) ? 1 : 0,
          early: error < -60 ? 1 : 0,
        });
      }
    }
  });

  it('compare what the glass said with what happened, to the minute', () => {
    const tally = newTally();
    addSaid(tally, 0, 3, 240);
    addSaid(tally, 0, 3, 241);
    addSaid(tally, 0, 3, 119);
    expect(tally).toEqual({ n: 3, mbta: 1, eta_n: 0, eta: 0, sum_error: 60, sum_abs: 182, early: 1 });
  });

  it('are added up', () => {
    const [one, two] = [newTally(), newTally()];
    addPromise(one, 0, 100, 110);
    addPromise(two, 0, 400, 300);
    addTally(one, two);
    expect(one).toEqual({ n: 2, mbta: 2, eta_n: 2, eta: 1, sum_error: -90, sum_abs: 110, early: 1 });
  });
});
