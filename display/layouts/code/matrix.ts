// The code as a drawing: black modules as one path of runs.

import { encode } from 'uqr';
import { QUIET_MODULES } from './size.js';

/** A code: black where true, its quiet zone with it. */
export interface Code {
  modules: number;
  data: readonly (readonly boolean[])[];
}

/** The code of a text; a seventh of it may be hidden by rain or dirt (level M). */
export function codeOf(text: string): Code {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_MODULES });
  return { modules: size, data };
}

/** The black modules as an SVG path, one unit a module. */
export function codePath({ data }: Code): string {
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      path += `M${from} ${y}h${x - from + 1}v1h${from - x - 1}z`;
    }
  }
  return path;
}
