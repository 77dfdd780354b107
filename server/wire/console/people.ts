// What the console's pages and the server say to each other about people: sessions, accounts, links, the audit. Types only.

/** What an account may do; each may all that the ones before it may. */
export type Role = 'viewer' | 'dispatcher' | 'administrator';

/** `GET /api/v1/console/session`. */
export type SessionAnswer =
  | {
      signed_in: false;
      /** Nobody has an account yet: the first administrator comes by the link in the server's log. */
      first_start: boolean;
    }
  | SignedIn;

/** Who is signed in. */
export interface SignedIn {
  signed_in: true;
  account: { id: string; name: string; role: Role; totp: boolean };
  /** To be sent as `X-CSRF-Token` with everything but GET. */
  csrf: string;
  /** When it ends if nobody does anything more, POSIX seconds. */
  ends_at: number;
  /** True where a second factor must be set up before anything else. */
  must_enrol: boolean;
  /** The server's time, by which `ends_at` is meant. */
  now: number;
}

/** `POST /api/v1/console/login`. */
export interface LoginRequest {
  name: string;
  password: string;
  /** Of the authenticator, or a recovery code. */
  code?: string;
}

/** `POST /api/v1/console/invitation`. */
export interface InvitationAnswer {
  kind: 'first' | 'invite' | 'reset';
  role: Role;
  name: string;
}

/** `POST /api/v1/console/me/totp`. */
export interface TotpAnswer {
  /** Base32, to be typed where no camera is at hand. */
  secret: string;
  /** `otpauth://…`, what the QR code says. */
  uri: string;
}

/** An account, for administrators. Times are POSIX seconds. */
export interface PersonAnswer {
  id: string;
  name: string;
  role: Role;
  totp: boolean;
  created_at: number;
  disabled_at: number | null;
  last_in_at: number | null;
}

/** A link that is told once: the page makes its address. */
export interface LinkAnswer {
  secret: string;
  expires_at: number;
}

/** One of one's own sessions. */
export interface OwnSession {
  id: string;
  address: string;
  created_at: number;
  seen_at: number;
  /** The one that asks. */
  own: boolean;
}

/** A record of the audit. */
export interface AuditEntry {
  seq: number;
  at: number;
  account_id: string | null;
  name: string;
  role: string;
  address: string;
  kind: string;
  scope: Record<string, unknown>;
  detail: Record<string, unknown>;
  hash: string;
  /** Null where it is as it was written. */
  broken: 'changed' | 'missing' | null;
}

/** `GET /api/v1/console/audit`. */
export interface AuditAnswer {
  entries: AuditEntry[];
  /** Ask for records before this one to go on; null at the end. */
  before: number | null;
}

/** `GET /api/v1/console/audit/chain`. */
export interface ChainAnswer {
  count: number;
  breaks: { seq: number; what: 'changed' | 'missing' }[];
}
