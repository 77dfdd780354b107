// The fonts as they ship: only the letters and weights that boards use, a third of the bytes. A step of the build.

import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');

/** Bulgarian, its neighbours' Cyrillic, and the Latin of transliterated names and neighbours' languages. */
export const LETTERS = [
  range(0x20, 0x7e),
  '\u00a0«»·°ÄÖÜäöüßÉéèçñ–—‘’“”„…→№€~±×',
  range(0x0400, 0x045f),
  '\u0301',
].join('');

/** The weights that the layouts use. */
export const WEIGHTS = { min: 500, max: 800 } as const;

/** Subsets every Sofia Sans file of the bundle; all layout features (tabular figures, Bulgarian letterforms) stay. */
export function subsetFonts(): Plugin {
  return {
    name: 'tablo-subset-fonts',
    apply: 'build',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.woff2')) continue;
        const source = Buffer.from(file.source);
        file.source = await subsetFont(source, LETTERS, {
          targetFormat: 'woff2',
          variationAxes: { wght: { ...WEIGHTS } },
        });
      }
    },
  };
}
