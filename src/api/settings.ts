import type { LookupFunction } from 'node:net';
import type { Clock, Logger } from '../core/base/model.ts';
import type { SeenKeys } from '../core/connection/index.ts';

/** How the editor reaches the network, as its `http.*` settings and its environment say. */
export interface NetworkSettings {
  /** `http.proxySupport`; all but `off` mean that a proxy is used where one is found. */
  readonly proxySupport: 'off' | 'on' | 'override' | 'fallback';
  /** `http.proxy`; empty when not set. */
  readonly proxy: string;
  /** `http.noProxy`; when it is not empty, NO_PROXY of the environment is ignored, as the editor does. */
  readonly noProxy: readonly string[];
  /** `http.proxyStrictSSL`; only behind a proxy does `false` turn the checking of certificates off. */
  readonly proxyStrictSSL: boolean;
  /** `http.proxyAuthorization`: the value of the `Proxy-Authorization` header. */
  readonly proxyAuthorization: string | undefined;
  /** `http.systemCertificates`: whether the operating system's certificates are trusted too. */
  readonly systemCertificates: boolean;
  /** For HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in lower or upper case. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A key, and the only base URL it may be sent to. */
export interface Credentials {
  readonly baseUrl: string;
  readonly apiKey: string;
}

export interface ApiDependencies {
  /** The base URL and the key as they were stored together; undefined when the connection has no key. */
  credentials(connectionId: string): Promise<Credentials | undefined>;
  /** All that is shown nowhere, whichever connection it is of; learns what is sent. Left out, it begins with nothing. */
  readonly secrets?: Pick<SeenKeys, 'add' | 'redact'>;
  /** Read at the first request and at the first one after `networkChanged()`. */
  network(): NetworkSettings;
  /** The time one attempt of a request may take in all, in seconds (setting `request.timeoutSeconds`). */
  timeoutSeconds(): number;
  /** What the operating system or a PAC file says for a URL: a proxy's URL, or a PAC answer. May throw or hang. */
  resolveSystemProxy?(url: string): Promise<string | undefined>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** For tests: resolves host names instead of the system. */
  readonly lookup?: LookupFunction;
  /** For tests: waits between attempts, in milliseconds, instead of a timer. */
  readonly delay?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}
