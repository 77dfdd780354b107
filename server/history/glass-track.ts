// What one board told of its glass over an hour, compact: times and seqs as steps from the word before. Pure.

/** One word of a board. */
export interface GlassTold {
  /** When the server heard it. */
  at: number;
  stop_id: string;
  seq: number;
  hash: string;
  rows: number;
  drawn_at: number;
}

type Line = [stopId: string, at: number, seq: number, drawnBefore: number, rows: number, hash: string];

/** The line of a word; `before` is the last one of the same stop in the same track. */
export function glassLine(before: GlassTold | null, told: GlassTold): string {
  const { stop_id, at, seq, drawn_at, rows, hash } = told;
  const line: Line = before
    ? [stop_id, at - before.at, seq - before.seq, at - drawn_at, rows, hash === before.hash ? '' : hash]
    : [stop_id, at, seq, at - drawn_at, rows, hash];
  return JSON.stringify(line);
}

/** The words of a track, oldest first. */
export function glasses(text: string): GlassTold[] {
  const last = new Map<string, GlassTold>();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [stop_id, at, seq, drawnBefore, rows, hash] = JSON.parse(line) as Line;
      const before = last.get(stop_id) ?? { at: 0, seq: 0, hash: '' };
      const told: GlassTold = {
        ...{ stop_id, rows, at: before.at + at, seq: before.seq + seq, hash: hash || before.hash },
        drawn_at: before.at + at - drawnBefore,
      };
      last.set(stop_id, told);
      return told;
    });
}
