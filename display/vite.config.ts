import { resolve } from 'node:path';
import { defineConfig } from 'vite';
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

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: 'public',
  plugins: [clearAssets(), squeezeStyles(), subsetFonts(), buildBeside()],
  build: {
    target: SYNTAX,
    outDir: '../dist/display',
    // See clear-assets.config.ts.
    emptyOutDir: false,
    // The server's content policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      // Subsetting the fonts is most of the build, and is meant to be.
      checks: { pluginTimings: false },
      input: {
        start: page('index.html'),
        board: page('board/index.html'),
        stop: page('stop/index.html'),
        gallery: page('gallery/index.html'),
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
