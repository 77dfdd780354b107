import { describe } from 'vitest';
import { brokenBySoak, SPEED, soak } from '../support/soak.js';
import { obligation } from './measured.js';

/** Minutes of the wall: six are a day. */
const MINUTES = Number(process.env['TABLO_SOAK_MINUTES'] ?? 6);

describe('soak', () => {
  obligation(
    'L8',
    `memory is flat for a day (compressed ×${SPEED}), with feeds, new timetables, boards that come and go, and midnight`,
    'heap ≤ +1 MiB an hour after hour 2; handles constant; 0 blank, 0 mixed',
    async () => {
      const found = await soak(MINUTES);
      const faults = brokenBySoak(found);
      return {
        measured: `${found.hours} h: heap ${found.slopeMibPerHour.toFixed(2)} MiB an hour, files ${found.filesFrom} → ${found.filesTo}, ${found.swaps} timetables swapped, ${found.replaced} boards replaced, ${found.documents.toLocaleString('en')} documents: ${found.blank} blank, ${found.mixed} mixed${faults.map((fault) => `; ${fault}`).join('')}`,
        pass: faults.length === 0,
      };
    },
    { wall: true, timeoutMs: MINUTES * 60_000 + 240_000 },
  );
});
