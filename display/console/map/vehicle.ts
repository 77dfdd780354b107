// A vehicle of the topic as the map and the table read it: how it is against the timetable, how old its word is, does it pass the filters. Pure.

import {
  PHASES,
  type PhaseName,
  SILENCES,
  type SilenceName,
  type VehicleRow,
} from '../../../server/wire/console/fleet.js';

/** A vehicle with its row spelt out. */
export interface Vehicle {
  id: string;
  lat: number;
  lon: number;
  bearing: number | null;
  at: number;
  route: number;
  direction: number;
  phase: PhaseName;
  silence: SilenceName | null;
  deviationS: number | null;
  tripId: string | null;
  label: string | null;
}

/** Reads a row. */
export function vehicleOf(id: string, row: VehicleRow): Vehicle {
  const [lat, lon, bearing, at, route, direction, phase, silence, deviationS, tripId, label] = row;
  return {
    ...{ id, lat, lon, bearing, at, route, direction, deviationS, tripId, label },
    phase: PHASES[phase] ?? 'unassigned',
    silence: silence === null ? null : (SILENCES[silence] ?? null),
  };
}

/** A bus this late is late, and this much ahead is early; between them it is on time. */
export const LATE_FROM_S = 180;
export const EARLY_FROM_S = -60;
/** A report this old is dimmed, and this old it is a shadow (the ages of boards.md, section 1). */
export const AGEING_AFTER_S = 90;
export const OLD_AFTER_S = 300;

/** How a bus is: one shape each, so that nothing is said by colour alone. */
export type Standing = 'on_time' | 'late' | 'early' | 'off_route' | 'silent' | 'waiting';
export const STANDINGS: readonly Standing[] = ['on_time', 'late', 'early', 'off_route', 'silent', 'waiting'];

/** How it is. */
export function standingOf({ phase, silence, deviationS }: Vehicle): Standing {
  if (phase === 'off_route' || silence === 'off_route') return 'off_route';
  if (phase === 'layover' || phase === 'deadhead') return 'waiting';
  if (silence !== null || deviationS === null) return 'silent';
  if (deviationS >= LATE_FROM_S) return 'late';
  return deviationS <= EARLY_FROM_S ? 'early' : 'on_time';
}

/** How strongly it is drawn: 1 fresh, 0.6 ageing, 0.3 old. */
export function strengthOf({ at }: Vehicle, now: number): number {
  const ageS = now - at;
  return ageS >= OLD_AFTER_S ? 0.3 : ageS >= AGEING_AFTER_S ? 0.6 : 1;
}

/** What is looked for. */
export interface VehicleFilter {
  /** Place in the network's routes; null for all. */
  route: number | null;
  /** Any of these; none is all. */
  standings: ReadonlySet<Standing>;
  /** In the vehicle's id or label. */
  text: string;
}

/** Nothing is filtered out. */
export const EVERYTHING: VehicleFilter = { route: null, standings: new Set(), text: '' };

/** Does a vehicle pass? */
export function passes(vehicle: Vehicle, { route, standings, text }: VehicleFilter): boolean {
  if (route !== null && vehicle.route !== route) return false;
  if (standings.size > 0 && !standings.has(standingOf(vehicle))) return false;
  const key = text.trim().toLowerCase();
  return key === '' || vehicle.id.toLowerCase().includes(key) || (vehicle.label ?? '').toLowerCase().includes(key);
}

/** Minutes late or early as the map writes them: `+4`, `−2`; empty where on time or not known. */
export function minutesText({ deviationS }: Vehicle): string {
  if (deviationS === null || (deviationS > EARLY_FROM_S && deviationS < LATE_FROM_S)) return '';
  const minutes = Math.round(Math.abs(deviationS) / 60);
  return `${deviationS < 0 ? '−' : '+'}${minutes}`;
}
