// A trip as the predictor reads it: its pieces of road, the timetable's pace on each, and the scheduled times of one instance.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import type { Timetable } from '../timetable/timetable.js';
import type { Parameters } from './parameters.js';
import { dayTypeOf, slotAt } from './time-slots.js';
import type { Course, TravelTimes } from './travel-times.js';

/** One trip instance: its course with absolute scheduled times. */
export interface Run {
  trip: number;
  date: ServiceDate;
  /** When its service day began, and what kind of day it is. */
  dayS: EpochS;
  dayType: number;
  course: Course;
  /** Scheduled times of each call. */
  departureS: Float64Array;
  arrivalS: Float64Array;
}

/** The slot of time in which an instant of a run lies. */
export function slotOf(run: Run, at: EpochS): number {
  return slotAt(at, run.dayS, run.dayType);
}

/** No piece takes less, seconds. */
const LEAST_PIECE_S = 3;
/** Courses kept at hand. */
const MAX_COURSES = 20_000;

/** The trips of one timetable, as the predictor reads them. */
export class Runs {
  private readonly courses = new Map<number, Course>();
  private readonly pieces = new Map<number, Int32Array>();

  constructor(
    private readonly timetable: Timetable,
    private readonly times: TravelTimes,
  ) {}

  /** A trip instance. */
  run(trip: number, date: ServiceDate): Run {
    const { timetable } = this;
    const course = this.courseOf(trip);
    const day: EpochS = timetable.dayStart(date);
    const departureS = new Float64Array(course.n);
    const arrivalS = new Float64Array(course.n);
    for (let i = 0; i < course.n; i++) {
      departureS[i] = day + timetable.departureS(trip, i);
      arrivalS[i] = day + timetable.arrivalS(trip, i);
    }
    return { trip, date, dayS: day, dayType: dayTypeOf(date), course, departureS, arrivalS };
  }

  private courseOf(trip: number): Course {
    const { data } = this.timetable;
    // Trips of one frequency share their times; no two patterns do.
    const key = data.tripTimes[trip]!;
    let course = this.courses.get(key);
    if (course) return course;
    const n = this.timetable.callCount(trip);
    const first = this.timetable.firstCall(trip);
    const stopM = data.callDistanceM.subarray(first, first + n);
    course = {
      n,
      piece: this.piecesOf(trip, n),
      stopM,
      priorS: priorOf(
        stopM,
        data.arrivalS.subarray(key, key + n),
        data.departureS.subarray(key, key + n),
        this.times.p,
      ),
      timepoint: data.callTimepoint.subarray(first, first + n),
    };
    if (this.courses.size >= MAX_COURSES) this.courses.clear();
    this.courses.set(key, course);
    return course;
  }

  private piecesOf(trip: number, n: number): Int32Array {
    const { timetable } = this;
    const pattern = timetable.data.tripPattern[trip]!;
    let piece = this.pieces.get(pattern);
    if (piece) return piece;
    piece = new Int32Array(n).fill(-1);
    for (let i = 1; i < n; i++) {
      piece[i] = this.times.pieceOf(
        timetable.stop(timetable.stopAt(trip, i - 1)).stopId,
        timetable.stop(timetable.stopAt(trip, i)).stopId,
        timetable.distanceAt(trip, i) - timetable.distanceAt(trip, i - 1),
      );
    }
    this.pieces.set(pattern, piece);
    return piece;
  }
}

/** The timetable's time for each piece; whole minutes are spread over neighbouring pieces by distance. */
function priorOf(stopM: Float32Array, arrivalS: Int32Array, departureS: Int32Array, p: Parameters): Float64Array {
  const n = stopM.length;
  const prior = new Float64Array(n);
  for (let i = 1; i < n; i++) {
    let timeS = 0;
    let lengthM = 0;
    const last = Math.min(n - 1, i + p.priorSpread);
    for (let k = Math.max(1, i - p.priorSpread); k <= last; k++) {
      timeS += Math.max(0, arrivalS[k]! - departureS[k - 1]!);
      lengthM += stopM[k]! - stopM[k - 1]! + p.stopM;
    }
    const own = Math.max(0, arrivalS[i]! - departureS[i - 1]!);
    const ownM = stopM[i]! - stopM[i - 1]!;
    const spread = lengthM > 0 ? (timeS / lengthM) * (ownM + p.stopM) : own;
    prior[i] = Math.max(p.priorOwnShare * own + (1 - p.priorOwnShare) * spread, ownM / p.topSpeedMps, LEAST_PIECE_S);
  }
  return prior;
}
