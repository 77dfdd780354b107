// A clock for an element: asks it to draw again at each full second.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class TickController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #nowS: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `nowS` tells the time whose seconds are followed. */
  constructor(host: ReactiveControllerHost, nowS: () => number) {
    this.#host = host;
    this.#nowS = nowS;
    host.addController(this);
  }

  hostConnected(): void {
    this.#next();
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #next(): void {
    const nowS = this.#nowS();
    this.#timer = setTimeout(
      () => {
        this.#host.requestUpdate();
        this.#next();
      },
      1000 - (nowS - Math.floor(nowS)) * 1000 + 5,
    );
  }
}
