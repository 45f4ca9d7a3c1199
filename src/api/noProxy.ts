import { BlockList, isIP } from 'node:net';

/**
 * Tells whether a host is to be reached without a proxy. A pattern is `*`, a host name (its subdomains
 * included, as the editor does), `.suffix`, `*.suffix`, an address, or a range such as `10.0.0.0/8`; a name,
 * a suffix or an address may be followed by `:port`.
 */
export function bypassesProxy(target: URL, patterns: readonly string[]): boolean {
  const host = target.hostname.toLowerCase().replace(/^\[|\]$/g, '');
  const port = target.port === '' ? (target.protocol === 'https:' ? '443' : '80') : target.port;
  return patterns.some((pattern) => matches(pattern.trim().toLowerCase(), host, port));
}

function matches(pattern: string, host: string, port: string): boolean {
  if (pattern === '') return false;
  if (pattern === '*') return true;
  if (pattern.includes('/')) return isInRange(pattern, host);
  const [name, wantedPort] = splitPort(pattern);
  if (wantedPort !== undefined && wantedPort !== port) return false;
  const suffix = name.replace(/^\*?\.?/, '');
  return suffix !== '' && (host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`)));
}

function splitPort(pattern: string): [name: string, port: string | undefined] {
  if (isIP(pattern) === 6) return [pattern, undefined];
  const [, name, port] = /^(.*?)(?::(\d+))?$/.exec(pattern) ?? [];
  return [(name ?? pattern).replace(/^\[|\]$/g, ''), port];
}

function isInRange(pattern: string, host: string): boolean {
  const [address = '', bits = ''] = pattern.split('/');
  const family = isIP(address);
  const longest = family === 6 ? 128 : 32;
  if (family === 0 || isIP(host) !== family || !/^\d+$/.test(bits) || Number(bits) > longest) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  const range = new BlockList();
  range.addSubnet(address, Number(bits), kind);
  return range.check(host, kind);
}
