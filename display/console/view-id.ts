// The names of the console's views; types only, so that the words can name them without loading them.

/** A view's name in the address, and in words/frame.ts. */
export type ViewId =
  | 'overview'
  | 'feeds'
  | 'map'
  | 'boards'
  | 'notices'
  | 'service'
  | 'quality'
  | 'archive'
  | 'people'
  | 'audit'
  | 'account';
