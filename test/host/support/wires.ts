/**
 * Every byte that leaves this process over a connection it has opened, and which host each key may go to. What is
 * written to a TLS connection is seen before it is encrypted.
 */
import net from 'node:net';
import { usedKeys } from '../../support/canary.ts';

export interface Wire {
  /** Such as `127.0.0.1:4000`. */
  readonly to: string;
  readonly bytes: Buffer[];
}

type Write = (this: net.Socket, ...args: [unknown, ...unknown[]]) => unknown;

const WIRES = Symbol.for('cometchatCalls.test.wires');
const HOSTS = Symbol.for('cometchatCalls.test.hosts');

/** One value for all test files, each of which is a bundle of its own. */
function shared<Value>(slot: symbol, make: () => Value): Value {
  const there = Reflect.get(globalThis, slot) as Value | undefined;
  if (there !== undefined) return there;
  const made = make();
  Reflect.set(globalThis, slot, made);
  return made;
}

/** The connections that were opened since {@link watchWires}. */
export const wires = () => shared(WIRES, () => new Map<net.Socket, Wire>());
/** The hosts that each key may go to, as {@link Wire.to} has them. */
export const hostsOf = () => shared(HOSTS, () => new Map<string, Set<string>>());

/** Remembers a key as one of the tests, and that it may go to the host of a URL, but nowhere else. */
export function belongs(key: string, url: string): void {
  usedKeys().add(key);
  const { hostname, port, protocol } = new URL(url);
  const hosts = hostsOf().get(key) ?? new Set();
  hosts.add(`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`);
  hostsOf().set(key, hosts);
}

/** Begins to watch: before anything of the extension is loaded. Pipes are VS Code's own, as the window is. */
export function watchWires(): void {
  const socket = net.Socket.prototype as unknown as Record<'connect' | '_write' | '_writev', Write>;
  const { connect, _write: write, _writev: writev } = socket;
  socket.connect = function (...args) {
    const given = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
    const { host = 'localhost', port } = (typeof given === 'object' ? given : { port: given }) as {
      readonly host?: string;
      readonly port?: number | string;
    };
    if (port !== undefined) wires().set(this, { to: `${host}:${port}`, bytes: [] });
    return connect.apply(this, args);
  };
  const keep = (to: net.Socket, data: unknown, encoding: unknown) =>
    wires()
      .get(to)
      ?.bytes.push(
        typeof data === 'string'
          ? Buffer.from(data, encoding as BufferEncoding)
          : Buffer.from(data as Uint8Array),
      );
  // Written while it is still connecting, the same comes again once it has: that is searched twice.
  socket._write = function (...args) {
    keep(this, args[0], args[1]);
    return write.apply(this, args);
  };
  socket._writev = function (...args) {
    for (const { chunk, encoding } of args[0] as readonly { chunk: unknown; encoding: unknown }[])
      keep(this, chunk, encoding);
    return writev.apply(this, args);
  };
}
