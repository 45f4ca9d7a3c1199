import * as vscode from 'vscode';
import { errorName } from '../../core/base/index.ts';
import type { Logger } from '../../core/base/model.ts';
import type { Connection } from '../../core/connection/model.ts';
import { hostOf } from '../../core/connection/index.ts';
import { visibleText, plainText } from '../../core/text/index.ts';
import { unreadableKeyring } from '../../core/failure/index.ts';
import { type DeepLink, type DeepLinkRefusal, readDeepLink } from '../../core/export/index.ts';
import { routeSessionId, type RoutingContext } from '../../core/lookUp/index.ts';
import { parseSessionId } from '../../core/sessionId/index.ts';
import type { SessionId } from '../../core/sessionId/model.ts';
import type { CallArgument } from '../../manifest.ts';
import { connectionFor, t } from '../platform/index.ts';
import { type Connections, pickConnection } from '../connections/index.ts';

/** What became of a link. */
export type Followed = 'lookedUp' | 'declined' | 'refused';

type Routing = Pick<Connections, 'routing'>;

/**
 * Follows a link to a call. Links come from anywhere: the user is asked before anything is sent, and told which of
 * their connections would be asked for which call. A link chooses among connections that are there and adds none.
 * @param uri the path and the query of the link, each decoded once, as VS Code hands them over
 */
export async function followDeepLink(
  uri: { readonly path: string; readonly query: string },
  connections: Routing,
): Promise<Followed> {
  const read = readDeepLink(uri.path, uri.query);
  if (!read.ok) return refuse(t('This link cannot be followed'), reasonOf(read.reason));
  if (contradicts(read.link)) return refuse(t('This link cannot be followed'), reasonOf('otherApp'));
  return followTo(read.link, connections);
}

async function refuse(message: string, detail: string): Promise<Followed> {
  await vscode.window.showWarningMessage(message, { modal: true, detail });
  return 'refused';
}

/** Asks in a dialog: what would be done, with what, and the button that does it. */
async function ask(message: string, detail: string, action: string): Promise<boolean> {
  const options = { modal: true, detail: plainText(detail) };
  return (await vscode.window.showInformationMessage(plainText(message), options, action)) === action;
}

/**
 * Whether the id of a link names another app or region than the link: what is asked for must be what was confirmed,
 * also of an id that was cut off.
 */
function contradicts({ sessionId, appId, region }: DeepLink): boolean {
  const session = parseSessionId(sessionId);
  if (session.form !== 'v1' && session.form !== 'cut') return false;
  return (session.appId ?? appId) !== appId || (region !== '' && (session.region ?? region) !== region);
}

async function followTo(link: DeepLink, connections: Routing): Promise<Followed> {
  const routing = await connections.routing();
  const fitting = connectionsFor(link, routing);
  if (fitting.length === 0 && routing.isUnreadable)
    return refuse(t('This link cannot be followed now'), unreadableKeyring(t).message);
  if (fitting.length === 0) return offerConnection(link, connections);
  const question = t('Several connections fit this link. Which one is to be asked?');
  const connection = fitting.length === 1 ? fitting[0] : await pickConnection(connections, fitting, question);
  if (!connection || !(await askToLookUp(link, connection))) return 'declined';
  const { sessionId, onBehalfOf } = link;
  const call: CallArgument = { sessionId, connectionId: connection.id, onBehalfOf };
  await vscode.commands.executeCommand('cometchatCalls.lookUpCall', call);
  return 'lookedUp';
}

/** The user's connections for the app of a link: routed as an id that names the app, whatever the form of its id. */
function connectionsFor(link: DeepLink, routing: RoutingContext): readonly Connection[] {
  const route = routeSessionId(sessionOf(link), routing);
  const fitting =
    route.kind === 'ask' ? route.candidates : route.kind === 'connection' ? [route.connection] : [];
  // The sandbox answers for its own ids, and an id may be called the same in another app.
  return fitting.filter(({ appId }) => appId === link.appId);
}

function sessionOf(link: DeepLink): SessionId {
  const { sessionId, appId } = link;
  const session = parseSessionId(sessionId);
  if (session.form === 'v1') return session;
  return { form: 'cut', id: sessionId, appId, region: regionOf(link), initiatedAt: undefined };
}

async function offerConnection(link: DeepLink, connections: Routing): Promise<Followed> {
  const { appId } = link;
  const region = regionOf(link);
  const message =
    region === ''
      ? t('You have no connection for app {0}', shown(appId))
      : t('You have no connection for app {0} ({1})', shown(appId), shown(region));
  const detail = t(
    'A link asks for the call {0} of this app. To look it up, add a connection with the app’s REST API key. Nothing is stored until you have entered it.',
    shown(link.sessionId),
  );
  if (!(await ask(message, detail, t('Add Connection…')))) return 'declined';
  const given = connectionFor({ reason: 'noConnection', appId, region });
  const added: unknown = await vscode.commands.executeCommand('cometchatCalls.addConnection', given);
  // What was added may be another app's: it is asked again which connection fits, and whether to look up.
  return typeof added !== 'string' || connectionsFor(link, await connections.routing()).length === 0
    ? 'declined'
    : followTo(link, connections);
}

function askToLookUp(link: DeepLink, connection: Connection): Promise<boolean> {
  // A connection to an endpoint of its own is asked in its region, whatever the link says.
  const { region } = connection;
  const lines = [
    t('App: {0}', shown(link.appId)),
    region === '' ? undefined : t('Region: {0}', shown(region)),
    t('Connection: {0} ({1})', shown(connection.name), hostOf(connection)),
    t('Session id: {0}', shown(link.sessionId)),
    link.onBehalfOf === undefined ? undefined : t('As user: {0}', shown(link.onBehalfOf)),
  ];
  const detail = lines.filter((line) => line !== undefined).join('\n');
  return ask(t('Look up the call of this link?'), detail, t('Look Up'));
}

/** The region that is asked: the id's own, else the one the link names; empty where neither does. */
function regionOf({ sessionId, region }: DeepLink): string {
  const session = parseSessionId(sessionId);
  return 'region' in session ? (session.region ?? region) : region;
}

/** Runs of what looks like nothing: with enough of it, what comes behind would stand on a line of its own. */
const BLANKS = /[\s\u2800\u{1d159}]+/gu;

/** A text of the link, which anybody may have written; the longest session id fits. */
function shown(text: string): string {
  return visibleText(text, 520).replace(BLANKS, ' ');
}

function reasonOf(reason: DeepLinkRefusal): string {
  switch (reason) {
    case 'otherPath':
      return t('It is no link to a call.');
    case 'tooLong':
      return t('It is longer than any link to a call.');
    case 'repeated':
      return t('It names a part of the call twice, and which one is meant cannot be told.');
    case 'invalidAppId':
      return t('It names no CometChat app.');
    case 'invalidRegion':
      return t('It names a region that does not exist.');
    case 'invalidUser':
      return t('It names a user that cannot exist.');
    case 'otherApp':
      return t('Its session id belongs to another app or region than the one it names. Nothing was asked.');
    case 'invalidSessionId':
      return t('It has no session id that can be looked up.');
  }
}

/** Follows a link to a call that VS Code was opened with. Never rejects: what went wrong is in the log. */
export async function openDeepLink(
  uri: vscode.Uri,
  connections: Connections,
  logger: Pick<Logger, 'error'>,
): Promise<void> {
  try {
    await followDeepLink(uri, connections);
  } catch (error) {
    logger.error(`A link could not be followed: ${errorName(error)}`);
  }
}
