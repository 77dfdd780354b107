// Which page of the shell answers a path.

/** The board's page and the stop's, as the build names them. */
export const BOARD_PAGE = '/board/index.html';
export const STOP_PAGE = '/stop/index.html';

/** The page for a path that is navigated to; null where the shell has none. */
export function shellOf(pathname: string): string | null {
  if (pathname === '/board/' || pathname === BOARD_PAGE) return BOARD_PAGE;
  return /^\/stop\/[^/]+$/.test(pathname) ? STOP_PAGE : null;
}
