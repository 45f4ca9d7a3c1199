import type { LookUpTarget } from '../../core/lookUp/model.ts';
import { describeFailure, type FailureDescription } from '../../core/failure/index.ts';
import type { Failure } from '../../core/failure/model.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { t } from '../platform/index.ts';

/** Why a look-up failed, in words. */
export function failureWords(
  failure: Failure,
  target: LookUpTarget,
  lookUps: LookUpService,
): FailureDescription {
  const connectionName = lookUps.connection(target.connectionId)?.name;
  const { sessionId, onBehalfOf } = target;
  return describeFailure(failure, { sessionId, onBehalfOf, connectionName, now: Date.now() }, t);
}
