/** Why nothing is known of calls of a file, and what can be done about it for all of them at once. */
import type { NotAsked } from '../../core/fileCalls/model.ts';
import type { FileRow } from '../../core/fileCalls/index.ts';
import type { Fix } from '../../core/failure/index.ts';
import type { AnyFailure, Failure } from '../../core/failure/model.ts';
import { answerOf } from '../../core/lookUp/model.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { failureWords } from '../lookUps/index.ts';
import { t } from '../platform/index.ts';

/** A failure, and the connection it is of. */
interface RowFailure {
  readonly failure: Failure;
  readonly connectionId: string | undefined;
}

/** What keeps a row from being known: its look-up's failure, else what kept it from being asked for. */
function failureOf({ lookUp, notAsked }: FileRow): RowFailure | undefined {
  if (lookUp && answerOf(lookUp)) return undefined;
  if (lookUp?.state.kind === 'failed' && lookUp.state.failure.reason !== 'cancelled')
    return { failure: lookUp.state.failure, connectionId: lookUp.connectionId };
  return notAsked?.kind === 'failure' ? notAsked : undefined;
}

/** Why nothing is known of a row, in a few words and in a sentence; undefined where something is, or nobody has asked. */
export function causeWords(
  row: FileRow,
  lookUps: LookUpService,
): { readonly short: string; readonly message: string } | undefined {
  const found = failureOf(row);
  if (found) return wordsOf(row, found, lookUps);
  if (row.lookUp && row.lookUp.state.kind !== 'failed') return undefined;
  return row.notAsked && row.notAsked.kind !== 'failure' ? ownCause(row.notAsked.kind) : undefined;
}

function ownCause(kind: Exclude<NotAsked['kind'], 'failure'>) {
  switch (kind) {
    case 'cutOff':
      return {
        short: t('looks cut off'),
        message: t('The id looks cut off. Look it up where the whole of it stands.'),
      };
    case 'otherTool':
      return {
        short: t('may be of another tool'),
        message: t('32 hex digits may be a session of another tool. Open it to look it up all the same.'),
      };
  }
}

function wordsOf({ fileCall }: FileRow, { failure, connectionId }: RowFailure, lookUps: LookUpService) {
  return failureWords(
    failure,
    { sessionId: fileCall.sessionId, connectionId, onBehalfOf: undefined },
    lookUps,
  );
}

/** What is done for many calls at once, and not by correcting one. */
const FOR_ALL: ReadonlySet<Fix> = new Set([
  'addConnection',
  'exploreSampleCalls',
  'replaceApiKey',
  'lookUpAgain',
  'proxySettings',
  'timeoutSetting',
  'showLog',
]);

/** Calls that lack the same, and what can be done for all of them. */
export interface FileCause extends RowFailure {
  readonly rows: readonly [FileRow, ...FileRow[]];
  readonly fix: Fix;
  readonly short: string;
}

/** The causes that something can be done about, those of most calls first. */
export function causesOf(rows: readonly FileRow[], lookUps: LookUpService): readonly FileCause[] {
  const alike = Map.groupBy(rows, (row) => {
    const found = failureOf(row);
    if (!found) return '';
    const { reason, appId, region }: AnyFailure = found.failure;
    return JSON.stringify([reason, appId ?? null, region ?? null, found.connectionId ?? null]);
  });
  const causes = [...alike.values()].flatMap(([first, ...others]) => {
    const found = first && failureOf(first);
    if (!found) return [];
    const { fixes, short } = wordsOf(first, found, lookUps);
    const fix = fixes.find((each) => FOR_ALL.has(each));
    return fix ? [{ ...found, rows: [first, ...others] as const, fix, short }] : [];
  });
  return causes.toSorted((a, b) => b.rows.length - a.rows.length);
}
