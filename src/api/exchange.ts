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
import { createDecompression, request, type Dispatcher } from './undici.ts';
import { mayHoldSecrets, withoutSecrets } from './withoutSecrets.ts';

/** Takes an answer's encodings from it, those of a failure too; leaves one that it does not know. */
const decompressed = createDecompression({ skipErrorResponses: false });

/** What came back over the wire, as far as the log is concerned. */
export interface Traffic {
  status: number | undefined;
  /** Of the body, decompressed. */
  bytes: number;
}

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
  const dispatch = decompressed((options, handler) => dispatcher.dispatch(options, handler));
  const { statusCode, headers, body } = await request.call(
    { dispatch },
    {
      origin: target.url.origin,
      path: target.path,
      method: 'GET',
      headers: target.headers,
      headersTimeout: timeout,
      bodyTimeout: Math.min(timeout, BODY_SILENCE_MS),
      signal,
    },
  );
  // A body that is let go of reports that as an error, which nobody waits for.
  body.on('error', () => {});
  traffic.status = statusCode;
  const refused = (json: unknown): Outcome<T> => ({
    failed: classifyRefusal({ status: statusCode, json, headers }, facts),
  });
  const declared = Number(headers['content-length']);
  const encoded = !/^(?:identity)?$/i.test(String(headers['content-encoding'] ?? '').trim());
  if (statusCode < 200 || statusCode > 299) {
    const bytes = await readBody(body, declared, MAX_ERROR_BYTES, traffic).catch(() => undefined);
    return refused(bytes && !encoded ? parse(decoded(bytes)) : undefined);
  }
  const failed = (error: unknown): Outcome<T> => ({ failed: classifyBodyError(error, statusCode, facts) });
  const bytes = await readBody(body, declared, target.maxBytes, traffic).catch((error: unknown) =>
    failed(error),
  );
  if (!(bytes instanceof Uint8Array)) return bytes;
  const json = encoded ? undefined : readAnswer(bytes, facts.redact);
  if (hasError(json)) return refused(json);
  try {
    return { value: read(json) };
  } catch (error) {
    if (!CallError.is(error, 'badResponse')) throw error;
    const failure = { reason: 'badResponse', httpStatus: statusCode, host: facts.host } as const;
    return { failed: { failure, retryable: false } };
  }
}

/** Reads a body of at most `limit` bytes; a larger one is given up as soon as that is known. */
async function readBody(
  body: Dispatcher.ResponseData['body'],
  declared: number,
  limit: number,
  traffic: Traffic,
): Promise<Uint8Array> {
  const tooLarge = (): never => {
    body.destroy();
    throw new CallError({ reason: 'tooLarge', limit });
  };
  if (declared > limit) tooLarge();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    traffic.bytes += chunk.byteLength;
    if (traffic.bytes > limit) tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The parsed JSON of an answer's body, without secrets, or undefined when it is none. */
export function readAnswer(bytes: Uint8Array, redact: (text: string) => string): unknown {
  const body = decoded(bytes);
  const json = parse(body);
  return mayHoldSecrets(body, redact) ? withoutSecrets(json, redact) : json;
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The parsed JSON of a body, or undefined when it is none. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
