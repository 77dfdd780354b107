// Old assets go before new ones are written. Only they: beside the pages stands what the server draws frames with (tsconfig.frames.json).

import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Stands in for `emptyOutDir`. */
export function clearAssets(): Plugin {
  let folder = '';
  return {
    name: 'tablo-clear-assets',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(resolve(root, build.outDir), build.assetsDir);
    },
    renderStart() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
