import * as vscode from 'vscode';
import { type Answer, answerOf, type LookUp, lookUpKey, type LookUpTarget } from '../../core/lookUp/model.ts';
import { visibleText, withoutIcons } from '../../core/text/index.ts';
import { ArgumentError, pickOne, showFailure, t } from '../platform/index.ts';
import { failureWords, rowOf } from '../lookUps/index.ts';
import { SANDBOX_CONNECTION_ID } from '../connections/index.ts';
import type { CommandResult, Services } from './model.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';

/** What commands on one call choose it from. */
export type Choices = Services<'lookUps' | 'readerTime' | 'panels'>;

/** Makes sure that the sandbox runs where its connection is to be asked: it comes and goes with the window. */
export async function prepareConnection(
  { sandbox }: Services<'sandbox'>,
  connectionId: string | undefined,
): Promise<void> {
  if (connectionId === SANDBOX_CONNECTION_ID) await sandbox.ensure();
}

/**
 * The look-up a command is about: the named one, looked up first where it never was; else that of the panel with the
 * focus; else the one the user picks. Undefined when there is none.
 */
export async function chooseLookUp(
  choices: Choices,
  call: LookUpTarget | undefined,
): Promise<LookUp | undefined> {
  const { lookUps } = choices;
  const named = call ?? choices.panels.activeTarget();
  if (!named) return pickLookUp(choices, lookUps.store.all(), t('Which call?'));
  return lookUps.store.findToList(named, Date.now()) ?? (await fetchFirst(lookUps, named));
}

/**
 * The look-ups a command is about that takes several: those that are selected, each once; else as for one. What is
 * selected is in a list, so nothing is looked up for it.
 */
export async function chooseLookUps(
  choices: Choices,
  call: LookUpTarget | undefined,
  selection: readonly LookUpTarget[],
): Promise<readonly LookUp[]> {
  if (selection.length > 1) return findAll(choices, selection);
  const lookUp = await chooseLookUp(choices, call);
  return lookUp ? [lookUp] : [];
}

/** The look-ups of calls that are selected, each once. */
export function findAll({ lookUps }: Choices, selection: readonly LookUpTarget[]): readonly LookUp[] {
  return [...new Set(selection.flatMap((one) => lookUps.store.findToList(one, Date.now()) ?? []))];
}

/**
 * A call that is asked for by id and was never looked up is looked up first. An id that names an app belongs there,
 * whichever connection was named: what is found is that one's. Says why there is nothing to be found.
 */
async function fetchFirst(lookUps: LookUpService, call: LookUpTarget): Promise<LookUp | undefined> {
  const { sessionId, connectionId, onBehalfOf } = call;
  const result = await vscode.commands.executeCommand<CommandResult | undefined>(
    'cometchatCalls.lookUpCall',
    { sessionId, connectionId, onBehalfOf, reveal: false },
  );
  const found = lookUps.store.find(call);
  if (found || !result) return found;
  const target = { sessionId, connectionId: undefined, onBehalfOf };
  // It may have been cut off, and completed.
  if (result.ok)
    return lookUps.store.find(target) ?? lookUps.store.find({ ...target, sessionId: result.call.sessionId });
  if (result.reason !== 'cancelled') tellRefusal(lookUps, target, result);
  return undefined;
}

/** Says why nobody was asked, with the fixes of the look-up that waits for a connection where there is one. */
function tellRefusal(
  lookUps: LookUpService,
  { sessionId, onBehalfOf }: LookUpTarget,
  { reason, message }: Extract<CommandResult, { ok: false }>,
): void {
  const refused = lookUps.store.get(
    lookUpKey({ sessionId: sessionId.trim(), connectionId: undefined, onBehalfOf }),
  );
  if (refused?.state.kind === 'failed') {
    const { failure } = refused.state;
    showFailure(failureWords(failure, refused, lookUps), { sessionId, onBehalfOf, failure });
  } else {
    showFailure({ short: message, message, fixes: [] }, { sessionId, onBehalfOf, failure: { reason } });
  }
}

/** Lets the user pick one of several look-ups; undefined when they pick none, or when there is none to pick. */
export async function pickLookUp(
  { lookUps, readerTime }: Choices,
  candidates: readonly LookUp[],
  placeholder: string,
): Promise<LookUp | undefined> {
  if (candidates.length === 0) {
    await vscode.commands.executeCommand('cometchatCalls.lookUpCall');
    return undefined;
  }
  const context = { lookUps, time: readerTime.format, now: Date.now() };
  const items = candidates.map((lookUp) => {
    const { label, description } = rowOf(lookUp, context);
    return {
      label: withoutIcons(label),
      description: withoutIcons(description),
      detail: withoutIcons(visibleText(lookUp.sessionId)),
      lookUp,
    };
  });
  const picked = await pickOne({ title: t('Lookup History'), placeholder, items });
  return picked?.lookUp;
}

/** The answer of a look-up. Throws ArgumentError with the reason when there is none. */
export function requireAnswer(lookUp: LookUp, lookUps: LookUpService): Answer {
  const answer = answerOf(lookUp);
  if (answer) return answer;
  throw new ArgumentError(
    lookUp.state.kind === 'failed'
      ? failureWords(lookUp.state.failure, lookUp, lookUps).message
      : t('There is no answer for this call.'),
  );
}
