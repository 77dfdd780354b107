// `tablo link`: a one-time link for somebody who cannot sign in any more, made on this machine; the server may run meanwhile.

import { access } from 'node:fs/promises';
import { systemClock } from '../clock.js';
import { type Flags, helpText, readFlags, UsageError } from '../config.js';
import { ActRefused } from '../dispatch/act.js';
import type { Actor } from '../dispatch/actor.js';
import { createLog } from '../log.js';
import { nameKey } from '../people/name.js';
import { People } from '../people/people.js';
import { Store } from '../store/database.js';
import { databasePath } from '../store/file.js';

const FLAGS = {
  'data-dir': { type: 'string', help: 'DIR  the server’s data directory (./data)' },
  name: { type: 'string', help: 'NAME  of the account' },
  origin: { type: 'string', help: 'ORIGIN  under which the console is reached (http://127.0.0.1:8080)' },
  help: { type: 'boolean', help: 'this text' },
} as const satisfies Flags;
const PURPOSE = 'a one-time link by which somebody sets a new password and second factor';

/** Prints the link. It is in the audit as an act of this machine. */
export async function run(args: string[]): Promise<number> {
  const flags = readFlags('link', FLAGS, args);
  if (flags['help']) {
    process.stdout.write(helpText('link', PURPOSE, FLAGS));
    return 0;
  }
  const { name, origin = 'http://127.0.0.1:8080', 'data-dir': dataDir = './data' } = flags;
  if (typeof name !== 'string') throw new UsageError('link needs the name of an account: --name NAME.');
  const file = databasePath(String(dataDir));
  await access(file).catch(() => {
    throw new UsageError(`There is no database at ${file}.`);
  });
  const log = createLog('error');
  const store = await Store.open({ dataDir: String(dataDir), now: systemClock.now, log });
  try {
    const people = new People(store, log);
    const person = (await people.list()).find((one) => nameKey(one.name) === nameKey(name));
    if (!person) throw new UsageError(`There is no account "${name}".`);
    const machine: Actor = { accountId: null, name: 'tablo link', role: 'machine', address: 'this machine' };
    const { secret } = await people.inviteAgain(machine, person.id);
    process.stdout.write(`${String(origin)}/console/#/link/${secret}\n`);
    return 0;
  } catch (error) {
    if (error instanceof ActRefused) throw new Error(`Nothing can be kept now: ${error.message}.`);
    throw error;
  } finally {
    await store.close();
  }
}
