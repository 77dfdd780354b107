import { describe } from 'vitest';
import { startCity } from '../../fixtures/city/server.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { Scratch, Tablo } from '../support/tablo-process.js';
import { obligation, shownBy } from './measured.js';

const OFFLINE = 'test/display/cache/offline.test.ts';
const BOARD = 'test/display/browser/board.test.ts';

describe('boards', () => {
  shownBy('B1', 'with the link down a board counts on, says so, and comes back', [BOARD], 'with the link down', 1);

  obligation(
    'B2',
    'after a start with every feed away boards have the timetable',
    '10 s after the port opens',
    async () => {
      const scratch = new Scratch();
      const now = 1_771_308_600;
      const city = await startCity({ seed: 7, now: () => now, dir: scratch.path('city') });
      const away = 'http://127.0.0.1:9/feed.pb';
      const args = [
        'serve',
        '--port',
        '0',
        '--gtfs',
        city.gtfsPath,
        '--clock',
        String(now),
        '--data-dir',
        scratch.path('data'),
      ];
      const feeds = ['--vehicle-positions', away, '--trip-updates', away, '--alerts', away];
      const tablo = await Tablo.start([...args, ...feeds], { ready: false });
      try {
        await tablo.isReady();
        const document = await tablo.json<StopDepartures>('/api/v1/stops/0051/departures');
        const tookS = (Date.now() - tablo.listeningAtMs) / 1000;
        const isTimetable =
          document.departures.length > 0 && document.departures.every((row) => row.status === 'timetable');
        return {
          measured: `${tookS.toFixed(1)} s, ${document.departures.length} rows`,
          pass: isTimetable && tookS <= 10,
        };
      } finally {
        await tablo.stop();
        await city.close();
        scratch.remove();
      }
    },
    { wall: true },
  );

  shownBy(
    'B3',
    'offline for 0 to 47 h there are rows by timetable; after 48 h it says that it knows nothing',
    [OFFLINE],
    'B3',
    49,
  );
  shownBy(
    'B4',
    'a wrong clock never becomes a wrong minute',
    [OFFLINE, 'test/display/link/server-clock.test.ts', 'test/display/link/link.test.ts'],
    'B4|clock',
    4,
  );
  shownBy(
    'B5',
    'patches lost, doubled, reordered: never wrong and silent',
    ['test/server/hub/pair.test.ts', 'test/server/wire/patch.test.ts'],
    'B5',
    3,
  );
  shownBy('B6', 'junk in names leaves the board standing', [BOARD], 'junk in names', 1);
  shownBy(
    'B7',
    'a new build takes over when it is whole, and only then',
    ['test/display/browser/offline.test.ts'],
    'B7',
    1,
  );
  shownBy(
    'B8',
    "switched on before the network there are rows; a portal's page is never data",
    ['test/display/browser/offline.test.ts', 'test/server/wire/parse.test.ts', OFFLINE],
    'B8',
    4,
  );
  shownBy('B9', 'axe finds nothing on the pages', ['test/display/browser/pages.test.ts', BOARD], 'axe|rows appear', 2);
});
