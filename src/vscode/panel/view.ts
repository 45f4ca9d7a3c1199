import { appOf } from '../../core/appOf.ts';
import { answerOf, type LookUp } from '../../core/lookUp.ts';
import { storyOf } from '../../core/story.ts';
import type { PanelView, SavedPanel } from '../../shared/panelProtocol.ts';
import { fixLabel } from '../fixes.ts';
import { failureWords } from '../failureWords.ts';
import { placeOf } from '../logLines.ts';
import type { LookUps } from '../lookUps.ts';
import { t } from '../words.ts';

/** What a panel knows of its call besides the look-up. */
type Followed = Pick<PanelView, 'live' | 'transcripts' | 'watched' | 'attempts'>;

/** What a panel shows of its look-up; of one that is not in the store any more, only what its id tells. */
export function panelView(
  saved: SavedPanel,
  lookUp: LookUp | undefined,
  followed: Followed,
  lookUps: LookUps,
): PanelView {
  const connection = lookUps.connection(saved.connectionId);
  const answer = lookUp && answerOf(lookUp);
  const { sessionId, logLine } = saved;
  const { appId, region } = appOf(sessionId, connection);
  return {
    sessionId,
    onBehalfOf: saved.onBehalfOf,
    connectionName: connection?.name,
    appId,
    region,
    state: lookUp?.state.kind ?? 'gone',
    call: answer?.call,
    story: answer && storyOf(answer.call, { asOf: answer.fetchedAt, sessionId, appId, region, t }, logLine),
    fetchedAt: answer?.fetchedAt,
    failure: failureOf(lookUp, lookUps),
    kept: saved.kept,
    logLine: logLineOf(saved),
    ...followed,
  };
}

function failureOf(lookUp: LookUp | undefined, lookUps: LookUps): PanelView['failure'] {
  if (lookUp?.state.kind !== 'failed') return undefined;
  const { message, fixes } = failureWords(lookUp.state.failure, lookUp, lookUps);
  return { message, fixes: fixes.map((fix) => ({ fix, label: fixLabel(fix) })) };
}

function logLineOf({ logLine }: SavedPanel): PanelView['logLine'] {
  if (!logLine) return undefined;
  const { instant, precisionSeconds } = logLine;
  return { instant, precisionSeconds, place: placeOf(logLine) };
}
