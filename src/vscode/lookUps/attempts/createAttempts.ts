import { toLog } from '../../../core/base/emitter.ts';
import type { Logger } from '../../../core/base/ports.ts';
import type { CallSource } from '../../../core/call/source.ts';
import type { Connections } from '../../connections/connections.ts';
import type { LookUpService } from '../../../core/lookUp/service.ts';
import type { ReaderTime } from '../../platform/readerTime.ts';
import { CallAttempts } from './callAttempts.ts';

interface Dependencies {
  readonly lookUps: LookUpService;
  readonly connections: Connections;
  readonly source: CallSource;
  readonly readerTime: ReaderTime;
  readonly logger: Pick<Logger, 'error'>;
}

/** What this session has found around its calls. */
export function createAttempts({
  lookUps,
  connections,
  source,
  readerTime,
  logger,
}: Dependencies): CallAttempts {
  return new CallAttempts({
    lookUps,
    source,
    readerTime,
    connection: (id) => connections.get(id),
    onKeyChange: (listener) =>
      connections.onDidChange(({ connectionId, keyChanged }) => {
        if (keyChanged) listener(connectionId);
      }),
    onListenerError: toLog(logger),
  });
}
