import * as vscode from 'vscode';
import type { FoundSessionId } from '../../core/sessionId/finder/model.ts';
import { routeSessionId, type LookUpService } from '../../core/lookUp/index.ts';
import { signalOf, connectionFor, type ReaderTime, setting, t } from '../platform/index.ts';
import type { Connections } from '../connections/index.ts';
import type { SessionFinder } from './sessionFinder.ts';
import type { LogClocks } from '../fileCalls/index.ts';
import type { CommandLink } from '../../core/text/index.ts';
import { callText, idText } from './hoverText.ts';
import { lineTime } from './lineTime.ts';

export interface HoverDependencies {
  readonly lookUps: LookUpService;
  readonly connections: Connections;
  readonly readerTime: ReaderTime;
  readonly finder: SessionFinder;
  readonly clocks: LogClocks;
}

/** An id under the mouse, and what is to be done about it. */
interface Subject {
  readonly found: FoundSessionId;
  readonly range: vscode.Range;
  /** The connection to ask without being told to; undefined when the user decides. */
  readonly automatic: string | undefined;
  readonly next: readonly CommandLink[];
}

/**
 * Two hovers for an id: VS Code shows each as soon as it is there. The first says at once what the id tells by
 * itself; the second waits for the call.
 */
export function createHoverProviders(
  deps: HoverDependencies,
): readonly [vscode.HoverProvider, vscode.HoverProvider] {
  const idHover: vscode.HoverProvider = {
    provideHover: async (document, position) => {
      const subject = await subjectAt(deps, document, position);
      if (!subject || known(deps, subject)) return undefined;
      return new vscode.Hover(idText(subject.found.session, subject.next, deps), subject.range);
    },
  };
  const callHover: vscode.HoverProvider = {
    provideHover: async (document, position, token) => {
      const subject = await subjectAt(deps, document, position);
      if (!subject) return undefined;
      // A known call that may have changed is asked for again; one that is over answers at once.
      const lookUp = (await ask(deps, subject, token)) ?? known(deps, subject);
      if (!lookUp || token.isCancellationRequested) return undefined;
      const time = lineTime({ ...deps, document, line: position.line }, lookUp);
      return new vscode.Hover(callText(lookUp, time, deps), subject.range);
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
  const { session } = found;
  const route = routeSessionId(session, await deps.connections.routing());
  const whole = session.form === 'v1' || session.form === 'legacy';
  const wanted = whole && !found.looksCutOff && setting('hover.lookUp') === 'automatic';
  const automatic = wanted && route.kind === 'connection' ? route.connection.id : undefined;
  return { found, range, automatic, next: nextSteps(session.id, route, automatic) };
}

function nextSteps(
  sessionId: string,
  route: ReturnType<typeof routeSessionId>,
  automatic: string | undefined,
): readonly CommandLink[] {
  const isUnreadable =
    route.kind === 'failure' &&
    route.failure.reason === 'noConnection' &&
    route.failure.isUnreadable === true;
  if (route.kind === 'failure' && !isUnreadable) {
    const given = connectionFor(route.failure);
    return [{ label: t('Add Connection…'), command: 'cometchatCalls.addConnection', argument: given }];
  }
  if (automatic !== undefined) return [];
  return [{ label: t('Look Up'), command: 'cometchatCalls.lookUpCall', argument: { sessionId } }];
}

/** The look-up of a subject, when its story is at hand already. */
function known({ lookUps }: HoverDependencies, { found }: Subject) {
  const lookUp = lookUps.store.find({ sessionId: found.session.id });
  return lookUp?.state.kind === 'ready' ? lookUp : undefined;
}

async function ask(
  { lookUps }: HoverDependencies,
  { found, automatic }: Subject,
  token: vscode.CancellationToken,
) {
  if (automatic === undefined) return undefined;
  const request = { sessionId: found.session.id, connectionId: automatic, isFromHover: true };
  const { key } = await lookUps.lookUp(request, signalOf(token));
  return key === undefined ? undefined : lookUps.store.get(key);
}
