import { type AnyFailure, CallError } from '../core/failure/model.ts';
import type { Connection, NetworkRoute } from '../core/connection/model.ts';
import type { Reader } from './answers.ts';
import { Dispatchers } from './dispatchers.ts';
import { exchange, type Outcome } from './exchange.ts';
import type { Traffic } from './send.ts';
import { classifyError, systemCodeOf, type AttemptFacts, type FailedAttempt } from './failures.ts';
import { BACK_OFF_MS, CREDENTIALS_MS, LONGEST_PAUSE_MS, MAX_RETRIES } from './limits.ts';
import { SeenKeys } from '../core/connection/index.ts';
import type { ApiDependencies, Credentials } from './settings.ts';
import { toHttpRequest, type ApiRequest, type HttpRequest } from './httpRequest.ts';
import { delay, Interrupted, within } from './waiting.ts';

/** One request of a caller, through all its attempts. */
interface RunningRequest {
  readonly facts: AttemptFacts;
  /** Aborted by the caller's signal, with the source, and when an attempt has taken all its time. */
  readonly ends: AbortController;
  readonly traffic: Traffic;
  retries: number;
}

/** Asks questions: finds the key, sends, tries again where that may help, and tells each end in one way. */
export class HttpClient {
  readonly #dependencies: ApiDependencies;
  readonly #dispatchers: Dispatchers;
  readonly #running = new Set<AbortController>();
  readonly #secrets: Pick<SeenKeys, 'add' | 'redact'>;
  #isDisposed = false;
  #count = 0;

  constructor(dependencies: ApiDependencies) {
    this.#dependencies = dependencies;
    this.#dispatchers = new Dispatchers(dependencies);
    this.#secrets = dependencies.secrets ?? new SeenKeys();
  }

  networkChanged(): void {
    this.#dispatchers.networkChanged();
  }

  /** How a connection's host is reached. Rejects with a CallError as {@link ask} does. */
  async routeTo({ baseUrl }: Connection, signal: AbortSignal): Promise<NetworkRoute> {
    try {
      return await this.#dispatchers.routeTo(new URL(baseUrl), signal);
    } catch {
      throw new CallError({ reason: 'cancelled' });
    }
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    for (const ends of this.#running) ends.abort(new Interrupted('cancelled'));
    await this.#dispatchers.dispose();
  }

  /** Rejects with a CallError and nothing else, without a cause: an error of the transport may hold the headers. */
  async ask<T>(
    connection: Connection,
    apiRequest: ApiRequest,
    read: Reader<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const ends = new AbortController();
    const cancel = (): void => ends.abort(new Interrupted('cancelled'));
    signal.addEventListener('abort', cancel, { once: true });
    this.#running.add(ends);
    try {
      if (signal.aborted || this.#isDisposed) cancel();
      return await this.#ask(connection, apiRequest, read, ends);
    } finally {
      this.#running.delete(ends);
      signal.removeEventListener('abort', cancel);
    }
  }

  async #ask<T>(
    connection: Connection,
    apiRequest: ApiRequest,
    read: Reader<T>,
    ends: AbortController,
  ): Promise<T> {
    const started = performance.now();
    const { host, location } = placeOf(connection.baseUrl);
    const running: RunningRequest = {
      facts: {
        host,
        timeoutSeconds: this.#dependencies.timeoutSeconds(),
        clock: this.#dependencies.clock,
        redact: (text) => this.#secrets.redact(text),
      },
      ends,
      traffic: { status: undefined, bytes: 0 },
      retries: 0,
    };
    const name = `#${++this.#count} GET ${location}${apiRequest.path}`;
    let end = 'ok';
    try {
      ends.signal.throwIfAborted();
      const credentials = await within(ends.signal, CREDENTIALS_MS, this.#credentials(connection));
      this.#learn(credentials);
      const target = toHttpRequest(apiRequest, connection.baseUrl, credentials);
      return await this.#attempts(running, target, read);
    } catch (error) {
      const { failure } = classifyError(error, running.facts);
      const { reason, serverCode, systemCode }: AnyFailure = failure;
      end = [reason, serverCode, systemCode].filter(Boolean).join(' ');
      throw new CallError(failure);
    } finally {
      const { status = 'no answer', bytes } = running.traffic;
      const time = Math.round(performance.now() - started);
      const tries = running.retries === 0 ? '' : `, retries: ${running.retries}`;
      this.#dependencies.logger.info(
        running.facts.redact(`${name}: ${end}, ${status}, ${time} ms, ${bytes} bytes${tries}`),
      );
    }
  }

  async #attempts<T>(running: RunningRequest, target: HttpRequest, read: Reader<T>): Promise<T> {
    for (;;) {
      const outcome = await this.#attempt(running, target, read);
      if ('value' in outcome) return outcome.value;
      const { failed } = outcome;
      const pause = pauseBeforeRetry(failed, running.retries, this.#dependencies.clock());
      if (pause === undefined) throw new CallError(failed.failure);
      running.retries++;
      await (this.#dependencies.delay ?? delay)(pause, running.ends.signal);
    }
  }

  async #attempt<T>(
    { facts, ends, traffic }: RunningRequest,
    target: HttpRequest,
    read: Reader<T>,
  ): Promise<Outcome<T>> {
    traffic.status = undefined;
    traffic.bytes = 0;
    const { signal } = ends;
    const send = async (): Promise<Outcome<T>> => {
      const dispatcher = await this.#dispatchers.for(target.url, signal);
      return exchange(dispatcher, target, read, facts, traffic, signal);
    };
    try {
      // An attempt that has taken all its time is the last.
      return await within(signal, facts.timeoutSeconds * 1000, send(), (late) => ends.abort(late));
    } catch (error) {
      if (systemCodeOf(error) === undefined && error instanceof TypeError) {
        // A mistake of ours, not of the network: without its place it could not be found.
        this.#dependencies.logger.error(facts.redact(error.stack ?? error.message));
      }
      return { failed: classifyError(error, facts) };
    }
  }

  async #credentials(connection: Connection): Promise<Credentials | undefined> {
    try {
      return await this.#dependencies.credentials(connection.id);
    } catch {
      this.#dependencies.logger.warn('The secret store did not give the key.');
      return undefined;
    }
  }

  /** An answer may repeat a key that was replaced, or another connection's: all that were seen are secrets in it. */
  #learn(credentials: Credentials | undefined): void {
    for (const secret of [credentials?.apiKey, this.#dispatchers.settings.proxyAuthorization])
      if (secret !== undefined) this.#secrets.add(secret);
  }
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there is to be none. A pause the
 * server asked for is kept in full or not waited for at all, never cut short. The jitter keeps windows that
 * failed together from coming back together.
 */
function pauseBeforeRetry(
  { retryable, retryAt }: FailedAttempt,
  retries: number,
  now: number,
): number | undefined {
  if (!retryable || retries >= MAX_RETRIES) return undefined;
  const asked = retryAt === undefined ? 0 : Math.max(0, retryAt - now);
  if (asked > LONGEST_PAUSE_MS) return undefined;
  return asked + BACK_OFF_MS * 2 ** retries * (0.5 + Math.random() / 2);
}

/** Where a base URL leads. */
interface Place {
  /** The host with its port; empty where it is no URL. */
  readonly host: string;
  /** Host and path only: a base URL that should never have been stored may hold a password. */
  readonly location: string;
}

/** By their base URLs, of which there are as many as connections. */
const places = new Map<string, Place>();

function placeOf(baseUrl: string): Place {
  const known = places.get(baseUrl);
  if (known) return known;
  let place: Place = { host: '', location: '(no URL)' };
  if (URL.canParse(baseUrl)) {
    const { host, pathname } = new URL(baseUrl);
    place = { host, location: host + pathname.replace(/\/+$/, '') };
  }
  places.set(baseUrl, place);
  return place;
}
