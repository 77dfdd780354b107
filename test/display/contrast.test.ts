import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { CSSResult } from 'lit';
import { expect, test } from 'vitest';
import { lineOf } from '../../display/board/line.js';
import { LEAST_CONTRAST, LEAST_MICHELSON, michelson } from '../../display/layouts/legibility-report.js';
import { pageStyles } from '../../display/layouts/page-styles.js';
import { contrast, pillColours } from '../../display/layouts/readable.js';
import { nothingStyles } from '../../display/layouts/tft/nothing.js';
import { tftStyles } from '../../display/layouts/tft/styles.js';
import { openArchive } from '../../feeds/gtfs/archive.js';
import { TEST_DATA } from '../support/test-data.js';

/** The colours of a theme by name: those of the `index`-th block of custom properties over those of the first. */
function theme(sheets: readonly CSSResult[], index: number): Record<string, string> {
  const cssText = sheets.map((sheet) => sheet.cssText).join('');
  const blocks = [...cssText.matchAll(/--ground:[^}]*/g)].map(([block]) => block);
  expect(blocks.length).toBeGreaterThan(index);
  const colours: Record<string, string> = {};
  for (const block of [blocks[0]!, blocks[index]!])
    for (const [, name, hex] of block.matchAll(/--([\w-]+): #([0-9a-f]{6})\b/gi)) colours[name!] = hex!;
  return colours;
}

/** Text and the grounds that it stands on. */
const PAIRS: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ['ink', ['ground']],
  ['quiet', ['ground']],
  ['now', ['ground']],
  ['head-ink', ['head']],
  ['head-quiet', ['head']],
  ['strong-ink', ['strong']],
  ['mild-ink', ['mild']],
];

const THEMES: readonly (readonly [string, readonly CSSResult[], number])[] = [
  ['tft dark', [tftStyles], 0],
  ['tft light', [tftStyles], 1],
  ['tft night', [tftStyles, nothingStyles], 2],
  ['phone and start page by day', [pageStyles], 0],
  ['phone and start page by night', [pageStyles], 1],
];

test.each(THEMES)('%s: every text is 7:1 (WCAG) and 0.7 (Michelson) or better', (_name, styles, index) => {
  const colours = theme(styles, index);
  for (const [text, grounds] of PAIRS)
    for (const ground of grounds) {
      const [a, b] = [colours[text]!, colours[ground]!];
      expect(contrast(a, b), `${text} on ${ground}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      expect(michelson(a, b), `${text} on ${ground}`).toBeGreaterThanOrEqual(LEAST_MICHELSON);
    }
});

/** The colours of every route of a feed. */
async function routeColours(feed: string): Promise<{ route_color: string | null; route_text_color: string | null }[]> {
  const archive = await openArchive(join(TEST_DATA!, feed, 'gtfs.zip'));
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of archive.read('routes.txt')) chunks.push(chunk);
    const rows = parse(Buffer.concat(chunks), { columns: true, bom: true, trim: true }) as Record<string, string>[];
    return rows.map(({ route_color, route_text_color }) => ({
      route_color: route_color || null,
      route_text_color: route_text_color || null,
    }));
  } finally {
    archive.close();
  }
}

test.skipIf(TEST_DATA === null).each(['sofia', 'wmata'])(
  'every route colour of %s ends readable at 7:1 (needs TABLO_TEST_DATA)',
  async (feed) => {
    const colours = await routeColours(feed);
    expect(colours.length).toBeGreaterThan(0);
    for (const one of colours) {
      const line = lineOf({ route_id: '1', route_short_name: '1', route_type: 3, ...one });
      const { background, text } = pillColours(line);
      expect(contrast(background, text), JSON.stringify(one)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    }
  },
);
