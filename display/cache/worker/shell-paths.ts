// Which page of the shell answers a path.

/** The board's pages and the stop's, as the build names them: a layout that is not the tft has a page that names its file. */
export const BOARD_PAGE = '/board/index.html';
export const LAYOUT_PAGES: Readonly<Record<string, string>> = { led: '/board/led.html', eink: '/board/eink.html' };
export const STOP_PAGE = '/stop/index.html';

/** The page for an address that is navigated to; null where the shell has none. */
export function shellOf({ pathname, searchParams }: URL): string | null {
  if (pathname === '/board/' || pathname === BOARD_PAGE) {
    return LAYOUT_PAGES[searchParams.get('layout') ?? ''] ?? BOARD_PAGE;
  }
  return /^\/stop\/[^/]+$/.test(pathname) ? STOP_PAGE : null;
}
