// Text from a socket turned into a message of the contract, or into the fault that it is; nothing in it is trusted.

import type {
  BoardMessage,
  ErrorCode,
  Hello,
  Report,
  ReportKind,
  ServerMessage,
  Shown,
  StopDepartures,
} from './messages.js';

/** Stops that one board may watch. */
export const MAX_STOPS = 16;
/** Notices that one glass may show. */
export const MAX_NOTICES = 50;
/** Characters of a stop_id, a board id, a build or layout name. */
export const MAX_ID_LENGTH = 256;
/** Characters of a board's token (128 bits and more, in any encoding). */
export const MAX_TOKEN_LENGTH = 512;
/** Where on a page something failed: a file with line and column, never free text (obligation S13). */
export const REPORT_PLACE = /^[\w./-]{1,120}(?::\d{1,7}){0,2}$/;
/** The kinds of a report. */
export const REPORT_KINDS: readonly ReportKind[] = ['script', 'load', 'worker', 'voice'];

/** A peer broke the protocol. `code` and `message` may be told to it. */
export interface Fault {
  type: 'fault';
  code: ErrorCode;
  message: string;
}

type Members = Record<string, unknown>;

const fault = (message: string, code: ErrorCode = 'bad_message'): Fault => ({ type: 'fault', code, message });
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_ID_LENGTH;
const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime = (value: unknown): value is number => Number.isFinite(value);

/** The members of one JSON object; null where the text is anything else. */
function membersOf(text: string): Members | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** What a board says (contract, 4). Unknown members are ignored; only what the contract names is handed on. */
export function parseBoardMessage(text: string): BoardMessage | Fault {
  const said = membersOf(text);
  if (!said) return fault('A message is one JSON object.');
  switch (said.type) {
    case 'hello':
      return hello(said);
    case 'ask':
      return isId(said.stop) ? { type: 'ask', stop: said.stop } : fault('ask: stop is not an id.');
    case 'shown':
      return shown(said);
    case 'report':
      return report(said);
    default:
      return fault('Unknown type of message.');
  }
}

function hello(said: Members): Hello | Fault {
  const { stops, board, token, have, client } = said;
  if (said.protocol !== 1) return fault('This server speaks protocol 1.', 'unsupported_protocol');
  if (!Array.isArray(stops)) return fault('hello: stops is not a list.');
  if (stops.length > MAX_STOPS) return fault(`hello: at most ${MAX_STOPS} stops.`, 'too_many_stops');
  if (!stops.every(isId)) return fault('hello: a stop is not an id.');
  const message: Hello = { type: 'hello', protocol: 1, stops: [...new Set(stops)] };
  if (board !== undefined) {
    if (!isId(board)) return fault('hello: board is not an id.');
    message.board = board;
  } else if (stops.length === 0) return fault('hello: no stops and no board.');
  if (token !== undefined) {
    if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) return fault('hello: token is not a token.');
    message.token = token;
  }
  if (have !== undefined) {
    if (!isObject(have)) return fault('hello: have is not an object.');
    const entries = Object.entries(have).slice(0, MAX_STOPS);
    message.have = Object.fromEntries(entries.filter((entry): entry is [string, number] => isSeq(entry[1])));
  }
  if (client !== undefined) {
    if (!isObject(client)) return fault('hello: client is not an object.');
    message.client = {};
    if (isId(client.build)) message.client.build = client.build;
    if (isId(client.layout)) message.client.layout = client.layout;
  }
  return message;
}

function shown(said: Members): Shown | Fault {
  const { board, stop, seq, hash, rows, oldest, drawn_at, notices } = said;
  if (!isId(stop) || !isSeq(seq) || !isId(hash) || !isSeq(rows) || !isTime(drawn_at))
    return fault('shown: a member is missing or of the wrong kind.');
  if (oldest !== null && !isTime(oldest)) return fault('shown: oldest is neither null nor a time.');
  if (board !== undefined && !isId(board)) return fault('shown: board is not an id.');
  if (notices !== undefined && !(Array.isArray(notices) && notices.length <= MAX_NOTICES && notices.every(isId)))
    return fault('shown: notices is not a list of ids.');
  return {
    ...{ type: 'shown', stop, seq, hash, rows, oldest, drawn_at },
    ...(board === undefined ? {} : { board }),
    ...(notices === undefined ? {} : { notices }),
  };
}

function report({ kind, at }: Members): Report | Fault {
  const known = REPORT_KINDS.find((name) => name === kind);
  if (known === undefined) return fault('report: unknown kind.');
  if (typeof at !== 'string' || !REPORT_PLACE.test(at)) return fault('report: at is not a place.');
  return { type: 'report', kind: known, at };
}

/** Has it the shape that a patch needs: a stop, and rows that have ids? A row's other members are for the glass to judge. */
export function isDocument(value: unknown): value is StopDepartures {
  return (
    isObject(value) &&
    isObject(value.stop) &&
    typeof value.stop.stop_id === 'string' &&
    isTime(value.generated_at) &&
    areRows(value.departures) &&
    Array.isArray(value.alerts) &&
    Array.isArray(value.notices)
  );
}

const areRows = (value: unknown): boolean =>
  Array.isArray(value) && value.every((row) => isObject(row) && typeof row.id === 'string');

/** What a server says (contract, 4). The shape is checked, the members of a row are not. */
export function parseServerMessage(text: string): ServerMessage | Fault {
  const said = membersOf(text);
  return said && fits(said) ? (said as unknown as ServerMessage) : fault('Not a message of protocol 1.');
}

function fits(said: Members): boolean {
  switch (said.type) {
    case 'welcome':
      return said.protocol === 1 && isTime(said.now) && isObject(said.policy);
    case 'state':
      return typeof said.stop === 'string' && isSeq(said.seq) && isDocument(said.doc);
    case 'patch':
      return (
        typeof said.stop === 'string' &&
        isSeq(said.base) &&
        isSeq(said.seq) &&
        areRows(said.put ?? []) &&
        Array.isArray(said.drop ?? []) &&
        isObject(said.head ?? {})
      );
    case 'beat':
      return isTime(said.now);
    case 'reload':
      return isTime(said.within_s);
    case 'error':
      return typeof said.code === 'string' && typeof said.message === 'string';
    default:
      return false;
  }
}
