import { parseSessionId } from '../../core/sessionId.ts';
import type { LookUpTarget } from '../../core/callStore.ts';
import type { LookUps } from '../lookUps.ts';

/** The app and region a call belongs to: those its id names, else its connection's. */
export function appOf(
  { sessionId, connectionId }: LookUpTarget,
  lookUps: LookUps,
): { readonly appId: string | undefined; readonly region: string | undefined } {
  const session = parseSessionId(sessionId);
  const { appId, region } = session.form === 'v1' ? session : (lookUps.connection(connectionId) ?? {});
  return { appId, region };
}
