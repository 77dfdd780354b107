import { expect, test } from 'vitest';
import { recall, type Shelf } from '../../../display/cache/documents.js';
import { keep } from '../../../display/cache/keeper.js';
import { stopDocument } from '../../support/stop-document.js';

function shelf(): Shelf & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}
const kept = {
  document: stopDocument('S', 1000, [{ line: '1', to: 'A', scheduledIn: 60 }]),
  seq: 4,
  savedS: 1000,
  offsetS: -7,
};

test('what was kept comes back, for its own stop only', () => {
  const store = shelf();
  keep(store, 'S', kept);
  expect(recall(store, 'S')).toEqual(kept);
  expect(recall(store, 'T')).toBeNull();
});
test('junk and refusals are as if nothing was kept', () => {
  const store = shelf();
  store.texts.set('tablo.document.S', '{"document":');
  expect(recall(store, 'S')).toBeNull();
  store.texts.set('tablo.document.S', '{"document":{},"seq":1}');
  expect(recall(store, 'S')).toBeNull();
  const refusing = {
    ...store,
    setItem: () => {
      throw new Error('full');
    },
    getItem: () => {
      throw new Error('locked');
    },
  };
  expect(() => keep(refusing, 'S', kept)).not.toThrow();
  expect(recall(refusing, 'S')).toBeNull();
});
