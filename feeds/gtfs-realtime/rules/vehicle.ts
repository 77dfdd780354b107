// Rules about a VehiclePosition by itself.

import { has, type RawVehiclePosition } from '../bindings.js';
import type { NamedRule } from './rule.js';
import { givenTime, isFuture, isPosix } from './time.js';

/** The validator's bound of a believable speed, about 94 km/h. */
export const MAX_SPEED_MPS = 26;

function name(vehicle: RawVehiclePosition): string {
  return `vehicle ${vehicle.vehicle?.id || vehicle.trip?.tripId || '?'}`;
}

/** E001 */
export const vehicleTimeNotPosix: NamedRule<RawVehiclePosition> = {
  id: 'E001',
  broken(vehicle) {
    const own = givenTime(vehicle.timestamp);
    return own !== null && !isPosix(own) ? `${name(vehicle)} has timestamp ${own}` : null;
  },
};

/** E050 */
export const vehicleFromFuture: NamedRule<RawVehiclePosition> = {
  id: 'E050',
  broken(vehicle, { now }) {
    const own = givenTime(vehicle.timestamp);
    return own !== null && isPosix(own) && isFuture(own, now) ? `${name(vehicle)} is ${own - now} s ahead` : null;
  },
};

/** E012 */
export const vehicleNewerThanHeader: NamedRule<RawVehiclePosition> = {
  id: 'E012',
  broken(vehicle, { headerTimestamp }) {
    const own = givenTime(vehicle.timestamp);
    return own !== null && own > headerTimestamp ? `${name(vehicle)} by ${own - headerTimestamp} s` : null;
  },
};

/** T010 */
export const withoutPosition: NamedRule<RawVehiclePosition> = {
  id: 'T010',
  broken: (vehicle) => (has(vehicle, 'position') ? null : name(vehicle)),
};

/** E026; 0, 0 is what a receiver without a fix sends. */
export const invalidPosition: NamedRule<RawVehiclePosition> = {
  id: 'E026',
  broken(vehicle) {
    if (!vehicle.position) return null;
    const { latitude, longitude } = vehicle.position;
    const onGlobe = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    const noFix = latitude === 0 && longitude === 0;
    return onGlobe && !noFix ? null : `${name(vehicle)} at ${latitude}, ${longitude}`;
  },
};

/** E027 */
export const invalidBearing: NamedRule<RawVehiclePosition> = {
  id: 'E027',
  broken(vehicle) {
    const position = vehicle.position;
    if (!position || !has(position, 'bearing')) return null;
    return isBearing(position.bearing as number) ? null : `${name(vehicle)} has bearing ${position.bearing}`;
  },
};

/** Degrees clockwise from north, 0 to 360. */
export function isBearing(bearingDeg: number): boolean {
  return bearingDeg >= 0 && bearingDeg <= 360;
}

/** W004 */
export const unbelievableSpeed: NamedRule<RawVehiclePosition> = {
  id: 'W004',
  broken(vehicle) {
    const position = vehicle.position;
    if (!position || !has(position, 'speed')) return null;
    const speed = position.speed as number;
    return speed >= 0 && speed <= MAX_SPEED_MPS ? null : `${name(vehicle)} has speed ${speed}`;
  },
};

/** W001 */
export const vehicleWithoutTimestamp: NamedRule<RawVehiclePosition> = {
  id: 'W001',
  broken: (vehicle) => (givenTime(vehicle.timestamp) === null ? name(vehicle) : null),
};

/** W002 */
export const vehicleWithoutId: NamedRule<RawVehiclePosition> = {
  id: 'W002',
  broken: (vehicle) => (vehicle.vehicle?.id ? null : `a vehicle on trip ${vehicle.trip?.tripId || '?'}`),
};

/** All of them; those that reject come first. */
export const vehicleRules: readonly NamedRule<RawVehiclePosition>[] = [
  vehicleTimeNotPosix,
  vehicleFromFuture,
  withoutPosition,
  invalidPosition,
  vehicleNewerThanHeader,
  invalidBearing,
  unbelievableSpeed,
  vehicleWithoutTimestamp,
  vehicleWithoutId,
];
