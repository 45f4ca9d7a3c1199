import type { ServerResponse } from 'node:http';

/** The error codes of the Calls API, with the statuses its documentation gives them. */
const STATUS = {
  AUTH_ERR_EMPTY_APIKEY: 401,
  AUTH_ERR_APIKEY_NOT_FOUND: 401,
  AUTH_ERR_NO_ACCESS: 403,
  AUTH_ERR_INVALID_APPID: 400,
  ERR_EMPTY_CALL_SESSION_ID: 400,
  ERR_CALL_SESSION_NOT_FOUND: 404,
  ERR_CALL_NOT_A_PART: 403,
  ERR_UID_NOT_FOUND: 404,
  ERR_TOO_MANY_REQUESTS: 429,
  // The documentation names no codes for these; the general ones of CometChat's REST APIs stand in.
  ERR_BAD_REQUEST: 400,
  ERR_API_NOT_FOUND: 404,
  ERR_METHOD_NOT_ALLOWED: 405,
  ERR_MISDIRECTED_REQUEST: 421,
} as const;

type ErrorCode = keyof typeof STATUS;

export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly more: {
    readonly details?: Readonly<Record<string, readonly string[]>>;
    readonly headers?: Readonly<Record<string, string>>;
  };

  constructor(code: ErrorCode, message: string, more: ApiError['more'] = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = STATUS[code];
    this.more = more;
  }

  /** The documented form: `{"error": {"code", "message", "details"?, "devMessage", "source"}}`. */
  body(): unknown {
    const { code, message } = this;
    const { details } = this.more;
    return {
      error: { code, message, ...(details && { details }), devMessage: message, source: 'calls-api' },
    };
  }
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a JSON answer. No CORS headers: a page in a browser may not read what this server says. */
export function send(response: ServerResponse, answer: Answer): void {
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  });
  response.end(text);
}
