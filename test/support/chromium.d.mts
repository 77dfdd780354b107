/** Path of a Chromium on this machine, or null. */
export function findChromium(): string | null;
/** The flags under which tests start it. */
export const CHROMIUM_FLAGS: string[];
