// The tables of the operational database, as Kysely sees them: one interface a table, one section an area; times are POSIX seconds.

import type { Generated } from 'kysely';

/** Every table by name. A new area adds its tables here, and a migration of its own (migrations.ts). */
export interface Schema {
  account: AccountRow;
  recovery_code: RecoveryCodeRow;
  invitation: InvitationRow;
  session: SessionRow;
  audit: AuditRow;
  board: BoardRow;
  dispatch_entry: DispatchEntryRow;
  notice_template: NoticeTemplateRow;
  silence: SilenceRow;
  quality: QualityRow;
  feed_minute: FeedMinuteRow;
  recent_block: RecentBlockRow;
}

// People (migrations/001-people.ts)

/** Somebody who may sign in. */
export interface AccountRow {
  id: string;
  /** As it is typed and shown. */
  name: string;
  /** The name folded, for looking up; unique. */
  name_key: string;
  role: string;
  /** PHC string of argon2id. */
  password: string;
  /** Base32; null where no second factor is set up. */
  totp_secret: string | null;
  /** The last time step that was used, so that no code works twice. */
  totp_step: number | null;
  created_at: number;
  /** Null while the account may be used. */
  disabled_at: number | null;
  last_in_at: number | null;
}

/** A code that stands in for the second factor, once. */
export interface RecoveryCodeRow {
  account_id: string;
  hash: string;
}

/** A one-time link: to make an account, or to set a new password and second factor of one. */
export interface InvitationRow {
  hash: string;
  kind: string;
  role: string;
  /** Suggested for a new account, or the name of the account concerned. */
  name: string;
  account_id: string | null;
  invited_by: string | null;
  created_at: number;
  expires_at: number;
}

/** A browser that is signed in; only the hash of its secret is kept. */
export interface SessionRow {
  hash: string;
  account_id: string;
  created_at: number;
  /** Last time that a person did something in it. */
  seen_at: number;
  address: string;
}

// Audit (migrations/002-audit.ts)

/** One thing that somebody did; the hash covers every other member and the hash before. */
export interface AuditRow {
  seq: Generated<number>;
  at: number;
  account_id: string | null;
  name: string;
  role: string;
  address: string;
  kind: string;
  /** JSON. */
  scope: string;
  /** JSON. */
  detail: string;
  previous: string;
  hash: string;
}

// Boards (migrations/003-boards.ts)

/** A board of the registry. */
export interface BoardRow {
  id: string;
  /** JSON. */
  setup: string;
  /** Null where no display is enrolled. */
  token_hash: string | null;
  created_at: number;
  last_seen: number | null;
}

// Dispatch (migrations/004-dispatch.ts)

/** A notice or an order, with its life. */
export interface DispatchEntryRow {
  id: string;
  /** JSON. */
  content: string;
  start_at: number;
  end_at: number | null;
  stop_count: number;
  status: string;
  by_id: string | null;
  by_name: string;
  at: number;
  confirmed_by: string | null;
  confirmed_at: number | null;
  withdrawn_by: string | null;
  withdrawn_at: number | null;
}

/** A text to begin from. */
export interface NoticeTemplateRow {
  id: string;
  name: string;
  /** JSON. */
  content: string;
}

/** There is one row while dispatchers' texts are silenced. */
export interface SilenceRow {
  id: number;
  by_name: string;
  since: number;
}

// Quality (migrations/005-quality.ts)

/** Added figures of one day, kind, thing, hour and bin (server/quality/tally.ts). */
export interface QualityRow {
  /** Date by the city's clock, `YYYYMMDD`. */
  day: string;
  kind: string;
  /** route_id, stop_id, or nothing. */
  key: string;
  hour: number;
  /** Place among the bins; of the kind `minutes` the minutes. */
  bin: number;
  n: number;
  mbta: number;
  eta_n: number;
  eta: number;
  sum_error: number;
  sum_abs: number;
  early: number;
}

// What was a moment ago (migrations/006-recent.ts); times are the city's clock

/** How a feed was in one minute; null is "not known". */
export interface FeedMinuteRow {
  name: string;
  /** Beginning of the minute. */
  at: number;
  age_s: number | null;
  entities: number | null;
  findings: number | null;
  bytes: number | null;
  latency_ms: number | null;
}

/** A piece of what is remembered for an hour: deflated JSON (recent-blocks.ts). */
export interface RecentBlockRow {
  seq: Generated<number>;
  kind: string;
  at: number;
  body: Buffer;
}
