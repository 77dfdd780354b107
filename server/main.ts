#!/usr/bin/env node
// The command line: finds the command, and turns every failure into one sentence and an exit code.

import { UsageError } from './config.js';

/** A command: its arguments in, an exit code out. Loaded only when called, so that `--help` is quick. */
type Command = { run(args: string[]): Promise<number> };

const COMMANDS: Readonly<Record<string, { purpose: string; load: () => Promise<Command> }>> = {
  serve: {
    purpose: 'timetable in, realtime in; predictions, boards and APIs out',
    load: () => import('./commands/serve.js'),
  },
  demo: { purpose: 'serve the simulated city that ships with the project', load: () => import('./commands/demo.js') },
  link: {
    purpose: 'a one-time link for somebody who cannot sign in to the console any more',
    load: () => import('./commands/link.js'),
  },
  import: { purpose: 'import a GTFS dataset and stop', load: () => import('./commands/import.js') },
  check: { purpose: 'read feeds and print every finding', load: () => import('./commands/check.js') },
  replay: {
    purpose: 'run the predictor over a recording and write every prediction',
    load: () => import('./commands/replay.js'),
  },
  score: { purpose: 'compare predictions with what happened', load: () => import('./commands/score.js') },
};

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    const lines = Object.entries(COMMANDS).map(([command, { purpose }]) => `  tablo ${command.padEnd(8)} ${purpose}`);
    process.stdout.write(
      `Tablo, real-time passenger information\n\n${lines.join('\n')}\n\ntablo COMMAND --help tells more.\n`,
    );
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS[name];
  if (!command) throw new UsageError(`There is no command "${name}". Try: tablo --help`);
  return (await command.load()).run(rest);
}

/** What still runs when a command has ended, such as an import that nobody waits for any more, is ended after this long. */
const LINGER_MS = 500;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof UsageError;
  process.stderr.write(`tablo: ${error instanceof Error ? error.message : String(error)}\n`);
  if (!usage && process.env['TABLO_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = usage ? 2 : 1;
}
setTimeout(() => process.exit(), LINGER_MS).unref();
