import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';

/**
 * Where the extension runs: on the user's computer, beside the window, or on the machine of a remote window. The
 * browser's windows have no other than the latter.
 */
export type RunsAt = 'window' | 'remote';

export function runsAt({ extensionKind }: Pick<vscode.Extension<unknown>, 'extensionKind'>): RunsAt {
  return vscode.env.remoteName !== undefined && extensionKind === vscode.ExtensionKind.Workspace
    ? 'remote'
    : 'window';
}

/**
 * The user's network settings, as VS Code's own requests obey them. A workspace may not steer where a key travels, nor
 * may a remote machine while the extension runs beside the window.
 */
export function networkSettings(where: RunsAt) {
  const own = <Value>(name: string, is: (value: unknown) => value is Value) => ownValue(name, is, where);
  const proxySupport = own('proxySupport', isString);
  return {
    proxySupport: proxySupport !== undefined && isProxySupport(proxySupport) ? proxySupport : 'override',
    proxy: own('proxy', isString) ?? '',
    noProxy: own('noProxy', isStringList) ?? [],
    proxyStrictSSL: own('proxyStrictSSL', isBoolean) ?? true,
    proxyAuthorization: own('proxyAuthorization', isString),
    systemCertificates: own('systemCertificates', isBoolean) ?? true,
    environment: process.env,
  } as const;
}

type ProxySupport = 'off' | 'on' | 'override' | 'fallback';

function isProxySupport(value: string): value is ProxySupport {
  return ['off', 'on', 'override', 'fallback'].includes(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isString);
}

/** What `inspect()` gives at run time beside what its type tells: a remote machine's settings are part of `globalValue`. */
interface Scopes {
  readonly globalLocalValue?: unknown;
  readonly globalRemoteValue?: unknown;
  readonly globalValue?: unknown;
  readonly defaultValue?: unknown;
}

/** A setting's value as the user set it, else its default; of another type, its default. */
function ownValue<Value>(
  name: string,
  is: (value: unknown) => value is Value,
  where: RunsAt,
): Value | undefined {
  const scopes: Scopes = vscode.workspace.getConfiguration('http').inspect<unknown>(name) ?? {};
  return [where === 'remote' ? scopes.globalValue : usersValue(scopes), scopes.defaultValue].find(is);
}

function usersValue({ globalLocalValue, globalRemoteValue, globalValue }: Scopes): unknown {
  // Of the application's settings, which all profiles share, only the merged value is told.
  return globalLocalValue ?? (globalRemoteValue === undefined ? globalValue : undefined);
}

/** Hears of changes of the network settings. */
export function onNetworkSettingsChange(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('http')) listener();
  });
}

/**
 * Asks the operating system's proxy settings, or its PAC script, for a URL, through the module VS Code carries.
 * @returns a proxy's URL, or undefined where there is none, or where this VS Code has no such module
 */
export async function resolveSystemProxy(url: string): Promise<string | undefined> {
  for (const folder of ['node_modules.asar', 'node_modules']) {
    try {
      // Internal to VS Code, so that any of this may be missing in another version.
      const load = createRequire(join(vscode.env.appRoot, folder, 'x.js'));
      const agent: unknown = load('@vscode/proxy-agent');
      const resolve: unknown =
        typeof agent === 'object' && agent !== null && Reflect.get(agent, 'resolveProxyURL');
      if (typeof resolve !== 'function') continue;
      const proxy: unknown = await resolve(url);
      return typeof proxy === 'string' ? proxy : undefined;
    } catch {
      continue;
    }
  }
  return undefined;
}
