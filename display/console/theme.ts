// Dark, light, or as the system is: chosen by the person, kept in the browser, set on the page's root.

/** What may be chosen. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'tablo.console.theme';
const DARK = '(prefers-color-scheme: dark)';

/** The choice of last time. */
export function keptTheme(shelf: Pick<Storage, 'getItem'>): Theme {
  try {
    return THEMES.find((theme) => theme === shelf.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** Keeps the choice and shows it; where nothing can be kept it lasts for this page. */
export function setTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Forbidden or full.
  }
  showTheme(theme);
}

/** Shows a theme. */
export function showTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia(DARK).matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

/** Calls back when the system turns from day to night. Returns what ends it. */
export function onSystemTheme(changed: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
