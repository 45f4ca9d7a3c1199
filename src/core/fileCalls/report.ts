/** The calls of a file in few words, and as a text to hand on. */
import { partiesOf } from '../call/index.ts';
import { answerOf } from '../lookUp/model.ts';
import { type ExportFormat, exportTable, isoTime } from '../export/index.ts';
import type { FailureReason } from '../failure/model.ts';
import { severityWord } from '../story/findings/index.ts';
import { compareAttention, type Attention } from '../story/index.ts';
import { listText, ticketCode, ticketTable, ticketText } from '../text/index.ts';
import type { Translate } from '../base/index.ts';
import { beganAt, type FileRow, placesText, rowState, sectionsOf, stateWord } from './rows.ts';

/**
 * What the rows come to: `3 of 40 need attention: 1 never together, 2 nobody answered.`, then what is not known. A look-up
 * that failed is no call that did. Empty while nothing has been looked up.
 */
export function sumUp(rows: readonly FileRow[], t: Translate): string {
  const { failed } = sectionsOf(rows);
  const answered = rows.filter(({ attention }) => attention);
  const unknown = rows.length - answered.length - failed.length;
  if (answered.length + failed.length === 0) return '';
  return [
    answered.length > 0 ? attentionText(answered, t) : undefined,
    failed.length === 1
      ? t('1 look-up failed.')
      : failed.length > 1
        ? t('{0} look-ups failed.', failed.length)
        : undefined,
    unknown > 0 ? t('{0} not looked up.', unknown) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

function attentionText(answered: readonly FileRow[], t: Translate): string {
  const of = answered.length;
  const needed = answered
    .flatMap(({ attention }) => (attention?.isNeeded ? [attention] : []))
    .toSorted(compareAttention);
  if (needed.length > 0) {
    const causes = countsOf(needed, ({ worst }: Attention) => worst?.words ?? '', t);
    return needed.length === 1
      ? t('{0} of {1} needs attention: {2}.', 1, of, causes)
      : t('{0} of {1} need attention: {2}.', needed.length, of, causes);
  }
  const statuses = countsOf(answered, (row) => stateWord(row, t), t);
  return of === 1
    ? t('The call needs no attention: {0}.', statuses)
    : t('None of {0} needs attention: {1}.', of, statuses);
}

/** `1 never together, 2 nobody answered` */
function countsOf<Item>(items: readonly Item[], wordOf: (item: Item) => string, t: Translate): string {
  const counts = [...Map.groupBy(items, wordOf)].map(([word, { length }]) => t('{0} {1}', length, word));
  return listText(counts, t);
}

/** Why nothing is known of a row; undefined for one that is only not looked up. */
function reasonOf({
  lookUp,
  notAsked,
}: FileRow): FailureReason | NonNullable<FileRow['notAsked']>['kind'] | undefined {
  if (lookUp?.state.kind === 'failed' && lookUp.state.failure.reason !== 'cancelled')
    return lookUp.state.failure.reason;
  return notAsked?.kind === 'failure' ? notAsked.failure.reason : notAsked?.kind;
}

/**
 * The rows as a text of the given format, with the verdict and the worst finding of each, and where it stands. Times are
 * in UTC. As Markdown it is a text for a ticket, in which no text of strangers is markup.
 */
export function exportRows(rows: readonly FileRow[], format: ExportFormat, t: Translate): string {
  if (format === 'markdown') return ticketOf(rows, t);
  return exportTable(
    rows.map((row) => recordOf(row, t)),
    [
      'sessionId',
      'count',
      'firstLine',
      'lastLine',
      'status',
      'reason',
      'began',
      'parties',
      'verdict',
      'severity',
      'finding',
    ],
    format,
  );
}

function recordOf(row: FileRow, t: Translate) {
  const { sessionId, count, firstLine, lastLine } = row.fileCall;
  const answer = row.lookUp && answerOf(row.lookUp);
  const isKnown = answer !== undefined;
  return {
    sessionId,
    count,
    firstLine,
    lastLine,
    status: stateWord(row, t),
    reason: isKnown ? undefined : reasonOf(row),
    began: isoTime(beganAt(row)),
    parties: answer && partiesOf(answer.call),
    verdict: row.attention?.verdict,
    severity: row.attention?.worst?.severity,
    finding: row.attention?.worst?.message,
  };
}

/** No cell of a ticket's table is longer, in UTF-16 code units; the longest session id fits. */
const LONGEST = 600;

function ticketOf(rows: readonly FileRow[], t: Translate): string {
  const head = [t('Lines'), t('Began (UTC)'), t('Call'), t('Verdict'), t('Worst finding'), t('Session id')];
  const body = rows.map((row) => {
    const answer = row.lookUp && answerOf(row.lookUp);
    const { attention } = row;
    const state = rowState(row);
    const reason = state === 'failed' || state === 'notAsked' ? reasonOf(row) : undefined;
    const unknown = reason === undefined ? stateWord(row, t) : t('{0}: {1}', stateWord(row, t), reason);
    const worst = attention?.worst;
    const cells = [
      placesText(row.fileCall, t),
      isoTime(beganAt(row))?.slice(0, 19).replace('T', ' ') ?? '',
      (answer && partiesOf(answer.call)) ?? '',
      attention?.verdict ?? unknown,
      worst ? t('{0}: {1}', severityWord(worst.severity, t), worst.message) : '',
    ];
    return [...cells.map((cell) => ticketText(cell, LONGEST)), ticketCode(row.fileCall.sessionId, LONGEST)];
  });
  const sum = sumUp(rows, t);
  return `${sum === '' ? '' : `**${ticketText(sum, LONGEST)}**\n\n`}${ticketTable([head, ...body])}\n`;
}
