import { expect, it } from 'vitest';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { parseServerMessage } from '../../../server/wire/parse.js';
import { apply } from '../../../server/wire/patch.js';
import { type HistoryBoard, playHistories } from '../../support/cruel-histories.js';
import type { End } from '../../support/pair.js';

const HISTORIES = 1_000;

/** The least board that keeps the contract: a state is taken, a patch is taken on its base, anything else is asked for. */
function leastBoard(end: End): HistoryBoard {
  const board = { doc: null as StopDepartures | null, seq: -1, asking: false };
  end.onText = (text) => {
    const said = parseServerMessage(text);
    if (said.type === 'state') Object.assign(board, { doc: said.doc, seq: said.seq, asking: false });
    else if (said.type === 'patch' && said.seq !== board.seq) {
      if (board.doc && said.base === board.seq)
        Object.assign(board, { doc: apply(board.doc, said), seq: said.seq, asking: false });
      else {
        board.asking = true;
        end.send('{"type":"ask","stop":"s1"}');
      }
    }
  };
  end.send('{"type":"hello","protocol":1,"stops":["s1"]}');
  return { document: () => board.doc, seq: () => board.seq, asking: () => board.asking };
}

it(`patches lost, doubled, reordered in ${HISTORIES} seeded histories: what a board holds is what the server had, or it asks`, {
  timeout: 120_000,
}, () => {
  const { asked, ...wrong } = playHistories(HISTORIES, leastBoard);
  expect(wrong).toEqual({ wrong: 0, lost: 0, seed: null });
  expect(asked).toBeGreaterThan(HISTORIES / 2);
});
