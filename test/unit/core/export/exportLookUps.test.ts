/** Looked up calls as a table in a file. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { LookUp, LookUpState } from '../../../../src/core/lookUp/model.ts';
import { exportLookUps } from '../../../../src/core/export/lookUps.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../../src/core/export/table.ts';
import { at, call, NOW, SEED_ID, t } from '../support.ts';

const HEAD =
  'sessionId,status,reason,began,talkSeconds,parties,type,mode,verdict,connection,onBehalfOf,lookedUp,fetched,pinned,note';
/** A line of CSV whose cells these are, with bars between them. */
const quoted = (cells: string) => `"${cells.replaceAll('|', '","')}"`;
const CSV_HEAD = quoted(HEAD.replaceAll(',', '|'));
const LOOKED_UP = '2026-11-10T10:00:00.750Z';

function lookUp(sessionId: string, state: LookUpState, more: Partial<LookUp> = {}): LookUp {
  const target = { sessionId, connectionId: 'home', onBehalfOf: undefined };
  return { ...target, key: sessionId, addedAt: NOW, state, ...more };
}

function ready(raw: Readonly<Record<string, unknown>>): LookUpState {
  return { kind: 'ready', answer: { call: call(raw), raw, fetchedAt: NOW } };
}

const FAILED: LookUpState = { kind: 'failed', failure: { reason: 'notFound' }, failedAt: NOW };

const answered = lookUp(
  'standup-ana',
  ready({
    sessionId: 'standup-ana',
    type: 'audio',
    mode: 'call',
    receiverType: 'user',
    initiator: { uid: 'ana', name: 'Ana Maria' },
    receiver: 'leo',
    initiatedAt: at(0),
    startedAt: at(5),
    endedAt: at(25),
  }),
  {
    onBehalfOf: 'leo',
    pin: { on: true, changedAt: NOW },
    note: { text: 'Ana, "again"', editedAt: NOW },
  },
);

function exported(lookUps: readonly LookUp[], format: ExportFormat, withoutNames = false): string {
  return exportLookUps(lookUps, format, { t, withoutNames, connectionName: (id) => id && `Acme, ${id}` });
}

describe('core exportLookUps', () => {
  it('as CSV: a line for each, with what is known, pinned and noted', () => {
    const failed = lookUp(SEED_ID, FAILED, { connectionId: undefined, pin: { on: false, changedAt: NOW } });
    const loading = lookUp('x', { kind: 'loading', since: NOW });
    assert.deepEqual(exported([answered, failed, loading], 'csv').split('\r\n'), [
      CSV_HEAD,
      quoted(
        `standup-ana|ended||2023-11-14T22:13:20.000Z|20|Ana Maria → leo|audio|one-to-one|Answered after 5 s, lasted 20 s|Acme, home|leo|${LOOKED_UP}|${LOOKED_UP}|true|Ana, ""again""`,
      ),
      quoted(`${SEED_ID}|look-up failed|notFound|2023-08-18T14:15:13.000Z||||||||${LOOKED_UP}|||`),
      quoted(`x|not looked up||||||||Acme, home||${LOOKED_UP}|||`),
      '',
    ]);
  });

  it('tells why the newest request failed beside what an earlier one found', () => {
    const last = answered.state.kind === 'ready' ? answered.state.answer : undefined;
    assert.ok(last);
    const [row] = JSON.parse(exported([{ ...answered, state: { ...FAILED, last } }], 'json')) as [object];
    assert.deepEqual({ ...row, status: 'ended', reason: 'notFound', fetched: LOOKED_UP }, row);
  });

  it('as JSON: only what is known, and truths and numbers as such', () => {
    const [row, other] = JSON.parse(exported([answered, lookUp('x', FAILED)], 'json')) as [object, object];
    assert.deepEqual({ ...row, pinned: true, talkSeconds: 20, note: 'Ana, "again"' }, row);
    assert.deepEqual(other, {
      sessionId: 'x',
      status: 'look-up failed',
      reason: 'notFound',
      connection: 'Acme, home',
      lookedUp: LOOKED_UP,
    });
  });

  it('keeps every text of strangers from being a formula, whichever cell it is in', () => {
    const separator = fc.constantFrom('', ' ', 'x;', 'x; ', 'x\t', 'x\n', 'x\r');
    const sign = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠');
    const start = fc.tuple(separator, sign).map((parts) => parts.join(''));
    const cells = fc.record({ id: start, uid: start, name: start, note: start });
    fc.assert(
      fc.property(cells, ({ id, uid, name, note }) => {
        const text = (begin: string) => `${begin}cmd`;
        const raw = { initiator: { uid: 'u', name: text(name) } };
        const one = lookUp(text(id), ready(raw), {
          onBehalfOf: text(uid),
          note: { text: text(note), editedAt: NOW },
        });
        const line = exported([one], 'csv').slice(CSV_HEAD.length + 2);
        assert.doesNotMatch(line, /(?:^|[,;\t\r\n])"? *[=+\-@＝＋－＠]|(?:^|,)"?[\t\r]/);
      }),
    );
  });

  it('as Markdown: no text of strangers ends its cell, is a link, or calls somebody', () => {
    const raw = { initiator: '[x](y)|<b>', receiver: '@everyone' };
    const one = lookUp('a|b', ready(raw), { note: { text: '**x** https://e.example | y', editedAt: NOW } });
    const [head, rule, line, end] = exported([one], 'markdown').split('\n');
    assert.equal(head, `| ${HEAD.replaceAll(',', ' | ')} |`);
    assert.equal(rule?.match(/---/g)?.length, 15);
    assert.equal(line?.match(/\|/g)?.length, 16, line);
    assert.doesNotMatch(line ?? '', /(?<!\\)[[<*]|(?<!`)(?:@everyone|https:)/);
    assert.equal(end, '');
  });

  it('without names: pseudonyms in every cell, and nothing that the user wrote', () => {
    for (const format of EXPORT_FORMATS) {
      const text = exported([answered, lookUp('x', FAILED, { onBehalfOf: 'ana' })], format, true);
      assert.doesNotMatch(text, /ana|maria|leo|acme|again/i, format);
      assert.match(text, /standup-person-1/);
      assert.match(text, /person-1 → person-2/);
    }
  });

  it('without names: times, truths and reasons stay', () => {
    const [row] = JSON.parse(exported([answered], 'json', true)) as [object];
    assert.deepEqual(row, {
      sessionId: 'standup-person-1',
      status: 'ended',
      began: '2023-11-14T22:13:20.000Z',
      talkSeconds: 20,
      parties: 'person-1 → person-2',
      type: 'audio',
      mode: 'one-to-one',
      verdict: 'Answered after 5 s, lasted 20 s',
      onBehalfOf: 'person-2',
      lookedUp: LOOKED_UP,
      fetched: LOOKED_UP,
      pinned: true,
    });
  });

  it('takes any time, and no look-ups', () => {
    const odd = lookUp('x', FAILED, { addedAt: 8.64e15 + 1 });
    const cells = 'x|look-up failed|notFound|||||||Acme, home|||||';
    assert.equal(exported([odd], 'csv').split('\r\n')[1], quoted(cells));
    assert.equal(exported([], 'json'), '[]\n');
    assert.equal(exported([], 'csv'), `${CSV_HEAD}\r\n`);
  });
});
