import { createSecureContext, getCACertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { Logger } from '../core/base/model.ts';

/**
 * The certificates that servers and proxies are checked against: Node's own with those of NODE_EXTRA_CA_CERTS,
 * and, where wanted, the operating system's. Made once and shared by all connections: parsing some 250
 * certificates takes about 10 ms of the extension host's thread, which each connection would pay otherwise.
 */
export function trustedCertificates(system: boolean, logger: Logger): SecureContext {
  const ca = new Set(getCACertificates('default'));
  if (system) {
    try {
      for (const certificate of getCACertificates('system')) ca.add(certificate);
    } catch {
      logger.warn("The operating system's certificates could not be read; using the editor's own.");
    }
  }
  // Naming any certificate replaces the defaults, so all of them are named.
  return createSecureContext({ ca: [...ca] });
}
