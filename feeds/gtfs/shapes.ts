// shapes.txt straight from the archive into columns, points in order.

import type { Finding } from '../model.js';
import type { GtfsArchive } from './archive.js';
import { decimal } from './bytes-to-number.js';
import { type CsvRow, scanCsv } from './csv.js';
import { FindingList } from './finding-list.js';
import { GtfsError } from './gtfs-error.js';
import { Interner } from './interner.js';
import { doubled } from './stop-times.js';

/** Points of all shapes. */
export const MAX_SHAPE_POINTS = 30_000_000;

/** shapes.txt by columns: points of shape s are `offset[s]` to `offset[s + 1]`, in order of shape_pt_sequence. */
export interface ShapeColumns {
  shapeIds: string[];
  offset: Int32Array;
  lat: Float64Array;
  lon: Float64Array;
  /** shape_dist_traveled in the feed's own unit, NaN where it has none. */
  distance: Float32Array;
}

/** A dataset without shapes. */
export const NO_SHAPES: ShapeColumns = {
  shapeIds: [],
  offset: new Int32Array(1),
  lat: new Float64Array(0),
  lon: new Float64Array(0),
  distance: new Float32Array(0),
};

/** Reads shapes.txt; a dataset without it, or with an unusable one, has no shapes. Throws GtfsError where the archive is damaged. */
export async function readShapes(archive: GtfsArchive): Promise<{ columns: ShapeColumns; findings: Finding[] }> {
  if (!archive.files.has('shapes.txt')) return { columns: NO_SHAPES, findings: [] };
  const reader = new ShapeReader();
  try {
    await scanCsv(archive.read('shapes.txt'), 'shapes.txt', reader);
  } catch (error) {
    // Lines can be drawn without shapes; a damaged archive is another matter.
    if (!(error instanceof GtfsError && error.code === 'missing-column')) throw error;
    reader.findings.add('T106', () => `shapes.txt: ${error.place.detail ?? ''}`);
  }
  return { columns: reader.columns(), findings: reader.findings.list() };
}

class ShapeReader {
  readonly findings = new FindingList();
  private readonly shapes = new Interner();
  private count = 0;
  private shape = new Int32Array(1 << 14);
  private sequence = new Float64Array(1 << 14);
  private lat = new Float64Array(1 << 14);
  private lon = new Float64Array(1 << 14);
  private distance = new Float32Array(1 << 14);
  private at = { shape: -1, lat: -1, lon: -1, seq: -1, dist: -1 };

  header(names: string[]): void {
    const column = (name: string): number => names.indexOf(name);
    this.at = {
      shape: column('shape_id'),
      lat: column('shape_pt_lat'),
      lon: column('shape_pt_lon'),
      seq: column('shape_pt_sequence'),
      dist: column('shape_dist_traveled'),
    };
    const required = { shape_id: this.at.shape, shape_pt_lat: this.at.lat, shape_pt_lon: this.at.lon };
    for (const [name, index] of Object.entries({ ...required, shape_pt_sequence: this.at.seq })) {
      if (index < 0) throw new GtfsError('missing-column', { file: 'shapes.txt', row: 1, detail: name });
    }
  }

  notUtf8(row: number): void {
    this.findings.add('T101', () => `shapes.txt row ${row}`);
  }

  row(row: CsvRow): void {
    const { bytes, starts, ends, count } = row;
    const { at } = this;
    const number = (column: number): number =>
      column >= 0 && column < count ? decimal(bytes, starts[column] as number, ends[column] as number) : Number.NaN;
    const lat = number(at.lat);
    const lon = number(at.lon);
    const sequence = number(at.seq);
    const named = at.shape < count && (starts[at.shape] as number) < (ends[at.shape] as number);
    if (!named || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180) || (lat === 0 && lon === 0) || !(sequence >= 0)) {
      this.findings.add('T124', () => `shapes.txt row ${row.row}`);
      return;
    }
    const i = this.count++;
    if (i === this.shape.length) this.enlarge();
    this.shape[i] = this.shapes.intern(bytes, starts[at.shape] as number, ends[at.shape] as number);
    this.sequence[i] = sequence;
    this.lat[i] = lat;
    this.lon[i] = lon;
    this.distance[i] = number(at.dist);
  }

  columns(): ShapeColumns {
    const n = this.count;
    const shapes = this.shapes.values.length;
    const offset = new Int32Array(shapes + 1);
    for (let i = 0; i < n; i++) offset[(this.shape[i] as number) + 1]! += 1;
    for (let s = 0; s < shapes; s++) offset[s + 1]! += offset[s] as number;
    const next = offset.slice(0, shapes);
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      const s = this.shape[i] as number;
      order[next[s]!++] = i;
    }
    for (let s = 0; s < shapes; s++) this.sortShape(order.subarray(offset[s], offset[s + 1]));
    const lat = new Float64Array(n);
    const lon = new Float64Array(n);
    const distance = new Float32Array(n);
    for (let i = 0; i < n; i++) {
      const from = order[i] as number;
      lat[i] = this.lat[from] as number;
      lon[i] = this.lon[from] as number;
      distance[i] = this.distance[from] as number;
    }
    return { shapeIds: this.shapes.values, offset, lat, lon, distance };
  }

  private sortShape(points: Int32Array): void {
    const { sequence } = this;
    for (let i = 1; i < points.length; i++) {
      if ((sequence[points[i - 1] as number] as number) > (sequence[points[i] as number] as number)) {
        points.sort((a, b) => (sequence[a] as number) - (sequence[b] as number) || a - b);
        return;
      }
    }
  }

  private enlarge(): void {
    if (this.shape.length >= MAX_SHAPE_POINTS) throw new GtfsError('too-many-rows', { file: 'shapes.txt' });
    this.shape = doubled(this.shape, Int32Array);
    this.sequence = doubled(this.sequence, Float64Array);
    this.lat = doubled(this.lat, Float64Array);
    this.lon = doubled(this.lon, Float64Array);
    this.distance = doubled(this.distance, Float32Array);
  }
}
