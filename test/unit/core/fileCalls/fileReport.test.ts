/** The calls of a file as a table: which are shown, in which order, and how they are exported. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answerOf, type LookUp, type LookUpState } from '../../../../src/core/lookUp/model.ts';
import { attentionOf } from '../../../../src/core/story/index.ts';
import type { FailureReason } from '../../../../src/core/failure/model.ts';
import type { FileCall, NotAsked } from '../../../../src/core/fileCalls/model.ts';
import { exportRows, sumUp } from '../../../../src/core/fileCalls/report.ts';
import {
  FILE_ORDERS,
  type FileRow,
  filterRows,
  sectionsOf,
  sortRows,
  rowState,
  withoutKnownCuts,
} from '../../../../src/core/fileCalls/rows.ts';
import { at, call, NOW, SEED_ID, stay, t } from '../support.ts';

function fileCall(sessionId: string, more: Partial<FileCall> = {}): FileCall {
  const place = { count: 1, firstLine: 1, lastLine: 1, firstColumn: 1 };
  return { sessionId, ...place, form: 'keyed', looksCutOff: false, ...more };
}

function row(sessionId: string, state?: LookUpState, more: Partial<FileCall> = {}): FileRow {
  const target = { sessionId, connectionId: 'home', onBehalfOf: undefined };
  const lookUp: LookUp | undefined = state && { ...target, key: sessionId, addedAt: NOW, state };
  const answer = state && answerOf({ state });
  const asked = { asOf: NOW, sessionId, appId: undefined, region: undefined, t };
  const attention = answer && attentionOf(answer.call, { ...asked, sessionId: answer.call.sessionId });
  return { fileCall: fileCall(sessionId, more), lookUp, attention, notAsked: undefined };
}

/** A row that a run has left out. */
function leftOut(sessionId: string, notAsked: NotAsked, more: Partial<FileCall> = {}): FileRow {
  return { ...row(sessionId, undefined, more), notAsked };
}

const answerWith = (raw: object) => ({ call: call({ ...raw }), raw, fetchedAt: NOW });
const ready = (raw: object): LookUpState => ({ kind: 'ready', answer: answerWith(raw) });
const failed = (reason: FailureReason): LookUpState => ({
  kind: 'failed',
  failure: { reason },
  failedAt: NOW,
});
const ids = (rows: readonly FileRow[]) => rows.map(({ fileCall: { sessionId } }) => sessionId).join(' ');

describe('core fileReport: ids that are cut off', () => {
  const shown = (...calls: readonly FileCall[]) => withoutKnownCuts(calls).map(({ sessionId }) => sessionId);
  const cut = (sessionId: string) => fileCall(sessionId, { looksCutOff: true });

  it('are left out where the whole id stands in the file', () => {
    for (const mark of ['…', '...', '']) {
      assert.deepEqual(shown(fileCall('zz'), cut(`v1.us.ab${mark}`), fileCall('v1.us.abc')), [
        'zz',
        'v1.us.abc',
      ]);
    }
  });

  it('stay where it does not', () => {
    assert.deepEqual(shown(cut('v1.us.ab…'), fileCall('v1.us.b'), fileCall('v1.us.a')), [
      'v1.us.ab…',
      'v1.us.b',
      'v1.us.a',
    ]);
    assert.deepEqual(shown(cut('ab…'), cut('abc…')), ['ab…', 'abc…']);
    assert.deepEqual(shown(), []);
  });

  it('leave a whole id alone that another begins with', () => {
    assert.deepEqual(shown(fileCall('ab'), fileCall('abc')), ['ab', 'abc']);
  });
});

describe('core fileReport: order', () => {
  const rows = [
    row('c', ready({ status: 'ended', initiatedAt: at(30) }), { firstLine: 3, count: 2 }),
    row('a', failed('notFound'), { firstLine: 1, count: 2 }),
    row('d', undefined, { firstLine: 4, count: 9 }),
    row('b', ready({ status: 'rejected', startedAt: at(10) }), { firstLine: 2, count: 1 }),
    row(SEED_ID, failed('cancelled'), { firstLine: 5, count: 1 }),
  ];

  for (const [order, expected] of [
    ['line', `b c d ${SEED_ID} a`],
    // The id says when its call began; those of which nobody knows come last.
    ['time', `${SEED_ID} b c d a`],
    ['verdict', `b c d ${SEED_ID} a`],
    ['count', `d c b ${SEED_ID} a`],
  ] as const) {
    it(`by ${order}`, () => assert.equal(ids(sortRows(rows, order)), expected));
  }

  it('by verdict: what needs attention, each part by its rank; then what is not known; what failed and was not asked for last', () => {
    const between = { mode: 'call', receiverType: 'user', initiator: { uid: 'a' }, receiver: { uid: 'b' } };
    const plain = { ...between, initiatedAt: at(0), startedAt: at(5), endedAt: at(60) };
    const apart = { ...plain, participants: [stay('a', 5, 20), stay('b', 30, 60)] };
    const noConnection = {
      kind: 'failure',
      failure: { reason: 'noConnection' },
      connectionId: undefined,
    } as const;
    const mixed = [
      leftOut('left', noConnection),
      row('lost', failed('offline')),
      row('new'),
      row('plain', ready({ ...plain, participants: [stay('a', 5, 60), stay('b', 5, 60)] })),
      row('cancelled', ready({ ...between, status: 'cancelled', initiatedAt: at(0), endedAt: at(9) })),
      row('silent', ready({ ...between, status: 'unanswered', initiatedAt: at(0), endedAt: at(45) })),
      row('apart', ready(apart)),
    ];
    assert.equal(ids(sortRows(mixed, 'verdict')), 'apart silent cancelled plain new lost left');
    const { calls, failed: lost, notAsked } = sectionsOf(mixed);
    assert.deepEqual([calls, lost, notAsked].map(ids), ['new plain cancelled silent apart', 'lost', 'left']);
  });

  it('leaves the rows it was given as they were, in every order', () => {
    const before = ids(rows);
    for (const order of FILE_ORDERS) assert.equal(sortRows(rows, order).length, rows.length);
    assert.equal(ids(rows), before);
  });

  it('knows a row by its answer, even while it is refreshed or when that failed', () => {
    const last = answerWith({ status: 'busy' });
    assert.equal(rowState(row('a', { kind: 'loading', since: NOW, last })), 'busy');
    assert.equal(
      rowState(row('a', { kind: 'failed', failure: { reason: 'offline' }, failedAt: NOW, last })),
      'busy',
    );
    assert.equal(rowState(row('a', { kind: 'loading', since: NOW })), 'open');
  });

  it('knows what was never sent from what was, and forgets why once it is asked for', () => {
    for (const reason of ['wrongApp', 'noConnection', 'noApiKey'] as const)
      assert.equal(rowState(row('a', failed(reason))), 'notAsked');
    assert.equal(rowState(leftOut('a', { kind: 'cutOff' })), 'notAsked');
    const notAsked = { kind: 'otherTool' } as const;
    assert.equal(rowState({ ...row('a', failed('cancelled')), notAsked }), 'notAsked');
    assert.equal(rowState({ ...row('a', failed('timeout')), notAsked }), 'failed');
    assert.equal(rowState({ ...row('a', { kind: 'loading', since: NOW }), notAsked }), 'open');
    assert.equal(rowState({ ...row('a', ready({ status: 'ended' })), notAsked }), 'ended');
  });
});

describe('core fileReport: filter', () => {
  const rows = [
    row('Team-Standup', ready({ initiator: { uid: 'x', name: 'Ann' }, receiver: 'bob', status: 'ended' })),
    row('retro', ready({ initiator: 'ann', status: 'initiated' })),
    row('lost', failed('notFound')),
    row('new'),
    row('silent', ready({ status: 'unanswered', initiator: 'eve', mode: 'call' })),
  ];
  for (const [filter, expected] of [
    ['', 'Team-Standup retro lost new silent'],
    [' \t ', 'Team-Standup retro lost new silent'],
    ['STANDUP', 'Team-Standup'],
    ['ann', 'Team-Standup retro'],
    ['ended  ann', 'Team-Standup'],
    ['ann bob retro', ''],
    ['ringing', 'retro'],
    ['failed', 'lost'],
    ['open', 'new'],
    ['.*', ''],
    ['look-up', 'lost'],
    ['nobody answered', 'silent'],
  ] as const) {
    it(`${JSON.stringify(filter)}: ${expected}`, () =>
      assert.equal(ids(filterRows(rows, filter, t)), expected));
  }
});

describe('core fileReport: sum', () => {
  const unanswered = (id: string) => row(id, ready({ status: 'unanswered', mode: 'call' }));
  const ended = (id: string) =>
    row(id, ready({ status: 'ended', mode: 'call', startedAt: at(0), endedAt: at(9) }));
  const apart = row(
    'apart',
    ready({
      mode: 'call',
      receiverType: 'user',
      initiator: { uid: 'a' },
      receiver: { uid: 'b' },
      startedAt: at(0),
      endedAt: at(90),
      participants: [stay('a', 0, 20), stay('b', 30, 90)],
    }),
  );

  it('counts what needs attention by its worst findings, the gravest first', () => {
    const rows = [ended('d'), unanswered('b'), ended('e'), unanswered('c'), apart];
    assert.equal(sumUp(rows, t), '3 of 5 need attention: 1 never together, 2 nobody answered.');
    assert.equal(sumUp([apart, ended('d')], t), '1 of 2 needs attention: 1 never together.');
  });

  it('counts no look-up that failed with calls that did, nor what was not looked up', () => {
    const left = leftOut('x', { kind: 'cutOff' });
    const rows = [unanswered('a'), row('f', failed('notFound')), row('g', failed('offline')), row('i'), left];
    assert.equal(
      sumUp(rows, t),
      '1 of 1 needs attention: 1 nobody answered. 2 look-ups failed. 2 not looked up.',
    );
    assert.equal(sumUp([row('f', failed('notFound')), left], t), '1 look-up failed. 1 not looked up.');
  });

  it('tells how they went where none needs attention, and nothing while nothing is known', () => {
    const ringing = row('r', ready({ status: 'initiated', mode: 'call', initiatedAt: NOW / 1000 - 5 }));
    assert.equal(
      sumUp([ended('a'), ended('b'), ringing], t),
      'None of 3 needs attention: 2 ended, 1 ringing.',
    );
    assert.equal(sumUp([ended('a')], t), 'The call needs no attention: 1 ended.');
    assert.equal(sumUp([row('a'), row('b')], t), '');
    assert.equal(sumUp([], t), '');
  });
});

describe('core fileReport: export', () => {
  const HEAD = 'sessionId,count,firstLine,lastLine,status,reason,began,parties,verdict,severity,finding';
  const CSV_HEAD = `"${HEAD.replaceAll(',', '","')}"`;
  const looked = row(
    'a',
    ready({
      status: 'busy',
      initiatedAt: at(0),
      initiator: 'ann',
      receiver: { uid: 'bob', name: 'Bob, "Jr"' },
    }),
    { count: 3, firstLine: 2, lastLine: 40 },
  );
  const csv = (...rows: readonly FileRow[]) => exportRows(rows, 'csv', t).split('\r\n');

  it('as CSV: a line for each row, with what is known of it', () => {
    assert.deepEqual(csv(looked, row('b', failed('notAPart')), row('c'), row('d', failed('cancelled'))), [
      CSV_HEAD,
      '"a","3","2","40","busy","","2023-11-14T22:13:20.000Z","ann → Bob, ""Jr""","Not taken: the line was busy","problem","Not taken: the line was busy"',
      '"b","1","1","1","look-up failed","notAPart","","","","",""',
      '"c","1","1","1","not looked up","","","","","",""',
      '"d","1","1","1","not looked up","","","","","",""',
      '',
    ]);
  });

  it('as CSV: no text is a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
      const exported = exportRows([row(`${start}cmd|' /C calc'!A0`)], 'csv', t).slice(CSV_HEAD.length + 2);
      assert.match(exported, /^"'/, JSON.stringify(start));
    }
    assert.equal(csv(row('=1'))[1], `"'=1","1","1","1","not looked up","","","","","",""`);
    assert.ok(csv(row('a ;=1;b'))[1]?.startsWith(`"a ;'=1;b",`));
    assert.ok(csv(row('a\t@x -y; +z'))[1]?.startsWith(`"a\t'@x -y; '+z",`));
  });

  it('as CSV: a name that is a formula is kept from being one', () => {
    const exported = csv(row('a', ready({ initiator: '=HYPERLINK("http://e.example","x")' })))[1];
    assert.ok(exported?.includes(`,"'=HYPERLINK(""http://e.example"",""x"")",`), exported);
  });

  it('as CSV: commas, quotes and line ends stay in their cell', () => {
    assert.ok(csv(row('a,b'))[1]?.startsWith('"a,b","1",'));
    assert.ok(csv(row('a"b'))[1]?.startsWith('"a""b","1",'));
    assert.ok(exportRows([row('a\nb')], 'csv', t).includes('\r\n"a\nb","1",'));
  });

  it('as JSON: with numbers as numbers, and only what is known', () => {
    assert.deepEqual(JSON.parse(exportRows([looked, row('b', failed('timeout'))], 'json', t)), [
      {
        sessionId: 'a',
        count: 3,
        firstLine: 2,
        lastLine: 40,
        status: 'busy',
        began: '2023-11-14T22:13:20.000Z',
        parties: 'ann → Bob, "Jr"',
        verdict: 'Not taken: the line was busy',
        severity: 'problem',
        finding: 'Not taken: the line was busy',
      },
      { sessionId: 'b', count: 1, firstLine: 1, lastLine: 1, status: 'look-up failed', reason: 'timeout' },
    ]);
  });

  it('as Markdown: a ticket, with what it comes to, the verdicts, the worst findings and the lines', () => {
    const rows = [looked, row('b', failed('notAPart')), leftOut('c…', { kind: 'cutOff' })];
    assert.deepEqual(exportRows(rows, 'markdown', t).split('\n'), [
      '**1 of 1 needs attention: 1 busy. 1 look-up failed. 1 not looked up.**',
      '',
      '| Lines | Began (UTC) | Call | Verdict | Worst finding | Session id |',
      '| --- | --- | --- | --- | --- | --- |',
      '| lines 2–40 · 3× | 2023-11-14 22:13:20 | ann → Bob, "Jr" | Not taken: the line was busy | Problem: Not taken: the line was busy | `a` |',
      '| line 1 |  |  | look-up failed: notAPart |  | `b` |',
      '| line 1 |  |  | not looked up: cutOff |  | `c…` |',
      '',
    ]);
  });

  it('as Markdown: no text of strangers ends its cell or is markup', () => {
    const [, , , , line] = exportRows([row('a|b', ready({ initiator: '[x](y)' }))], 'markdown', t).split(
      '\n',
    );
    assert.equal(line?.match(/(?<!\\)\|/g)?.length, 7, line);
    assert.doesNotMatch(line ?? '', /(?<!\\)\[x/);
  });

  it('of no rows is a table all the same', () => {
    assert.deepEqual(csv(), [CSV_HEAD, '']);
    assert.equal(exportRows([], 'json', t), '[]\n');
  });
});
