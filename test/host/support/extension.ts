/** The extension, as its callers see it: commands with arguments, and their results. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Call } from '../../../src/core/call/model.ts';
import type { FailureReason } from '../../../src/core/failure/model.ts';
import type { ExtensionApi } from '../../../src/extension.ts';
import { belongs } from './wires.ts';
import type { AddConnectionArgument, LookUpArgument } from '../../../src/manifest.ts';

export type Result =
  | { readonly ok: true; readonly call: Call; readonly raw: unknown }
  | { readonly ok: false; readonly reason: FailureReason; readonly message: string };

export async function extensionApi(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>('cometchat-calls.cometchat-calls');
  assert.ok(extension);
  return extension.activate();
}

export function lookUp(argument: string | LookUpArgument): Thenable<Result> {
  const quiet =
    typeof argument === 'string' ? { sessionId: argument, reveal: false } : { reveal: false, ...argument };
  return vscode.commands.executeCommand<Result>('cometchatCalls.lookUpCall', quiet);
}

export async function addConnection(given: AddConnectionArgument): Promise<string> {
  const { apiKey, appId, region, endpoint } = given;
  if (apiKey !== undefined)
    belongs(apiKey.trim(), endpoint ?? `https://${appId}.call-${region}.cometchat.io/v3`);
  const id = await vscode.commands.executeCommand<string>('cometchatCalls.addConnection', given);
  assert.match(id, /^[0-9a-f-]{36}$/);
  return id;
}

export function removeConnection(connectionId: string): Thenable<unknown> {
  return vscode.commands.executeCommand('cometchatCalls.removeConnection', { connectionId });
}

/** Runs with a user setting, and puts back what was there. */
export async function withSetting<Value>(
  name: string,
  value: Value,
  run: () => Promise<void>,
): Promise<void> {
  const configuration = () => vscode.workspace.getConfiguration();
  const before = configuration().inspect(name)?.globalValue;
  await configuration().update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await run();
  } finally {
    await configuration().update(name, before, vscode.ConfigurationTarget.Global);
  }
}

/** Asserts the reason of a failure, and that it comes with a sentence for its user. */
export function assertFailed(result: Result, reason: FailureReason): void {
  assert.equal(result.ok ? 'ok' : result.reason, reason);
  assert.ok(!result.ok && result.message.length > 10, 'a failure says what to do');
}
