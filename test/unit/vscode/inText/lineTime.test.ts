/** A line's time in its document: where day and month are in doubt, the rest of the document decides, or nothing is told. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { LookUp } from '../../../../src/core/lookUp/model.ts';
import { lineTime, logLineAt } from '../../../../src/vscode/inText/lineTime.ts';
import { callText } from '../../../../src/vscode/inText/hoverText.ts';
import { call, SEED_ID, UTC } from '../../core/support.ts';

const INITIATED = Date.parse('2023-04-03T14:15:00Z');
const IN_DOUBT = `03/04/2023 14:15:30 joined ${SEED_ID}`;

/** A document of these lines; it can be given others. */
function world(...lines: string[]) {
  const text = { version: 1, lines, reads: 0 };
  const document = {
    uri: { toString: () => 'file:///app.log' },
    get version() {
      return text.version;
    },
    getText: () => {
      text.reads += 1;
      return text.lines.join('\n');
    },
    lineAt: (line: number) => ({ text: text.lines[line] ?? '' }),
  };
  const clocks = {
    zoneOffsetSeconds: 0,
    correctionOf: () => ({ offsetSeconds: 0, zoneOffsetSeconds: clocks.zoneOffsetSeconds }),
    correctionText: () => (clocks.zoneOffsetSeconds === 0 ? undefined : 'log times without a zone +2 h'),
  };
  const timed = (line: number) =>
    ({
      document,
      line,
      clocks,
      readerTime: { zone: 'UTC', format: UTC },
    }) as unknown as Parameters<typeof lineTime>[0];
  return { text, timed, clocks };
}

const ANSWERED = call({
  sessionId: SEED_ID,
  mode: 'call',
  initiatedAt: INITIATED / 1000,
  startedAt: INITIATED / 1000 + 10,
  endedAt: INITIATED / 1000 + 60,
});
const LOOK_UP: LookUp = {
  key: 'k',
  sessionId: SEED_ID,
  connectionId: 'c',
  onBehalfOf: undefined,
  addedAt: INITIATED,
  pin: undefined,
  note: undefined,
  state: { kind: 'ready', answer: { call: ANSWERED, raw: {}, fetchedAt: INITIATED } },
} as unknown as LookUp;

/** What the hover says of the line, below the call. */
function hovered(timed: Parameters<typeof lineTime>[0]): string | undefined {
  const context = { lookUps: { connection: () => undefined }, readerTime: { format: UTC } };
  const { value } = callText(LOOK_UP, lineTime(timed, LOOK_UP), context as never);
  return value
    .split('  \n')
    .map((line) => line.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))))
    .find((line) => line.startsWith('This line'));
}

describe('vscode time of a line', () => {
  it('is not told while day and month are in doubt, and the hover says why', () => {
    const { timed } = world(IN_DOUBT, '05/06/2023 14:15:30 left');
    assert.deepEqual(lineTime(timed(0), LOOK_UP), {
      logTime: undefined,
      correction: undefined,
      isInDoubt: true,
      logLine: undefined,
      links: [],
    });
    assert.equal(logLineAt(timed(0), INITIATED), undefined);
    assert.match(hovered(timed(0)) ?? '', /^This line’s date can begin with the day or the month/);
  });

  it('is decided by another line of the document', () => {
    for (const [line, instant] of [
      ['13/04/2023 14:15:30 left', '2023-04-03T14:15:30Z'],
      ['04/13/2023 14:15:30 left', '2023-03-04T14:15:30Z'],
    ] as const) {
      const { timed } = world('started', IN_DOUBT, line);
      const { logTime, isInDoubt, logLine } = lineTime(timed(1), LOOK_UP);
      assert.equal(logTime?.instant, Date.parse(instant), line);
      assert.equal(isInDoubt, false);
      assert.equal(logLine?.instant, logTime.instant);
    }
    assert.equal(
      hovered(world(IN_DOUBT, '13/04/2023 14:15:30').timed(0)),
      'This line: 20 s after it was answered',
    );
  });

  it('that is plainly of another zone can be corrected, and those that state theirs stay as they are', () => {
    const { timed, clocks } = world('2023-04-03 12:15:30 joined', '2023-04-03T14:15:30Z joined');
    const { links } = lineTime(timed(0), LOOK_UP);
    assert.deepEqual(links, [
      {
        label: 'Correct Log Times by +2 h',
        command: 'cometchatCalls.setClockOffset',
        argument: {
          uri: 'file:///app.log',
          offsetSeconds: 7_200,
          withoutZone: true,
          hover: { line: 0, character: 0 },
        },
      },
    ]);
    clocks.zoneOffsetSeconds = 7_200;
    for (const line of [0, 1]) {
      assert.equal(lineTime(timed(line), LOOK_UP).logTime?.instant, Date.parse('2023-04-03T14:15:30Z'));
      assert.deepEqual(lineTime(timed(line), LOOK_UP).links, []);
    }
    assert.equal(
      hovered(timed(0)),
      'This line: 20 s after it was answered · log times without a zone +2 h',
      'and it says so',
    );
  });

  it('is looked for once for each version of a document, and only where it is in doubt', () => {
    const { text, timed } = world(IN_DOUBT, '2023-04-03 14:15:30 left', 'nothing');
    for (const line of [0, 0, 1, 2]) logLineAt(timed(line), INITIATED);
    assert.equal(text.reads, 1);
    text.version = 2;
    text.lines.push('13/04/2023 14:15:30 left');
    assert.equal(logLineAt(timed(0), INITIATED)?.instant, Date.parse('2023-04-03T14:15:30Z'));
    assert.equal(text.reads, 2);
  });

  it('is not said to be in doubt where there is none', () => {
    const { timed } = world('nothing here', '03.04.2023 14:15:30 joined');
    assert.equal(lineTime(timed(0), LOOK_UP).isInDoubt, false);
    assert.equal(hovered(timed(0)), undefined);
    assert.equal(hovered(timed(1)), 'This line: 20 s after it was answered');
  });
});
