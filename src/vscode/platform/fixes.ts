import * as vscode from 'vscode';
import { appNamedBy } from '../../core/sessionId/index.ts';
import { isAppId, isOwnAppId, isRegion } from '../../core/connection/index.ts';
import type { Fix } from '../../core/failure/index.ts';
import type { AnyFailure, Failure } from '../../core/failure/model.ts';
import type { AddConnectionArgument, CallArgument, Commands } from '../../manifest.ts';

/** A failed look-up, as far as its fixes need to know it. */
export interface FixContext extends CallArgument {
  readonly failure: Failure;
}

/**
 * What a failure tells of the connection that is missing. What cannot be one of CometChat's own hosts is asked for: a
 * region that this extension does not know, and where an app is whose id is of another form.
 */
export function connectionFor({ appId, region }: AnyFailure): AddConnectionArgument {
  if (appId !== undefined && !isAppId(appId)) return {};
  const isOwn = appId === undefined || isOwnAppId(appId);
  return {
    ...(appId === undefined ? {} : { appId }),
    ...(isOwn && region !== undefined && isRegion(region) ? { region } : {}),
  };
}

/** Does what a fix says; what it repairs is looked up again where that makes sense. */
export async function applyFix(fix: Fix, context: FixContext): Promise<void> {
  const { sessionId, connectionId, onBehalfOf, failure } = context;
  const again = () => run('cometchatCalls.refresh', { sessionId, connectionId, onBehalfOf });
  switch (fix) {
    case 'lookUpAgain':
      return again();
    case 'editSessionId':
      return run('cometchatCalls.lookUpCall', { suggestion: sessionId });
    case 'addConnection': {
      const given = connectionFor(failure);
      const added: unknown = await vscode.commands.executeCommand('cometchatCalls.addConnection', given);
      if (typeof added !== 'string') return undefined;
      // What was added may be another app's than was meant: an id that names its app finds its own way.
      const connection = appNamedBy(sessionId) ? undefined : added;
      return run('cometchatCalls.refresh', { sessionId, connectionId: connection, onBehalfOf });
    }
    case 'exploreSampleCalls':
      await vscode.commands.executeCommand('cometchatCalls.exploreSampleCalls', { pick: false });
      return again();
    case 'replaceApiKey': {
      const replaced = await vscode.commands.executeCommand('cometchatCalls.replaceApiKey', { connectionId });
      return replaced === true ? again() : undefined;
    }
    case 'lookUpWithoutUser':
      return run('cometchatCalls.lookUpCall', { sessionId, connectionId });
    case 'lookUpAsOtherUser':
      return run('cometchatCalls.lookUpCallAsUser', { sessionId, connectionId });
    case 'proxySettings':
      await vscode.commands.executeCommand(
        'workbench.action.openSettings',
        '@id:http.proxy,http.proxySupport,http.noProxy,http.proxyStrictSSL,http.systemCertificates',
      );
      return;
    case 'timeoutSetting':
      await vscode.commands.executeCommand(
        'workbench.action.openSettings',
        '@id:cometchatCalls.request.timeoutSeconds',
      );
      return;
    case 'showLog':
      return run('cometchatCalls.showLog', undefined);
  }
}

/**
 * Does what a fix says for many calls that failed alike, and asks for none of them again.
 * @returns whether they are to be asked for now
 */
export async function applyFixForMany(
  fix: Fix,
  { failure, connectionId }: Pick<FixContext, 'failure' | 'connectionId'>,
): Promise<boolean> {
  switch (fix) {
    case 'lookUpAgain':
      return true;
    case 'addConnection':
      return (
        typeof (await vscode.commands.executeCommand(
          'cometchatCalls.addConnection',
          connectionFor(failure),
        )) === 'string'
      );
    case 'replaceApiKey':
      return (
        (await vscode.commands.executeCommand('cometchatCalls.replaceApiKey', { connectionId })) === true
      );
    case 'exploreSampleCalls':
      await vscode.commands.executeCommand('cometchatCalls.exploreSampleCalls', { pick: false });
      return true;
    case 'proxySettings':
    case 'timeoutSetting':
    case 'showLog':
      await applyFix(fix, { sessionId: '', connectionId, failure });
      return false;
    // These correct one call.
    case 'editSessionId':
    case 'lookUpWithoutUser':
    case 'lookUpAsOtherUser':
      return false;
  }
}

async function run<Id extends keyof Commands>(id: Id, argument: Commands[Id]): Promise<void> {
  await vscode.commands.executeCommand(id, argument);
}
