// The vocabulary of the feeds: GTFS and GTFS-Realtime records in our own words. Types only; imports nothing.

/** POSIX seconds, UTC. */
export type EpochS = number;
/** Service date as GTFS writes it: `YYYYMMDD`. */
export type ServiceDate = string;
/** Seconds since "noon minus 12 h" of a service date; may exceed 86 400 (GTFS reference, Time). */
export type ServiceTimeS = number;

/** GTFS agency.txt. */
export interface Agency {
  agencyId: string;
  agencyName: string;
  timezone: string;
  lang: string | null;
  url: string | null;
}

/** GTFS stops.txt; `locationType` 0 stop or platform, 1 station, 2 entrance, 3 generic node, 4 boarding area. */
export interface Stop {
  stopId: string;
  stopCode: string | null;
  stopName: string;
  lat: number | null;
  lon: number | null;
  locationType: number;
  parentStation: string | null;
  platformCode: string | null;
  timezone: string | null;
  wheelchairBoarding: number;
}

/** GTFS routes.txt. Colours are six hex digits without `#`, or null where the feed has none. */
export interface Route {
  routeId: string;
  agencyId: string | null;
  shortName: string;
  longName: string;
  type: number;
  color: string | null;
  textColor: string | null;
  sortOrder: number | null;
}

/** GTFS trips.txt. */
export interface Trip {
  tripId: string;
  routeId: string;
  serviceId: string;
  headsign: string | null;
  shortName: string | null;
  directionId: 0 | 1 | null;
  blockId: string | null;
  shapeId: string | null;
  wheelchairAccessible: number;
}

/** GTFS calendar.txt; `weekdays[0]` is Monday. Dates are inclusive. */
export interface Calendar {
  serviceId: string;
  weekdays: readonly boolean[];
  startDate: ServiceDate;
  endDate: ServiceDate;
}

/** GTFS calendar_dates.txt: `added` true is exception_type 1, false is 2. */
export interface CalendarDate {
  serviceId: string;
  date: ServiceDate;
  added: boolean;
}

/** GTFS frequencies.txt; `exactTimes` false means "about every headway", without a timetable. */
export interface Frequency {
  tripId: string;
  startS: ServiceTimeS;
  endS: ServiceTimeS;
  headwayS: number;
  exactTimes: boolean;
}

/** GTFS translations.txt. Either `recordId` (and perhaps `recordSubId`) or `fieldValue` selects the record. */
export interface Translation {
  tableName: string;
  fieldName: string;
  language: string;
  translation: string;
  recordId: string | null;
  recordSubId: string | null;
  fieldValue: string | null;
}

/** GTFS feed_info.txt. */
export interface FeedInfo {
  publisherName: string | null;
  lang: string | null;
  startDate: ServiceDate | null;
  endDate: ServiceDate | null;
  version: string | null;
}

/** Everything of a GTFS dataset except stop_times and shapes, which are read as columns. */
export interface GtfsRecords {
  agencies: Agency[];
  stops: Stop[];
  routes: Route[];
  trips: Trip[];
  calendars: Calendar[];
  calendarDates: CalendarDate[];
  frequencies: Frequency[];
  translations: Translation[];
  feedInfo: FeedInfo | null;
}

/** One trip on one service day; `startTimeS` only where frequencies.txt makes several of one trip_id. */
export interface TripInstance {
  tripId: string;
  startDate: ServiceDate;
  startTimeS: ServiceTimeS | null;
}

/** GTFS-Realtime TripDescriptor.ScheduleRelationship, by name. */
export type TripRelationship =
  | 'SCHEDULED'
  | 'ADDED'
  | 'UNSCHEDULED'
  | 'CANCELED'
  | 'REPLACEMENT'
  | 'DUPLICATED'
  | 'DELETED'
  | 'NEW';

/** GTFS-Realtime TripDescriptor; null where the feed did not say (presence, not defaults). */
export interface TripDescriptor {
  tripId: string | null;
  routeId: string | null;
  directionId: 0 | 1 | null;
  startDate: ServiceDate | null;
  startTimeS: ServiceTimeS | null;
  relationship: TripRelationship;
  /** Only where the trip is meant as changed by these TripModifications (ModifiedTripSelector): the entity's id. */
  modificationsId?: string;
}

/** GTFS-Realtime VehiclePosition.VehicleStopStatus. */
export type VehicleStopStatus = 'INCOMING_AT' | 'STOPPED_AT' | 'IN_TRANSIT_TO';

/** GTFS-Realtime VehiclePosition.OccupancyStatus, by name. */
export type OccupancyStatus =
  | 'EMPTY'
  | 'MANY_SEATS_AVAILABLE'
  | 'FEW_SEATS_AVAILABLE'
  | 'STANDING_ROOM_ONLY'
  | 'CRUSHED_STANDING_ROOM_ONLY'
  | 'FULL'
  | 'NOT_ACCEPTING_PASSENGERS'
  | 'NO_DATA_AVAILABLE'
  | 'NOT_BOARDABLE';

/** GTFS-Realtime CarriageDetails: one carriage of a vehicle. */
export interface Carriage {
  label: string | null;
  occupancyStatus: OccupancyStatus | null;
  occupancyPercentage: number | null;
}

/** One vehicle's report. `timestamp` is when it was measured; `timestampSource` says whether the bus or only the header told it. */
export interface VehiclePosition {
  entityId: string;
  vehicleId: string;
  label: string | null;
  trip: TripDescriptor | null;
  lat: number;
  lon: number;
  bearingDeg: number | null;
  speedMps: number | null;
  currentStopSequence: number | null;
  stopId: string | null;
  currentStatus: VehicleStopStatus | null;
  occupancyStatus: OccupancyStatus | null;
  occupancyPercentage: number | null;
  /** First in the direction of travel first; absent where the feed tells none, or tells them with a gap. */
  carriages?: readonly Carriage[];
  timestamp: EpochS;
  timestampSource: 'vehicle' | 'header';
}

/** GTFS-Realtime StopTimeEvent; `timeS` beats `delayS` where both are given. */
export interface StopTimeEvent {
  timeS: EpochS | null;
  delayS: number | null;
  uncertaintyS: number | null;
  scheduledTimeS: EpochS | null;
}

/** GTFS-Realtime StopTimeUpdate.ScheduleRelationship, by name. */
export type StopTimeRelationship = 'SCHEDULED' | 'SKIPPED' | 'NO_DATA' | 'UNSCHEDULED';

/** GTFS-Realtime StopTimeUpdate. */
export interface StopTimeUpdate {
  stopSequence: number | null;
  stopId: string | null;
  arrival: StopTimeEvent | null;
  departure: StopTimeEvent | null;
  relationship: StopTimeRelationship;
  assignedStopId: string | null;
  stopHeadsign: string | null;
  pickupType: number | null;
  dropOffType: number | null;
  departureOccupancyStatus: OccupancyStatus | null;
}

/** GTFS-Realtime TripUpdate. `properties` carries the identity and changes of DUPLICATED, NEW and REPLACEMENT trips. */
export interface TripUpdate {
  entityId: string;
  trip: TripDescriptor;
  vehicleId: string | null;
  /** When the agency made it: the update's own timestamp, else the header's. */
  timestamp: EpochS;
  delayS: number | null;
  stopTimeUpdates: StopTimeUpdate[];
  properties: {
    tripId: string | null;
    startDate: ServiceDate | null;
    startTimeS: ServiceTimeS | null;
    headsign: string | null;
    shortName: string | null;
    shapeId: string | null;
  } | null;
}

/** GTFS-Realtime EntitySelector. */
export interface EntitySelector {
  agencyId: string | null;
  routeId: string | null;
  routeType: number | null;
  directionId: 0 | 1 | null;
  trip: TripDescriptor | null;
  stopId: string | null;
}

/** Text by BCP 47 language; the key `''` is text whose language the feed did not name. */
export type TranslatedText = Readonly<Record<string, string>>;

/** GTFS-Realtime Alert. Texts are plain (HTML already turned to text); a feed's empty header is an empty record. */
export interface Alert {
  alertId: string;
  activePeriods: { start: EpochS | null; end: EpochS | null }[];
  informedEntities: EntitySelector[];
  cause: string;
  effect: string;
  header: TranslatedText;
  description: TranslatedText;
  ttsHeader: TranslatedText;
  ttsDescription: TranslatedText;
  url: TranslatedText;
  severity: string | null;
}

/** GTFS-Realtime StopSelector: a call of a trip as the timetable has it. At least one of both is given. */
export interface StopSelector {
  stopSequence: number | null;
  stopId: string | null;
}

/** GTFS-Realtime ReplacementStop. `travelTimeS` counts from the arrival at the stop before the changed ones; null: to be interpolated. */
export interface ReplacementStop {
  stopId: string;
  travelTimeS: number | null;
}

/** GTFS-Realtime TripModifications.Modification: the calls from `start` to `end` give way to `stops`. Without an end none does. */
export interface Modification {
  start: StopSelector;
  end: StopSelector | null;
  /** Added to every time after the changed calls (propagated_modification_delay). */
  delayS: number;
  stops: ReplacementStop[];
}

/** GTFS-Realtime TripModifications: a detour of some trips on some dates. */
export interface TripModifications {
  modificationsId: string;
  selected: { tripIds: string[]; shapeId: string | null }[];
  /** Of frequency-based trips, those that start then; empty: all. */
  startTimesS: ServiceTimeS[];
  dates: ServiceDate[];
  modifications: Modification[];
}

/** GTFS-Realtime Shape, its points decoded. */
export interface RealtimeShape {
  shapeId: string;
  lat: number[];
  lon: number[];
}

/** What a realtime feed changes of the timetable itself. */
export interface TimetableChanges {
  modifications: TripModifications[];
  stops: Stop[];
  shapes: RealtimeShape[];
}

/** What a poll of one realtime feed yields: whole, or nothing. */
export interface FeedSnapshot {
  headerTimestamp: EpochS;
  version: string;
  entities: number;
  vehiclePositions: VehiclePosition[];
  tripUpdates: TripUpdate[];
  alerts: Alert[];
  /** Only where the feed tells detours. */
  changes?: TimetableChanges;
  findings: Finding[];
}

/** Data broke a rule. Counted and shown, never thrown. `rule` is a MobilityData validator id (E001 … W009) or one of ours (T001 …). */
export interface Finding {
  rule: string;
  /** What was done about it. */
  verdict: 'reject' | 'keep' | 'note';
  /** One example in words, with the entity's id in it. */
  example: string;
  count: number;
}
