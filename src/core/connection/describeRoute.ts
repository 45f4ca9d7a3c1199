import type { Translate } from '../base/index.ts';
import type { NetworkRoute } from './model.ts';

/** Says in one sentence how the host of a connection is reached, and whether certificates are checked on the way. */
export function describeRoute({ proxy, isUsable, certificates }: NetworkRoute, t: Translate): string {
  if (proxy !== undefined && !isUsable) return t('Its proxy {0} cannot be used.', proxy);
  if (certificates === 'none') return t('Reached directly, on this computer.');
  if (proxy === undefined) return t('Reached directly; certificates are checked.');
  return certificates === 'checked'
    ? t('Reached through the proxy {0}; certificates are checked.', proxy)
    : t(
        'Reached through the proxy {0}; certificates are NOT checked, because “http.proxyStrictSSL” is off.',
        proxy,
      );
}
