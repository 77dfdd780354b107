// The layouts' styles without the spaces that only people need. A step of the build.

import type { Plugin } from 'vite';

/** Files that hold nothing but one `css` text end so. */
const STYLES = /styles\.ts$/;

/** Collapses every run of spaces in the style files; none of them has one that means something. */
export function squeezeStyles(): Plugin {
  return {
    name: 'tablo-squeeze-styles',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!STYLES.test(id)) return null;
      const squeezed = code.replace(/css`[^`]*`/g, (text) =>
        text
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};]) ?/g, '$1')
          .replace(/(?<=[{;])([\w-]+): /g, '$1:'),
      );
      return { code: squeezed, map: null };
    },
  };
}
