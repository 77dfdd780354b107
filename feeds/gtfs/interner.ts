// Byte strings to small integers: each distinct value of a column is decoded once.

/** Interns byte strings; the integers run from 0 in order of first appearance. */
export class Interner {
  readonly values: string[] = [];
  private slots = new Int32Array(1024).fill(-1);
  private hashes = new Int32Array(512);
  private offsets = new Int32Array(513);
  private pool = Buffer.alloc(16 * 1024);
  private last = -1;

  /** The integer of `bytes[start]` to `bytes[end]`. */
  intern(bytes: Buffer, start: number, end: number): number {
    // Columns come in runs: the value of the row before is the likeliest.
    if (this.last >= 0 && this.equals(this.last, bytes, start, end)) return this.last;
    let hash = -2128831035;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 16777619);
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const found = this.slots[slot] as number;
      if (found < 0) break;
      if (this.hashes[found] === hash && this.equals(found, bytes, start, end)) {
        this.last = found;
        return found;
      }
      slot = (slot + 1) & mask;
    }
    const index = this.values.length;
    this.append(index, hash, bytes, start, end);
    this.slots[slot] = index;
    if (this.values.length * 2 > this.slots.length) this.grow();
    this.last = index;
    return index;
  }

  private equals(index: number, bytes: Buffer, start: number, end: number): boolean {
    const from = this.offsets[index] as number;
    if ((this.offsets[index + 1] as number) - from !== end - start) return false;
    const pool = this.pool;
    // From the end: ids of a feed differ in their tails.
    for (let i = end - start - 1; i >= 0; i--) if (pool[from + i] !== bytes[start + i]) return false;
    return true;
  }

  private append(index: number, hash: number, bytes: Buffer, start: number, end: number): void {
    if (index + 2 > this.offsets.length) this.offsets = enlarge(this.offsets);
    if (index + 1 > this.hashes.length) this.hashes = enlarge(this.hashes);
    const from = this.offsets[index] as number;
    const to = from + end - start;
    if (to > this.pool.length) {
      const pool = Buffer.alloc(Math.max(to, this.pool.length * 2));
      this.pool.copy(pool);
      this.pool = pool;
    }
    bytes.copy(this.pool, from, start, end);
    this.offsets[index + 1] = to;
    this.hashes[index] = hash;
    this.values.push(bytes.toString('utf8', start, end));
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let index = 0; index < this.values.length; index++) {
      const hash = this.hashes[index] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = index;
    }
  }
}

function enlarge(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
