import { expect, test } from 'vitest';
import { favourites, MOST_FAVOURITES, toggle } from '../../../display/stop/favourites.js';

function shelf() {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };
}
const stop = (stopId: string) => ({ stopId, name: { bg: `Спирка ${stopId}`, en: `Stop ${stopId}` } });

test('kept, the newest first, and dropped by the same touch', () => {
  const store = shelf();
  toggle(store, stop('a'));
  expect(toggle(store, stop('b')).map(({ stopId }) => stopId)).toEqual(['b', 'a']);
  expect(favourites(store)).toEqual([stop('b'), stop('a')]);
  expect(toggle(store, stop('b'))).toEqual([stop('a')]);
});

test('no more than the limit; junk and refusals are as if nothing was kept', () => {
  const store = shelf();
  for (let i = 0; i < MOST_FAVOURITES + 5; i++) toggle(store, stop(String(i)));
  expect(favourites(store)).toHaveLength(MOST_FAVOURITES);
  store.texts.set('tablo.favourites', '[{"stopId":1},7,null]');
  expect(favourites(store)).toEqual([]);
  store.texts.set('tablo.favourites', '<html>');
  expect(favourites(store)).toEqual([]);
  const refusing = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(toggle(refusing, stop('a'))).toEqual([]);
});
