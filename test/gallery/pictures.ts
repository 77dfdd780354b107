// Takes the picture of gallery cases: one browser, one page, no network but the built files.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { PNG } from 'pngjs';
import { allCases, type GalleryCase, isGolden } from '../../display/gallery/cases.js';
import { LAYOUTS } from '../../display/gallery/layouts.js';
import type { TabloGallery } from '../../display/gallery/tablo-gallery.js';
import { openBrowser, openPage } from '../support/browser.js';
import { FakeServer } from '../support/fake-server.js';
import { reduced } from './picture.js';

/** The golden pictures. */
export const GOLDEN = join(import.meta.dirname, 'golden');
/** Where the differences are drawn; not kept. */
export const DIFFERENCES = join(import.meta.dirname, '../../dist/gallery-differences');

/** Every case that has a golden picture. */
export const GOLDEN_CASES: readonly GalleryCase[] = allCases(LAYOUTS).filter(isGolden);

/** The folder of the built pages. */
const pages = process.env['TABLO_PAGES'] ?? join(import.meta.dirname, '../../dist/display');

/** Shows each case and hands its reduced picture to `take`. */
export async function eachPicture(
  cases: readonly GalleryCase[],
  take: (one: GalleryCase, picture: PNG) => void | Promise<void>,
): Promise<void> {
  const fake = await FakeServer.start({ pages });
  const browser = await openBrowser();
  try {
    const { page, complaints } = await openPage(browser, `${fake.origin}/gallery/?case=none`, {
      width: 1400,
      height: 900,
    });
    await page.locator('tablo-gallery h1').waitFor();
    let size = '';
    for (const one of cases) {
      const { widthPx: width, heightPx: height } = one.glass;
      if (size !== `${width}x${height}`) {
        size = `${width}x${height}`;
        await page.setViewportSize({ width: width + 80, height: height + 600 });
      }
      const box = await show(page, one.id);
      const clip = { x: box.x, y: box.y, width, height };
      await take(one, reduced(await page.screenshot({ clip, animations: 'disabled' })));
    }
    if (complaints.length) throw new Error(`The gallery complained: ${complaints.join('; ')}`);
  } finally {
    await browser.close();
    await fake.close();
  }
}

/** Shows one case on the page; where its glass stands. */
export async function show(page: Page, id: string): Promise<{ x: number; y: number }> {
  return page.evaluate(async (wanted) => {
    const gallery = document.querySelector('tablo-gallery') as TabloGallery;
    await gallery.showCase(wanted);
    // A layout may draw again when it has learned its size or a font has come.
    for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
    await document.fonts.ready;
    const glass = gallery.shadowRoot?.querySelector('tablo-case');
    if (!glass) throw new Error(`There is no case ${wanted}.`);
    const { x, y } = glass.getBoundingClientRect();
    return { x: x + scrollX, y: y + scrollY };
  }, id);
}
