// The fonts as they ship: only the letters and weights that boards use, a third of the bytes. A step of the build.

import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');

/** Bulgarian and Russian, and the Latin of transliterated names and neighbours' languages. */
export const LETTERS = [
  range(0x20, 0x7e),
  '\u00a0«»·°ÄÖÜäöüßÉéèçñ–—‘’“”„…→№€~±×',
  range(0x0410, 0x044f),
  'ЀѐЁёЍѝ\u0301',
].join('');

/** The weights that the layouts use. */
export const WEIGHTS = { min: 500, max: 800 } as const;

/** What layouts ask of a font: tabular figures, the Bulgarian letterforms, accents where they belong … */
const FEATURES = ['tnum', 'locl', 'ccmp', 'mark'];
/** … and pairs of letters set closer; where every letter is narrow, they are a quarter of the bytes for little. */
const featuresOf = (fileName: string) => (fileName.includes('condensed') ? FEATURES : [...FEATURES, 'kern']);

/** What is made of a file is the same in every build of a run. */
const made = new Map<string, Promise<Buffer>>();

/** Subsets every Sofia Sans file of the bundle. */
export function subsetFonts(): Plugin {
  return {
    name: 'tablo-subset-fonts',
    apply: 'build',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.woff2')) continue;
        const { fileName } = file;
        const subset =
          made.get(fileName) ??
          subsetFont(Buffer.from(file.source), LETTERS, {
            targetFormat: 'woff2',
            variationAxes: { wght: { ...WEIGHTS } },
            keepFeatures: featuresOf(fileName),
            noHinting: true,
          });
        made.set(fileName, subset);
        file.source = await subset;
      }
    },
  };
}
