// The signs of a tft board: shapes that mean something without their colour.

import { svg } from 'lit';

/** Live: waves of a transmitter. */
export const liveMark = svg`<svg class="mark" viewBox="0 0 20 20" aria-hidden="true"><circle cx="4" cy="16" r="2.6"/><path d="M4 8.6A7.4 7.4 0 0 1 11.4 16M4 2.4A13.6 13.6 0 0 1 17.6 16" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"/></svg>`;

/** A bus seen from the front: this is a stop. */
export const stopMark = svg`<svg class="stop-mark" viewBox="0 0 48 48" aria-hidden="true"><rect width="48" height="48" rx="9"/><path d="M14 8h20a5 5 0 0 1 5 5v22a2 2 0 0 1-2 2h-1v2.5a2.5 2.5 0 0 1-5 0V37H17v2.500a2.500 2.500 0 0 1-5 0V37h-1a2 2 0 0 1-2-2V13a5 5 0 0 1 5-5Zm-.5 7v10h21V15Zm2.500 14a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5Zm16 0a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5Z" fill-rule="evenodd"/></svg>`;

/** A message that changes the journey. */
export const warningMark = svg`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path fill-rule="evenodd" d="M12 1.800a2 2 0 0 1 1.750 1.030l9 16.200A2 2 0 0 1 21 22H3a2 2 0 0 1-1.750-2.970l9-16.200A2 2 0 0 1 12 1.800ZM10.700 8v7h2.600V8Zm1.300 8.600a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3Z"/></svg>`;

/** A message that informs. */
export const informationMark = svg`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path fill-rule="evenodd" d="M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Zm-1.400 9.500v7.500h2.800v-7.500ZM12 5.600a1.700 1.700 0 1 0 0 3.400 1.700 1.700 0 0 0 0-3.400Z"/></svg>`;

/** A wheelchair. */
export const wheelchairMark = svg`<svg class="hint" viewBox="0 0 24 24" aria-hidden="true"><circle cx="10" cy="3.600" r="2.300"/><path d="M10 7.500v6.500h6l2.800 5.500M10.300 10.500h5M8 11.500a5.400 5.400 0 1 0 6.500 7.200" fill="none" stroke="currentColor" stroke-width="2.200" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** One person of two: only standing room; two of two: full. */
export const crowdMark = (isFull: boolean) =>
  svg`<svg class="hint" viewBox="0 0 24 24" aria-hidden="true"><circle cx="8" cy="6" r="3.500"/><path d="M2 21v-4a6 6 0 0 1 12 0v4Z"/><g fill=${isFull ? 'currentColor' : 'none'} stroke="currentColor" stroke-width="1.800"><circle cx="17.500" cy="7.500" r="2.600"/><path d="M15.500 13.200a4.600 4.600 0 0 1 6.600 4.100V20h-5"/></g></svg>`;
