import * as vscode from 'vscode';
import { answerOf, type LookUp } from '../../../core/lookUp/model.ts';
import { isPinned } from '../../../core/lookUp/marks.ts';
import { formatAgo } from '../../../core/text/duration.ts';
import { markdownText } from '../../../core/text/markdownText.ts';
import { visibleText } from '../../../core/text/visibleText.ts';
import { verdictOf } from '../../../core/story/verdict.ts';
import { modeWord, statusWord, typeWord } from '../../../core/call/words.ts';
import { failureWords } from '../failureWords.ts';
import { t } from '../../platform/translate.ts';
import type { NodeContext } from './nodes.ts';

/** The note on a look-up as it may be shown. */
export function noteOf({ note }: LookUp): string | undefined {
  return note?.text ? visibleText(note.text) : undefined;
}

/** The tooltip of a look-up. Text from outside cannot become Markdown. */
export function tooltipOf(
  lookUp: LookUp,
  idLine: string,
  { lookUps, now }: NodeContext,
): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const answer = answerOf(lookUp);
  const connection = lookUps.connection(lookUp.connectionId)?.name;
  const note = noteOf(lookUp);
  const lines: string[] = [];
  if (note !== undefined) lines.push(t('Note: {0}', note));
  if (lookUp.state.kind === 'failed') lines.push(failureWords(lookUp.state.failure, lookUp, lookUps).message);
  if (answer) {
    const { call, fetchedAt } = answer;
    lines.push(verdictOf(call, fetchedAt, t));
    lines.push(
      [typeWord(call.type, t), modeWord(call, t), statusWord(call, t), connection]
        .filter(Boolean)
        .join(' · '),
    );
    lines.push(t('Fetched {0}', formatAgo((now - fetchedAt) / 1000, t)));
  }
  if (isPinned(lookUp)) lines.push(t('Pinned'));
  lines.push(idLine);
  lines.push(lookUp.sessionId);
  tooltip.appendMarkdown(lines.map((line) => markdownText(line, 600)).join('\n\n'));
  return tooltip;
}
