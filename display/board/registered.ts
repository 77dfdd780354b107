// A display that is, or becomes, a board of the registry: it asks how it shows and goes there; a new one shows its code first.

import type { EnrolmentAnswer, EnrolmentOffer, PublicSetup } from '../../server/wire/console/boards.js';

/** Who this display is, kept on it. */
export interface Identity {
  board: string;
  token: string;
}

/** Where the identity and the last setup are kept. */
export const IDENTITY_KEY = 'tablo-identity';
const SETUP_KEY = 'tablo-setup';
/** A server that has not said by then how the board shows is not waited for: it shows as it did. */
export const SETUP_WITHIN_MS = 2_500;
/** Without a server and a setup of before it asks again after so long; so does a display that waits to be somebody. */
const AGAIN_MS = 5_000;

const WORDS = {
  code: ['Код на новото табло', 'Code of this new display'],
  how: ['Въведете го в пулта: Табла → Нов дисплей', 'Enter it in the console: Boards → New display'],
  unknown: ['Няма такова табло', 'There is no such board'],
  away: ['Сървърът не отговаря', 'The server does not answer'],
} as const;

/** Makes the page a board: by its name in the address, or by who it is, or by becoming somebody. */
export async function become(place: Location, shelf: Storage, glass: HTMLElement): Promise<void> {
  const named = new URLSearchParams(place.search).get('board');
  const own = identityOf(shelf);
  for (;;) {
    const board = named ?? own?.board ?? (await enrolled(shelf, glass));
    if (board !== null) {
      const query = await queryOf(board, shelf);
      if (typeof query === 'string') return place.replace(`${place.pathname}?${query}`);
      say(glass, board, query === 404 ? 'unknown' : 'away');
    }
    await pause(AGAIN_MS);
  }
}

/** Who this display is; null where it is nobody yet. */
export function identityOf(shelf: Storage): Identity | null {
  const [board = '', token = ''] = (shelf.getItem(IDENTITY_KEY) ?? '').split('\n');
  return board && token ? { board, token } : null;
}

/** How the board shows: as the server says, else as it did; 404 where there is no such board, null where nobody knows. */
async function queryOf(board: string, shelf: Storage): Promise<string | 404 | null> {
  const key = `${SETUP_KEY}/${board}`;
  try {
    const signal = AbortSignal.timeout(SETUP_WITHIN_MS);
    const answer = await fetch(`/api/v1/boards/${encodeURIComponent(board)}`, { signal });
    if (answer.status === 404) return 404;
    const { board_id, query } = (await answer.json()) as PublicSetup;
    if (board_id !== board || !new URLSearchParams(query).get('stop')) throw new Error('not a setup');
    shelf.setItem(key, query);
    return query;
  } catch {
    return shelf.getItem(key);
  }
}

/** Shows a code until somebody has typed it into the console; the board that it is then, or null where it has to begin again. */
async function enrolled(shelf: Storage, glass: HTMLElement): Promise<string | null> {
  try {
    const offer = (await (await fetch('/api/v1/boards/enrolment', { method: 'POST' })).json()) as EnrolmentOffer;
    if (!offer.code) throw new Error('no code');
    say(glass, `${offer.code.slice(0, 3)} ${offer.code.slice(3)}`, 'code', 'how');
    for (;;) {
      await pause(AGAIN_MS);
      const answer = await fetch(`/api/v1/boards/enrolment/${offer.secret}`);
      if (answer.status === 404) return null;
      const said = (await answer.json()) as EnrolmentAnswer;
      if (said.state !== 'enrolled') continue;
      shelf.setItem(IDENTITY_KEY, `${said.board_id}\n${said.token}`);
      return said.board_id;
    }
  } catch {
    say(glass, 'Табло', 'away');
    return null;
  }
}

/** A word in large type with sentences under it, in both languages. */
function say(glass: HTMLElement, large: string, ...keys: (keyof typeof WORDS)[]): void {
  const word = document.createElement('h1');
  word.textContent = large;
  const lines = keys.flatMap((key) =>
    WORDS[key].map((text, i) => {
      const line = document.createElement('p');
      line.lang = i === 0 ? 'bg' : 'en';
      line.textContent = text;
      return line;
    }),
  );
  const box = document.createElement('main');
  box.className = 'becoming';
  box.replaceChildren(word, ...lines);
  glass.replaceChildren(box);
  document.adoptedStyleSheets = [styles()];
}

/** Read at arm's length by whoever hangs the display: no layout is loaded for it. */
function styles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .becoming { height: 100%; display: grid; align-content: center; justify-items: center; text-align: center; gap: 2vmin; color: #f4f7fa; font: 500 4vmin 'Sofia Sans Variable', sans-serif; }
    .becoming h1 { margin: 0 0 2vmin; font-size: 22vmin; line-height: 1; letter-spacing: 0.04em; font-variant-numeric: tabular-nums; }
    .becoming p { margin: 0; }
    .becoming p[lang='en'] { color: #b9c4ce; font-size: 3.4vmin; }`);
  return sheet;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}
