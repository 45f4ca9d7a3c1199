import * as vscode from 'vscode';
import { endNotice, type LookUpService, type WatchNotices } from '../../core/lookUp/index.ts';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { verdictOf } from '../../core/story/index.ts';
import { failureWords } from './failureWords.ts';
import { showCallEnded, showDone, showFailure, t } from '../platform/index.ts';
import { plainText } from '../../core/text/index.ts';
import { labelOf } from './lookUpItems.ts';

/** Tells of watched calls with notifications. */
export function watchNotices(lookUps: LookUpService): WatchNotices {
  return {
    ended: (lookUp, { call, fetchedAt }) => {
      const { sessionId, connectionId, onBehalfOf } = lookUp;
      showCallEnded(endNotice(call, fetchedAt, t), () =>
        vscode.commands.executeCommand('cometchatCalls.openCallPanel', {
          sessionId,
          connectionId,
          onBehalfOf,
        }),
      );
    },
    failed: (lookUp, failure) => {
      const { sessionId, connectionId, onBehalfOf } = lookUp;
      if (!failure) return showDone(t('{0} is no longer watched. {1}', labelOf(lookUp), verdictIn(lookUp)));
      const words = failureWords(failure, lookUp, lookUps);
      const message = plainText(t('{0} is no longer watched. {1}', labelOf(lookUp), words.message));
      showFailure({ ...words, message }, { sessionId, connectionId, onBehalfOf, failure });
    },
    tooLong: (lookUp) =>
      showDone(t('{0} was watched for a day and has not ended. It is no longer watched.', labelOf(lookUp))),
  };
}

function verdictIn(lookUp: LookUp): string {
  const answer = answerOf(lookUp);
  return answer ? verdictOf(answer.call, answer.fetchedAt, t) : '';
}
