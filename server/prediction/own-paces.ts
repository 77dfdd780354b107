// How each vehicle drives against the common pace: its driver today.

import type { EpochS } from '../../feeds/model.js';
import type { Parameters } from './parameters.js';

/** Vehicles remembered. */
const MAX_VEHICLES = 20_000;

/** Time taken and time expected, both fading, as of `at`. */
interface Own {
  takenS: number;
  expectedS: number;
  at: EpochS;
}

/** Own paces by vehicle; a memory of hours, not kept across restarts. */
export class OwnPaces {
  private readonly own = new Map<string, Own>();

  constructor(private readonly p: Parameters) {}

  /** Its time against the expected one: 1 is as everybody. */
  pace(vehicleId: string, now: EpochS): number {
    const own = this.own.get(vehicleId);
    if (own === undefined) return 1;
    const { ownTauS, ownPriorS } = this.p;
    const fade = Math.exp(-Math.max(0, now - own.at) / ownTauS);
    return (own.takenS * fade + ownPriorS) / (own.expectedS * fade + ownPriorS);
  }

  /** It took so long where so long was expected. */
  learn(vehicleId: string, timeS: number, expectedS: number, at: EpochS): void {
    const { ownTauS, clipLow, clipHigh } = this.p;
    const own = this.own.get(vehicleId);
    const fade = own === undefined ? 0 : Math.exp(-Math.max(0, at - own.at) / ownTauS);
    const takenS = Math.min(Math.max(timeS, clipLow * expectedS), clipHigh * expectedS);
    if (own === undefined && this.own.size >= MAX_VEHICLES) this.own.clear();
    this.own.set(vehicleId, {
      takenS: (own?.takenS ?? 0) * fade + takenS,
      expectedS: (own?.expectedS ?? 0) * fade + expectedS,
      at,
    });
  }
}
