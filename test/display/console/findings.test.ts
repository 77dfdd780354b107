import { describe, expect, it } from 'vitest';
import { FINDING_WORDS, findingText } from '../../../display/console/words/findings.js';
import { STATIC_RULES } from '../../../feeds/gtfs/finding-list.js';
import { RULES } from '../../../feeds/gtfs-realtime/rules/table.js';
import { TRIP_UPDATE_RULES } from '../../../server/prediction/finding-count.js';

const counted = {
  gtfs: Object.keys(STATIC_RULES),
  realtime: [...Object.keys(RULES), ...Object.keys(TRIP_UPDATE_RULES)],
};

describe.each(['gtfs', 'realtime'] as const)('the rules of %s', (kind) => {
  it('that can be counted all have words', () => {
    expect(counted[kind].filter((rule) => !FINDING_WORDS[kind][rule])).toEqual([]);
  });

  it.each(['bg', 'en'] as const)('are sentences in %s: what is wrong, and what to do', (language) => {
    for (const rule of counted[kind]) {
      const text = findingText(kind === 'gtfs' ? 'gtfs' : 'trip_updates', rule, language);
      for (const sentence of [text?.says ?? '', text?.todo ?? '']) {
        expect(sentence, rule).toMatch(/^.{8,}\.$/su);
        expect(/[А-я]{3}/u.test(sentence), `${rule}: ${sentence}`).toBe(language === 'bg');
      }
    }
  });

  it('each say something of their own', () => {
    const says = counted[kind].map((rule) => findingText(kind, rule, 'bg')!.says);
    expect(new Set(says).size).toBe(new Set(counted[kind]).size);
  });
});

it('a rule that nobody knows has no words', () => {
  expect(findingText('alerts', 'X999', 'bg')).toBeNull();
});
