import { answerOf, type LookUp } from '../../core/callStore.ts';
import type { LookUpTarget } from '../../core/callStore.ts';
import { parseSessionId } from '../../core/sessionId.ts';
import type { PanelView } from '../../shared/panelProtocol.ts';
import { fixLabel } from '../fixes.ts';
import { failureWords } from '../failureWords.ts';
import type { LookUps } from '../lookUps.ts';

/** What a panel shows of its look-up; of one that is not in the store any more, only what its id tells. */
export function panelView(target: LookUpTarget, lookUp: LookUp | undefined, lookUps: LookUps): PanelView {
  const session = parseSessionId(target.sessionId);
  const connection = lookUps.connection(target.connectionId);
  const answer = lookUp && answerOf(lookUp);
  return {
    sessionId: target.sessionId,
    onBehalfOf: target.onBehalfOf,
    connectionName: connection?.name,
    appId: 'appId' in session && session.appId !== undefined ? session.appId : connection?.appId,
    region: 'region' in session && session.region !== undefined ? session.region : connection?.region,
    state: lookUp?.state.kind ?? 'gone',
    call: answer?.call,
    fetchedAt: answer?.fetchedAt,
    failure: failureOf(lookUp, lookUps),
  };
}

function failureOf(lookUp: LookUp | undefined, lookUps: LookUps): PanelView['failure'] {
  if (lookUp?.state.kind !== 'failed') return undefined;
  const { message, fixes } = failureWords(lookUp.state.failure, lookUp, lookUps);
  return { message, fixes: fixes.map((fix) => ({ fix, label: fixLabel(fix) })) };
}
