// Finds the Chromium that the browser tests drive; on Debian as root it installs the package, elsewhere it says what to do and fails.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium on this machine, or null. `TABLO_CHROMIUM` names another one. */
export function findChromium() {
  const named = process.env.TABLO_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return CANDIDATES.find((path) => existsSync(path)) ?? null;
}

/** The flags under which tests start it: no window, no traffic of its own. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function installOnDebian() {
  console.error('chromium is missing: installing the Debian package (apt-get install chromium)');
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  execFileSync('apt-get', ['update', '-q'], options);
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!findChromium() && isDebian() && process.getuid?.() === 0 && !process.env.TABLO_CHROMIUM) installOnDebian();
  const found = findChromium();
  if (!found) {
    console.error(
      'The browser tests need Chromium. Install it (Debian, Ubuntu: apt-get install chromium; elsewhere: Chrome or Chromium)\n' +
        'and, if it is not /usr/bin/chromium, name it in the environment variable TABLO_CHROMIUM.',
    );
    process.exit(1);
  }
  const version = spawnSync(found, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  console.error(`browser: ${found} ${version}`);
}
