// A column of numbers that grows.

/** The column, or a longer copy where it is too short for so many entries. */
export function grown(column: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  if (size <= column.length) return column;
  const next = new Float64Array(Math.max(size, column.length * 2, LEAST));
  next.set(column);
  return next;
}

const LEAST = 1024;
