// Runs one of our modules in a process of its own and passes on its progress, its result or its refusal.

import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { GtfsError, type PlainGtfsError, plainError } from './gtfs-error.js';

/** Flags of node for a child that makes many short-lived rows: a small young generation costs no time here and saves 50 MB. */
export const SMALL_YOUNG_GENERATION: readonly string[] = ['--max-semi-space-size=4'];
/** A child that takes longer than this hangs, and is killed. */
export const MAX_CHILD_MS = 1_800_000;
/** Bytes of a child's stderr that are kept for its error. */
export const STDERR_KEPT = 4_096;

type ChildMessage<P, R> = { progress: P } | { result: R; maxRssBytes: number } | { error: PlainGtfsError };

/** A child's result and the most memory that it held. */
export interface ChildDone<R> {
  result: R;
  maxRssBytes: number;
}

/** The module beside the caller, as TypeScript or built, as the caller itself is. */
export function moduleBeside(callerUrl: string, name: string): URL {
  return new URL(`./${name}${callerUrl.endsWith('.ts') ? '.ts' : '.js'}`, callerUrl);
}

/** Forks `module` with a job and awaits its end. Nothing that the child prints to stdout gets out. Throws GtfsError. */
export function runChild<J, P, R>(
  module: URL,
  job: J,
  onProgress: (progress: P) => void,
  options: { tmpDir?: string; nodeFlags?: readonly string[] } = {},
): Promise<ChildDone<R>> {
  const typescript = module.pathname.endsWith('.ts');
  const tsx = typescript ? pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href : '';
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(module), [JSON.stringify(job)], {
      execArgv: [...(options.nodeFlags ?? []), ...(typescript ? ['--import', tsx] : [])],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      timeout: MAX_CHILD_MS,
      killSignal: 'SIGKILL',
      env: options.tmpDir ? { ...process.env, TMPDIR: path.resolve(options.tmpDir) } : process.env,
    });
    let stderr = '';
    let done: ChildDone<R> | null = null;
    let refused: GtfsError | null = null;
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-STDERR_KEPT);
    });
    child.on('message', (message: ChildMessage<P, R>) => {
      if ('progress' in message) onProgress(message.progress);
      else if ('result' in message) done = { result: message.result, maxRssBytes: message.maxRssBytes };
      else refused = new GtfsError(message.error.code, message.error.place);
    });
    child.once('error', (error) => reject(new GtfsError('import-failed', { detail: error.message })));
    child.once('close', (code, signal) => {
      if (refused) reject(refused);
      else if (done) resolve(done);
      else {
        const last = stderr.trim().split('\n').at(-1) ?? '';
        reject(
          new GtfsError('import-failed', { detail: `process ended with ${signal ?? code}: ${last.slice(0, 200)}` }),
        );
      }
    });
  });
}

/** The child's side: does the job of argv, reports, and ends; ends too when its parent is gone. */
export async function serveJob<J, P, R>(work: (job: J, progress: (p: P) => void) => Promise<R>): Promise<void> {
  const send = (message: ChildMessage<P, R>): Promise<void> =>
    new Promise((resolve) => {
      if (process.send) process.send(message, () => resolve());
      else resolve();
    });
  process.once('disconnect', () => process.exit(1));
  try {
    const job = JSON.parse(process.argv[2] ?? 'null') as J;
    const result = await work(job, (progress) => void send({ progress }));
    await send({ result, maxRssBytes: process.resourceUsage().maxRSS * 1024 });
  } catch (error) {
    await send({ error: plainError(error) });
  }
  process.removeAllListeners('disconnect');
  process.exit(0);
}
