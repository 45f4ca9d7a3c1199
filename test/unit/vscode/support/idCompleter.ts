/** What completes ids that are cut off, where a test knows no others. */
import { IdCompleter } from '../../../../src/vscode/inText/idCompleter.ts';
import type { LookUpService } from '../../../../src/core/lookUp/service.ts';
import { findSessionIds } from '../../../../src/core/sessionId/finder/index.ts';

/** @param listed the ids of the lists that are loaded */
export function completerOf(lookUps: LookUpService, listed: readonly string[] = []): IdCompleter {
  return new IdCompleter({
    finder: { in: (text) => findSessionIds(text) },
    lookUps,
    fileCalls: { state: { kind: 'none' } },
    listed: () => listed,
  });
}
