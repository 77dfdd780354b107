import { describe, expect, it } from 'vitest';
import { content, NOTHING_SHOWN } from '../../../display/board/content.js';
import { isQuiet, readVoice } from '../../../display/board/quiet.js';
import { spoken } from '../../../display/board/speech.js';
import { spokenOf } from '../../../display/board/speech-file.js';
import type { Language } from '../../../display/text/language.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import { type ShortDeparture, stopDocument } from '../../support/stop-document.js';

/** Monday 2026-02-16, 14:05 in Sofia. */
const NOW = Date.parse('2026-02-16T12:05:00Z') / 1000;

function said(
  rows: ShortDeparture[],
  language: Language = 'bg',
  rest: Partial<StopDepartures> = {},
  heard = true,
): string {
  const document = stopDocument('S', NOW, rows, rest);
  const input = {
    stops: [{ kind: 'document', document, heard } as const],
    policy: DEFAULT_POLICY,
    language,
    reachS: 0,
    clockTrusted: true,
  };
  return spoken(content(NOTHING_SHOWN, input, NOW).content, language);
}
const HEAD = 'Спирка площад македония. Часът е четиринадесет часа и пет минути.';

describe('what a board says', () => {
  it('departures in full sentences, in the order of the glass', () => {
    expect(
      said([
        { line: '5', to: 'Струмско', scheduledIn: 0, expectedIn: 10 },
        { line: '1', to: 'ЖП гара – Автогара', scheduledIn: 60, expectedIn: 62 },
        { line: '2А', to: 'Нови гробища през Баларбаши', scheduledIn: 100, expectedIn: 120 },
        { line: '12', to: 'Ален мак', scheduledIn: 1200, expectedIn: 1260, ageS: 150 },
        { line: '10', to: '14-ти полк', scheduledIn: 1620, last: true },
      ]),
    ).toBe(
      [
        HEAD,
        'Линия пет, посока струмско, пристига сега.',
        'Линия едно, посока железопътна гара, автогара, след една минута.',
        'Линия две а, посока нови гробища през баларбаши, след две минути.',
        'Линия дванадесет, посока ален мак, приблизително след двадесет и една минути.',
        'Линия десет, посока четиринадесети полк, в четиринадесет часа и тридесет и две минути, последен курс за днес.',
      ].join(' '),
    );
  });

  it('what does not come, and what only the timetable knows', () => {
    expect(
      said([
        { line: '7', to: 'ЮЗУ „Неофит Рилски“', scheduledIn: 1620, status: 'cancelled' },
        { line: '3', to: 'Пазара', scheduledIn: 3300, status: 'skipped' },
        { line: '9', to: 'с. Покровник', scheduledIn: 7200, headway_s: 600 },
      ]),
    ).toBe(
      [
        HEAD,
        'Часовете са по разписание.',
        'Линия седем, посока югозападен университет неофит рилски, курсът в четиринадесет часа и тридесет и две минути е отменен.',
        'Линия три, посока пазара, курсът в петнадесет часа не спира тук.',
        'Линия девет, посока село покровник, на всеки десет минути.',
      ].join(' '),
    );
  });

  it('the next service where nothing comes; nothing is said to be nothing', () => {
    const route = stopDocument('S', NOW, [{ line: '5', to: 'Струмско', scheduledIn: 0 }]).departures[0]!.route;
    const next_service = { scheduled: NOW + 15 * 3600 + 35 * 60, route, headsign: { bg: 'Струмско', en: 'Strumsko' } };
    expect(said([], 'bg', { next_service })).toBe(
      `${HEAD} Следващото тръгване е утре в пет часа и четиридесет минути, линия пет, посока струмско.`,
    );
    expect(said([])).toBe(`${HEAD} Няма информация за тръгванията.`);
  });

  it('English of its own', () => {
    expect(
      said(
        [
          { line: '2А', to: 'Еленово', toEn: 'Elenovo', scheduledIn: 60, expectedIn: 62 },
          { line: '10', to: 'x', toEn: 'ul. Filip Kutev', scheduledIn: 1620 },
        ],
        'en',
      ),
    ).toBe(
      'Stop Makedonia Square. The time is fourteen oh five. Line two A, towards Elenovo, in one minute. Line ten, towards Filip Kutev Street, at fourteen thirty-two.',
    );
  });

  it('messages come last, a long one by its header', () => {
    const alert = (text: string) => ({
      id: text.slice(0, 3),
      effect: 'DETOUR',
      header: { bg: 'Линия 2 е отклонена', en: 'Line 2 is diverted' },
      description: { bg: text, en: text },
      until: null,
    });
    expect(said([], 'bg', { alerts: [alert('До 18 часа.')] })).toContain(' Линия 2 е отклонена. До 18 часа.');
    expect(said([], 'bg', { alerts: [alert('До 18:30 ч. на 25.11.2026 г. и от 7:05.')] })).toContain(
      'До осемнадесет часа и тридесет минути на двадесет и пети ноември и от седем часа и пет минути.',
    );
    expect(said([], 'bg', { alerts: [alert('Версия 1.2.3, 25:61 и 10:11:12.')] })).toContain(
      'Версия 1.2.3, 25:61 и 10:11:12.',
    );
    expect(said([], 'en', { alerts: [alert('Until 18:30.')] })).toContain('Until eighteen thirty.');
    expect(said([], 'bg', { alerts: [alert('дълго '.repeat(100))] })).toMatch(/Линия 2 е отклонена\.$/);
  });
});

describe('when a board is silent', () => {
  it('quiet hours past midnight and within a day', () => {
    const { quiet, everyS } = readVoice('?quiet=22-06&speak=600');
    expect(everyS).toBe(600);
    expect(['21:59', '22:00', '03:00', '05:59', '06:00'].map((time) => isQuiet(quiet, time))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(isQuiet(readVoice('?quiet=13-15').quiet, '14:00')).toBe(true);
    expect(isQuiet(readVoice('?quiet=13-15').quiet, '15:00')).toBe(false);
  });

  it('junk is as if it were not there, and no board speaks without pause', () => {
    expect(readVoice('?quiet=25-99&speak=x')).toEqual({ everyS: null, quiet: null });
    expect(readVoice('?speak=1').everyS).toBe(60);
  });
});

it('a notice is said where its writer wants it said, whole; another is for the eye alone', () => {
  const long = `${'Автобусите се движат по обходен път. '.repeat(8)}`.trim().slice(0, 300);
  const notice = (id: string, bg: string, said: boolean) => ({
    ...{ id, text: { bg, en: bg }, priority: 0, spoken: said, until: NOW + 3600 },
  });
  const document = stopDocument('S', NOW, [], { notices: [notice('a', long, true), notice('b', 'Тихо.', false)] });
  const said = spokenOf(document, DEFAULT_POLICY, NOW, 'bg');
  expect(long.length).toBeGreaterThan(220);
  expect(said).toContain(long.slice(-40).replace(/\.$/, ''));
  expect(said).not.toContain('Тихо');
});
