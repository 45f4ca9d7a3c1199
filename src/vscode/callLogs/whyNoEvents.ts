/** What is said where no events of calls are to be seen in a log. */
import * as vscode from 'vscode';
import { failureMessage } from '../fileCalls/index.ts';
import { showDone, showNextStep, t } from '../platform/index.ts';
import type { LogEvents } from './eventsOfLog.ts';
import { nameOf } from './logLines.ts';

type Why = Exclude<LogEvents, { kind: 'events' }> | { readonly kind: 'tooLarge' };

/** Says why, with a button for what there is to do. @returns what was said */
export function tellWhyNone(why: Why, uri: vscode.Uri): string {
  const message = messageOf(why, nameOf(uri.toString()));
  const step = stepAfter(why);
  if (step) showNextStep(message, step.label, () => vscode.commands.executeCommand(step.command, { uri }));
  else showDone(message);
  return message;
}

function messageOf(why: Why, name: string): string {
  switch (why.kind) {
    case 'notRead':
      return failureMessage(why.state, name);
    case 'tooLarge':
      return t(
        'VS Code gives extensions no editor of {0}, as of all files above 50 MB, so nothing can be written at its lines. The calls in it are listed, and open beside it.',
        name,
      );
    case 'noIds':
      return t('There is no session id in {0}, so no call has events in it.', name);
    case 'noneKnown':
      return t('No call in {0} has been looked up yet. Its events stand at their lines once it has.', name);
    case 'noneDated':
      return t('CometChat reports no times for the calls in {0}, so their events have no lines.', name);
    case 'noTimes':
      return t(
        'No line of {0} tells a time, so the events of calls have no lines in it. The calls themselves are listed.',
        name,
      );
    case 'inDoubt':
      return t(
        'The dates in {0} can begin with the day or the month, and no line shows which, so the events of calls have no lines in it. The calls themselves are listed.',
        name,
      );
    case 'noneNear':
      return t(
        'The calls in {0} happened at other times than its lines were written. Perhaps its clock was off.',
        name,
      );
  }
}

function stepAfter({ kind }: Why): { readonly label: string; readonly command: string } | undefined {
  if (kind === 'notRead') return undefined;
  if (kind === 'noneKnown')
    return { label: t('Look Up All Calls in File'), command: 'cometchatCalls.resolveCallsInFile' };
  if (kind === 'noneNear')
    return { label: t('Correct Log Times…'), command: 'cometchatCalls.setClockOffset' };
  return { label: t('Find Calls in File'), command: 'cometchatCalls.findCallsInFile' };
}
