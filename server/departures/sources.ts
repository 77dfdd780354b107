// Everything that a document is made of, as it stands at one moment.

import type { EpochS } from '../../feeds/model.js';
import type { Control } from '../dispatch/control.js';
import type { PredictionLayer, TripPrediction } from '../prediction/prediction.js';
import type { ScheduledCall } from '../timetable/timetable.js';
import type { DocumentNotice, Policy } from '../wire/messages.js';
import type { AlertIndex } from './alerts.js';
import type { Preference } from './choose.js';
import type { StopViews } from './stop-view.js';

/** Everything that a document is made of, as it stands at one moment. */
export interface Sources {
  views: StopViews;
  vehicles: PredictionLayer;
  tripUpdates: PredictionLayer;
  /** Added trips by stop index, so that a stop need not read those of the whole city. */
  addedByStop: ReadonlyMap<number, readonly { prediction: TripPrediction; position: number }[]>;
  /** Calls that the agency moved here from another platform (assigned_stop_id) or far off their time, by stop index. */
  movedByStop: ReadonlyMap<number, readonly ScheduledCall[]>;
  alerts: AlertIndex;
  /** What dispatchers have ordered of the service. */
  control: Control;
  noticesAt: (stopIds: readonly string[], now: EpochS) => DocumentNotice[];
  /** False for a route that has no tracking although its buses should be on the road. */
  isTracked: (route: number) => boolean;
  prefer: Preference;
  policy: Policy;
}
