// The pictures of the dispatcher's guide, taken of the built console on the simulated city, as a dispatcher sees it.

import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse, type Member } from '../support/console.js';

const FOLDER = fileURLToPath(new URL('../../display/console/guide/', import.meta.url));
/** All pictures together may weigh this much. */
const MOST_BYTES = 1_500_000;
/** Vehicles, plots and fonts have come. */
const SETTLED_MS = 3_000;
const SIZE = { width: 1366, height: 768, colorScheme: 'light' } as const;

/** A picture: its file, the address, and what is done before it is taken. */
type Picture = readonly [file: string, address: string, before?: (page: Page) => Promise<void>];

const PICTURES: readonly Picture[] = [
  ['overview', '#/overview'],
  ['feeds', '#/feeds'],
  ['map', '#/map'],
  ['boards', '#/boards'],
  [
    'notices',
    '#/notices/new',
    async (page) => {
      await page.getByLabel('Текст на български').fill('Внимание: хлъзгаво. Слизайте внимателно от автобуса.');
      await page.getByLabel('Търси спирка по име или код').fill('гара');
      await page.keyboard.press('Enter');
      await page.locator('tablo-rehearsal figure').first().waitFor();
    },
  ],
  ['service', '#/service'],
  ['quality', '#/quality', (page) => page.getByText(/^От 100 обещания/).waitFor()],
  ['archive', '#/archive'],
  ['audit', '#/audit'],
];

/** Takes them all. Throws where a page complains or they weigh too much. */
export async function takeGuide(browser: Browser): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const house = await consoleHouse();
  try {
    await prepare(house);
    let bytes = await shot((await openPage(browser, `${house.url}/console/`, SIZE)).page, 'login');
    for (const picture of PICTURES) bytes += await take(browser, house.administrator, picture);
    console.log(`display/console/guide: ${bytes} bytes`);
    if (bytes > MOST_BYTES) throw new Error(`the guide's pictures weigh more than ${MOST_BYTES} bytes`);
  } finally {
    await house.close();
  }
}

async function take(browser: Browser, member: Member, [file, address, before]: Picture): Promise<number> {
  const { page, complaints } = await member.open(browser, address, SIZE);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await before?.(page);
  const bytes = await shot(page, file);
  // A machine without a graphics card says of its driver that it is slow.
  const own = complaints.filter((one) => !one.includes('GL Driver Message'));
  if (own.length > 0) throw new Error(`${address} complained: ${own.join('; ')}`);
  return bytes;
}

async function shot(page: Page, file: string): Promise<number> {
  await page.evaluate(() => document.fonts.ready);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const path = `${FOLDER}${file}.png`;
  await page.screenshot({ path });
  await page.close();
  return statSync(path).size;
}

/** A board in the registry, and invented figures of quality, so that the pictures show something. */
async function prepare({ administrator, server, url }: ConsoleHouse): Promise<void> {
  const answer = await fetch(`${url}/api/v1/stops?search=гара&limit=1`);
  const stop = ((await answer.json()) as { stops: { stop_id: string }[] }).stops[0]!.stop_id;
  await administrator.json('/boards', {
    method: 'POST',
    body: {
      ...{ board_id: '17', name: 'Гарата, козирката', stop_ids: [stop], layout: 'tft', theme: 'dark', lang: 'bg' },
      ...{ size: null, rows: null, reach_minutes: 0, mm_per_pixel: null, mount_height_m: null },
      ...{
        viewing_distance_m: null,
        quiet: null,
        sleep: null,
        speak_every_min: null,
        groups: [],
        lat: null,
        lon: null,
      },
    },
  });
  const { routes } = await administrator.json<{ routes: { route_id: string }[] }>('/network');
  const rows = routes.slice(0, 6).flatMap(({ route_id }, i) =>
    [6, 9, 12, 15, 18, 21].flatMap((hour) =>
      [0, 1, 2, 3].map((bin) => ({
        ...{ day: '20260216', kind: 'line', key: route_id, hour, bin, n: 100, eta_n: 90, eta: 78 - 4 * bin - i },
        ...{ mbta: 94 - 5 * bin - i, sum_error: 900, sum_abs: 3_000 + 900 * bin, early: 3 },
      })),
    ),
  );
  const said = Array.from({ length: 31 }, (_, bin) => ({
    ...{ day: '20260216', kind: 'minutes', key: '', hour: 8, bin, n: 200 - 5 * bin, mbta: 180 - 5 * bin },
    ...{ eta_n: 0, eta: 0, sum_error: bin * 200, sum_abs: 4_000, early: 3 },
  }));
  await server.store.db
    .insertInto('quality')
    .values([...rows, ...said])
    .execute();
}
