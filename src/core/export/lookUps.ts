/** The calls that were looked up, as a table in a file. */
import { answerOf, type LookUp, withAnswer } from '../lookUp/model.ts';
import { isPinned } from '../lookUp/index.ts';
import { type ExportFormat, exportTable, isoTime } from './table.ts';
import { talkSeconds, callBeganAt, partiesOf, modeWord, statusWord, typeWord } from '../call/index.ts';
import { visibleText } from '../text/index.ts';
import { personOf, pseudonymsFor, pseudonymsOf, withoutNames } from './pseudonyms.ts';
import type { Translate } from '../base/index.ts';
import { verdictOf } from '../story/index.ts';

interface ExportContext {
  readonly t: Translate;
  readonly connectionName: (connectionId: string | undefined) => string | undefined;
  /** Writes pseudonyms, each call's own, and leaves out notes and the names of connections. */
  readonly withoutNames: boolean;
}

const COLUMNS = [
  'sessionId',
  'status',
  'reason',
  'began',
  'talkSeconds',
  'parties',
  'type',
  'mode',
  'verdict',
  'connection',
  'onBehalfOf',
  'lookedUp',
  'fetched',
  'pinned',
  'note',
] as const;

/** Look-ups as a text, in their order. Times are ISO 8601 in UTC; `reason` says why the newest request failed. */
export function exportLookUps(
  lookUps: readonly LookUp[],
  format: ExportFormat,
  context: ExportContext,
): string {
  return exportTable(
    lookUps.map((lookUp) => recordOf(lookUp, context)),
    COLUMNS,
    format,
  );
}

function recordOf(given: LookUp, context: ExportContext) {
  const { t } = context;
  const lookUp = context.withoutNames ? nameless(given) : given;
  const { state, sessionId, onBehalfOf, note, addedAt } = lookUp;
  const answer = answerOf(lookUp);
  const call = answer?.call;
  const connection = context.withoutNames ? undefined : context.connectionName(lookUp.connectionId);
  return {
    sessionId,
    status: call ? statusWord(call, t) : state.kind === 'failed' ? t('look-up failed') : t('not looked up'),
    reason: state.kind === 'failed' ? state.failure.reason : undefined,
    began: isoTime(callBeganAt(sessionId, call)),
    talkSeconds: call?.startedAt === undefined ? undefined : talkSeconds(call),
    parties: call && partiesOf(call),
    type: call && typeWord(call.type, t),
    mode: call && modeWord(call, t),
    verdict: answer && verdictOf(answer.call, answer.fetchedAt, t),
    connection: connection && visibleText(connection),
    onBehalfOf,
    lookedUp: isoTime(addedAt),
    fetched: isoTime(answer?.fetchedAt),
    // Whether it is pinned and what is noted are told where they are so.
    pinned: isPinned(lookUp) || undefined,
    note: note?.text ? visibleText(note.text) : undefined,
  };
}

/** A look-up in which nobody can be recognised. */
function nameless(lookUp: LookUp): LookUp {
  const { sessionId, onBehalfOf, note: _note, ...rest } = lookUp;
  const answer = answerOf(lookUp);
  const others = personOf(onBehalfOf);
  const pseudonyms = answer ? pseudonymsOf(answer.call, others) : pseudonymsFor(others);
  const last = answer && { ...answer, call: withoutNames(answer.call, pseudonyms) };
  return {
    ...rest,
    sessionId: pseudonyms.text(sessionId),
    onBehalfOf: onBehalfOf === undefined ? undefined : pseudonyms.id(onBehalfOf),
    state: last ? withAnswer(rest.state, last) : rest.state,
  };
}
