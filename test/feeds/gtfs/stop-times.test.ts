import { describe, expect, it } from 'vitest';
import { openArchive } from '../../../feeds/gtfs/archive.js';
import { decimal, EMPTY, INVALID, serviceTime } from '../../../feeds/gtfs/bytes-to-number.js';
import { Interner } from '../../../feeds/gtfs/interner.js';
import { readShapes } from '../../../feeds/gtfs/shapes.js';
import { readStopTimes } from '../../../feeds/gtfs/stop-times.js';
import { folderOf, TOWN } from './small-feed.js';

async function stopTimes(text: string) {
  return readStopTimes(await openArchive(await folderOf({ ...TOWN, 'stop_times.txt': text })));
}

async function shapes(text: string) {
  return readShapes(await openArchive(await folderOf({ ...TOWN, 'shapes.txt': text })));
}

describe('stop_times.txt by columns', () => {
  it('takes any order of columns, columns that it does not know, and leaves optional ones out', async () => {
    const { columns, findings } = await stopTimes(
      'stop_sequence,note,stop_id,departure_time,trip_id,arrival_time\n5,x,A,25:35:00,t,25:34:00\n6,,B,,t,\n',
    );
    expect(columns).toMatchObject({ count: 2, tripIds: ['t'], stopIds: ['A', 'B'], headsigns: [] });
    expect([...columns.arrivalS]).toEqual([25 * 3600 + 34 * 60, -1]);
    expect([...columns.departureS]).toEqual([25 * 3600 + 35 * 60, -1]);
    expect([...columns.sequence]).toEqual([5, 6]);
    expect([...columns.pickup, ...columns.dropOff]).toEqual([0, 0, 0, 0]);
    expect([...columns.timepoint]).toEqual([1, 1]);
    expect([...columns.headsign]).toEqual([-1, -1]);
    expect(columns.distance.every(Number.isNaN)).toBe(true);
    expect(findings).toEqual([]);
  });

  it('reads every optional column', async () => {
    const { columns } = await stopTimes(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign,pickup_type,drop_off_type,timepoint,shape_dist_traveled\n' +
        't,8:00:00,08:00:30,A,1,"Младежки дом",3,1,0,12.5\n',
    );
    expect(columns.headsigns[columns.headsign[0] ?? -1]).toBe('Младежки дом');
    expect([columns.pickup[0], columns.dropOff[0], columns.timepoint[0], columns.distance[0]]).toEqual([3, 1, 0, 12.5]);
    expect([columns.arrivalS[0], columns.departureS[0]]).toEqual([28_800, 28_830]);
  });

  it('a bad value is a finding with its row, never an end', async () => {
    const { columns, findings } = await stopTimes(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n' +
        't,8:00,08:00:00,A,1,9\n,08:00:00,08:00:00,A,1,\nt,08:01:00,08:01:00,B,x,\nt,08:02:00,08:02:00,__proto__,2,\n',
    );
    expect(columns.count).toBe(2);
    expect(columns.stopIds).toEqual(['A', '__proto__']);
    expect(findings.map(({ rule, count }) => [rule, count])).toEqual([
      ['T102', 2],
      ['T104', 1],
      ['T105', 1],
    ]);
    expect(findings[2]?.example).toContain('row 2: 8:00');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('without a required column it is refused', async () => {
    await expect(stopTimes('trip_id,arrival_time,stop_id\nt,08:00:00,A\n')).rejects.toThrow(
      'GTFS refused: stop_times.txt, row 1: a required column is missing (stop_sequence).',
    );
  });
});

describe('shapes.txt by columns', () => {
  it('puts the points of each shape in order, whatever the order of rows', async () => {
    const { columns, findings } = await shapes(
      'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\ns,42.2,23,20\nr,1,1,1\ns,42.1,23,3\ns,42.3,23,100\nr,0,0,2\n',
    );
    expect(columns.shapeIds).toEqual(['s', 'r']);
    expect([...columns.offset]).toEqual([0, 3, 4]);
    expect([...columns.lat]).toEqual([42.1, 42.2, 42.3, 1]);
    expect(findings).toMatchObject([{ rule: 'T124', count: 1 }]);
  });

  it('an unusable file means no shapes, not no timetable', async () => {
    const { columns, findings } = await shapes('shape_id,lat\ns,42\n');
    expect(columns.shapeIds).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'T106' }]);
  });
});

describe('numbers from bytes', () => {
  const time = (text: string) => serviceTime(Buffer.from(text), 0, text.length);
  const number = (text: string) => decimal(Buffer.from(text), 0, text.length);

  it('times run from 0 to 99 h', () => {
    expect(time('0:00:00')).toBe(0);
    expect(time('43:25:00')).toBe(156_300);
    expect(time('99:59:59')).toBe(359_999);
    expect(time('')).toBe(EMPTY);
    for (const bad of ['100:00:00', '8:00', '08:60:00', '08:00:6x', '-1:00:00', '08-00-00']) {
      expect(time(bad)).toBe(INVALID);
    }
  });

  it('decimals are what Number makes of them', () => {
    for (const text of ['42.0116', '-23.0905', '0', '.5', '7.', '1e-3', '42.01160000000000012345', '+1.25']) {
      expect(number(text)).toBe(Number(text));
    }
    for (const bad of ['', '-', 'x', '1.2.3', '0x10', 'NaN', 'Infinity', '1,5']) expect(number(bad)).toBeNaN();
  });
});

describe('interner', () => {
  it('gives each distinct value one number, over many values', () => {
    const interner = new Interner();
    const values = Array.from({ length: 5_000 }, (_, i) => `спирка-${i * 7}`);
    const index = (text: string) => {
      const bytes = Buffer.from(`,${text},`);
      return interner.intern(bytes, 1, bytes.length - 1);
    };
    expect(values.map(index)).toEqual(values.map((_, i) => i));
    expect([...values].reverse().map(index)).toEqual(values.map((_, i) => values.length - 1 - i));
    expect(interner.values).toEqual(values);
    expect(index('')).toBe(values.length);
  });
});
