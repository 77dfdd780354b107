// How many handshakes a second the server takes on, and what the others are told: a token bucket under a count of the last
// second, with a small waiting room before it (obligations L1, L2).

/** Handshakes that are admitted in any one second: below the 1,000 of the obligation by what the way to the client may bunch. */
export const IN_ANY_SECOND = 980;
/** Handshakes that are admitted per second while many come. */
export const PER_SECOND = 950;
/** Handshakes that are admitted at once when none came before, or when the process was busy for a moment. */
export const BURST = 150;
/** Handshakes that may wait for their turn, about two seconds: a fleet that keeps to its jitter is never shed for crowding. */
export const WAITING_AT_MOST = 2_000;
/** A process that has just started lets boards wait this long for its timetable; after that they are sent away. */
export const WAIT_FOR_READY_S = 10;
/** Who is shed is told to come back between these two, so that the herd does not come back as one. */
export const RETRY_AFTER_LEAST_S = 2;
export const RETRY_AFTER_MOST_S = 20;

/** The last second is counted in this many parts, and the part under way. */
const PARTS = 50;

/** The door as it stood at `at` (seconds of the wall). */
export interface Admission {
  readonly tokens: number;
  readonly at: number;
  /** How many wait before it. */
  readonly waiting: number;
  /** Admitted in each part of the last second, the one under way first; and when that began, in parts. */
  readonly parts: readonly number[];
  readonly part: number;
}

/** What becomes of a knocking client. */
export type Answer = 'admitted' | 'waits' | 'shed';

/** A full bucket, and nobody came yet. */
export function opened(nowS: number): Admission {
  return { tokens: BURST, at: nowS, waiting: 0, parts: new Array<number>(PARTS + 1).fill(0), part: partOf(nowS) };
}

function partOf(nowS: number): number {
  return Math.floor(nowS * PARTS);
}

function advanced(door: Admission, nowS: number): Admission {
  const tokens = Math.min(BURST, door.tokens + Math.max(0, nowS - door.at) * PER_SECOND);
  const passed = Math.min(PARTS + 1, Math.max(0, partOf(nowS) - door.part));
  if (passed === 0) return { ...door, tokens, at: nowS };
  const parts = [...new Array<number>(passed).fill(0), ...door.parts].slice(0, PARTS + 1);
  return { ...door, tokens, at: nowS, parts, part: door.part + Math.max(passed, partOf(nowS) - door.part) };
}

/** Tokens that may be spent now. */
function room({ tokens, parts }: Admission): number {
  const lately = parts.reduce((sum, one) => sum + one, 0);
  return Math.min(Math.floor(tokens), IN_ANY_SECOND - lately);
}

function spent(door: Admission, count: number): Admission {
  const [first = 0, ...rest] = door.parts;
  return { ...door, tokens: door.tokens - count, parts: [first + count, ...rest] };
}

/** One handshake: the door after it, and the answer. Nobody overtakes who waits; while the house is not ready all wait. */
export function knock(door: Admission, nowS: number, ready = true): [Admission, Answer] {
  const now = advanced(door, nowS);
  if (ready && now.waiting === 0 && room(now) >= 1) return [spent(now, 1), 'admitted'];
  if (now.waiting < WAITING_AT_MOST) return [{ ...now, waiting: now.waiting + 1 }, 'waits'];
  return [now, 'shed'];
}

/** Time passed: the door after it, and how many of those who wait longest come in. */
export function callIn(door: Admission, nowS: number): [Admission, number] {
  const now = advanced(door, nowS);
  const called = Math.max(0, Math.min(now.waiting, room(now)));
  return [{ ...spent(now, called), waiting: now.waiting - called }, called];
}

/** Whole seconds, uniform between the two bounds. */
export function retryAfterS(random: number): number {
  return RETRY_AFTER_LEAST_S + Math.floor(random * (RETRY_AFTER_MOST_S - RETRY_AFTER_LEAST_S + 1));
}
