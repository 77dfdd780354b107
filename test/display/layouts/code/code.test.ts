import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { codeOrigin, stopLink } from '../../../../display/layouts/code/link.js';
import { codeOf, codePath } from '../../../../display/layouts/code/matrix.js';
import {
  leastModulePx,
  MODULE_LEAST_PX,
  modulePx,
  QUIET_MODULES,
  scanDistanceM,
} from '../../../../display/layouts/code/size.js';

const LINK = stopLink('https://tablo.example', 'A/1 б');

test('the code leads to the stop’s page under the page’s own origin, or the one that the address names', () => {
  expect(LINK).toBe('https://tablo.example/stop/A%2F1%20%D0%B1');
  expect(codeOrigin('?stop=1', 'http://10.0.0.5:8080')).toBe('http://10.0.0.5:8080');
  expect(codeOrigin('?stop=1&qr=https://tablo.example/x', 'http://10.0.0.5:8080')).toBe('https://tablo.example');
  expect(codeOrigin('?qr=off', 'http://10.0.0.5')).toBeNull();
  for (const junk of ['javascript:alert(1)', 'nonsense', 'ftp://x'])
    expect(codeOrigin(`?qr=${encodeURIComponent(junk)}`, 'http://10.0.0.5')).toBe('http://10.0.0.5');
});

/** The modules that a path of runs covers. */
function drawn(path: string, modules: number): boolean[][] {
  const data = Array.from({ length: modules }, () => Array.from({ length: modules }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let at = 0; at < Number(width); at++) data[Number(y)]![Number(x) + at] = true;
  return data;
}

test('what is drawn is the library’s code, module for module, within four white modules', () => {
  const code = codeOf(LINK);
  const bare = encode(LINK, { ecc: 'M', border: 0 });
  const data = drawn(codePath(code), code.modules);
  expect(code.modules).toBe(bare.size + 2 * QUIET_MODULES);
  for (const [y, row] of data.entries())
    for (const [x, black] of row.entries())
      expect(black, `${x} ${y}`).toBe(bare.data[y - QUIET_MODULES]?.[x - QUIET_MODULES] ?? false);
});

test('a module is as large as a phone needs from where its rider stands', () => {
  // A totem at eye height is read from 0.6 m: 1.2 mm. A board at 2.4 m from 1.17 m: 2.3 mm.
  expect(leastModulePx({ mmPerPx: 0.2, distanceM: 5, heightM: 1.2 }, 480)).toBe(6);
  expect(scanDistanceM(2.4)).toBeCloseTo(1.166, 3);
  expect(leastModulePx({ mmPerPx: 0.37, distanceM: 5, heightM: 2.4 }, 1080)).toBe(7);
  expect(leastModulePx(null, 480)).toBe(MODULE_LEAST_PX);
  expect(leastModulePx(null, 2160)).toBe(11);
});

test('where there is no room for that, there is no code', () => {
  expect(modulePx(37, 147, 4, 480)).toBeNull();
  expect(modulePx(37, 148, 4, 480)).toBe(4);
  expect(modulePx(37, 2000, 4, 1080)).toBe(8);
});
