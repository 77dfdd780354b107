// The console's addresses: `#/VIEW/rest…` inside, `#/link/SECRET` for a link by which somebody comes.

/** Where the page is. */
export type Place = { kind: 'link'; secret: string } | { kind: 'view'; view: string; path: readonly string[] };

/** Reads the address after `#`; nothing there is the first view. */
export function placeOf(hash: string, firstView: string): Place {
  const [view, ...path] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decoded);
  if (view === 'link' && path[0]) return { kind: 'link', secret: path[0] };
  return { kind: 'view', view: view || firstView, path: path.filter((part) => part !== '') };
}

/** The address of a view. */
export function viewAddress(view: string, ...path: string[]): string {
  return `#/${[view, ...path].map(encodeURIComponent).join('/')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
