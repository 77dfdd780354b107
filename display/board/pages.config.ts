// The board's pages: one a layout, each naming the two scripts that draw its first row, so that the browser asks for both at once. A step of the build.

import type { Plugin } from 'vite';

/** The names of the layouts' chunks, which are their files' names, and the page that loads each. */
const PAGES: Readonly<Record<string, string>> = {
  'tablo-tft': 'board/index.html',
  'tablo-led': 'board/led.html',
  'tablo-eink': 'board/eink.html',
};

/** What goes into one file: the page's own modules with all that they import, and the pieces that every layout needs. */
const CORE = /display\/(board\/(main|capacity|pages|shared-rows)|text\/(abbreviations|time-in-words))\.ts$/;
/** What goes into the tft's file: pieces of it that others load later would else be a file each. */
const TFT = /display\/layouts\/(tft\/(?!nothing)[\w-]+|pill|readable|measure)\.ts$/;

/** The two files that a board loads, for the bundler. */
export const boardChunks = {
  codeSplitting: {
    groups: [
      { name: 'board', test: (id: string) => CORE.test(id), priority: 2 },
      { name: 'tablo-tft', test: (id: string) => TFT.test(id), priority: 1 },
    ],
  },
};

/** Writes the pages of the other layouts beside the first, and names in each what it loads. */
export function boardPages(): Plugin {
  return {
    name: 'tablo-board-pages',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const page = bundle['board/index.html'];
        if (page?.type !== 'asset') return this.error('The board has no page.');
        const html = String(page.source).replace(/\n\s+/g, '\n');
        for (const [name, fileName] of Object.entries(PAGES)) {
          const layout = chunks.find((chunk) => chunk.name === name);
          if (!layout) return this.error(`No chunk is named ${name}.`);
          const files = [layout.fileName, ...layout.imports.filter((file) => !html.includes(file))];
          const links = files.map((file) => `<link rel="modulepreload" crossorigin href="/${file}" />`);
          const source = html.replace(/(?<=\n)(\s*)<link rel="stylesheet"/, `$1${links.join('$1')}\n$&`);
          if (fileName === page.fileName) page.source = source;
          else this.emitFile({ type: 'asset', fileName, source });
        }
      },
    },
  };
}
