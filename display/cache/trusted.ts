// Script addresses under Trusted Types: only our own are made into something that the browser runs (obligation S6).

/** What of Trusted Types is used; TypeScript's own types do not have it yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** An address of ours, as the browser wants it. Throws for any other. */
export function ownScript(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('tablo', { createScriptURL: own }) ?? { createScriptURL: own };
  return policy.createScriptURL(url);
}

let policy: { createScriptURL(url: string): string } | null = null;

function own(url: string): string {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`not a script of ours: ${url}`);
  return url;
}
