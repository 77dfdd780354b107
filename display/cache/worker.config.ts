// What is built beside the other pages: the board, the service worker with its list of the shell, and the words of speech for the server.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { buildBoard } from '../page-build.config.js';
import { BOARD_PAGE, LAYOUT_PAGES, STOP_PAGE } from './worker/shell-paths.js';

const here = import.meta.dirname;
const SPEECH = resolve(here, '../board/speech-file.ts');
/** Files of `public/` that the pages name. */
const PUBLIC = ['/icon.svg', '/manifest.webmanifest'];

/** The names of all files that a built text names, and those that these name. */
function named(folder: string, path: string, found: Set<string>): void {
  if (found.has(path)) return;
  found.add(path);
  if (!/\.(html|js|css)$/.test(path)) return;
  const text = readFileSync(join(folder, path), 'utf8');
  for (const [, file] of text.matchAll(/["'(/.](assets\/[\w.-]+\.\w+)/g)) named(folder, `/${file}`, found);
  // Chunks beside each other are named without their folder.
  for (const [, file] of text.matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g)) named(folder, `/assets/${file}`, found);
}

/** Builds them when the pages are written. */
export function buildBeside(): Plugin {
  let outDir = '';
  const alone = (entry: string, fileName: string, format: 'es' | 'iife', define: Record<string, string>) =>
    build({
      configFile: false,
      root: here,
      publicDir: false,
      logLevel: 'warn',
      define,
      build: {
        target: 'es2022',
        outDir,
        emptyOutDir: false,
        lib: { entry, formats: [format], name: 'tablo', fileName: () => fileName },
      },
    });
  return {
    name: 'tablo-build-beside',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await buildBoard(outDir);
      const files = new Set<string>();
      for (const page of [BOARD_PAGE, ...Object.values(LAYOUT_PAGES), STOP_PAGE]) named(outDir, page, files);
      for (const file of PUBLIC) files.add(file);
      const hash = (path: string, kind: string) => createHash(kind).update(readFileSync(join(outDir, path)));
      const shell = [...files].sort().map((path) => [path, `sha256-${hash(path, 'sha256').digest('base64')}`]);
      await alone(resolve(here, 'worker/sw.ts'), 'sw.js', 'iife', {
        // The same name that the server gives this build in `welcome`.
        __BUILD__: JSON.stringify(hash(BOARD_PAGE, 'sha256').digest('hex').slice(0, 12)),
        __SHELL_NAME__: JSON.stringify(createHash('sha256').update(JSON.stringify(shell)).digest('hex').slice(0, 12)),
        __SHELL__: JSON.stringify(shell),
      });
      await alone(SPEECH, 'speech.mjs', 'es', {});
    },
  };
}
