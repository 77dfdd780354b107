// Every rule that realtime data is held to, and what is done where one is broken.
//
// E001 to E052 and W001 to W009 are the rules of MobilityData's GTFS-Realtime validator (its RULES.md; the missing
// numbers do not exist there either). T001 and on are ours. Where Tablo differs on purpose: E001 is not asked of alerts'
// periods (producers write the end of time for "until further notice") and its bound is 2100, not 2033; E013 passes an
// explicit SCHEDULED; E026 has 0, 0 too; E041 passes a trip-level delay; an alert may name a station (E015).

import type { Finding } from '../../model.js';

/**
 * What happens to data that breaks a rule: `reject`, the entity (T001 and T002: the message) is not used;
 * `keep`, it is used with the faulty part left out or put right; `note`, it is used as it is.
 */
export type Verdict = Finding['verdict'];

/** What one must know to judge: the message alone, the message before it, the other feed, or the timetable. */
export type JudgedBy = 'message' | 'sequence' | 'pair' | 'timetable';

/** One rule. `says` is a sentence for people: what is wrong, and what Tablo does about it. */
export interface Rule {
  verdict: Verdict;
  judgedBy: JudgedBy;
  says: string;
}

function rule(verdict: Verdict, judgedBy: JudgedBy, says: string): Rule {
  return { verdict, judgedBy, says };
}

const TABLE = {
  E001: rule('reject', 'message', 'A time is not POSIX seconds (milliseconds, say); the entity is not used.'),
  E002: rule('keep', 'message', 'stop_time_updates are not sorted by stop_sequence; they are sorted.'),
  E003: rule('reject', 'timetable', 'The trip_id is not in the timetable; nothing is predicted from it.'),
  E004: rule('keep', 'timetable', 'The route_id is not in the timetable; the trip tells the route.'),
  E006: rule('note', 'timetable', 'A trip with exact_times 0 lacks start_time or start_date; its run is guessed.'),
  E009: rule('keep', 'timetable', 'A trip that calls twice at a stop comes without stop_sequence; matched in order.'),
  E010: rule('note', 'timetable', 'stop_times of the timetable call at something that is not a stop.'),
  E011: rule('keep', 'timetable', 'A stop_id is not in the timetable; that stop is passed over.'),
  E012: rule('note', 'message', 'An entity is newer than the header of its message.'),
  E013: rule('note', 'timetable', 'A trip with exact_times 0 is neither UNSCHEDULED nor without a relationship.'),
  E015: rule('keep', 'timetable', 'A stop_id is a station or an entrance; that stop is passed over.'),
  E016: rule('keep', 'timetable', 'An ADDED trip is in the timetable; it is taken as SCHEDULED.'),
  E017: rule('note', 'sequence', 'The content changed under the same header timestamp; it is applied.'),
  E018: rule('reject', 'sequence', 'The header timestamp ran back; the message is not applied.'),
  E019: rule(
    'keep',
    'timetable',
    'start_time is not one of the starts of an exact_times 1 trip; the nearest is taken.',
  ),
  E020: rule('keep', 'message', 'start_time is not H:MM:SS; it is left out.'),
  E021: rule('keep', 'message', 'start_date is not YYYYMMDD; it is left out.'),
  E022: rule('note', 'message', 'Times of successive stops do not increase; equal ones are counted too.'),
  E023: rule('note', 'timetable', 'start_time is not the first departure of the trip in the timetable.'),
  E024: rule('note', 'timetable', 'direction_id is not that of the trip in the timetable.'),
  E025: rule('keep', 'message', 'A departure is before its arrival; the departure is moved to the arrival.'),
  E026: rule('reject', 'message', 'A position is not on the globe (or 0, 0); it is not used.'),
  E027: rule('keep', 'message', 'A bearing is not within 0 to 360; it is left out.'),
  E028: rule('reject', 'timetable', 'A position is far outside the agency’s area; nothing is predicted from it.'),
  E029: rule('note', 'timetable', 'A position is far from the trip’s shape.'),
  E030: rule('note', 'timetable', 'An alert names a trip and a route that do not belong together.'),
  E031: rule('note', 'message', 'An alert names a route_id and, within its trip, another one.'),
  E032: rule('note', 'message', 'An alert says nothing about whom it concerns.'),
  E033: rule('keep', 'message', 'An informed_entity of an alert is empty; it is left out.'),
  E034: rule('note', 'timetable', 'An agency_id is not in the timetable.'),
  E035: rule('keep', 'timetable', 'The trip does not belong to the route_id; the timetable’s route is shown.'),
  E036: rule('keep', 'message', 'Successive updates have the same stop_sequence; the first is kept.'),
  E037: rule('note', 'message', 'Successive updates have the same stop_id.'),
  E038: rule('note', 'message', 'gtfs_realtime_version is not a known one.'),
  E039: rule('reject', 'message', 'is_deleted stands in a full dataset; the entity is not used.'),
  E040: rule('keep', 'message', 'An update has neither stop_id nor stop_sequence; it is left out.'),
  E041: rule('reject', 'message', 'A trip update has no stop_time_updates, no delay, and is not cancelled.'),
  E042: rule('keep', 'message', 'A NO_DATA update has times; they are left out.'),
  E043: rule('note', 'message', 'An update has neither arrival nor departure.'),
  E044: rule('keep', 'message', 'An arrival or departure has neither time nor delay; it is left out.'),
  E045: rule('keep', 'timetable', 'stop_sequence and stop_id do not belong together; stop_sequence is believed.'),
  E046: rule('keep', 'timetable', 'A delay is given for a stop that has no time in the timetable.'),
  E047: rule('note', 'pair', 'A vehicle and a trip update disagree about who drives which trip.'),
  E048: rule('keep', 'message', 'The header has no timestamp; the moment of reading is taken.'),
  E049: rule('keep', 'message', 'The header has no incrementality; the dataset is taken as full.'),
  E050: rule('reject', 'message', 'A time lies in the future by more than 60 s; it is not trusted.'),
  E051: rule('keep', 'timetable', 'stop_sequence is not in the trip; that stop is passed over.'),
  E052: rule('reject', 'message', 'Two vehicles have the same id; the newer report is used.'),
  W001: rule('note', 'message', 'An entity has no timestamp; the header’s is taken.'),
  W002: rule(
    'note',
    'message',
    'A vehicle has no id; the entity’s id is taken. Or a trip update does not name its vehicle.',
  ),
  W003: rule('note', 'pair', 'A trip is in one of the two feeds and not in the other.'),
  W004: rule('note', 'message', 'A speed is not believable in metres per second; speeds are never relied on.'),
  W005: rule('note', 'timetable', 'An update of an exact_times 0 trip has no vehicle id.'),
  W006: rule('note', 'message', 'A trip has no trip_id.'),
  W007: rule('note', 'sequence', 'The feed was not renewed for more than 35 s.'),
  W008: rule('note', 'message', 'The header timestamp is more than 65 s old.'),
  W009: rule('note', 'message', 'schedule_relationship is not given; SCHEDULED is taken.'),
  T001: rule('reject', 'message', 'This is not a whole FeedMessage; it is not applied.'),
  T002: rule('reject', 'message', 'The message is DIFFERENTIAL, which Tablo does not apply.'),
  T003: rule('reject', 'message', 'An entity cannot be decoded; the others are used.'),
  T004: rule('reject', 'message', 'Two entities have the same id; the newer one is used.'),
  T005: rule(
    'reject',
    'sequence',
    'An entity is older than what is known of the same trip or vehicle; the newer one stays.',
  ),
  T006: rule(
    'reject',
    'sequence',
    'The number of entities fell by more than half; held back until the next poll confirms it.',
  ),
  T007: rule('keep', 'message', 'A time of 0 is taken as not given.'),
  T008: rule('keep', 'message', 'A text is longer than the limit; it is cut.'),
  T009: rule('reject', 'message', 'An entity carries nothing that Tablo knows.'),
  T010: rule('reject', 'message', 'A vehicle has no position.'),
  T011: rule('reject', 'message', 'A detour, or a stop or shape for one, is not whole; it is not applied.'),
  T012: rule('reject', 'timetable', 'A detour names a trip that is not in the timetable, or does not run then.'),
  T013: rule('reject', 'timetable', 'A detour changes calls that a trip does not have, or the same calls twice.'),
  T014: rule('reject', 'timetable', 'A replacement stop is not a stop of the timetable or of the feed.'),
  T015: rule('reject', 'timetable', 'A trip has two detours on one date; the first holds.'),
  T016: rule('keep', 'timetable', 'The shape of a detour is not known; its line is drawn straight.'),
  T017: rule('reject', 'timetable', 'An update is for a detour that is not in force.'),
} as const satisfies Record<string, Rule>;

/** An id of the table. */
export type RuleId = keyof typeof TABLE;

/** All rules by id. */
export const RULES: Readonly<Record<RuleId, Rule>> = TABLE;

/** One rule. */
export function ruleOf(id: RuleId): Rule {
  return TABLE[id];
}
