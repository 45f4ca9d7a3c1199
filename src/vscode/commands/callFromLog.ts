/** The call that webhook events of a log tell of, for when nobody else does. */
import * as vscode from 'vscode';
import type { LogLine } from '../../core/logTime/index.ts';
import type { LookUpTarget } from '../../core/lookUp/model.ts';
import { visibleText, withoutIcons } from '../../core/text/index.ts';
import { callFromWebhooks } from '../../core/webhook/index.ts';
import { activeSubject, subjectOf, toldIfUnread } from '../fileCalls/index.ts';
import type { Subject } from '../fileCalls/model.ts';
import { ArgumentError, pickOne, slowly, t } from '../platform/index.ts';
import type { Services } from './model.ts';
import type { Handlers } from './run.ts';
import { suggestFromEditor } from './suggestion.ts';

type Dependencies = Services<'lookUps' | 'panels' | 'logs' | 'finder' | 'completer'>;

export function callFromLogHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.openCallFromLog': async ({ call, uri, logLine }) => {
      const subject = subjectFrom(uri, logLine);
      if (!subject) throw new ArgumentError(t('Open the log in an editor first.'));
      const target = await chooseCall(deps, subject, call);
      if (target) deps.panels.show(target, logLine, false, subject.uri.toString());
    },
  } satisfies Partial<Handlers>;
}

function subjectFrom(uri: vscode.Uri | undefined, logLine: LogLine | undefined): Subject | undefined {
  if (uri) return subjectOf(uri);
  return activeSubject() ?? (logLine && subjectOf(vscode.Uri.parse(logLine.uri)));
}

/**
 * The call that is named, else the one at the cursor, else one that the user picks of those in the log; undefined when
 * they pick none, or do not wait. Throws ArgumentError where the log has no webhook events of it.
 */
async function chooseCall(
  deps: Dependencies,
  subject: Subject,
  named: LookUpTarget | undefined,
): Promise<LookUpTarget | undefined> {
  const atCursor = suggestFromEditor(deps)?.sessionId;
  const sessionId = named?.sessionId ?? atCursor;
  const own = sessionId === undefined ? [] : await eventsIn(deps, subject, sessionId);
  if (!own) return undefined;
  if (sessionId !== undefined && own.length > 0) return named ?? targetOf(deps, sessionId);
  if (named) throw new ArgumentError(t('{0} has no webhook events of this call.', subject.name));
  const all = await eventsIn(deps, subject, undefined);
  if (!all) return undefined;
  const bySession = Map.groupBy(all, (event) => event.sessionId);
  if (bySession.size === 0) throw new ArgumentError(t('{0} has no webhook events of calls.', subject.name));
  const items = [...bySession].map(([id, events]) => ({
    label: withoutIcons(visibleText(id, 100)),
    description: t('{0} webhook events', callFromWebhooks(events)?.count ?? 0),
    id,
  }));
  const picked = await pickOne({ title: t('Open Call from Log'), placeholder: t('Which call?'), items });
  return picked && targetOf(deps, picked.id);
}

/** Its look-up where there is one, so that its panel is used. */
function targetOf({ lookUps }: Dependencies, sessionId: string): LookUpTarget {
  return lookUps.store.find({ sessionId }) ?? { sessionId, connectionId: undefined, onBehalfOf: undefined };
}

/** Undefined when the user did not wait for them. */
function eventsIn({ logs }: Dependencies, { uri, name }: Subject, sessionId: string | undefined) {
  const title = t('Reading the webhook events of {0}', name);
  return toldIfUnread(
    slowly(title, (signal) => logs.webhooks(uri, sessionId, signal)),
    name,
  );
}
