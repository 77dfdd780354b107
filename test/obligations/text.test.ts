import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { describe } from 'vitest';
import type { StopDepartures } from '../../server/wire/messages.js';
import { message } from '../feeds/gtfs-realtime/messages.js';
import { openBrowser, openPage } from '../support/browser.js';
import { type ConsoleHouse, comeByLink, consoleHouse, type Member, MORNING } from '../support/console.js';
import { answers, hostileFeed } from '../support/hostile-feed.js';
import { PAYLOADS, TRICKS, TURNING_OR_HIDDEN } from '../support/payloads.js';
import { Scratch } from '../support/tablo-process.js';
import { obligation } from './measured.js';

const TEXT_AT_MOST = 300;
/** Stops of the town; each a name. */
const STOPS = ['A', 'B', 'C', 'D'] as const;
/** A file with a NUL byte is refused whole. */
const cell = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\u0000', '')}"`;
const hostile = [...PAYLOADS, ...TRICKS];

describe('text', () => {
  obligation(
    'S6',
    `text is text on the glass: ${PAYLOADS.length} tries to be markup and ${TRICKS.length} invisible ones in every field of the feeds and of people, on boards, a phone and in the console`,
    `0 scripts, 0 elements, 0 requests leaving, 0 policy violations; nothing that turns or hides; ≤ ${TEXT_AT_MOST} characters`,
    textIsText,
    { timeoutMs: 180_000 },
  );
});

async function textIsText() {
  const scratch = new Scratch();
  const feed = await hostileFeed({ '/alerts': answers(alerts()) });
  let house: ConsoleHouse | null = null;
  let browser: Browser | null = null;
  try {
    await writeTown(scratch.path('town'));
    const own = new URL(feed.url()).host;
    const settings = { gtfs: scratch.path('town'), alerts: feed.url('/alerts'), allow_hosts: [own] };
    house = await consoleHouse({ city: false, scratch, settings });
    const { administrator, url } = house;
    const { writer, kept, refused } = await speak(house);
    const tooLong = await sayTooLong(house, writer);
    browser = await openBrowser();
    const glass = [
      ...['A,B,C,D', 'B'].map((stops) => `/board/?stop=${stops}&rows=40`),
      `/board/?stop=A&layout=eink`,
      `/board/?stop=A&layout=led`,
    ];
    const views = ['boards', 'boards/b-0', 'notices', 'notices/new', 'service/A', 'audit'];
    const looked: Looked[] = [];
    const look = async (path: string, member: Member | null) => {
      const size = { width: 1920, height: 3000 };
      const watched: Watch = { leaving: [], violations: [] };
      const prepare = (page: Page) => watch(page, url, watched);
      const opened = member
        ? await member.open(browser!, path, { ...size, prepare })
        : await openPage(browser!, url + path, { ...size, prepare });
      looked.push(await lookAt(opened.page, path, watched));
      await opened.page.context().close();
    };
    for (const path of glass) await look(path, null);
    for (const stop of ['A', 'D']) await look(`/stop/${stop}`, null);
    for (const view of views) await look(`#/${view}`, view === 'audit' ? administrator : writer);
    const documents = [];
    for (const stop of STOPS)
      documents.push((await (await fetch(`${url}/api/v1/stops/${stop}/departures`)).json()) as StopDepartures);
    const said = documents.flatMap(({ notices }) => notices.flatMap(({ text }) => [text.bg, text.en]));
    const onGlass = looked.filter(({ path }) => !path.startsWith('#'));
    const inConsole = looked.filter(({ path }) => /^#\/(notices|service|boards)/.test(path));
    const tricked = [...onGlass, ...inConsole].filter(({ texts }) =>
      texts.some((text) => TURNING_OR_HIDDEN.test(text)),
    );
    const longest = Math.max(...said.map(({ length }) => length));
    // The glass cleans once more: what the server says must be clean of itself.
    const hidden = said.filter((text) => TURNING_OR_HIDDEN.test(text)).length;
    const marks = Math.max(...[...onGlass, ...inConsole].flatMap(({ texts }) => texts.map(({ length }) => length)));
    const sum = (of: (one: Looked) => number) => looked.reduce((total, one) => total + of(one), 0);
    const shown = looked.filter(({ texts }) => texts.some((text) => /№\d|__xss|evil/.test(text))).length;
    const [scripts, elements, leaving, violations] = [
      sum(({ ran }) => (ran ? 1 : 0)),
      sum((one) => one.elements.length),
      sum((one) => one.leaving.length),
      sum((one) => one.violations.length),
    ];
    const first = looked.flatMap((one) => [...one.elements, ...one.leaving, ...one.violations])[0];
    return {
      measured: `${kept} texts taken from people, ${refused} refused; ${looked.length} pages, on ${shown} of them hostile text: ${scripts} scripts, ${elements} elements, ${leaving} requests leaving, ${violations} violations${first ? ` (${first})` : ''}; ${tricked.length} with a sign that turns or hides${tricked[0] ? ` (${tricked.map(({ path }) => path).join(', ')})` : ''}; ${hidden} of ${said.length} texts that the server says with one; a notice of ${TEXT_AT_MOST + 1} characters ${tooLong}, longest ${longest}, longest text of a page ${marks}`,
      pass:
        scripts + elements + leaving + violations === 0 &&
        tricked.length === 0 &&
        hidden === 0 &&
        tooLong === 422 &&
        longest <= TEXT_AT_MOST &&
        shown === looked.length &&
        said.length > 0,
    };
  } finally {
    await browser?.close();
    await house?.close();
    await feed.close();
    scratch.remove();
  }
}

/** A town of four stops whose every name is hostile: the headsigns one each, the stops' in English and Bulgarian. */
async function writeTown(folder: string): Promise<void> {
  const time = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
  // One departure a minute from 08:12.
  const first = 8 * 60 + 12;
  const trips = hostile.map((text, i) => `R${i % 3},WK,t${i},${cell(`${text} №${i}`)}`);
  const calls = hostile.flatMap((_, i) =>
    STOPS.map((stop, j) => `t${i},${time(first + i + 2 * j)},${time(first + i + 2 * j)},${stop},${j + 1}`),
  );
  const names = [PAYLOADS[5]!, PAYLOADS[11]!, `${TRICKS.join(' ')} ${PAYLOADS[53]}`, PAYLOADS[0]!];
  const files = {
    'agency.txt': `agency_id,agency_name,agency_url,agency_timezone\nbg,${cell(`${PAYLOADS[6]} №0`)},${cell(PAYLOADS.at(-4)!)},Europe/Sofia\n`,
    'stops.txt': `stop_id,stop_name,stop_lat,stop_lon\n${STOPS.map((id, i) => `${id},${cell(`${names[i]} №${i}`)},42.0${i}5,23.090`).join('\n')}\n`,
    'routes.txt': `route_id,route_short_name,route_long_name,route_type,route_url\n${[12, 47, 53].map((n, i) => `R${i},${cell(PAYLOADS[n]!)},${cell(PAYLOADS[n + 1]!)},3,javascript:window.__xss=1`).join('\n')}\n`,
    'trips.txt': `route_id,service_id,trip_id,trip_headsign\n${trips.join('\n')}\n`,
    'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${calls.join('\n')}\n`,
    'calendar.txt':
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nWK,1,1,1,1,1,1,1,20260101,20261231\n',
  };
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(`${folder}/${name}`, text);
}

/** An alert for each text at every stop, header and body. */
function alerts(): Uint8Array {
  const entities = hostile.map((text, i) => ({
    id: `${i}`,
    alert: {
      activePeriod: [{ start: MORNING - 3_600, end: MORNING + 36_000 }],
      informedEntity: STOPS.map((stopId) => ({ stopId })),
      ...{ cause: 9, effect: 1 + (i % 9) },
      headerText: { translation: [{ text: `№${i} ${text}`, language: 'bg' }] },
      descriptionText: { translation: [{ text: `${text} №${i}`, language: 'bg' }] },
      url: { translation: [{ text: 'javascript:window.__xss=1', language: 'bg' }] },
    },
  }));
  return message(entities, { timestamp: MORNING });
}

/** Everything people may write: notices, orders, templates, boards, groups, names of their own; `refused` of them are not taken. */
async function speak(house: ConsoleHouse): Promise<{ writer: Member; kept: number; refused: number }> {
  const { administrator, clock } = house;
  const start = Math.floor(clock.now());
  let kept = 0;
  let refused = 0;
  const say = async (member: Member, method: string, path: string, body: object) => {
    const answer = await member.fetch(path, { method, body });
    if (answer.ok) kept++;
    else if (answer.status === 400 || answer.status === 422) refused++;
    else throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  // A writer whose own name is one of them.
  let writer: Member | null = null;
  for (const name of hostile) {
    const invited = await say(administrator, 'POST', '/people', { name, role: 'dispatcher' });
    if (!writer && invited.ok && name.includes('onerror'))
      writer = await comeByLink(house.url, ((await invited.json()) as { secret: string }).secret, name);
  }
  writer ??= await house.member('dispatcher');
  const board = {
    ...{ stop_ids: ['A'], layout: 'tft', theme: 'dark', lang: 'bg', size: null, rows: null, reach_minutes: 0 },
    ...{ mm_per_pixel: null, mount_height_m: null, viewing_distance_m: null, quiet: null, sleep: null },
    ...{ speak_every_min: null, lat: null, lon: null },
  };
  for (const [i, payload] of hostile.entries()) {
    const text = { bg: `${payload} №${i}`, en: `${payload} №${i}` };
    const scope = { kind: 'stops', stop_ids: ['A', 'B'] };
    const content = { kind: 'notice', text, scope, priority: i % 10, spoken: true };
    await say(writer, 'POST', '/dispatch', { content, start, end: start + 7_200 });
    if (i % 8 === 0)
      await say(writer, 'POST', '/dispatch', {
        content: { kind: 'detour', route_ids: ['R0'], stop_ids: ['D'], text },
        ...{ start, end: start + 7_200 },
      });
    const name = `${payload} №${i}`;
    await say(writer, 'PUT', '/dispatch/templates', { id: null, name, text, priority: 0, spoken: false });
    await say(administrator, 'POST', '/boards', { board_id: `b-${i}`, name, groups: [payload.slice(0, 80)], ...board });
  }
  return { writer, kept, refused };
}

/** The status that a notice one character too long is answered with. */
async function sayTooLong({ clock }: ConsoleHouse, writer: Member): Promise<number> {
  const text = { bg: 'я'.repeat(TEXT_AT_MOST + 1), en: 'Too long.' };
  const start = Math.floor(clock.now());
  const scope = { kind: 'stops', stop_ids: ['A'] };
  const content = { kind: 'notice', text, scope, priority: 9, spoken: false };
  return (await writer.fetch('/dispatch', { method: 'POST', body: { content, start, end: start + 7_200 } })).status;
}

interface Watch {
  leaving: string[];
  violations: string[];
}

interface Looked extends Watch {
  path: string;
  ran: boolean;
  /** Elements that a text has made. */
  elements: string[];
  /** Every text and every attribute that is read, of all shadow trees. */
  texts: string[];
}

/** Notes what a page asks elsewhere, and what its policy stops. */
async function watch(page: Page, own: string, { leaving, violations }: Watch): Promise<void> {
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(own) && !/^(data|blob):/.test(address)) leaving.push(address);
  });
  page.on('dialog', (dialog) => {
    violations.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (line) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(line.text())) violations.push(line.text());
  });
}

async function lookAt(page: Page, path: string, watched: Watch): Promise<Looked> {
  // Until it shows a hostile text; pages that never do are counted.
  await page
    .waitForFunction(
      () => {
        const deep = (root: ParentNode): string =>
          [...root.querySelectorAll('*')].map((one) => (one.shadowRoot ? deep(one.shadowRoot) : '')).join('') +
          (root.textContent ?? '');
        return /№\d|__xss/.test(deep(document));
      },
      null,
      { timeout: 15_000, polling: 250 },
    )
    .catch(() => undefined);
  await page.waitForTimeout(300);
  const found = await page.evaluate(() => {
    const elements: string[] = [];
    const texts: string[] = [];
    // Attributes that are read to people, not acted upon.
    const READ = ['aria-label', 'aria-description', 'title', 'alt', 'value', 'placeholder', 'content', 'label'];
    const walk = (root: ParentNode) => {
      for (const one of root.querySelectorAll('*')) {
        for (const { name, value } of one.attributes) {
          // What an option sends is not what it shows.
          if (name === 'value' && one.localName === 'option') continue;
          if (READ.includes(name)) texts.push(value);
          else if (/__xss|evil\.example/.test(value) || /^on/.test(name)) elements.push(one.outerHTML.slice(0, 120));
        }
        if (/^(iframe|object|embed|base|marquee|keygen|isindex|math|video|audio|frame)$/i.test(one.localName))
          elements.push(one.outerHTML.slice(0, 120));
        if (/^(script|style)$/.test(one.localName)) {
          if (/__xss|evil\.example/.test(one.textContent ?? '')) elements.push(one.outerHTML.slice(0, 120));
          continue;
        }
        for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
        if (one.shadowRoot) {
          for (const node of one.shadowRoot.childNodes)
            if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
          walk(one.shadowRoot);
        }
      }
    };
    walk(document);
    return { elements, texts: texts.filter((text) => text.trim() !== ''), ran: '__xss' in window };
  });
  return { path, ...watched, ...found };
}
