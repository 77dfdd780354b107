import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyAudit } from '../../../server/dispatch/audit.js';
import { silentLog } from '../../../server/log.js';
import { People } from '../../../server/people/people.js';
import { Store } from '../../../server/store/database.js';
import { run, Scratch } from '../../support/tablo-process.js';

const PASSWORD = 'кестени по тротоара';
let scratch: Scratch;
let store: Store;
let people: People;

beforeEach(async () => {
  scratch = new Scratch();
  store = await Store.open({ dataDir: scratch.dir, now: () => Date.now() / 1000, log: silentLog });
  people = new People(store, silentLog);
});
afterEach(async () => {
  await store.close();
  scratch.remove();
});

it('the last administrator has lost the telephone: a link is made beside the running server, and is in the audit', async () => {
  const { session } = await people.accept((await people.firstSecret())!, 'Невена', PASSWORD, '::1');
  const { code, stdout } = await run(
    'link',
    '--data-dir',
    scratch.dir,
    '--name',
    'невена',
    '--origin',
    'https://a.example',
  );
  expect(code).toBe(0);
  const secret = /^https:\/\/a\.example\/console\/#\/link\/([\w-]{43})\n$/.exec(stdout)?.[1];
  expect(await people.invitation(secret ?? '')).toMatchObject({ kind: 'reset', name: 'Невена' });
  const again = await people.accept(secret ?? '', '', 'чехли от мечта и дъжд', '::1');
  expect(again.session.account.id).toBe(session.account.id);
  expect(await people.sessions.look(session.hash)).toBeNull();
  const kinds = await store.db.selectFrom('audit').select(['kind', 'role']).orderBy('seq').execute();
  expect(kinds).toContainEqual({ kind: 'account.reset-link', role: 'machine' });
  expect((await verifyAudit(store.db)).breaks).toEqual([]);
});

it('says in one sentence what is wrong', async () => {
  expect(await run('link', '--data-dir', scratch.dir)).toMatchObject({ code: 2 });
  const unknown = await run('link', '--data-dir', scratch.dir, '--name', 'Никой');
  expect(unknown).toMatchObject({ code: 2, stderr: 'tablo: There is no account "Никой".\n' });
  const nowhere = await run('link', '--data-dir', scratch.path('nowhere'), '--name', 'x');
  expect(nowhere.code).toBe(2);
});
