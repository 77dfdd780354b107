// Can somebody who stands before the glass read what was drawn on it? Asked of the drawing itself, not of the document that it was made from.

/** Letters do not fill their line: so much of its height must be seen, and all of its width. */
const SEEN_HEIGHT = 0.85;
/** Edges are rounded to pixels. */
const EDGE_PX = 2;
/** What is fainter is not there. */
const OPACITY_LEAST = 0.2;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * True where each line of the element's text is drawn, within everything that clips it, and with nothing over it. `glass`: the
 * element that ends the glass, where the board is a picture within a page; else the window does.
 */
export function isReadable(element: Element, glass: Element | null = null): boolean {
  const range = document.createRange();
  range.selectNodeContents(element);
  const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  return areSeen(element, lines, glass);
}

/** The same of a picture: all of it is seen. */
export function isWhole(element: Element): boolean {
  return areSeen(element, [element.getBoundingClientRect()], null);
}

function areSeen(element: Element, boxes: readonly DOMRect[], glass: Element | null): boolean {
  if ((document.hidden && !glass) || !boxes.length) return false;
  const opening = openingOf(element, glass);
  return opening !== null && boxes.every((box) => isWithin(box, opening) && (glass || isOnTop(box, element)));
}

/** What of the window the element could be seen in; null where it is hidden. */
function openingOf(element: Element, glass: Element | null): Box | null {
  const opening = glass ? boxOf(glass) : { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  if (getComputedStyle(element).visibility !== 'visible') return null;
  for (let at: Element | null = element; at && at !== glass; at = parentOf(at)) {
    const { overflowX, overflowY, opacity } = getComputedStyle(at);
    if (Number(opacity) < OPACITY_LEAST) return null;
    const box = at.getBoundingClientRect();
    if (overflowX !== 'visible') {
      opening.left = Math.max(opening.left, box.left);
      opening.right = Math.min(opening.right, box.right);
    }
    if (overflowY !== 'visible') {
      opening.top = Math.max(opening.top, box.top);
      opening.bottom = Math.min(opening.bottom, box.bottom);
    }
  }
  return opening;
}

function boxOf(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
}

/** The element around it, out of shadow roots too. */
function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function isWithin({ left, top, right, bottom, height }: DOMRect, opening: Box): boolean {
  const seenPx = Math.min(bottom, opening.bottom) - Math.max(top, opening.top);
  return seenPx >= height * SEEN_HEIGHT - 0.5 && left >= opening.left - EDGE_PX && right <= opening.right + EDGE_PX;
}

/** Is what stands in the middle of the box the element itself, and not something laid over it? */
function isOnTop({ left, top, width, height }: DOMRect, element: Element): boolean {
  const [x, y] = [left + width / 2, top + height / 2];
  let hit = document.elementFromPoint(x, y);
  for (let deeper = hit; deeper; ) {
    hit = deeper;
    const inner: Element | null = hit.shadowRoot?.elementFromPoint(x, y) ?? null;
    deeper = inner === hit ? null : inner;
  }
  return hit !== null && (element.contains(hit) || hit.contains(element));
}
