import { CallError } from '../core/failure/model.ts';
import {
  hasError,
  classifyBodyError,
  classifyRefusal,
  type AttemptFacts,
  type FailedAttempt,
} from './failures.ts';
import { BODY_SILENCE_MS, MAX_ERROR_BYTES } from './limits.ts';
import type { Reader } from './answers.ts';
import type { HttpRequest } from './httpRequest.ts';
import type { Headers } from './rateLimit.ts';
import { send, type Traffic } from './send.ts';
import { createDecompression, type Dispatcher } from './undici.ts';
import { mayHoldSecrets, withoutSecrets } from './withoutSecrets.ts';

/** Takes an answer's encodings from it, those of a failure too; leaves one that it does not know. */
const decompressed = createDecompression({ skipErrorResponses: false });

/** How one attempt ended. */
export type Outcome<T> = { readonly value: T } | { readonly failed: FailedAttempt };

/**
 * Sends a request once and reads its answer. Redirects are answers like any other: the key goes nowhere else.
 * Rejects with what undici throws until the answer has begun; from then on the outcome tells.
 */
export async function exchange<T>(
  dispatcher: Dispatcher,
  target: HttpRequest,
  read: Reader<T>,
  facts: AttemptFacts,
  traffic: Traffic,
  signal: AbortSignal,
): Promise<Outcome<T>> {
  const timeout = facts.timeoutSeconds * 1000;
  const options = {
    origin: target.origin,
    path: target.path,
    method: 'GET',
    headers: target.headers,
    headersTimeout: timeout,
    bodyTimeout: Math.min(timeout, BODY_SILENCE_MS),
  } as const;
  const limitOf = (status: number) => (isSuccess(status) ? target.maxBytes : MAX_ERROR_BYTES);
  const dispatch = decompressed((given, handler) => dispatcher.dispatch(given, handler));
  const { status, headers, body, broke } = await send(dispatch, options, limitOf, traffic, signal);
  const refused = (json: unknown): Outcome<T> => ({
    failed: classifyRefusal({ status, json, headers }, facts),
  });
  const isWhole = broke === undefined && !isEncoded(headers);
  if (!isSuccess(status)) return refused(isWhole ? parse(decoded(body)) : undefined);
  if (broke !== undefined) return { failed: classifyBodyError(broke, status, facts) };
  const json = isWhole ? readAnswer(body, facts.redact) : undefined;
  if (hasError(json)) return refused(json);
  try {
    return { value: read(json) };
  } catch (error) {
    if (!CallError.is(error, 'badResponse')) throw error;
    const failure = { reason: 'badResponse', httpStatus: status, host: facts.host } as const;
    return { failed: { failure, retryable: false } };
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether an answer still has an encoding: one that nobody asked for. */
function isEncoded({ 'content-encoding': encoding = '' }: Headers): boolean {
  return !/^(?:identity)?$/i.test(String(encoding).trim());
}

/** The parsed JSON of an answer's body, without secrets, or undefined when it is none. */
export function readAnswer(bytes: Uint8Array, redact: (text: string) => string): unknown {
  const body = decoded(bytes);
  const json = parse(body);
  return mayHoldSecrets(body, redact) ? withoutSecrets(json, redact) : json;
}

const UTF8 = new TextDecoder();

function decoded(bytes: Uint8Array): string {
  return UTF8.decode(bytes);
}

/** The parsed JSON of a body, or undefined when it is none. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
