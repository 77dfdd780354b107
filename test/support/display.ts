// A display that hangs somewhere: a board of the registry, enrolled as somebody would do it, and its page open in a browser.

import type { Browser } from 'playwright-core';
import type { BoardSetup, EnrolmentAnswer, EnrolmentOffer } from '../../server/wire/console/boards.js';
import { openPage, type WatchedPage } from './browser.js';
import type { ConsoleHouse } from './console.js';

/** A setup with nothing said. */
export const PLAIN_SETUP: BoardSetup = {
  ...{ name: '', stop_ids: [], layout: 'tft', theme: 'dark', lang: 'bg', size: null, rows: null, reach_minutes: 0 },
  ...{ mm_per_pixel: null, mount_height_m: null, viewing_distance_m: null, quiet: null, sleep: null },
  ...{ speak_every_min: null, groups: [], lat: null, lon: null },
};

/** Registers a board. */
export async function register(house: ConsoleHouse, id: string, setup: Partial<BoardSetup>): Promise<void> {
  const body = { board_id: id, ...PLAIN_SETUP, ...setup };
  await house.administrator.json('/boards', { method: 'POST', body });
}

/** The token of a display that was enrolled as the board. */
export async function enrol(house: ConsoleHouse, id: string): Promise<string> {
  const enrolment = `${house.url}/api/v1/boards/enrolment`;
  const offer = (await (await fetch(enrolment, { method: 'POST' })).json()) as EnrolmentOffer;
  await house.administrator.json(`/boards/${encodeURIComponent(id)}/token`, {
    method: 'POST',
    body: { code: offer.code },
  });
  const answer = (await (await fetch(`${enrolment}/${offer.secret}`)).json()) as EnrolmentAnswer;
  if (answer.state !== 'enrolled') throw new Error(`${id} is not enrolled`);
  return answer.token;
}

/** Hangs a display: the board is registered, and shows. */
export async function hang(
  house: ConsoleHouse,
  browser: Browser,
  id: string,
  setup: Partial<BoardSetup>,
  size: { width: number; height: number },
): Promise<WatchedPage> {
  await register(house, id, setup);
  const identity = `${id}\n${await enrol(house, id)}`;
  return openPage(browser, `${house.url}/board/?board=${encodeURIComponent(id)}`, {
    ...size,
    prepare: async (page) => {
      await page.addInitScript((kept) => {
        localStorage.setItem('tablo-identity', kept);
      }, identity);
    },
  });
}
