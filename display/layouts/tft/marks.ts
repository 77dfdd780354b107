// The signs of a tft board: shapes that mean something without their colour.

import { svg } from 'lit';

/** Live: waves of a transmitter. */
export const liveMark = svg`<svg class="mark" viewBox="0 0 20 20" aria-hidden="true"><circle cx="4" cy="16" r="2.6"/><path d="M4 8.6A7.4 7.4 0 0 1 11.4 16M4 2.4A13.6 13.6 0 0 1 17.6 16" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"/></svg>`;

/** A bus seen from the front: this is a stop. */
export const stopMark = svg`<svg class="stop-mark" viewBox="0 0 48 48" aria-hidden="true"><rect width="48" height="48" rx="9"/><path d="M14 8h20a5 5 0 0 1 5 5v22a2 2 0 0 1-2 2h-1v2.5a2.5 2.5 0 0 1-5 0V37H17v2.5a2.5 2.5 0 0 1-5 0V37h-1a2 2 0 0 1-2-2V13a5 5 0 0 1 5-5Zm-.5 7v10h21V15Zm2.5 14a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Zm16 0a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z" fill-rule="evenodd"/></svg>`;

/** A message that changes the journey. */
export const warningMark = svg`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path fill-rule="evenodd" d="M12 1.8a2 2 0 0 1 1.75 1.03l9 16.2A2 2 0 0 1 21 22H3a2 2 0 0 1-1.75-2.97l9-16.2A2 2 0 0 1 12 1.8ZM10.7 8v7h2.6V8Zm1.3 8.6a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Z"/></svg>`;

/** A message that informs. */
export const informationMark = svg`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path fill-rule="evenodd" d="M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Zm-1.4 9.5v7.5h2.8v-7.5ZM12 5.6a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Z"/></svg>`;

/** A wheelchair. */
export const wheelchairMark = svg`<svg class="hint" viewBox="0 0 24 24" aria-hidden="true"><circle cx="10" cy="3.6" r="2.3"/><path d="M10 7.5v6.5h6l2.8 5.5M10.3 10.5h5M8 11.5a5.4 5.4 0 1 0 6.5 7.2" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** One person of two: only standing room; two of two: full. */
export const crowdMark = (isFull: boolean) =>
  svg`<svg class="hint" viewBox="0 0 24 24" aria-hidden="true"><circle cx="8" cy="6" r="3.5"/><path d="M2 21v-4a6 6 0 0 1 12 0v4Z"/><g fill=${isFull ? 'currentColor' : 'none'} stroke="currentColor" stroke-width="1.8"><circle cx="17.5" cy="7.5" r="2.6"/><path d="M15.5 13.2a4.6 4.6 0 0 1 6.6 4.1V20h-5"/></g></svg>`;
