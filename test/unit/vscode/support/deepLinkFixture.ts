/** Links to calls as VS Code hands them over, and a user who answers what following one asks. */
import type { Connection } from '../../../../src/core/connection/model.ts';
import { deepLinkOf } from '../../../../src/core/export/deepLink.ts';
import type { AddConnectionArgument, CallArgument } from '../../../../src/manifest.ts';
import type * as followModule from '../../../../src/vscode/commands/deepLink.ts';
import { followDeepLink } from '../../../../src/vscode/commands/deepLink.ts';

// oxlint-disable-next-line import/no-unassigned-import -- it has an effect and nothing to give

const TAIL = '8d75114d60d1345a22e4cc612263fb26c0b5cf92';
export const V1 = `v1.us.31780434a95d45.1692368113${TAIL}`;
export const LEGACY = `1692368113${TAIL}`;

export const ACME: Connection = {
  id: 'acme',
  name: 'Acme Production',
  appId: '31780434a95d45',
  region: 'us',
  baseUrl: 'https://31780434a95d45.call-us.cometchat.io/v3',
  kind: 'derived',
};
export const ON_PREMISE: Connection = {
  id: 'premise',
  name: 'On premise',
  appId: '2574867a1b2c3d',
  region: '',
  baseUrl: 'https://calls.example.com/v3',
  kind: 'custom',
};

/** What a link made the extension do, in order. */
export interface Seen {
  readonly asked: followModule.Question[];
  readonly told: string[];
  readonly offered: AddConnectionArgument[];
  readonly chosenFrom: string[][];
  readonly lookedUp: CallArgument[];
}

export async function follow(
  uri: { readonly path: string; readonly query: string },
  options: {
    readonly connections?: readonly Connection[];
    readonly defaultConnectionId?: string;
    /** Whether the keyring cannot be read. */
    readonly isUnreadable?: boolean;
    /** The answer to each question; no further one is answered with yes. */
    readonly answers?: readonly boolean[];
    /** What is there after the user went through adding a connection. */
    readonly added?: Connection;
  } = {},
): Promise<Seen & { readonly outcome: followModule.Followed }> {
  const seen: Seen = { asked: [], told: [], offered: [], chosenFrom: [], lookedUp: [] };
  const connections = [...(options.connections ?? [ACME])];
  const outcome = await followDeepLink(uri, {
    routing: () => {
      const { defaultConnectionId, isUnreadable = false } = options;
      return Promise.resolve({ connections, defaultConnectionId, isUnreadable });
    },
    choose: (candidates) => {
      seen.chosenFrom.push(candidates.map(({ id }) => id));
      return Promise.resolve(candidates.at(-1));
    },
    confirm: (question) => {
      seen.asked.push(question);
      return Promise.resolve(options.answers?.[seen.asked.length - 1] ?? false);
    },
    tell: (message, detail) => {
      seen.told.push(`${message}. ${detail}`);
      return Promise.resolve();
    },
    addConnection: (given) => {
      seen.offered.push(given);
      if (options.added) connections.push(options.added);
      return Promise.resolve(options.added?.id);
    },
    lookUp: (call) => {
      seen.lookedUp.push(call);
      return Promise.resolve();
    },
  });
  return { ...seen, outcome };
}

/** A link as VS Code hands it over: its query decoded once. */
export function linkTo(
  sessionId: string,
  app: Partial<Record<'appId' | 'region' | 'onBehalfOf', string>> = {},
) {
  const link = deepLinkOf({
    scheme: 'vscode',
    extensionId: 'a.b',
    appId: app.appId ?? ACME.appId,
    region: app.region ?? 'us',
    sessionId,
    onBehalfOf: app.onBehalfOf,
  });
  const { pathname, search } = new URL(link.replace('vscode:', 'https:'));
  return { path: pathname, query: decodeURIComponent(search.slice(1)) };
}
