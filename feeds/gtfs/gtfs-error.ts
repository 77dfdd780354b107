// Why a GTFS dataset is refused: a closed list, each with one clear sentence.

/** Every reason for which a dataset is refused whole. Lesser faults are findings. */
export type GtfsErrorCode =
  | 'not-found'
  | 'not-a-zip'
  | 'too-many-entries'
  | 'too-large'
  | 'ratio'
  | 'unsafe-name'
  | 'symlink'
  | 'encrypted'
  | 'overlap'
  | 'duplicate-entry'
  | 'corrupt'
  | 'missing-file'
  | 'missing-column'
  | 'field-too-long'
  | 'row-too-long'
  | 'nul-byte'
  | 'unclosed-quote'
  | 'too-many-rows'
  | 'timezone'
  | 'no-stops'
  | 'no-trips'
  | 'import-failed';

const SENTENCES: Record<GtfsErrorCode, string> = {
  'not-found': 'there is no such file or folder',
  'not-a-zip': 'the file is not a zip archive',
  'too-many-entries': 'the archive has too many entries',
  'too-large': 'the archive unpacks to more than the limit',
  ratio: 'an entry unpacks to far more than its packed size',
  'unsafe-name': 'the archive has an entry whose name leads out of it',
  symlink: 'the archive has a symbolic link in place of a file',
  encrypted: 'the archive is encrypted',
  overlap: 'entries of the archive overlap',
  'duplicate-entry': 'the archive has the same file twice',
  corrupt: 'the archive is damaged or cut short',
  'missing-file': 'a required file is missing',
  'missing-column': 'a required column is missing',
  'field-too-long': 'a field is longer than the limit',
  'row-too-long': 'a row is longer than the limit',
  'nul-byte': 'the text has a NUL byte, so it is not UTF-8 text',
  'unclosed-quote': 'a quotation mark is never closed',
  'too-many-rows': 'the file has more rows than the limit',
  timezone: 'the agency has no time zone that is known',
  'no-stops': 'no usable stop is in the dataset',
  'no-trips': 'no usable trip is in the dataset',
  'import-failed': 'the dataset could not be imported',
};

/** Where it was seen: the file of the dataset, its row (the header is row 1), and what exactly. */
export interface GtfsErrorPlace {
  file?: string | undefined;
  row?: number | undefined;
  detail?: string | undefined;
}

/** A dataset is refused. `message` is one sentence fit to be shown. */
export class GtfsError extends Error {
  readonly code: GtfsErrorCode;
  readonly place: GtfsErrorPlace;

  constructor(code: GtfsErrorCode, place: GtfsErrorPlace = {}) {
    const where = [place.file, place.row === undefined ? undefined : `row ${place.row}`].filter(Boolean).join(', ');
    const detail = place.detail ? ` (${place.detail})` : '';
    super(`GTFS refused: ${where ? `${where}: ` : ''}${SENTENCES[code]}${detail}.`);
    this.name = 'GtfsError';
    this.code = code;
    this.place = place;
  }
}

/** A GtfsError as it crosses from one process to another. */
export interface PlainGtfsError {
  code: GtfsErrorCode;
  place: GtfsErrorPlace;
}

/** Any failure as one that can be sent: what is not a GtfsError becomes `import-failed` with its first line. */
export function plainError(error: unknown): PlainGtfsError {
  if (error instanceof GtfsError) return { code: error.code, place: error.place };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'import-failed', place: { detail: (message.split('\n')[0] ?? '').slice(0, 300) } };
}
