/** Texts of strangers in Markdown: no text of theirs is markup, whoever reads it. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeCall } from '../../src/core/call/decode/index.ts';
import { storyMarkdown } from '../../src/core/export/index.ts';
import { summaryMarkdown } from '../../src/core/story/index.ts';
import {
  commandLinks,
  markdownText,
  ticketBlock,
  ticketCode,
  ticketTable,
  ticketText,
} from '../../src/core/text/index.ts';
import { readMarkdown, type Token } from '../unit/core/export/support.ts';
import { t, UTC } from '../unit/core/support.ts';
import { anyAnswer, anyInstant } from './support/answers.ts';
import { assertShown, fuzz } from './support/fuzz.ts';
import { anyText, text } from './support/texts.ts';

export const name = 'Markdown';

const read = await readMarkdown();

/** What a whole story is made of; anything else came from a text of strangers. */
const OURS = new Set(
  'heading paragraph text strong codespan escape space br list list_item table code blockquote em'.split(' '),
);

function assertInert(markdown: string, allowed: ReadonlySet<string>): void {
  assertShown(markdown.replaceAll('\n', ' '), { isTheirs: true });
  for (const { type, raw } of read(markdown)) {
    // Recordings and transcripts have links, each of which says where to.
    const isOurLink = type === 'link' && allowed === OURS && /^<https:\/\/[^<>\s]+>$/.test(raw);
    assert.ok(isOurLink || allowed.has(type), `${type}: ${raw}`);
  }
}

const INLINE = new Set(['paragraph', 'text', 'codespan', 'escape']);

function assertTexts(written: string, lines: readonly string[]): void {
  assert.match(markdownText(written).replace(/&#\d+;|&nbsp;/g, ''), /^[\p{L}\p{N}\p{M} ]*$/u);
  assertInert(`x ${ticketText(written)} y`, INLINE);
  assertInert(`x ${ticketCode(written)} y`, INLINE);
  const block = read(ticketBlock(lines));
  assert.deepEqual(
    block.map(({ type }: Token) => type),
    ['code'],
  );
  const table = read(
    ticketTable([
      ['a', 'b'],
      [ticketText(written), ticketCode(written)],
    ]),
  );
  assert.equal(table[0]?.type, 'table');
  assert.ok(
    table.every(({ type }) => type === 'table' || INLINE.has(type)),
    'a table stays one',
  );
  const link = commandLinks([
    { label: written, command: 'a.b', argument: { sessionId: written.toWellFormed() } },
  ]);
  assert.match(link, /^\[[^[\]()<>]*\]\(command:a\.b\?[^()<>\s]*\)$/);
}

const given = fc.record({
  raw: anyAnswer,
  asOf: anyInstant,
  written: anyText,
  lines: fc.array(text, { maxLength: 4 }),
  withoutNames: fc.boolean(),
  isLong: fc.boolean(),
});

export const run = fuzz(given, ({ raw, asOf, written, lines, withoutNames, isLong }) => {
  assertTexts(written, lines);
  const call = decodeCall(raw, 'asked-for');
  if (!call) return;
  if (!isLong)
    return assertInert(
      summaryMarkdown(call, { time: UTC, t, fetchedAt: asOf, connectionName: written }),
      OURS,
    );
  const context = {
    time: UTC,
    t,
    fetchedAt: asOf,
    sessionId: 'asked-for',
    connectionName: written,
    appId: undefined,
    region: undefined,
    onBehalfOf: written.slice(0, 80),
    withoutNames,
    logLine: {
      instant: asOf,
      precisionSeconds: 1,
      place: written,
    },
    logLines: {
      place: written,
      lines: lines.map((line, index) => ({
        number: index + 1,
        text: line,
        isTheLine: index === 0,
      })),
    },
  };
  assertInert(storyMarkdown(call, context), OURS);
});
