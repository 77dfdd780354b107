// How pages are built: which syntax, which plugins; and the board, which is built by itself, since what it shares with other pages would cost it requests.

import { resolve } from 'node:path';
import { type BuildOptions, build, type PluginOption } from 'vite';
import { boardChunks, boardPages } from './board/pages.config.js';
import { subsetFonts } from './fonts/subset.config.js';
import { squeezeStyles } from './layouts/styles.config.js';

/** Lazy parts bring no styles of their own, so that Vite's helper which waits for styles has nothing to do. */
function importPlainly(): PluginOption {
  return {
    name: 'tablo-import-plainly',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/** The map's own code has shaders in it, whose lines mean something. */
const HAS_SHADERS = /node_modules\/maplibre-gl\//;

/** After the minifier only templates have lines that are indented: a space does as well. */
function squeezeTemplates(): PluginOption {
  return {
    name: 'tablo-squeeze-templates',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk' || file.moduleIds.some((id) => HAS_SHADERS.test(id))) continue;
        file.code = file.code.replace(/\n[ \t]{2,}/g, ' ');
      }
    },
  };
}

/** Tells the browser at once of the files that a page's script imports. */
function preloadImports(): PluginOption {
  return {
    name: 'tablo-preload-imports',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { chunk }) =>
        (chunk?.imports ?? []).map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
          injectTo: 'head' as const,
        })),
    },
  };
}

/** What every page is built with. */
export const pagePlugins = (): PluginOption[] => [
  squeezeStyles(),
  squeezeTemplates(),
  subsetFonts(),
  preloadImports(),
  importPlainly(),
];

/** How every page is built. */
export const pageBuild: BuildOptions = {
  // The oldest browser on a street is a Chromium of 2021 (boards.md, section 7). It has all the syntax of ES2022 but static
  // blocks, which nobody here writes (a test looks for them); naming `chrome92` would rewrite every class field.
  target: 'es2022',
  // The server's content policy allows nothing inline.
  assetsInlineLimit: 0,
  // The helper that preloads for lazy parts weighs more than it saves; the pages' own preloads are written by a plugin.
  modulePreload: false,
  // Subsetting the fonts is most of the build, and is meant to be.
  rollupOptions: { checks: { pluginTimings: false } },
};

/** Builds the board's pages into `outDir`. */
export async function buildBoard(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    base: '/',
    publicDir: false,
    logLevel: 'warn',
    plugins: [squeezeStyles(), squeezeTemplates(), subsetFonts(), importPlainly(), boardPages()],
    build: {
      ...pageBuild,
      outDir,
      emptyOutDir: false,
      rollupOptions: {
        ...pageBuild.rollupOptions,
        output: boardChunks,
        input: { board: resolve(import.meta.dirname, 'board/index.html') },
      },
    },
  });
}
