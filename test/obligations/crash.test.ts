import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { startCity } from '../../fixtures/city/server.js';
import { virtualClock } from '../../server/clock.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { openBrowser, openPage } from '../support/browser.js';
import { freePort } from '../support/free-port.js';
import { Swarm } from '../support/swarm/swarm.js';
import { Scratch, Tablo } from '../support/tablo-process.js';
import { obligation } from './measured.js';

/** 2026-02-17 08:10 in Blagoevgrad. */
const MORNING = 1_771_308_600;
const BOARDS = 197;
const PAGES = 3;
/** The server stays away this long: long enough that every board has said that it is not live. */
const AWAY_S = 60;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What stands on a board's glass: minutes by row, its word on itself, and whether it is the page that was loaded first. */
interface Glass {
  atMs: number;
  minutes: Record<string, number>;
  said: string;
  clock: string;
  same: boolean;
}

const glassOf = (page: Page): Promise<Glass> =>
  page.evaluate(() => {
    const root = document.querySelector('tablo-tft')?.shadowRoot;
    const minutes: Record<string, number> = {};
    for (const row of root?.querySelectorAll('.row[data-id]') ?? []) {
      const text = row.querySelector('.time')?.textContent ?? '';
      const found = /(\d+)\s*мин/.exec(text);
      if (found) minutes[row.getAttribute('data-id') ?? ''] = Number(found[1]);
      else if (text.includes('сега')) minutes[row.getAttribute('data-id') ?? ''] = 0;
    }
    return {
      atMs: Date.now(),
      minutes,
      said: root?.querySelector('footer .said')?.textContent?.trim() ?? '',
      clock: root?.querySelector('header time')?.textContent?.trim() ?? '',
      same: (window as unknown as { first?: boolean }).first === true,
    };
  });

describe('crash', () => {
  obligation(
    'B1',
    `kill -9 under ${BOARDS + PAGES} boards, ${PAGES} of them Chromium: they count on, say that they are not live, and come back`,
    'minutes fall and never rise; «not live» ≤ 45 s; 99 % have a document ≤ 35 s after the port opens; 0 reloads, 0 empty looks',
    async () => {
      const scratch = new Scratch();
      const clock = virtualClock(MORNING);
      const city = await startCity({ seed: 7, now: () => clock.now(), dir: scratch.path('city') });
      const port = await freePort();
      const start = () =>
        Tablo.start([
          ...[
            'serve',
            '--gtfs',
            city.gtfsPath,
            '--vehicle-positions',
            city.urls.vehiclePositions,
            '--prefer',
            'vehicle',
          ],
          ...['--trip-updates', city.urls.tripUpdates, '--alerts', city.urls.alerts, '--poll', '5'],
          ...['--port', String(port), '--data-dir', scratch.path('data'), '--clock', String(Math.floor(clock.now()))],
          ...['--log-level', 'error'],
        ]);
      let tablo = await start();
      const browser = await openBrowser();
      let swarm: Swarm | undefined;
      try {
        const near = '/api/v1/stops?near=42.0115,23.097&limit=100';
        const { stops } = await tablo.json<{ stops: { stop_id: string }[] }>(near);
        await pause(12_000);
        const live: string[] = [];
        for (const { stop_id } of stops) {
          const { departures } = await tablo.json<StopDepartures>(`/api/v1/stops/${stop_id}/departures`);
          const far = departures.filter(
            ({ status, expected }) => status === 'live' && (expected ?? 0) - clock.now() > 240,
          );
          if (far.length >= 2) live.push(stop_id);
        }
        if (live.length < PAGES) throw new Error(`only ${live.length} stops have live rows`);
        swarm = await Swarm.open({
          port,
          boards: BOARDS,
          stops: live.length,
          stopIds: live,
          workers: 2,
          comesBack: true,
        });
        const pages = await Promise.all(
          live
            .slice(0, PAGES)
            .map((stop) => openPage(browser, `${tablo.url}/board/?stop=${stop}`, { width: 1280, height: 720 })),
        );
        for (const { page } of pages) await page.evaluate(() => Object.assign(window, { first: true }));
        await pause(17_000);
        const looks: Glass[][] = pages.map(() => []);
        const look = async () => Promise.all(pages.map(async ({ page }, i) => looks[i]!.push(await glassOf(page))));
        await look();

        const killedMs = Date.now();
        await tablo.stop('SIGKILL');
        while (Date.now() - killedMs < AWAY_S * 1000) {
          await look();
          await pause(900);
        }
        const awayUntilMs = Date.now();
        await swarm.mark();
        tablo = await start();
        const openedMs = tablo.listeningAtMs;
        let backS = Number.NaN;
        while (Date.now() - openedMs < 60_000 && Number.isNaN(backS)) {
          const { boards } = await swarm.seen();
          if (boards >= Math.ceil(BOARDS * 0.99)) backS = (Date.now() - openedMs) / 1000;
          await look();
          await pause(250);
        }
        const isBack = () => looks.every((list) => !/данни от/.test(list.at(-1)!.said));
        while (Date.now() - openedMs < 60_000 && !isBack()) {
          await look();
          await pause(250);
        }
        const pagesBackS = (Date.now() - openedMs) / 1000;

        let notLiveS = 0;
        let fell = 0;
        let rose = 0;
        let empty = 0;
        let reloads = 0;
        for (const list of looks) {
          const away = list.filter(({ atMs }) => atMs >= killedMs && atMs < awayUntilMs);
          const first = away.find(({ said }) => /данни от/.test(said));
          notLiveS = Math.max(notLiveS, first ? (first.atMs - killedMs) / 1000 : Number.POSITIVE_INFINITY);
          away.forEach((glass, i) => {
            for (const [id, minutes] of Object.entries(glass.minutes)) {
              const before = away[i - 1]?.minutes[id];
              if (before !== undefined && minutes < before) fell++;
              if (before !== undefined && minutes > before) rose++;
            }
          });
          empty += list.filter(({ clock: shown }) => shown === '').length;
          reloads += list.filter(({ same }) => !same).length;
        }
        const total = looks.reduce((sum, list) => sum + list.length, 0);
        return {
          measured: `${fell} minutes fell and ${rose} rose in ${AWAY_S} s away; not live after ${notLiveS.toFixed(0)} s; 99 % of ${BOARDS} back ${backS.toFixed(1)} s after the port opened, pages live ${pagesBackS.toFixed(1)} s; ${reloads} reloads, ${empty} empty of ${total} looks`,
          pass:
            fell >= PAGES && rose === 0 && notLiveS <= 46 && backS <= 35 && pagesBackS <= 45 && empty + reloads === 0,
        };
      } finally {
        swarm?.end();
        await browser.close();
        await tablo.stop('SIGKILL').catch(() => undefined);
        await city.close();
        scratch.remove();
      }
    },
    { wall: true, timeoutMs: 300_000 },
  );

  obligation(
    'B2',
    'after a start with every feed away boards have the timetable',
    '10 s after the port opens',
    async () => {
      const scratch = new Scratch();
      const city = await startCity({ seed: 7, now: () => MORNING, dir: scratch.path('city') });
      const away = 'http://127.0.0.1:9/feed.pb';
      const args = ['serve', '--port', '0', '--gtfs', city.gtfsPath, '--clock', String(MORNING)];
      const feeds = ['--vehicle-positions', away, '--trip-updates', away, '--alerts', away];
      const tablo = await Tablo.start([...args, '--data-dir', scratch.path('data'), ...feeds], { ready: false });
      try {
        await tablo.isReady();
        const document = await tablo.json<StopDepartures>('/api/v1/stops/0051/departures');
        const tookS = (Date.now() - tablo.listeningAtMs) / 1000;
        const rows = document.departures.filter((row) => row.status === 'timetable').length;
        return {
          measured: `${tookS.toFixed(1)} s after the port opened (nothing compiled yet), ${rows} rows by timetable`,
          pass: rows > 0 && rows === document.departures.length && tookS <= 10,
        };
      } finally {
        await tablo.stop();
        await city.close();
        scratch.remove();
      }
    },
    { wall: true },
  );
});
