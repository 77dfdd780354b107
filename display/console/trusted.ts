// What a library of the console may do under Trusted Types: start workers from our own files, and put text where it would put markup.

/** Lets a library that knows nothing of Trusted Types start our own workers; markup that it would write becomes text. Call it before the library is used. */
export function trustOwnWorkers(): void {
  const { trustedTypes } = globalThis as {
    trustedTypes?: {
      defaultPolicy: unknown;
      createPolicy(name: string, rules: Record<string, (text: string) => string>): unknown;
    };
  };
  if (!trustedTypes || trustedTypes.defaultPolicy) return;
  trustedTypes.createPolicy('default', {
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`not a script of ours: ${url}`);
      return url;
    },
    createHTML: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  });
}
