import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { buildBeside } from './cache/worker.config.js';
import { clearAssets } from './clear-assets.config.js';
import { pageBuild, pagePlugins } from './page-build.config.js';

const page = (path: string) => resolve(import.meta.dirname, path);

/** Lit, the link, the content model and the fixed words: what every page of a stop needs. */
const SHARED =
  /node_modules\/(@lit|lit-element)\/|node_modules\/lit\/(?!directives)|node_modules\/lit-html\/(?!directives|directive-helpers)|server\/wire\/(parse|patch|policy)\.ts|display\/(link\/(?!complaints|reports)[\w-]+|layouts\/(readable|pill)|layouts\/tft\/marks|cache\/(documents|presumed-clock)|text\/(clock-time|language|words)|board\/(panel|messages|row-time|plain-text|presence|content|freshness|untracked|minutes|trust|next-service|day|line|order))\.ts$/;

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: 'public',
  plugins: [clearAssets(), ...pagePlugins(), buildBeside()],
  build: {
    ...pageBuild,
    outDir: '../dist/display',
    // See clear-assets.config.ts.
    emptyOutDir: false,
    rollupOptions: {
      ...pageBuild.rollupOptions,
      // Apart, the pieces that pages share weigh a tenth more than in one file.
      output: { codeSplitting: { groups: [{ name: 'shared', test: (id: string) => SHARED.test(id) }] } },
      // The board is built beside these: see page-build.config.ts.
      input: {
        start: page('index.html'),
        stop: page('stop/index.html'),
        gallery: page('gallery/index.html'),
        console: page('console/index.html'),
        quality: page('quality/index.html'),
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
