// Why a fetch gave nothing: a closed list, and what of the libraries' errors belongs to which of it.

/** Why a fetch gave nothing: a closed list. */
export type FetchFailure =
  | 'timeout'
  | 'too_big'
  | 'refused_address'
  | 'refused_scheme'
  | 'too_many_redirects'
  | 'status'
  | 'truncated'
  | 'bad_encoding'
  | 'not_http'
  | 'network'
  | 'disk'
  | 'closed';

/** A failure of the list on its way to the caller; it never leaves `feeds/http.ts` as an exception. */
export class Failed extends Error {
  constructor(
    readonly failure: FetchFailure,
    detail: string,
    readonly status: number | null = null,
    /** Seconds after which the server wants to be asked again, where it said so. */
    readonly retryAfterS: number | null = null,
  ) {
    super(detail);
  }
}

const TRUNCATED = new Set(['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'Z_BUF_ERROR', 'ERR_STREAM_PREMATURE_CLOSE']);
const DISK = new Set(['ENOSPC', 'EACCES', 'EROFS', 'ENOENT', 'EDQUOT', 'EISDIR']);

/** The failure that an error of undici, zlib or the file system stands for. */
export function asFailed(error: unknown, closed: boolean): Failed {
  if (error instanceof Failed) return error;
  if (closed) return new Failed('closed', 'the client was closed');
  const { name, code, message, cause } = error as { name?: string; code?: string; message?: string; cause?: unknown };
  if (cause instanceof Failed) return cause;
  const text = message ?? 'failed';
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new Failed('timeout', 'no connection in time');
  if (code && TRUNCATED.has(code)) return new Failed('truncated', text);
  if (code && DISK.has(code)) return new Failed('disk', text);
  if (code?.startsWith('Z_')) return new Failed('bad_encoding', text);
  if (/EOF/.test(text)) return new Failed('truncated', 'the connection ended before the answer did');
  if (name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW') return new Failed('not_http', text);
  if (code === 'UND_ERR_SOCKET' || /terminated|other side closed|aborted/i.test(text)) {
    return new Failed('truncated', 'the connection ended before the answer did');
  }
  return new Failed('network', text);
}
