import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { buildBeside } from './cache/worker.config.js';
import { clearAssets } from './clear-assets.config.js';
import { subsetFonts } from './fonts/subset.config.js';
import { squeezeStyles } from './layouts/styles.config.js';

const page = (path: string) => resolve(import.meta.dirname, path);

/**
 * The oldest browser on a street is a Chromium of 2021 (boards.md, section 7). It has all the syntax of ES2022 but static
 * blocks, which nobody here writes (a test looks for them); naming `chrome92` would rewrite every class field.
 */
const SYNTAX = 'es2022';

/** Lit, the link, the content model and the fixed words: what every page of a stop needs. */
const SHARED =
  /node_modules\/(@lit|lit-element)\/|node_modules\/lit\/(?!directives)|node_modules\/lit-html\/(?!directives|directive-helpers)|server\/wire\/(parse|patch|policy)\.ts|display\/(layouts\/led\/size|link\/(?!complaints|reports)[\w-]+|layouts\/(readable|pill|styled)|layouts\/tft\/marks|cache\/(documents|presumed-clock)|text\/(clock-time|language|words)|board\/(panel|messages|row-time|plain-text|presence|content|freshness|untracked|minutes|trust|next-service|day|line|order))\.ts$/;
/** The tft layout, which most boards are, and what it shares with the others. */
const GLASS =
  /display\/(layouts\/tft\/(?!marks)[\w-]+|layouts\/(measure|drawn)|text\/(abbreviations|time-in-words)|board\/pages)\.ts$/;

/** Tells the browser at once of the files that a page's script imports. */
function preloadImports(): Plugin {
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

/** Lazy parts bring no styles of their own, so that Vite's helper which waits for styles has nothing to do. */
function importPlainly(): Plugin {
  return {
    name: 'tablo-import-plainly',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null),
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: 'public',
  plugins: [clearAssets(), squeezeStyles(), subsetFonts(), preloadImports(), importPlainly(), buildBeside()],
  build: {
    target: SYNTAX,
    outDir: '../dist/display',
    // See clear-assets.config.ts.
    emptyOutDir: false,
    // The server's content policy allows nothing inline.
    assetsInlineLimit: 0,
    // The helper that preloads for lazy parts weighs more than it saves; the pages' own preloads are written by a plugin.
    modulePreload: false,
    rollupOptions: {
      // Subsetting the fonts is most of the build, and is meant to be.
      checks: { pluginTimings: false },
      // What a board loads is one file beside its own: apart, the pieces that other pages share weigh a tenth more.
      output: {
        codeSplitting: {
          groups: [{ name: 'shared', test: (id: string) => SHARED.test(id) || GLASS.test(id) }],
        },
      },
      input: {
        start: page('index.html'),
        board: page('board/index.html'),
        stop: page('stop/index.html'),
        gallery: page('gallery/index.html'),
        console: page('console/index.html'),
      },
    },
  },
  server: {
    proxy: {
      '/ws': { target: 'ws://127.0.0.1:8080', ws: true },
      '/api': 'http://127.0.0.1:8080',
      '/healthz': 'http://127.0.0.1:8080',
    },
  },
});
