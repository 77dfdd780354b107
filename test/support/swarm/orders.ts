// What a swarm's workers are told, and what they answer.

/** How a worker opens its boards. */
export interface OpenOrder {
  do: 'open';
  port: number;
  /** Loopback address that its sockets come from: each has its own 28,000 ports. */
  from: string;
  /** Number of its first board in the whole swarm: board n watches stop `n % stops`. */
  first: number;
  boards: number;
  stops: number;
  perSecond: number;
  /** False: opens the sockets and says nothing. */
  hello: boolean;
  /** Watched stops by name instead of `s0`, `s1` …; board n watches the n-th, around. */
  stopIds?: readonly string[];
  /** A board that was connected comes back by the display's own rule; one that was never let in too. */
  comesBack?: boolean;
}

export type Order =
  | OpenOrder
  /** From now on count documents and bytes, from nothing. */
  | { do: 'mark' }
  | { do: 'report' }
  /** A report's cheapest line. */
  | { do: 'count' }
  /** This many boards of the process, the ones that have been there longest, leave; others of their stops come at once. */
  | { do: 'churn'; boards: number }
  /** Stops reading on the first `boards` sockets, as a board with a dead link does. */
  | { do: 'freeze'; boards: number };

/** What a worker has seen. Times are nanoseconds of the machine's monotone clock. */
export interface Report {
  /** When each document (patch or state) since the mark came, by stop and seq: `STOP#SEQ`. */
  documents: Record<string, number[]>;
  /** When each socket was let in, since the mark. */
  letIn: number[];
  /** When each socket got its first document, since the mark. */
  served: number[];
  /** Boards that got at least one since the mark. */
  boards: number;
  /** Documents whose seq did not follow the one before. */
  gaps: number;
  bytes: number;
  open: number;
  /** Close codes seen since the start, by code. */
  closes: Record<string, number>;
  /** Handshakes answered with 503 since the start. */
  shed: number;
}

export type Answer =
  | { is: 'opened' }
  | { is: 'marked' }
  | { is: 'frozen' }
  | { is: 'churned' }
  | { is: 'count'; served: number }
  | { is: 'report'; report: Report };
