// Which conditional requests are answered with 304, for every route alike (contract, 2).

import type { Express, Request } from 'express';

/**
 * Does the client hold what would be sent? If-None-Match alone where it is sent, by weak comparison; else
 * If-Modified-Since (RFC 9110, 13.1.2, 13.1.3 and 13.2.2).
 */
export function isCurrent(
  asked: { ifNoneMatch: string | undefined; ifModifiedSince: string | undefined },
  sent: { etag: string | undefined; lastModified: string | undefined },
): boolean {
  const { ifNoneMatch, ifModifiedSince } = asked;
  if (ifNoneMatch !== undefined) {
    const weak = (tag: string) => tag.trim().replace(/^W\//, '');
    return ifNoneMatch
      .split(',')
      .some((tag) => tag.trim() === '*' || (sent.etag !== undefined && weak(tag) === weak(sent.etag)));
  }
  if (ifModifiedSince === undefined || sent.lastModified === undefined) return false;
  return Date.parse(sent.lastModified) <= Date.parse(ifModifiedSince);
}

/**
 * Makes `request.fresh` say so. Express's own says no to whoever sends `Cache-Control: no-cache` too, as browsers' `fetch`
 * does with every condition of one's own: that directive tells caches on the way to ask the origin (RFC 9111, 5.2.1.4), and
 * here the origin is being asked.
 */
export function answerConditions(app: Express): void {
  Object.defineProperty(app.request, 'fresh', {
    configurable: true,
    enumerable: true,
    get(this: Request): boolean {
      const { res: response } = this;
      if (!response || (this.method !== 'GET' && this.method !== 'HEAD')) return false;
      const isGiven = (response.statusCode >= 200 && response.statusCode < 300) || response.statusCode === 304;
      const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
      return (
        isGiven &&
        isCurrent(
          { ifNoneMatch: this.get('If-None-Match'), ifModifiedSince: this.get('If-Modified-Since') },
          { etag: text(response.get('ETag')), lastModified: text(response.get('Last-Modified')) },
        )
      );
    },
  });
}
