// The built program as a process of its own, as a person or a service manager runs it: its lines, its exit code, its end.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const PROGRAM = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

/** What a finished run left. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  program: string = PROGRAM,
  nodeArgs: readonly string[] = [],
): ChildProcess {
  if (!existsSync(program)) throw new Error('These tests drive the built program: run `npm run build` first.');
  return spawn(process.execPath, [...nodeArgs, program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

/** Runs a command to its end. */
export async function run(...args: string[]): Promise<Finished> {
  return finished(start(args));
}

/** Runs a command and sends it a signal as soon as `when` holds. */
export async function interrupted(
  args: readonly string[],
  when: () => boolean,
  signal: NodeJS.Signals,
): Promise<Finished> {
  const child = start(args);
  const end = finished(child);
  while (child.exitCode === null && !when()) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill(signal);
  return end;
}

function finished(child: ChildProcess): Promise<Finished> {
  const done: Finished = { code: null, stdout: '', stderr: '' };
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    done.stdout += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    done.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...done, code }));
  });
}

/** How a server is started otherwise than by a person. */
export interface StartOptions {
  /** False: resolves when it listens. */
  ready?: boolean;
  /** Another built program than the project's. */
  program?: string;
  nodeArgs?: readonly string[];
  onStderr?: (text: string) => void;
}

/** A server that listens and is ready. */
export class Tablo {
  private constructor(
    private readonly child: ChildProcess,
    private readonly end: Promise<Finished>,
    /** `http://HOST:PORT`. */
    readonly url: string,
    /** When it said that it listens, milliseconds of the machine. */
    readonly listeningAtMs: number,
  ) {}

  /** Starts `tablo serve` or `tablo demo`; rejects with what it wrote where it ends before it listens. */
  static async start(
    args: readonly string[],
    { ready = true, program = PROGRAM, nodeArgs = [], onStderr }: StartOptions = {},
  ): Promise<Tablo> {
    const child = start(args, {}, program, nodeArgs);
    if (onStderr) child.stderr!.on('data', onStderr);
    const end = finished(child);
    let seen = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout!.on('data', (text: string) => {
        seen += text;
        const match = /^tablo: listening on (http:\/\/\S+)\n/m.exec(seen);
        if (match) resolve(match[1]!);
      });
      end.then(({ code, stderr }) => reject(new Error(`it ended with ${code}: ${stderr}`)), reject);
    });
    const tablo = new Tablo(child, end, url, Date.now());
    try {
      if (ready) await tablo.isReady();
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return tablo;
  }

  /** Of its process. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Resolves when `/readyz` says so. */
  async isReady(): Promise<void> {
    while ((await fetch(`${this.url}/readyz`)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** An answer of the API. */
  async json<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Sends a signal and waits for the end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Finished> {
    this.child.kill(signal);
    return this.end;
  }
}

/** A folder of a test's own in the system's temporary place. */
export class Scratch {
  readonly dir = mkdtempSync(join(tmpdir(), 'tablo-test-'));

  path(...names: string[]): string {
    return join(this.dir, ...names);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
