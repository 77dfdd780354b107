// The headers that every answer carries: what a page may load, and who may frame or read it (obligations S6, S11).

import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Everything from ourselves, nothing from elsewhere; no inline script, no inline style, no frame around us. */
export const CONTENT_SECURITY_POLICY: Record<string, string[]> = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'media-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  // Text becomes markup or a script's address only through these: Lit's templates, our own scripts, and what the map asks for.
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html', 'tablo', 'default'],
};

/** The policy with the origin of a configured map style: what it names is fetched from there, and drawn. Nothing of it runs. */
export function policyWith(mapStyle: string): Record<string, string[]> {
  const { origin } = new URL(mapStyle);
  return {
    ...CONTENT_SECURITY_POLICY,
    'connect-src': ["'self'", origin],
    'img-src': ["'self'", 'data:', 'blob:', origin],
  };
}

/** Headers of every answer. HSTS is the business of whoever holds the certificate. */
export function securityHeaders(directives: Record<string, string[]> = CONTENT_SECURITY_POLICY): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** What anybody may read from any page: departures, feeds. Read only, without credentials. */
export const readableByAll: RequestHandler = (request, response, next) => {
  response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  if (request.method !== 'OPTIONS') return next();
  response.set('Access-Control-Allow-Methods', 'GET, HEAD');
  response.set('Access-Control-Allow-Headers', 'If-None-Match, If-Modified-Since');
  response.set('Access-Control-Max-Age', '86400');
  response.status(204).end();
};
