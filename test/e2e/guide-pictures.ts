// The pictures of the dispatcher's guide, taken of the built console on the simulated city, as a dispatcher sees it.

import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse, type Member } from '../support/console.js';
import { Swarm } from '../support/swarm/swarm.js';

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
  ['audit', '#/audit'],
];

/** What is measured must have happened: a city that lives so many times as fast as we, for so long. */
const SPEED = 30;
const LIVED_MS = 100_000;
const WATCHED_STOPS = 60;
/** The archive is opened at a moment that the board has behind it. */
const AGO_S = 1_500;

/** Takes them all. Throws where a page complains or they weigh too much. */
export async function takeGuide(browser: Browser): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const bytes = (await takeStanding(browser)) + (await takeMeasured(browser));
  console.log(`display/console/guide: ${bytes} bytes`);
  if (bytes > MOST_BYTES) throw new Error(`the guide's pictures weigh more than ${MOST_BYTES} bytes`);
}

async function takeStanding(browser: Browser): Promise<number> {
  const house = await consoleHouse();
  try {
    await addBoard(house, await stopOf(house));
    let bytes = await shot((await openPage(browser, `${house.url}/console/`, SIZE)).page, 'login');
    for (const picture of PICTURES) bytes += await take(browser, house.administrator, picture);
    return bytes;
  } finally {
    await house.close();
  }
}

/** Quality and archive, as they were measured in the simulated city: nothing on them is made up. */
export async function takeMeasured(browser: Browser): Promise<number> {
  const { house, end } = await livedHouse();
  try {
    const at = Math.floor((house.clock.now() - AGO_S) / 60) * 60;
    const pictures: Picture[] = [
      ['quality', '#/quality', (page) => page.getByText(/^От 100 обещания/).waitFor()],
      ['archive', `#/archive/17/${at}`, (page) => page.locator('.came').first().waitFor()],
    ];
    let bytes = 0;
    for (const picture of pictures) bytes += await take(browser, house.administrator, picture);
    return bytes;
  } finally {
    await end();
  }
}

/** A city in which boards have promised and buses have come for the better part of an hour; board 17 is one of them. */
export async function livedHouse(): Promise<{ house: ConsoleHouse; end: () => Promise<void> }> {
  const house = await consoleHouse({ speed: SPEED });
  const near = await fetch(`${house.url}/api/v1/stops?near=42.0115,23.097&limit=${WATCHED_STOPS}`);
  const stopIds = ((await near.json()) as { stops: { stop_id: string }[] }).stops.map(({ stop_id }) => stop_id);
  await addBoard(house, stopIds[0]!);
  const boards = { boards: stopIds.length, stops: stopIds.length, stopIds, workers: 1, comesBack: false };
  const swarm = await Swarm.open({ port: Number(new URL(house.url).port), ...boards });
  await new Promise((resolve) => setTimeout(resolve, LIVED_MS));
  return {
    house,
    end: async () => {
      swarm.end();
      await house.close();
    },
  };
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

async function stopOf({ url }: ConsoleHouse): Promise<string> {
  const answer = await fetch(`${url}/api/v1/stops?search=гара&limit=1`);
  return ((await answer.json()) as { stops: { stop_id: string }[] }).stops[0]!.stop_id;
}

/** A board in the registry, so that the pictures show something. */
async function addBoard({ administrator }: ConsoleHouse, stop: string): Promise<void> {
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
}
