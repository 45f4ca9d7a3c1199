/** The extension, as its callers see it: commands with arguments, and their results. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Call } from '../../../src/core/call/model.ts';
import type { FailureReason } from '../../../src/core/failure/model.ts';
import type { ExtensionApi } from '../../../src/extension.ts';
import { belongs } from './wires.ts';
import type { AddConnectionArgument, LookUpArgument } from '../../../src/manifest.ts';

export type Result =
  | { readonly ok: true; readonly call: Call; readonly raw: unknown }
  | { readonly ok: false; readonly reason: FailureReason; readonly message: string };

/** The call of CometChat's API reference. */
export const SEED = 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';

/** Runs a command of the extension. */
export async function run<Given>(command: string, ...given: readonly unknown[]): Promise<Given> {
  return vscode.commands.executeCommand<Given>(`cometchatCalls.${command}`, ...given);
}

/** What VS Code itself would show when the mouse rests on a place of a document, as Markdown. */
export async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

/** The links of a document that run commands; of the first so many, with their targets. */
export async function commandLinks(uri: vscode.Uri, resolved?: number): Promise<vscode.DocumentLink[]> {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    'vscode.executeLinkProvider',
    uri,
    resolved,
  );
  return links.filter(({ target }) => target?.scheme === 'command');
}

/** The tabs of call panels. */
export function panelTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('cometchatCalls.call'),
    );
}

/** Waits until the tabs of call panels fit: they are told of a moment after what opens them. */
export async function untilPanelTabs(fit: (tabs: readonly vscode.Tab[]) => boolean): Promise<void> {
  while (!fit(panelTabs())) {
    await new Promise<void>((resolve) => {
      const subscription = vscode.window.tabGroups.onDidChangeTabs(() => {
        subscription.dispose();
        resolve();
      });
    });
  }
}

/** Called in a suite: a folder that is there during its tests. */
export function suiteFolder(name: string): string {
  const folder = join(tmpdir(), `cometchat-calls-${name}-${process.pid}`);
  before(() => void mkdirSync(folder, { recursive: true }));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function extensionApi(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>('cometchat-calls.cometchat-calls');
  assert.ok(extension);
  return extension.activate();
}

export function lookUp(argument: string | LookUpArgument): Promise<Result> {
  const quiet =
    typeof argument === 'string' ? { sessionId: argument, reveal: false } : { reveal: false, ...argument };
  return run<Result>('lookUpCall', quiet);
}

export async function addConnection(given: AddConnectionArgument): Promise<string> {
  const { apiKey, appId, region, endpoint } = given;
  if (apiKey !== undefined)
    belongs(apiKey.trim(), endpoint ?? `https://${appId}.call-${region}.cometchat.io/v3`);
  const id = await run<string>('addConnection', given);
  assert.match(id, /^[0-9a-f-]{36}$/);
  return id;
}

export function removeConnection(connectionId: string): Promise<unknown> {
  return run('removeConnection', { connectionId });
}

/** Runs with a user setting, and puts back what was there. */
export async function withSetting<Value>(
  name: string,
  value: unknown,
  act: () => Promise<Value>,
): Promise<Value> {
  const configuration = () => vscode.workspace.getConfiguration();
  const earlier = configuration().inspect(name)?.globalValue;
  await configuration().update(name, value, vscode.ConfigurationTarget.Global);
  try {
    return await act();
  } finally {
    await configuration().update(name, earlier, vscode.ConfigurationTarget.Global);
  }
}

/** Asserts the reason of a failure, and that it comes with a sentence for its user. */
export function assertFailed(result: Result, reason: FailureReason): void {
  assert.equal(result.ok ? 'ok' : result.reason, reason);
  assert.ok(!result.ok && result.message.length > 10, 'a failure says what to do');
}
