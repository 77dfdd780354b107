// One topic of the console: items by key, told whole once and then only what changed; whoever is slow gets the latest and nothing between.

import type { ConsoleTopic } from '../wire/console/live.js';

/** What tells of a topic. An area registers one and need do no more. */
export interface TopicSource {
  readonly name: ConsoleTopic;
  /** What stands above the items; null where there is nothing. */
  head(): unknown;
  /** Everything there is now, by key. Two items are the same where their JSON is. */
  items(): Iterable<readonly [key: string, item: unknown]>;
  /** Another value whenever something may have changed; without it the topic is looked at each second that somebody watches. */
  version?(): unknown;
}

/** A topic as it was last told: JSON text by key, so that nothing is encoded twice. */
export class Topic {
  private items: ReadonlyMap<string, string> = new Map();
  private head = 'null';
  private version: unknown = Symbol('never looked at');
  seq = 0;

  constructor(readonly source: TopicSource) {}

  /** Looks at the source; the text of the change since the last look, or null where there is none. */
  look(now: number): string | null {
    const version = this.source.version?.();
    if (version !== undefined && version === this.version) return null;
    this.version = version;
    const items = new Map<string, string>();
    for (const [key, item] of this.source.items()) items.set(key, JSON.stringify(item));
    const head = JSON.stringify(this.source.head()) ?? 'null';
    const put: string[] = [];
    for (const [key, text] of items) if (this.items.get(key) !== text) put.push(`${JSON.stringify(key)}:${text}`);
    const drop = [...this.items.keys()].filter((key) => !items.has(key));
    const newHead = head === this.head ? '' : `"head":${head},`;
    if (put.length === 0 && drop.length === 0 && newHead === '' && this.seq > 0) return null;
    const base = this.seq++;
    this.items = items;
    this.head = head;
    return `{"type":"change","topic":"${this.source.name}","base":${base},"seq":${this.seq},"now":${Math.floor(now)},${newHead}"put":{${put.join()}},"drop":${JSON.stringify(drop)}}`;
  }

  /** The text of all that was last seen. */
  snapshot(now: number): string {
    const items = [...this.items].map(([key, text]) => `${JSON.stringify(key)}:${text}`);
    return `{"type":"snapshot","topic":"${this.source.name}","seq":${this.seq},"now":${Math.floor(now)},"head":${this.head},"items":{${items.join()}}}`;
  }
}
