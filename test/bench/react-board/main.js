// The peer of `npm run bench page`: the same rules and the same link as Tablo's board, drawn by React.

import { createElement as h, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { content, NOTHING_SHOWN } from '../../../display/board/content.ts';
import { pillColours } from '../../../display/layouts/readable.ts';
import { isHeard, newLink } from '../../../display/link/link.ts';
import { serverTime } from '../../../display/link/server-clock.ts';
import { Session, socketUrl } from '../../../display/link/session.ts';
import { fill, WORDS } from '../../../display/text/words.ts';
import { DEFAULT_POLICY } from '../../../server/wire/policy.ts';

const words = WORDS.bg;
let memory = NOTHING_SHOWN;

function contentOf(link) {
  if (!link.clock) return null;
  const heard = isHeard(link, performance.now());
  const stops = link.hello.stops.map((stopId) => {
    const document = link.stops[stopId]?.document;
    return document ? { kind: 'document', document, heard } : { kind: 'waiting', stopId };
  });
  const policy = { ...DEFAULT_POLICY, ...link.policy };
  const next = content(
    memory,
    { stops, policy, language: 'bg', reachS: 0, clockTrusted: true },
    serverTime(link.clock, performance.now()),
  );
  memory = next.memory;
  return next.content;
}

function timeText({ time, state }) {
  switch (time.kind) {
    case 'minutes':
      return h('b', null, state === 'ageing' ? '~' : '', time.minutes, h('small', null, ' ', words.min));
    case 'now':
      return h('b', null, words.now);
    case 'clock':
      return h('b', null, time.day, ' ', time.time);
    case 'every':
      return h('b', null, fill(words.every, { minutes: time.minutes }));
    case 'word':
      return h('b', null, time.scheduled ? h('s', null, time.scheduled) : null, ' ', words[time.word]);
  }
}

function BoardRow({ row }) {
  const { background, text } = pillColours(row.line);
  return h(
    'div',
    { className: `row ${row.state}`, role: 'row', 'data-id': row.id },
    h('span', { className: 'pill', style: { background: `#${background}`, color: `#${text}` } }, row.line.name),
    h('span', { className: 'name' }, row.headsign),
    h('span', null, row.platform ? fill(words.platform, { platform: row.platform }) : '', row.last ? words.last : ''),
    h('span', { className: 'time' }, timeText(row)),
  );
}

function Board() {
  const [board, setBoard] = useState(null);
  useEffect(() => {
    const stops = (new URLSearchParams(location.search).get('stop') ?? '').split(',');
    const session = new Session(socketUrl(location), newLink({ stops }, {}), (link) => setBoard(contentOf(link)));
    session.start();
    const timer = setInterval(() => setBoard(contentOf(session.link)), 1000);
    return () => {
      clearInterval(timer);
      session.stop();
    };
  }, []);
  const panel = board?.panels[0];
  if (!board || !panel) return null;
  const [message] = board.messages;
  return h(
    'main',
    null,
    h('header', null, h('h1', null, panel.name, ' ', h('small', null, panel.code)), h('time', null, board.clock)),
    panel.rows.slice(0, 7).map((row) => h(BoardRow, { key: row.id, row })),
    message ? h('section', { className: 'band' }, h('b', null, message.header), ' ', message.text) : null,
    h('footer', null, panel.freshness.text, ' ', panel.note),
  );
}

createRoot(document.getElementById('root')).render(h(Board));
