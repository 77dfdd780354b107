import { expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, policyWith } from '../../../server/http/headers.js';

test('a configured map style opens its own origin for fetching and pictures, and nothing else', () => {
  const policy = policyWith('https://tiles.example:8443/style.json?key=secret');
  const changed = Object.entries(policy).filter(([name, sources]) => sources !== CONTENT_SECURITY_POLICY[name]);
  expect(Object.fromEntries(changed)).toEqual({
    'connect-src': ["'self'", 'https://tiles.example:8443'],
    'img-src': ["'self'", 'data:', 'blob:', 'https://tiles.example:8443'],
  });
  expect(policy['script-src']).toEqual(["'self'"]);
});
