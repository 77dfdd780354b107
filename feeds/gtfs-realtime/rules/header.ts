// Rules about a FeedHeader.

import { has, type RawHeader } from '../bindings.js';
import type { NamedRule } from './rule.js';
import { givenTime, isFuture, isPosix } from './time.js';

/** Versions of the specification that exist. */
export const KNOWN_VERSIONS: readonly string[] = ['1.0', '2.0', '1', '2'];
/** The validator's bound for the age of a header (W008). */
export const MAX_HEADER_AGE_S = 65;

/** E001 */
export const headerTimeNotPosix: NamedRule<RawHeader> = {
  id: 'E001',
  broken(header) {
    const own = givenTime(header.timestamp);
    return own !== null && !isPosix(own) ? `header timestamp ${own}` : null;
  },
};

/** E050 */
export const headerFromFuture: NamedRule<RawHeader> = {
  id: 'E050',
  broken(header, { now }) {
    const own = givenTime(header.timestamp);
    return own !== null && isPosix(own) && isFuture(own, now) ? `header timestamp is ${own - now} s ahead` : null;
  },
};

/** E038 */
export const unknownVersion: NamedRule<RawHeader> = {
  id: 'E038',
  broken: (header) =>
    KNOWN_VERSIONS.includes(header.gtfsRealtimeVersion) ? null : `version "${header.gtfsRealtimeVersion}"`,
};

/** Versions before 2.0 did not demand a timestamp nor incrementality. */
function isOld({ gtfsRealtimeVersion }: RawHeader): boolean {
  return Number.parseFloat(gtfsRealtimeVersion) < 2;
}

/** E048: from version 2.0 on. */
export const headerWithoutTimestamp: NamedRule<RawHeader> = {
  id: 'E048',
  broken: (header) => (givenTime(header.timestamp) === null && !isOld(header) ? 'header without timestamp' : null),
};

/** W001, for the header of an older version. */
export const oldHeaderWithoutTimestamp: NamedRule<RawHeader> = {
  id: 'W001',
  broken: (header) => (givenTime(header.timestamp) === null && isOld(header) ? 'header without timestamp' : null),
};

/** E049: from version 2.0 on. */
export const headerWithoutIncrementality: NamedRule<RawHeader> = {
  id: 'E049',
  broken: (header) => (!isOld(header) && !has(header, 'incrementality') ? 'header without incrementality' : null),
};

/** W008 */
export const headerOld: NamedRule<RawHeader> = {
  id: 'W008',
  broken(header, { now }) {
    const own = givenTime(header.timestamp);
    return own !== null && now - own > MAX_HEADER_AGE_S ? `header is ${Math.round(now - own)} s old` : null;
  },
};

/** All of them; those that refuse the message come first. */
export const headerRules: readonly NamedRule<RawHeader>[] = [
  headerTimeNotPosix,
  headerFromFuture,
  unknownVersion,
  headerWithoutTimestamp,
  oldHeaderWithoutTimestamp,
  headerWithoutIncrementality,
  headerOld,
];
