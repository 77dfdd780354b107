// Two ends joined in memory, with a middle that may drop, double, delay and reorder: a socket for tests without a socket.

/** One end: says text, hears text. */
export interface End {
  send(text: string): void;
  close(code: number, reason: string): void;
  onText: (text: string) => void;
  onClose: (code: number, reason: string) => void;
}

/** What the middle does to a text, by chance in [0, 1]; all zero is a faithful wire. */
export interface Cruelty {
  drop: number;
  double: number;
  /** A delayed text waits for a later `flow`, and so comes after what was said after it. */
  delay: number;
}

/** A wire that does no harm. */
export const FAITHFUL: Cruelty = { drop: 0, double: 0, delay: 0 };

/** Two ends and the middle between them. */
export interface Pair {
  server: End;
  board: End;
  /** Carries what is under way, once: what is said meanwhile and what is delayed waits for the next call. */
  flow(): void;
  /** Carries until nothing is under way, faithfully. */
  settle(): void;
  /** Texts under way. */
  underWay(): number;
}

interface Parcel {
  to: End;
  text: string;
}

/** A joined pair; `random` is uniform in [0, 1) and seeded by the test. */
export function pair(random: () => number, cruelty: Cruelty = FAITHFUL): Pair {
  let parcels: Parcel[] = [];
  let closed = false;
  const end = (other: () => End): End => ({
    send: (text) => {
      if (!closed) parcels.push({ to: other(), text });
    },
    close: (code, reason) => {
      if (closed) return;
      closed = true;
      parcels = [];
      server.onClose(code, reason);
      board.onClose(code, reason);
    },
    onText: () => {},
    onClose: () => {},
  });
  const server: End = end(() => board);
  const board: End = end(() => server);
  const carry = (faithful: boolean): void => {
    const now = parcels;
    parcels = [];
    for (const parcel of now) {
      if (closed) return;
      if (!faithful && random() < cruelty.drop) continue;
      if (!faithful && random() < cruelty.delay) {
        parcels.push(parcel);
        continue;
      }
      parcel.to.onText(parcel.text);
      if (!faithful && random() < cruelty.double) parcels.push(parcel);
    }
  };
  return {
    server,
    board,
    flow: () => carry(false),
    settle: () => {
      while (parcels.length > 0 && !closed) carry(true);
    },
    underWay: () => parcels.length,
  };
}
