// A feed with detours as an agency writes it: encoded by the specification's own schema, not by ours.

import protobuf from 'protobufjs';

/** The parts of gtfs-realtime.proto that a detour needs. */
const SCHEMA = `
syntax = "proto2";
message FeedMessage { required FeedHeader header = 1; repeated FeedEntity entity = 2; }
message FeedHeader { required string gtfs_realtime_version = 1; optional uint32 incrementality = 2; optional uint64 timestamp = 3; }
message FeedEntity {
  required string id = 1; optional TripUpdate trip_update = 3; optional VehiclePosition vehicle = 4;
  optional Shape shape = 6; optional Stop stop = 7; optional TripModifications trip_modifications = 8;
}
message TripDescriptor {
  optional string trip_id = 1; optional string start_time = 2; optional string start_date = 3;
  message ModifiedTripSelector {
    optional string modifications_id = 1; optional string affected_trip_id = 2;
    optional string start_time = 3; optional string start_date = 4;
  }
  optional ModifiedTripSelector modified_trip = 7;
}
message TripUpdate {
  required TripDescriptor trip = 1; optional uint64 timestamp = 4; repeated StopTimeUpdate stop_time_update = 2;
  message StopTimeEvent { optional int32 delay = 1; optional int64 time = 2; }
  message StopTimeUpdate { optional uint32 stop_sequence = 1; optional StopTimeEvent arrival = 2; optional StopTimeEvent departure = 3; optional string stop_id = 4; }
}
message VehiclePosition {
  optional TripDescriptor trip = 1; optional Position position = 2; optional uint64 timestamp = 5; optional VehicleDescriptor vehicle = 8;
  message Position { required float latitude = 1; required float longitude = 2; }
  message VehicleDescriptor { optional string id = 1; }
}
message Shape { optional string shape_id = 1; optional string encoded_polyline = 2; }
message TranslatedString { message Translation { required string text = 1; optional string language = 2; } repeated Translation translation = 1; }
message Stop {
  optional string stop_id = 1; optional TranslatedString stop_code = 2; optional TranslatedString stop_name = 3;
  optional float stop_lat = 6; optional float stop_lon = 7; optional string parent_station = 11;
}
message TripModifications {
  message Modification {
    optional StopSelector start_stop_selector = 1; optional StopSelector end_stop_selector = 2;
    optional int32 propagated_modification_delay = 3; repeated ReplacementStop replacement_stops = 4;
    optional string service_alert_id = 5; optional uint64 last_modified_time = 6;
  }
  message SelectedTrips { repeated string trip_ids = 1; optional string shape_id = 2; }
  repeated SelectedTrips selected_trips = 1; repeated string start_times = 2; repeated string service_dates = 3;
  repeated Modification modifications = 4;
}
message StopSelector { optional uint32 stop_sequence = 1; optional string stop_id = 2; }
message ReplacementStop { optional int32 travel_time_to_stop = 1; optional string stop_id = 2; }
`;

const FeedMessage = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('FeedMessage');

/** The bytes of a message with these entities, in the names of the specification. */
export function detourFeed(timestamp: number, entity: object[]): Uint8Array {
  const header = { gtfs_realtime_version: '2.0', incrementality: 0, timestamp };
  return FeedMessage.encode(FeedMessage.fromObject({ header, entity })).finish();
}
