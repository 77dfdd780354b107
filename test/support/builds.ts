// Builds of the pages for tests of moving from one to the next: the one that is there, and others made of it.

import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The built pages that browser tests look at. */
export const BUILT = process.env['TABLO_PAGES'] ?? join(import.meta.dirname, '../../dist/display');

/** The name that a server tells of its build. */
export function buildOf(pages: string): string {
  return createHash('sha256')
    .update(readFileSync(join(pages, 'board/index.html')))
    .digest('hex')
    .slice(0, 12);
}

/** Another build in `folder`: the board's page has this title, and the worker's list knows it. */
export function anotherBuild(folder: string, title: string): string {
  const pages = join(folder, title);
  cpSync(BUILT, pages, { recursive: true });
  const file = join(pages, 'board/index.html');
  const integrity = () => `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}`;
  const before = { integrity: integrity(), build: buildOf(pages) };
  writeFileSync(file, readFileSync(file, 'utf8').replace('<title>Табло</title>', `<title>${title}</title>`));
  const worker = readFileSync(join(pages, 'sw.js'), 'utf8')
    .replaceAll(before.integrity, integrity())
    .replaceAll(before.build, buildOf(pages))
    .replace(/tablo-shell-/, `tablo-shell-${title}-`);
  writeFileSync(join(pages, 'sw.js'), worker);
  return pages;
}

/** A script that the board's page of a build needs. */
export function scriptOf(pages: string): string {
  return /"(\/assets\/[^"]+\.js)"/.exec(readFileSync(join(pages, 'board/index.html'), 'utf8'))![1]!;
}
