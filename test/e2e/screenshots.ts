// `npm run screenshots`: the pictures of README and of the dispatcher's guide, taken of the built pages on the simulated city, always at the same moment.

import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser, openPage } from '../support/browser.js';
import { Scratch, Tablo } from '../support/tablo-process.js';
import { takeGuide } from './guide-pictures.js';

/** 2026-02-17 08:07 in Blagoevgrad, a Tuesday: the morning peak. */
const MOMENT = 1_771_308_420;
const SEED = 7;
/** „Младежки дом“: five lines, one of them without trackers. */
const STOP = '0016';
/** A picture in README may weigh this much. */
const MOST_BYTES = 300_000;
/** Rows have come, and the vehicles of the first polls with them. */
const SETTLED_MS = 7_000;

interface Picture {
  file: string;
  path: string;
  width: number;
  height: number;
  colorScheme: 'light' | 'dark';
}

const PICTURES: readonly Picture[] = [
  {
    file: '../../display/board/board.png',
    path: `/board/?stop=${STOP}&lang=bg&theme=dark`,
    width: 1920,
    height: 1080,
    colorScheme: 'dark',
  },
  { file: '../../display/stop/stop.png', path: `/stop/${STOP}`, width: 390, height: 844, colorScheme: 'light' },
];

async function take(browser: Browser, origin: string, picture: Picture): Promise<void> {
  const { page, complaints } = await openPage(browser, `${origin}${picture.path}`, picture);
  await page.locator('.row').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const path = fileURLToPath(new URL(picture.file, import.meta.url));
  await page.screenshot({ path });
  await page.close();
  const { size } = statSync(path);
  console.log(`${relative(process.cwd(), path)}: ${picture.width} × ${picture.height}, ${size} bytes`);
  if (size > MOST_BYTES) throw new Error(`${path} weighs more than ${MOST_BYTES} bytes`);
  if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
}

const scratch = new Scratch();
const browser = await openBrowser();
const tablo = await Tablo.start([
  'demo',
  '--port',
  '0',
  '--data-dir',
  scratch.dir,
  '--clock',
  `${MOMENT}`,
  '--seed',
  `${SEED}`,
]);
try {
  for (const picture of PICTURES) await take(browser, tablo.url, picture);
  await takeGuide(browser);
} finally {
  await browser.close();
  await tablo.stop();
  scratch.remove();
}
