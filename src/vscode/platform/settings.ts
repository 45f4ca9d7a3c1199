import * as vscode from 'vscode';
import type { Settings } from '../../manifest.ts';

const SECTION = 'cometchatCalls';

/** The value of a setting; the manifest has its default. */
export function setting<Name extends keyof Settings>(name: Name): Settings[Name] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the manifest gives every setting its type
  return vscode.workspace.getConfiguration(SECTION).get(name) as Settings[Name];
}

/** A numeric setting within bounds, whatever was typed into settings.json. */
export function boundedSetting(
  name: 'request.timeoutSeconds' | 'lookups.limit' | 'refreshSeconds',
  bounds: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const value: unknown = setting(name);
  if (typeof value !== 'number' || !Number.isFinite(value)) return bounds.otherwise;
  return Math.min(bounds.max, Math.max(bounds.min, value));
}

/** Every how many seconds an ongoing call that is shown is asked for again; 0 when it is not. */
export function refreshSeconds(): number {
  const seconds = boundedSetting('refreshSeconds', { min: 0, max: 3600, otherwise: 10 });
  return seconds === 0 ? 0 : Math.max(2, seconds);
}

/** Writes a setting for the user, never for the workspace. */
export function updateSetting<Name extends keyof Settings>(
  name: Name,
  value: Settings[Name],
): Thenable<void> {
  return vscode.workspace.getConfiguration(SECTION).update(name, value, vscode.ConfigurationTarget.Global);
}

/** Hears of changes of one setting. */
export function onSettingChange(name: keyof Settings, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.${name}`)) listener();
  });
}
