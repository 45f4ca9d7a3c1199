import { trustedCertificates } from './certificates.ts';
import { ProxyFailure, systemCodeOf } from './failures.ts';
import type { NetworkRoute } from '../core/connection/model.ts';
import { CONNECT_MS } from './limits.ts';
import { findProxy } from './proxy.ts';
import type { ApiDependencies, NetworkSettings } from './settings.ts';
import { Agent, connect, Pool, ProxyAgent } from './undici.ts';
import type { buildConnector, Dispatcher } from './undici.ts';

/** Idle connections are let go of soon: they save a handshake between look-ups, not more. */
const KEEP_ALIVE = { keepAliveTimeout: 4000, keepAliveMaxTimeout: 10_000 };

/** The connections to servers, direct and through proxies, for the network settings of the moment. */
export class Dispatchers {
  readonly #dependencies: ApiDependencies;
  readonly #open = new Map<string, Dispatcher>();
  /** Closed to new requests, still serving the ones they have. */
  readonly #retired = new Set<Dispatcher>();
  #settings: NetworkSettings | undefined;
  #tls: buildConnector.BuildOptions | undefined;

  constructor(dependencies: ApiDependencies) {
    this.#dependencies = dependencies;
  }

  /** The settings in force, read once until {@link networkChanged}. */
  get settings(): NetworkSettings {
    this.#settings ??= this.#dependencies.network();
    return this.#settings;
  }

  /** The dispatcher for a URL. Rejects with {@link ProxyFailure} when its proxy cannot be used. */
  async for(target: URL, signal: AbortSignal): Promise<Dispatcher> {
    const proxy = await findProxy(target, this.settings, this.#dependencies, signal);
    const key = proxy?.href ?? '';
    const known = this.#open.get(key);
    if (known) return known;
    const made = proxy
      ? this.#through(proxy)
      : new Agent({ ...KEEP_ALIVE, allowH2: false, connect: this.#connect() });
    this.#open.set(key, made);
    return made;
  }

  /** How a URL is reached by a request that is sent now. */
  async routeTo(target: URL, signal: AbortSignal): Promise<NetworkRoute> {
    try {
      const proxy = await findProxy(target, this.settings, this.#dependencies, signal);
      if (!proxy) return { isUsable: true, certificates: target.protocol === 'http:' ? 'none' : 'checked' };
      const certificates = this.settings.proxyStrictSSL ? 'checked' : 'unchecked';
      return { proxy: proxy.host, isUsable: true, certificates };
    } catch (error) {
      if (!(error instanceof ProxyFailure)) throw error;
      return { proxy: error.host ?? '?', isUsable: false, certificates: 'checked' };
    }
  }

  /** Reads the settings and the certificates anew for the next request; requests under way are not disturbed. */
  networkChanged(): void {
    this.#settings = undefined;
    this.#tls = undefined;
    for (const dispatcher of this.#open.values()) {
      this.#retired.add(dispatcher);
      const forget = (): boolean => this.#retired.delete(dispatcher);
      dispatcher.close().then(forget, forget);
    }
    this.#open.clear();
  }

  /** Ends every connection and every request. */
  async dispose(): Promise<void> {
    const all = [...this.#open.values(), ...this.#retired];
    this.#open.clear();
    await Promise.allSettled(all.map((dispatcher) => dispatcher.destroy()));
  }

  #connect(): buildConnector.BuildOptions {
    const { lookup, logger } = this.#dependencies;
    this.#tls ??= {
      secureContext: trustedCertificates(this.settings.systemCertificates, logger),
      timeout: CONNECT_MS,
      // Said, since Node would have NODE_TLS_REJECT_UNAUTHORIZED decide: that may be anybody's.
      rejectUnauthorized: true,
      // HTTP/1.1 is all the Calls API needs; a second protocol would be a second set of failures.
      allowH2: false,
      ...(lookup && { lookup }),
    };
    return this.#tls;
  }

  #through(proxy: URL): Dispatcher {
    const { proxyStrictSSL, proxyAuthorization } = this.settings;
    const tls = { ...this.#connect(), rejectUnauthorized: proxyStrictSSL };
    if (!proxyStrictSSL) {
      this.#dependencies.logger.warn(
        'http.proxyStrictSSL is off: certificates are not checked behind the proxy.',
      );
    }
    try {
      return new ProxyAgent({
        ...KEEP_ALIVE,
        uri: proxy.href,
        allowH2: false,
        requestTls: tls,
        proxyTls: tls,
        clientFactory: (origin, options) => tunnelPool(origin, options, proxy.host),
        ...(proxyAuthorization && { token: proxyAuthorization }),
      });
    } catch (error) {
      throw new ProxyFailure(proxy.host, { systemCode: systemCodeOf(error) ?? 'ERR_INVALID_URL' });
    }
  }
}

/**
 * The connections to a proxy over which ProxyAgent opens its tunnels. Whatever goes wrong here is the proxy's
 * failure and is told as such; ProxyAgent itself would put the proxy's status into a message only. The method
 * `connect` must be given: undici adds it to its classes in its index, which is not loaded.
 */
function tunnelPool(origin: URL, options: object, host: string): Dispatcher {
  const pool = new Pool(origin, { ...options, ...KEEP_ALIVE, headersTimeout: CONNECT_MS });
  const open = async (request: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    const answer = await connect.call(pool, request).catch((error: unknown) => {
      throw new ProxyFailure(host, { systemCode: systemCodeOf(error) });
    });
    // Whoever speaks first is no TLS server at the end of a tunnel, but a page, as to sign in.
    if (answer.statusCode === 200 && answer.socket.readableLength === 0) return answer;
    answer.socket.on('error', () => {}).destroy();
    throw new ProxyFailure(host, { httpStatus: answer.statusCode });
  };
  return Object.assign(pool, { connect: open });
}
