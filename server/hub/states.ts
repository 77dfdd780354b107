// The whole state of a stop, for one watcher: its bytes are made once, and thrown away where none can be made of it.

import type { StopDepartures } from '../wire/messages.js';
import type { FanOut } from './fan-out.js';
import { frameOf } from './frame.js';
import type { WholeHubParts } from './hub-parts.js';
import { NOTHING, OWED, type View, type Watcher } from './view.js';

/** What states are made with. */
export interface StatesParts extends Pick<WholeHubParts, 'metrics'> {
  fanOut: FanOut;
  /** No bytes can be made of the stop's document: it has none any more, and is composed anew. */
  onUnspeakable: (view: View, error: unknown) => void;
}

/** The states of one hub. */
export class States {
  constructor(private readonly parts: StatesParts) {}

  /** Sends a watcher the state, or why there is none. */
  send(view: View, watcher: Watcher): 'sent' | 'held' {
    const frame = this.of(view);
    if (!frame) {
      this.tellWhy(view, watcher);
      return 'sent';
    }
    const outcome = watcher.deliver(view.stop, frame, 'state');
    view.watchers.set(watcher, outcome === 'sent' ? view.seq : OWED);
    if (outcome === 'sent') this.parts.fanOut.count('state', 1, frame.length);
    return outcome;
  }

  /** The state as bytes; null where no bytes can be made of it. */
  of(view: View): Buffer | null {
    if (view.state === null) {
      if (view.doc === null) throw new Error(`stop ${view.stop} has no document`);
      try {
        view.state = this.encode(view, view.seq, view.doc);
      } catch (error) {
        this.parts.onUnspeakable(view, error);
      }
    }
    return view.state;
  }

  /** A state as bytes. Throws where the document cannot be encoded. */
  encode(view: View, seq: number, doc: StopDepartures): Buffer {
    this.parts.metrics.encodes.inc({ kind: 'state' });
    return frameOf({ type: 'state', stop: view.stop, seq, doc });
  }

  /** Tells a watcher why there is no document. */
  tellWhy(view: View, watcher: Watcher): void {
    const frame = frameOf({
      type: 'error',
      code: view.failed ? 'not_ready' : 'unknown_stop',
      message: view.failed ? 'The stop has no document yet.' : 'The timetable has no such stop.',
      stop: view.stop,
    });
    view.watchers.set(watcher, NOTHING);
    if (watcher.deliver(view.stop, frame, 'error') === 'sent') this.parts.fanOut.count('error', 1, frame.length);
  }
}
