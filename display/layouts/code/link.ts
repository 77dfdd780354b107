// Where the code on a board leads: the stop's page for phones, under the page's own origin or the one that the board's address names.

/** `?qr=off`: a board without a code. */
export const NO_CODE = 'off';

/** The origin of the link: `?qr=https://tablo.example` names another than the page's own; null where no code is wanted. */
export function codeOrigin(query: string, own: string): string | null {
  const asked = new URLSearchParams(query).get('qr');
  if (asked === NO_CODE) return null;
  try {
    const { protocol, origin } = new URL(asked ?? own);
    return protocol === 'https:' || protocol === 'http:' ? origin : own;
  } catch {
    return own;
  }
}

/** The address of a stop's page. */
export function stopLink(origin: string, stopId: string): string {
  return `${origin}/stop/${encodeURIComponent(stopId)}`;
}
