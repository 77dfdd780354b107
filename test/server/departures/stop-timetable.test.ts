import { describe, expect, it } from 'vitest';
import { stopTimetable } from '../../../server/departures/stop-timetable.js';
import { StopViews } from '../../../server/departures/stop-view.js';
import { stopTimetable as schema } from '../../../server/http/schemas.js';
import { TIMETABLE_MARKS } from '../../../server/wire/messages.js';
import { town } from '../../support/town.js';
import { at, rowsAt } from './stand.js';

const NIGHT = town({
  trips: [
    { id: 'day', calls: ['A 08:00', 'B 08:10'] },
    { id: 'late', calls: ['A 23:50', 'B 24:20', 'C 24:40'] },
    { id: 'night', calls: ['A 25:30', 'B 25:40'] },
  ],
});

describe('B3: the timetable that a board keeps', () => {
  it('holds 48 hours, past midnight included, each departure once and in order', () => {
    const kept = stopTimetable(new StopViews(NIGHT), 'A', at('23:00'), 48)!;
    const seconds = kept.departures.map(([scheduled]) => scheduled);
    expect(seconds).toEqual([
      at('23:50'),
      at('25:30'),
      at('08:00', '20260217'),
      at('23:50', '20260217'),
      at('25:30', '20260217'),
      at('08:00', '20260218'),
    ]);
    expect([kept.from, kept.until]).toEqual([at('23:00'), at('23:00') + 48 * 3600]);
    expect(schema.parse(kept)).toEqual(kept);
  });

  it('says the same as the document of that moment', () => {
    const kept = stopTimetable(new StopViews(NIGHT), 'B', at('23:00'), 24)!;
    const rows = rowsAt(NIGHT, 'B', at('23:00'));
    expect(
      kept.departures.map(([scheduled, route, headsign]) => [scheduled, kept.routes[route], kept.headsigns[headsign]]),
    ).toEqual(rows.map((row) => [row.scheduled, row.route, row.headsign]));
  });

  it('says which departure is the last of its line, as the document does, and nothing where there is nothing to say', () => {
    const kept = stopTimetable(new StopViews(NIGHT), 'A', at('07:00'), 20)!;
    const isLast = ([, , , , marks = 0]: (typeof kept.departures)[number]) => (marks & TIMETABLE_MARKS.last) > 0;
    expect(kept.departures.map(isLast)).toEqual(rowsAt(NIGHT, 'A', at('07:00')).map(({ last }) => last));
    expect(kept.departures[0]).toHaveLength(3);
    expect(kept.departures.some(isLast)).toBe(true);
    expect(kept.platforms).toBeUndefined();
  });

  it('is null for a stop that does not exist', () => {
    expect(stopTimetable(new StopViews(NIGHT), 'nope', at('23:00'), 48)).toBeNull();
  });
});
