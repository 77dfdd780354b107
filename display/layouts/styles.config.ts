// The elements' styles without the spaces that only people need, and without Lit's joiner of styles. A step of the build.

import type { Plugin } from 'vite';

const STYLES = /css`[^`$]*`/g;

/**
 * Collapses every run of spaces in `css` texts; none of them has one that means something. Since none of them holds an
 * expression either, each is handed to Lit whole: the half of `css` that joins pieces and checks them stays out of the pages.
 */
export function squeezeStyles(): Plugin {
  return {
    name: 'tablo-squeeze-styles',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.ts') || !/import \{[^}]*\bcss\b[^}]*\} from 'lit'/.test(code)) return null;
      if (code.match(/css`/g)?.length !== code.match(STYLES)?.length) return null;
      const squeezed = code
        .replace(/(import \{[^}]*)\bcss\b([^}]*\} from 'lit')/, '$1unsafeCSS as css$2')
        .replace(STYLES, (text) => {
          const bare = text
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};]) ?/g, '$1')
            .replace(/(?<=[{;])([\w-]+): /g, '$1:');
          return bare.replace('css`', 'css(`').replace(/`$/, '`)');
        });
      return { code: squeezed, map: null };
    },
  };
}
