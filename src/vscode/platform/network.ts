import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';

/**
 * The user's network settings, as VS Code's own requests obey them. A workspace may not steer where a key
 * travels: only the user's and the machine's own values count.
 */
export function networkSettings() {
  const proxySupport = ownValue('proxySupport', isString);
  return {
    proxySupport: proxySupport !== undefined && isProxySupport(proxySupport) ? proxySupport : 'override',
    proxy: ownValue('proxy', isString) ?? '',
    noProxy: ownValue('noProxy', isStringList) ?? [],
    proxyStrictSSL: ownValue('proxyStrictSSL', isBoolean) ?? true,
    proxyAuthorization: ownValue('proxyAuthorization', isString),
    systemCertificates: ownValue('systemCertificates', isBoolean) ?? true,
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

/** A setting's value as the user set it, else its default; of another type, as if it were not there. */
function ownValue<Value>(name: string, is: (value: unknown) => value is Value): Value | undefined {
  const found = vscode.workspace.getConfiguration('http').inspect<unknown>(name);
  return [found?.globalValue, found?.defaultValue].find(is);
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
