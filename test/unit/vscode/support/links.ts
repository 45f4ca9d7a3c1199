/** Links to calls as VS Code hands them over, and a user who answers what following one asks. */
import type { Connection } from '../../../../src/core/connection/model.ts';
import { deepLinkOf } from '../../../../src/core/export/deepLink.ts';
import type { AddConnectionArgument, CallArgument } from '../../../../src/manifest.ts';
import { followDeepLink } from '../../../../src/vscode/commands/deepLink.ts';
import { connection, HEX, SEED_ID } from '../../core/support.ts';
import { type Act, User } from './user.ts';

export const V1 = SEED_ID;
export const LEGACY = `1692368113${HEX}`;

export const ACME = connection({ id: 'acme', name: 'Acme Production' });
export const ON_PREMISE = connection({
  id: 'premise',
  name: 'On premise',
  appId: '2574867a1b2c3d',
  region: '',
  kind: 'custom',
});

interface Options {
  readonly connections?: readonly Connection[];
  readonly defaultConnectionId?: string;
  /** Whether the keyring cannot be read. */
  readonly isUnreadable?: boolean;
  /** The answer to each question; no further one is answered with yes. */
  readonly answers?: readonly boolean[];
  readonly acts?: readonly Act[];
  /** What is there after the user went through adding a connection. */
  readonly added?: Connection;
}

/** Follows a link, and gives what it made the extension do, in order. */
export async function follow(
  uri: { readonly path: string; readonly query: string },
  { defaultConnectionId, isUnreadable = false, answers = [], acts = [], added, ...options }: Options = {},
) {
  const user = new User();
  const connections = [...(options.connections ?? [ACME])];
  const routing = () => Promise.resolve({ connections, defaultConnectionId, isUnreadable });
  user.does(...acts);
  user.buttons.push(...answers.map((yes) => (yes ? true : undefined)));
  user.answerTo = (command) => {
    if (command !== 'cometchatCalls.addConnection') return undefined;
    if (added) connections.push(added);
    return added?.id;
  };
  const outcome = await followDeepLink(uri, { routing });
  user.dispose();
  const given = (command: string) =>
    user.ran.filter(([id]) => id === command).map(([, argument]) => argument);
  return {
    outcome,
    asked: user.dialogs.filter(({ isWarning }) => !isWarning),
    told: user.dialogs
      .filter(({ isWarning }) => isWarning)
      .map(({ message, detail }) => `${message}. ${detail}`),
    chosenFrom: user.asked.map(({ items }) => items.map(({ label }) => label)),
    offered: given('cometchatCalls.addConnection') as AddConnectionArgument[],
    lookedUp: given('cometchatCalls.lookUpCall') as CallArgument[],
  };
}

/** A link as VS Code hands it over: its query decoded once. */
export function linkTo(
  sessionId: string,
  {
    appId = ACME.appId,
    region = 'us',
    onBehalfOf,
  }: Partial<Record<'appId' | 'region' | 'onBehalfOf', string>> = {},
) {
  const link = deepLinkOf({ scheme: 'vscode', extensionId: 'a.b', appId, region, sessionId, onBehalfOf });
  const { pathname, search } = new URL(link.replace('vscode:', 'https:'));
  return { path: pathname, query: decodeURIComponent(search.slice(1)) };
}
