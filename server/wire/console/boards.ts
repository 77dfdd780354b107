// The fleet of boards, as the console and the server write it to each other. Types only.

/** What a board is and how it shows: kept in the registry. */
export interface BoardSetup {
  /** Where it stands, for people: «пл. „Македония“, посока център». */
  name: string;
  /** One to four stops. */
  stop_ids: string[];
  layout: 'tft' | 'led' | 'eink';
  theme: 'dark' | 'light';
  /** `bg`, `en` or `bg,en`. */
  lang: string;
  /** Size of an LED display in dots, `192x48`; null for the others. */
  size: string | null;
  rows: number | null;
  reach_minutes: number;
  mm_per_pixel: number | null;
  mount_height_m: number | null;
  viewing_distance_m: number | null;
  /** `22-06`, hours of the day: no sound by itself. */
  quiet: string | null;
  /** `HH:MM-HH:MM`: dimmed, with the next departure alone. */
  sleep: string | null;
  /** Minutes between two announcements; null for the button alone. */
  speak_every_min: number | null;
  /** Names that boards are handled by together. */
  groups: string[];
  lat: number | null;
  lon: number | null;
}

/** A board of the registry. */
export interface RegisteredBoard extends BoardSetup {
  board_id: string;
  /** Has a display that may call itself this board. */
  enrolled: boolean;
  created_at: number;
}

/** What the glass says against what it should (boards.md, section 6). */
export type GlassVerdict =
  /** It shows what it was sent. */
  | 'right'
  /** It was sent something newer just now. */
  | 'catching_up'
  /** It is connected and has shown old rows for too long. */
  | 'old_rows'
  /** It is connected and has told nothing for long. */
  | 'not_drawing'
  /** It is not connected. */
  | 'silent'
  /** No display was ever enrolled, or seen. */
  | 'never_seen';

/** What one board's glass shows of one stop. */
export interface Glass {
  stop_id: string;
  seq: number;
  hash: string;
  rows: number;
  oldest: number | null;
  drawn_at: number;
  /** When the server heard it. */
  told_at: number;
  /** Ids of the notices on the glass, as the page reads them from what it drew; null where an old page does not tell. */
  notices: string[] | null;
}

/** A board as it is now. */
export interface BoardState {
  board_id: string;
  verdict: GlassVerdict;
  /** Since when the verdict holds. */
  since: number;
  connected: boolean;
  last_seen: number | null;
  build: string | null;
  layout: string | null;
  address: string | null;
  glass: Glass[];
  reports: number;
}

/** `GET /api/v1/console/boards`. */
export interface BoardList {
  boards: RegisteredBoard[];
  states: BoardState[];
  /** Boards without registration that are connected. */
  anonymous: number;
}

/** What a display is told of itself, in public: `GET /api/v1/boards/{board_id}`. */
export interface PublicSetup {
  board_id: string;
  /** The query of its board page, with `board` and everything of its setup. */
  query: string;
}

/** `POST /api/v1/boards/enrolment`: what a new display shows, and how it asks for the answer. */
export interface EnrolmentOffer {
  code: string;
  secret: string;
  expires_at: number;
}

/** `GET /api/v1/boards/enrolment/{secret}`. */
export type EnrolmentAnswer = { state: 'waiting' } | { state: 'enrolled'; board_id: string; token: string };

/** What stands above the topic `boards`; its items are BoardState by board_id. */
export interface BoardsHead {
  /** Boards without registration that are connected. */
  anonymous: number;
}
