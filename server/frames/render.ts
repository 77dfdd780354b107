// A stop's document made to a frame by the layouts' own code: (before, document, request, now) → frame. Pure.

import { content, NOTHING_SHOWN } from '../../display/board/content.js';
import type { BoardContent, BoardMemory } from '../../display/board/model.js';
import { sleeping } from '../../display/board/sleep.js';
import { einkFrame } from '../../display/layouts/eink/dot-frame.js';
import { type EinkState, REDRAW_LEAST_S, redraw, TURN_S } from '../../display/layouts/eink/redraw.js';
import { type Dots, darkDots, inverse } from '../../display/layouts/led/dots.js';
import { drawPage } from '../../display/layouts/led/frame.js';
import { ledGeometry } from '../../display/layouts/led/geometry.js';
import { ledPageAt } from '../../display/layouts/led/pages.js';
import { type Language, languageAt } from '../../display/text/language.js';
import { properName } from '../../display/text/proper-case.js';
import type { Policy, StopDepartures } from '../wire/messages.js';
import type { FrameRequest } from './request.js';

/** On e-ink each language stands this long; not in step with the pages of messages. */
const EINK_LANGUAGE_S = 84;
/** More rows than a frame has. */
const ALL_ROWS = 40;

/** What one display has been shown: so that minutes do not rise by jitter, and e-ink is left alone. */
export interface FrameMemory {
  board: BoardMemory;
  eink: EinkState | null;
}

/** A display that has been shown nothing. */
export const NO_FRAME: FrameMemory = Object.freeze({ board: NOTHING_SHOWN, eink: null });

/** A frame; a lit dot is light. `leftS`: it will not change before, unless the departures do. */
export interface Frame {
  dots: Dots;
  leftS: number;
}

/** The frame that stands at `nowS`. */
export function renderFrame(
  before: FrameMemory,
  document: StopDepartures,
  request: FrameRequest,
  policy: Policy,
  nowS: number,
): { frame: Frame; memory: FrameMemory } {
  let { board } = before;
  const inLanguage = (language: Language): BoardContent => {
    const stops = [{ kind: 'document', document, heard: true } as const];
    const input = { stops, policy, language, reachS: request.reachS, clockTrusted: true, nameOf: properName };
    const made = content(board, input, nowS);
    board = made.memory;
    return request.sleep ? sleeping(made.content, stops, request.sleep, nowS, properName) : made.content;
  };
  const { size, languages } = request;
  if (request.layout === 'led') {
    const g = ledGeometry(size);
    const shown = ledPageAt(languages.map(inLanguage), g, nowS);
    const dots = shown ? drawPage(shown.content, shown.page, g) : darkDots(size.width, size.height);
    return { frame: { dots, leftS: shown?.leftS ?? 0 }, memory: { board, eink: null } };
  }
  const eink = redraw(before.eink, inLanguage(languageAt(languages, nowS, EINK_LANGUAGE_S)), ALL_ROWS, nowS);
  const leftS = Math.min(TURN_S, Math.max(0, eink.drawnAtS + REDRAW_LEAST_S - nowS));
  return { frame: { dots: inverse(einkFrame(eink.content, size, eink.turn)), leftS }, memory: { board, eink } };
}
