import { isLoopbackHost } from '../core/connection/index.ts';
import { ProxyFailure, systemCodeOf } from './failures.ts';
import { SYSTEM_PROXY_MS } from './limits.ts';
import { bypassesProxy } from './noProxy.ts';
import type { ApiDependencies, NetworkSettings } from './settings.ts';
import { Interrupted, within } from './waiting.ts';

/**
 * Finds the proxy for a URL in the editor's own order: loopback directly, `http.proxySupport: off` directly,
 * `http.noProxy` (else NO_PROXY), `http.proxy`, the environment, the operating system. Undefined: no proxy.
 * Throws {@link ProxyFailure} for a proxy that is set but cannot be used: going around it would be a surprise.
 */
export async function findProxy(
  target: URL,
  settings: NetworkSettings,
  dependencies: Pick<ApiDependencies, 'resolveSystemProxy' | 'logger'>,
  signal: AbortSignal,
): Promise<URL | undefined> {
  if (isLoopbackHost(target.hostname) || settings.proxySupport === 'off') return undefined;
  const { environment } = settings;
  const noProxy = settings.noProxy.some((pattern) => pattern.trim() !== '')
    ? settings.noProxy
    : (read(environment, 'no_proxy') ?? '').split(',');
  if (bypassesProxy(target, noProxy)) return undefined;
  const set = settings.proxy.trim() || read(environment, 'https_proxy') || read(environment, 'http_proxy');
  if (set) return parseProxy(set);
  return fromSystem(target, dependencies, signal);
}

function read(environment: NetworkSettings['environment'], name: string): string | undefined {
  return (environment[name]?.trim() || environment[name.toUpperCase()]?.trim()) ?? undefined;
}

async function fromSystem(
  target: URL,
  dependencies: Pick<ApiDependencies, 'resolveSystemProxy' | 'logger'>,
  signal: AbortSignal,
): Promise<URL | undefined> {
  let answer: string | undefined;
  try {
    // Only the origin is shown to a PAC file: the path holds a session id, which is none of its business.
    const asked = (async () => dependencies.resolveSystemProxy?.(`${target.origin}/`))();
    answer = await within(signal, SYSTEM_PROXY_MS, asked);
  } catch (error) {
    if (error instanceof Interrupted && error.by === 'cancelled') throw error;
    const code = error instanceof Interrupted ? 'no answer' : (systemCodeOf(error) ?? 'it threw');
    dependencies.logger.warn(`The system's proxy settings could not be read (${code}); connecting directly.`);
  }
  return answer === undefined ? undefined : parseSystemAnswer(answer);
}

/** Reads `PROXY host:port; DIRECT`, `HTTPS host:port`, a URL, or nothing. The first entry that can be used wins. */
export function parseSystemAnswer(answer: string): URL | undefined {
  let unusable: string | undefined;
  for (const entry of answer.split(';')) {
    const [kind = '', host] = entry.trim().split(/\s+/);
    if (kind.includes('://')) return parseProxy(kind);
    if (kind.toUpperCase() === 'DIRECT') return undefined;
    if (host === undefined) continue;
    if (/^(?:PROXY|HTTP)$/i.test(kind)) return parseProxy(`http://${host}`);
    if (/^HTTPS$/i.test(kind)) return parseProxy(`https://${host}`);
    if (/^SOCKS/i.test(kind)) unusable ??= host;
  }
  if (unusable !== undefined) throw new ProxyFailure(unusable, { systemCode: 'EPROTONOSUPPORT' });
  return undefined;
}

/** Reads a proxy as it is set: a URL, or `host:port`. */
export function parseProxy(text: string): URL {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(url)) throw new ProxyFailure(undefined, { systemCode: 'ERR_INVALID_URL' });
  const proxy = new URL(url);
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:') {
    throw new ProxyFailure(proxy.host, { systemCode: 'EPROTONOSUPPORT' });
  }
  return proxy;
}
