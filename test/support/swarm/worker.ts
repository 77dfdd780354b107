// One process of a swarm: opens thousands of boards and notes when each hears something.

import { connect, type Socket } from 'node:net';
import { waitMs } from '../../../display/link/reconnect.js';
import { clientFrame, EMPTY, readFrames } from './frames.js';
import type { Answer, OpenOrder, Order, Report } from './orders.js';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = clientFrame(10, '');
const RETRY_MS = 2_000;
const STEP_MS = 50;

interface Board {
  number: number;
  stop: string;
  socket: Socket;
  rest: Buffer;
  upgraded: boolean;
  seq: number;
  heard: boolean;
}

const boards: Board[] = [];
const closes: Record<string, number> = {};
let plan: OpenOrder | null = null;
let documents: Record<string, number[]> = {};
let letIn: number[] = [];
let served: number[] = [];
let gaps = 0;
let bytes = 0;
let shed = 0;
let settled = 0;

/** A double holds the nanoseconds of a hundred days. */
const nowNs = (): number => Number(process.hrtime.bigint());
const answer = (message: Answer): void => {
  process.send?.(message);
};

function open(order: OpenOrder, number: number, attempt = 0): void {
  const stop = order.stopIds?.[number % order.stopIds.length] ?? `s${number % order.stops}`;
  const socket = connect({ port: order.port, host: '127.0.0.1', localAddress: order.from });
  const board: Board = { number, stop, socket, rest: EMPTY, upgraded: false, seq: -1, heard: false };
  socket.setNoDelay(true);
  socket.on('connect', () =>
    socket.write(
      'GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: tablo.v1\r\n\r\n',
    ),
  );
  socket.on('data', (chunk: Buffer) => onData(order, board, chunk));
  socket.on('error', () => {});
  socket.on('close', () => {
    const at = boards.indexOf(board);
    if (at >= 0) boards.splice(at, 1);
    if (order.comesBack) {
      const next = board.upgraded ? 0 : attempt;
      setTimeout(() => open(order, number, next + 1), waitMs(next, Math.random()));
    } else if (at < 0 && !board.upgraded) setTimeout(() => open(order, number), RETRY_MS);
  });
}

function onData(order: OpenOrder, board: Board, chunk: Buffer): void {
  bytes += chunk.length;
  let data = board.rest.length > 0 ? Buffer.concat([board.rest, chunk]) : chunk;
  if (!board.upgraded) {
    const end = data.indexOf('\r\n\r\n');
    if (end < 0) {
      board.rest = data;
      return;
    }
    if (!data.toString('latin1', 0, 13).startsWith('HTTP/1.1 101')) {
      shed++;
      board.socket.destroy();
      return;
    }
    board.upgraded = true;
    letIn.push(nowNs());
    boards.push(board);
    data = data.subarray(end + 4);
    if (order.hello)
      board.socket.write(clientFrame(TEXT, JSON.stringify({ type: 'hello', protocol: 1, stops: [board.stop] })));
    else settle();
  }
  board.rest = readFrames(data, (opcode, payload) => take(board, opcode, payload));
}

function take(board: Board, opcode: number, payload: Buffer): void {
  if (opcode === PING) board.socket.write(PONG);
  else if (opcode === CLOSE) {
    const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
    closes[code] = (closes[code] ?? 0) + 1;
    board.socket.end(clientFrame(CLOSE, ''));
  } else if (opcode === TEXT) {
    const head = payload.toString('latin1', 0, 120);
    const type = head.slice(9, 14);
    if (type !== 'state' && type !== 'patch') return;
    const seq = Number(/"seq":(\d+)/.exec(head)?.[1]);
    const key = `${board.stop}#${seq}`;
    const times = documents[key] ?? [];
    documents[key] = times;
    times.push(nowNs());
    if (board.seq < 0) served.push(nowNs());
    if (board.seq < 0) settle();
    else if (!head.includes(`"stop":"${board.stop}"`) || seq !== board.seq + 1) gaps++;
    board.seq = seq;
    board.heard = true;
  }
}

function settle(): void {
  if (++settled === plan?.boards) answer({ is: 'opened' });
}

function openAll(order: OpenOrder): void {
  plan = order;
  const perStep = (order.perSecond * STEP_MS) / 1000;
  const started = performance.now();
  let opened = 0;
  const timer = setInterval(() => {
    const due = Math.min(order.boards, Math.ceil(((performance.now() - started) / STEP_MS) * perStep));
    for (; opened < due; opened++) open(order, order.first + opened);
    if (opened === order.boards) clearInterval(timer);
  }, STEP_MS);
}

function report(): Report {
  return {
    documents,
    letIn,
    served,
    boards: boards.filter((board) => board.heard).length,
    gaps,
    bytes,
    open: boards.length,
    closes,
    shed,
  };
}

process.on('message', (order: Order) => {
  switch (order.do) {
    case 'open':
      return openAll(order);
    case 'mark':
      documents = {};
      letIn = [];
      served = [];
      gaps = 0;
      bytes = 0;
      for (const board of boards) board.heard = false;
      return answer({ is: 'marked' });
    case 'report':
      return answer({ is: 'report', report: report() });
    case 'count':
      return answer({ is: 'count', served: served.length });
    case 'churn':
      for (const board of boards.splice(0, order.boards)) {
        board.socket.destroy();
        if (plan) open(plan, board.number);
      }
      return answer({ is: 'churned' });
    case 'freeze':
      for (const board of boards.slice(0, order.boards)) board.socket.pause();
      return answer({ is: 'frozen' });
  }
});
process.on('disconnect', () => process.exit(0));
