// Many boards with real sockets, from other processes and several loopback addresses.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Order, Report } from './orders.js';

/** How many boards, and how they come. */
export interface SwarmPlan {
  port: number;
  boards: number;
  stops: number;
  /** Processes; each sends from a loopback address of its own. */
  workers?: number;
  /** Handshakes a second of the whole swarm; whoever is sent away comes again. */
  perSecond?: number;
  hello?: boolean;
  stopIds?: readonly string[];
  comesBack?: boolean;
}

/** What the whole swarm has seen. */
export interface Seen extends Omit<Report, 'documents'> {
  /** When each document came: nanoseconds of the machine's monotone clock, ascending. */
  arrivals: bigint[];
  /** The same by `STOP#SEQ`. */
  documents: Map<string, number[]>;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** A swarm that is connected. */
export class Swarm {
  private constructor(private readonly workers: readonly ChildProcess[]) {}

  /** Opens every board; resolves when each has its first state (or its socket, where none says hello). */
  static async open(plan: SwarmPlan): Promise<Swarm> {
    const count = plan.workers ?? Math.min(4, Math.ceil(plan.boards / 100));
    const workers = Array.from({ length: count }, () => fork(WORKER, { execArgv: ['--import', 'tsx'] }));
    const swarm = new Swarm(workers);
    const share = Math.ceil(plan.boards / count);
    await swarm.ask('opened', (i) => ({
      do: 'open',
      port: plan.port,
      from: `127.0.0.${2 + i}`,
      first: i * share,
      boards: Math.min(share, plan.boards - i * share),
      stops: plan.stops,
      perSecond: (plan.perSecond ?? 880) / count,
      hello: plan.hello ?? true,
      ...(plan.stopIds ? { stopIds: plan.stopIds } : {}),
      ...(plan.comesBack ? { comesBack: true } : {}),
    }));
    return swarm;
  }

  /** Counts from nothing. */
  async mark(): Promise<void> {
    await this.ask('marked', () => ({ do: 'mark' }));
  }

  /** The first `boards` of each process read no more. */
  async freeze(boards: number): Promise<void> {
    await this.ask('frozen', () => ({ do: 'freeze', boards }));
  }

  /** What was seen since the mark. */
  async seen(): Promise<Seen> {
    const answers = await this.ask('report', () => ({ do: 'report' }));
    const sum: Seen = {
      ...{ arrivals: [], documents: new Map(), letIn: [], served: [] },
      ...{ boards: 0, gaps: 0, bytes: 0, open: 0, closes: {}, shed: 0 },
    };
    for (const answer of answers) {
      if (answer.is !== 'report') continue;
      const { report } = answer;
      for (const [key, times] of Object.entries(report.documents)) {
        const known = sum.documents.get(key);
        if (known) known.push(...times);
        else sum.documents.set(key, times);
        for (const at of times) sum.arrivals.push(BigInt(at));
      }
      for (const at of report.letIn) sum.letIn.push(at);
      for (const at of report.served) sum.served.push(at);
      sum.boards += report.boards;
      sum.gaps += report.gaps;
      sum.bytes += report.bytes;
      sum.open += report.open;
      sum.shed += report.shed;
      for (const [code, times] of Object.entries(report.closes)) sum.closes[code] = (sum.closes[code] ?? 0) + times;
    }
    sum.arrivals.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    sum.letIn.sort((a, b) => a - b);
    sum.served.sort((a, b) => a - b);
    return sum;
  }

  /** This many of each process leave, and as many come anew. */
  async churn(boards: number): Promise<void> {
    await this.ask('churned', () => ({ do: 'churn', boards }));
  }

  /** Sockets that got their first document since the mark. */
  async served(): Promise<number> {
    const answers = await this.ask('count', () => ({ do: 'count' }));
    return answers.reduce((sum, answer) => sum + (answer.is === 'count' ? answer.served : 0), 0);
  }

  /** Stops every process where it is: its machine stands still, and says no goodbye. */
  standStill(): void {
    for (const worker of this.workers) worker.kill('SIGSTOP');
  }

  /** Ends every process of the swarm. */
  end(): void {
    for (const worker of this.workers) worker.kill('SIGKILL');
  }

  private ask(is: Answer['is'], order: (i: number) => Order): Promise<Answer[]> {
    return Promise.all(
      this.workers.map(
        (worker, i) =>
          new Promise<Answer>((resolve, reject) => {
            const onExit = (code: number | null): void => reject(new Error(`a worker of the swarm ended with ${code}`));
            const onMessage = (answer: Answer): void => {
              if (answer.is !== is) return;
              worker.off('message', onMessage);
              worker.off('exit', onExit);
              resolve(answer);
            };
            worker.on('message', onMessage);
            worker.on('exit', onExit);
            worker.send(order(i));
          }),
      ),
    );
  }
}
