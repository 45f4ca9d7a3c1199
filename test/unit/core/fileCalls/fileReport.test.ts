/** The calls of a file as a table: which are shown, in which order, and how they are exported. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { LookUp, LookUpState } from '../../../../src/core/lookUp/model.ts';
import type { FailureReason } from '../../../../src/core/failure/model.ts';
import type { FileCall } from '../../../../src/core/fileCalls/model.ts';
import {
  exportRows,
  FILE_ORDERS,
  type FileRow,
  filterRows,
  sortRows,
  rowState,
  sumUp,
  withoutKnownCuts,
} from '../../../../src/core/fileCalls/report.ts';
import { at, call, NOW, SEED_ID, t } from '../support.ts';

function fileCall(sessionId: string, more: Partial<FileCall> = {}): FileCall {
  const place = { count: 1, firstLine: 1, lastLine: 1, firstColumn: 1 };
  return { sessionId, ...place, form: 'keyed', looksCutOff: false, ...more };
}

function row(sessionId: string, state?: LookUpState, more: Partial<FileCall> = {}): FileRow {
  const target = { sessionId, connectionId: 'home', onBehalfOf: undefined };
  const lookUp: LookUp | undefined = state && { ...target, key: sessionId, addedAt: NOW, state };
  return { fileCall: fileCall(sessionId, more), lookUp };
}

const answerOf = (raw: object) => ({ call: call({ ...raw }), raw, fetchedAt: NOW });
const ready = (raw: object): LookUpState => ({ kind: 'ready', answer: answerOf(raw) });
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
    ['line', `a b c d ${SEED_ID}`],
    // The id says when its call began; those of which nobody knows come last.
    ['time', `${SEED_ID} b c a d`],
    ['verdict', `a b c d ${SEED_ID}`],
    ['count', `d a c b ${SEED_ID}`],
  ] as const) {
    it(`by ${order}`, () => assert.equal(ids(sortRows(rows, order)), expected));
  }

  it('leaves the rows it was given as they were, in every order', () => {
    const before = ids(rows);
    for (const order of FILE_ORDERS) assert.equal(sortRows(rows, order).length, rows.length);
    assert.equal(ids(rows), before);
  });

  it('knows a row by its answer, even while it is refreshed or when that failed', () => {
    const last = answerOf({ status: 'busy' });
    assert.equal(rowState(row('a', { kind: 'loading', since: NOW, last })), 'busy');
    assert.equal(
      rowState(row('a', { kind: 'failed', failure: { reason: 'offline' }, failedAt: NOW, last })),
      'busy',
    );
    assert.equal(rowState(row('a', { kind: 'loading', since: NOW })), 'open');
  });
});

describe('core fileReport: filter', () => {
  const rows = [
    row('Team-Standup', ready({ initiator: { uid: 'x', name: 'Ann' }, receiver: 'bob', status: 'ended' })),
    row('retro', ready({ initiator: 'ann', status: 'initiated' })),
    row('lost', failed('notFound')),
    row('new'),
  ];
  for (const [filter, expected] of [
    ['', 'Team-Standup retro lost new'],
    [' \t ', 'Team-Standup retro lost new'],
    ['STANDUP', 'Team-Standup'],
    ['ann', 'Team-Standup retro'],
    ['ended  ann', 'Team-Standup'],
    ['ann bob retro', ''],
    ['ringing', 'retro'],
    ['failed', 'lost'],
    ['open', 'new'],
    ['.*', ''],
  ] as const) {
    it(`${JSON.stringify(filter)}: ${expected}`, () =>
      assert.equal(ids(filterRows(rows, filter, t)), expected));
  }
});

describe('core fileReport: sum', () => {
  it('counts each outcome, the most first, and what is open last', () => {
    const rows = [
      row('a'),
      row('b'),
      row('c'),
      row('d', ready({ status: 'ended' })),
      row('e', ready({ status: 'ended' })),
      row('f', failed('notFound')),
      row('g', failed('offline')),
      row('h', failed('badApiKey')),
      row('i', failed('cancelled')),
      row('j', ready({ status: 'paused' })),
    ];
    const sum = sumUp(rows, t);
    assert.deepEqual(sum.split(', ').toSorted(), [
      '1 not found',
      '1 status unknown',
      '2 ended',
      '2 look-up failed',
      '4 not looked up',
    ]);
    assert.match(sum, /^2 .*, 2 .*, 1 .*, 1 .*, 4 not looked up$/);
    assert.equal(sumUp([], t), '');
  });
});

describe('core fileReport: export', () => {
  const HEAD = 'sessionId,count,firstLine,lastLine,status,reason,began,parties,verdict';
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
      '"a","3","2","40","busy","","2023-11-14T22:13:20.000Z","ann → Bob, ""Jr""","Not taken: the line was busy"',
      '"b","1","1","1","look-up failed","notAPart","","",""',
      '"c","1","1","1","not looked up","","","",""',
      '"d","1","1","1","not looked up","","","",""',
      '',
    ]);
  });

  it('as CSV: no text is a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
      const exported = exportRows([row(`${start}cmd|' /C calc'!A0`)], 'csv', t).slice(CSV_HEAD.length + 2);
      assert.match(exported, /^"'/, JSON.stringify(start));
    }
    assert.equal(csv(row('=1'))[1], `"'=1","1","1","1","not looked up","","","",""`);
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
      },
      { sessionId: 'b', count: 1, firstLine: 1, lastLine: 1, status: 'look-up failed', reason: 'timeout' },
    ]);
  });

  it('as Markdown: no text of strangers ends its cell or is markup', () => {
    const [head, rule, line, end] = exportRows(
      [row('a|b', ready({ initiator: '[x](y)' }))],
      'markdown',
      t,
    ).split('\n');
    assert.equal(head, `| ${HEAD.replaceAll(',', ' | ')} |`);
    assert.equal(rule, `| ${Array.from({ length: 9 }, () => '---').join(' | ')} |`);
    assert.equal(line?.match(/(?<!\\)\|/g)?.length, 10, line);
    assert.doesNotMatch(line ?? '', /(?<!\\)\[x/);
    assert.equal(end, '');
  });

  it('of no rows is a table all the same', () => {
    assert.deepEqual(csv(), [CSV_HEAD, '']);
    assert.equal(exportRows([], 'json', t), '[]\n');
  });
});
