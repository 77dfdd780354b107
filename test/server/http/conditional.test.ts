import { expect, test } from 'vitest';
import { isCurrent } from '../../../server/http/conditional.js';

const sent = { etag: '"a"', lastModified: 'Wed, 25 Nov 2026 03:00:00 GMT' };
const asked = (ifNoneMatch?: string, ifModifiedSince?: string) => ({ ifNoneMatch, ifModifiedSince });

test('an entity tag is compared weakly, alone or in a list, and a star is all of them', () => {
  for (const tags of ['"a"', 'W/"a"', '"b", "a"', '"b",W/"a" ', '*'])
    expect(isCurrent(asked(tags), sent), tags).toBe(true);
  for (const tags of ['"b"', 'a', '', '"A"']) expect(isCurrent(asked(tags), sent), tags).toBe(false);
  expect(isCurrent(asked('"a"'), { ...sent, etag: 'W/"a"' })).toBe(true);
  expect(isCurrent(asked('"a"'), { ...sent, etag: undefined })).toBe(false);
});

test('a date counts only where no tag is sent, and only where it is one', () => {
  expect(isCurrent(asked(undefined, sent.lastModified), sent)).toBe(true);
  expect(isCurrent(asked(undefined, 'Wed, 25 Nov 2026 02:59:59 GMT'), sent)).toBe(false);
  expect(isCurrent(asked('"b"', sent.lastModified), sent)).toBe(false);
  expect(isCurrent(asked(undefined, 'soon'), sent)).toBe(false);
  expect(isCurrent(asked(undefined, sent.lastModified), { ...sent, lastModified: undefined })).toBe(false);
  expect(isCurrent(asked(), sent)).toBe(false);
});
