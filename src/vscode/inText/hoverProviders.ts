import * as vscode from 'vscode';
import { isWithoutCall } from '../../core/failure/index.ts';
import type { LookUp } from '../../core/lookUp/model.ts';
import { CONTEXT_KEYS } from '../../manifest.ts';
import { routeSessionId, type LookUpService } from '../../core/lookUp/index.ts';
import { signalOf, connectionFor, type ReaderTime, setContextKey, setting, t } from '../platform/index.ts';
import type { Connections } from '../connections/index.ts';
import type { SessionId } from '../../core/sessionId/model.ts';
import { parseSessionId } from '../../core/sessionId/index.ts';
import type { Completion, IdCompleter } from './idCompleter.ts';
import type { SessionFinder } from './sessionFinder.ts';
import type { LogClocks } from '../fileCalls/index.ts';
import type { CommandLink } from '../../core/text/index.ts';
import type { CallLogs } from '../callLogs/index.ts';
import { callText, idText, type InLog, inLogText } from './hoverText.ts';
import { lineTime, logLineAt } from './lineTime.ts';
import { webhookCount } from './webhookCount.ts';

export interface HoverDependencies {
  readonly lookUps: LookUpService;
  readonly connections: Connections;
  readonly readerTime: ReaderTime;
  readonly finder: SessionFinder;
  readonly completer: IdCompleter;
  readonly clocks: LogClocks;
  readonly logs: Pick<CallLogs, 'webhooks'>;
}

/** An id under the mouse, and what is to be done about it. */
interface Subject {
  /** As it stands there, or the whole one it was completed to. */
  readonly session: SessionId;
  /** Of one that is cut off. */
  readonly completion: Completion | undefined;
  readonly range: vscode.Range;
  /** The connection to ask without being told to; undefined when the user decides. */
  readonly automatic: string | undefined;
  readonly next: readonly CommandLink[];
  /** Whether there is nobody to ask for it. */
  readonly isUnconnected: boolean;
}

/**
 * Two hovers for an id: VS Code shows each as soon as it is there, the second below the first. The first says at once
 * what the id tells by itself; the second waits for the call, and says nothing of that again.
 */
export function createHoverProviders(
  deps: HoverDependencies,
): readonly [vscode.HoverProvider, vscode.HoverProvider] {
  let isToldOf = false;
  const idHover: vscode.HoverProvider = {
    provideHover: async (document, position) => {
      const subject = await subjectAt(deps, document, position);
      if (!subject) return undefined;
      if (!isToldOf) setContextKey(CONTEXT_KEYS.hasHovered, true);
      isToldOf = true;
      const { session, completion, range } = subject;
      // What can be done stands below the call where that is known.
      const next = known(deps, subject) ? [] : subject.next;
      return new vscode.Hover(idText({ session, completion, next }, deps), range);
    },
  };
  const callHover: vscode.HoverProvider = {
    provideHover: async (document, position, token) => {
      const subject = await subjectAt(deps, document, position);
      if (!subject) return undefined;
      // A known call that may have changed is asked for again; one that is over answers at once.
      const lookUp = (await ask(deps, subject, token)) ?? known(deps, subject);
      const inLog = await linkToLog(deps, document, position, subject, lookUp, token);
      if (token.isCancellationRequested) return undefined;
      if (!lookUp) return inLog && new vscode.Hover(inLogText(inLog), subject.range);
      const time = lineTime({ ...deps, document, ...placeOf(position) }, lookUp);
      return new vscode.Hover(callText(lookUp, time, deps, inLog), subject.range);
    },
  };
  return [idHover, callHover];
}

async function subjectAt(
  deps: HoverDependencies,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<Subject | undefined> {
  const found = deps.finder.at(document, position);
  if (!found) return undefined;
  const range = new vscode.Range(position.line, found.start, position.line, found.end);
  const completion = deps.completer.found(found, { document, line: position.line });
  const session = completion?.kind === 'whole' ? parseSessionId(completion.sessionId) : found.session;
  const route = routeSessionId(session, await deps.connections.routing());
  const whole = session.form === 'v1' || session.form === 'legacy';
  const isSure = !found.looksCutOff || completion?.kind === 'whole';
  const wanted = whole && isSure && setting('hover.lookUp') === 'automatic';
  const automatic = wanted && route.kind === 'connection' ? route.connection.id : undefined;
  const isOpen = completion !== undefined && completion.kind !== 'whole';
  const next = nextSteps(session.id, route, { automatic, isOpen });
  const isUnconnected = route.kind === 'failure' && isWithoutCall(route.failure);
  return { session, completion, range, automatic, next, isUnconnected };
}

/** @param isOpen whether it is cut off, and nobody knows how it goes on: a look-up could only fail */
function nextSteps(
  sessionId: string,
  route: ReturnType<typeof routeSessionId>,
  { automatic, isOpen }: { readonly automatic: string | undefined; readonly isOpen: boolean },
): readonly CommandLink[] {
  const isUnreadable =
    route.kind === 'failure' &&
    route.failure.reason === 'noConnection' &&
    route.failure.isUnreadable === true;
  if (route.kind === 'failure' && !isUnreadable) {
    const given = connectionFor(route.failure);
    return [{ label: t('Add Connection…'), command: 'cometchatCalls.addConnection', argument: given }];
  }
  if (automatic !== undefined || isOpen) return [];
  return [{ label: t('Look Up'), command: 'cometchatCalls.lookUpCall', argument: { sessionId } }];
}

function placeOf({ line, character }: vscode.Position) {
  return { line, character };
}

/** The look-up of a subject, when its story is at hand already. */
function known({ lookUps }: HoverDependencies, { session }: Subject) {
  const lookUp = lookUps.store.find({ sessionId: session.id });
  return lookUp?.state.kind === 'ready' ? lookUp : undefined;
}

/** Of a call that nobody else tells of: by how many webhook events this log does, and the way to it. */
async function linkToLog(
  deps: HoverDependencies,
  document: vscode.TextDocument,
  { line }: vscode.Position,
  { session, isUnconnected }: Subject,
  lookUp: LookUp | undefined,
  token: vscode.CancellationToken,
): Promise<InLog | undefined> {
  const failure = lookUp?.state.kind === 'failed' && !lookUp.state.last ? lookUp.state.failure : undefined;
  if (!(failure ? isWithoutCall(failure) : !lookUp && isUnconnected)) return undefined;
  const count = await webhookCount(deps.logs, document, session.id, signalOf(token));
  if (count === 0) return undefined;
  const near = 'initiatedAt' in session ? session.initiatedAt : undefined;
  const argument = {
    sessionId: session.id,
    connectionId: lookUp?.connectionId,
    uri: document.uri.toString(),
    logLine: logLineAt({ ...deps, document, line }, near),
  };
  return {
    count,
    link: { label: t('Open Call from Log'), command: 'cometchatCalls.openCallFromLog', argument },
  };
}

async function ask(
  { lookUps }: HoverDependencies,
  { session, automatic }: Subject,
  token: vscode.CancellationToken,
) {
  if (automatic === undefined) return undefined;
  const request = { sessionId: session.id, connectionId: automatic, isFromHover: true };
  const { key } = await lookUps.lookUp(request, signalOf(token));
  return key === undefined ? undefined : lookUps.store.get(key);
}
