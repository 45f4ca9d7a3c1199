import { appOf } from '../../core/sessionId/index.ts';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { storyFromWebhooks, storyOf } from '../../core/story/index.ts';
import type { PanelView, SavedPanel } from '../../shared/index.ts';
import { fixLabel } from '../../core/failure/index.ts';
import { failureWords } from '../lookUps/index.ts';
import { nameOf, placeOf } from '../callLogs/index.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { t } from '../platform/index.ts';
import type { Followed } from './followedCall.ts';

/** What a panel shows of its look-up; of one that is not in the store any more, only what its id tells. */
export function panelView(
  saved: SavedPanel,
  lookUp: LookUp | undefined,
  followed: Followed,
  lookUps: LookUpService,
): PanelView {
  const connection = lookUps.connection(saved.connectionId);
  const answer = lookUp && answerOf(lookUp);
  const { sessionId } = saved;
  const { appId, region } = appOf(sessionId, connection);
  const context = { sessionId, appId, region, t };
  const logLine = logLineOf(saved);
  const { inLog, isReadingLog, ...known } = followed;
  const shownInLog = answer || saved.fromLog === undefined ? undefined : inLog;
  const told = { line: logLine, transcripts: followed.transcripts.items };
  return {
    sessionId,
    onBehalfOf: saved.onBehalfOf,
    connectionName: connection?.name,
    appId,
    region,
    state: lookUp?.state.kind ?? 'gone',
    call: answer?.call ?? shownInLog?.call,
    story: answer
      ? storyOf(answer.call, { asOf: answer.fetchedAt, ...context }, told)
      : shownInLog && storyFromWebhooks(shownInLog.call, logLine, t),
    fetchedAt: answer?.fetchedAt,
    failure: failureOf(lookUp, lookUps),
    kept: saved.kept,
    logLine,
    ...known,
    webhooks: shownInLog ? [shownInLog.webhooks] : known.webhooks,
    fromLog: inLog && {
      log: inLog.webhooks.log,
      count: inLog.count,
      isShown: shownInLog !== undefined,
    },
    logBeingRead: !inLog && isReadingLog && saved.fromLog !== undefined ? nameOf(saved.fromLog) : undefined,
  };
}

function failureOf(lookUp: LookUp | undefined, lookUps: LookUpService): PanelView['failure'] {
  if (lookUp?.state.kind !== 'failed') return undefined;
  const { message, fixes } = failureWords(lookUp.state.failure, lookUp, lookUps);
  return { message, fixes: fixes.map((fix) => ({ fix, label: fixLabel(fix, t) })) };
}

function logLineOf({ logLine }: SavedPanel): PanelView['logLine'] {
  if (!logLine) return undefined;
  const { instant, precisionSeconds } = logLine;
  return { instant, precisionSeconds, place: placeOf(logLine) };
}
