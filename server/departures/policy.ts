// How far a document looks ahead and back, and how much it holds (contract, section 3).

/** A document looks this far ahead. */
export const HORIZON_S = 90 * 60;
/** It holds at least this many rows where the timetable has them … */
export const LEAST_ROWS = 8;
/** … within this time. */
export const FILL_HORIZON_S = 24 * 3600;
/** `next_service` is looked for this far ahead. */
export const NEXT_SERVICE_DAYS = 14;
/** The timetable is read this far back, for trips that are late; those yet later are kept apart. */
export const LATEST_DELAY_S = 90 * 60;
/** A bus this early before its scheduled departure is still looked for beyond the horizon. */
export const EARLIEST_ADVANCE_S = 20 * 60;
/** An expected time without a newer datum is believed this long after it has passed (boards.md, section 2). */
export const OVERDUE_S = 30;
