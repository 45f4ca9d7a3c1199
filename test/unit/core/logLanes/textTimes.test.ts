import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TextTimes } from '../../../../src/core/logLanes/index.ts';
import type { LogClock } from '../../../../src/core/logTime/model.ts';

const UTC: LogClock = { timeZone: 'UTC', offsetSeconds: 0, near: undefined };

/** A text that changes, and the times of its lines. */
function text(lines: string[], clock: LogClock = UTC) {
  const times = new TextTimes(clock);
  let reads = 0;
  const read = () => {
    reads = 0;
    const source = {
      get count() {
        return lines.length;
      },
      textOf: (line: number) => {
        reads += 1;
        return lines[line] ?? '';
      },
    };
    return [...times.read(source)].length;
  };
  const told = () =>
    lines.map((_line, line) => {
      const at = times.at(line);
      return at === undefined ? undefined : new Date(at).toISOString();
    });
  return { times, read, told, reads: () => reads };
}

describe('the times of the lines of a text', () => {
  it('are those that lines tell; a line without has none', () => {
    const log = text(['2023-08-18 14:15:27.250 joined', '  at stack', '2023-08-18 14:15:28 left']);
    log.read();
    assert.deepEqual(log.told(), ['2023-08-18T14:15:27.250Z', undefined, '2023-08-18T14:15:28.000Z']);
    assert.ok(log.times.hasTimes && !log.times.isDateless && !log.times.isInDoubt);
  });

  it('are read by the clock of the file: its offset, its zone, and the hour that comes twice', () => {
    const lines = ['2023-10-29 01:59:59 a', '2023-10-29 02:30:00 b', '2023-10-29 03:00:00 c'];
    const near = (iso: string) => ({ ...UTC, timeZone: 'Europe/Berlin', near: Date.parse(iso) });
    const [summer, winter] = ['2023-10-29T00:30:00Z', '2023-10-29T01:30:00Z'].map((iso) => {
      const log = text(lines, near(iso));
      log.read();
      return log.told();
    });
    assert.deepEqual(summer, [
      '2023-10-28T23:59:59.000Z',
      '2023-10-29T00:30:00.000Z',
      '2023-10-29T02:00:00.000Z',
    ]);
    assert.deepEqual(winter, [
      '2023-10-28T23:59:59.000Z',
      '2023-10-29T01:30:00.000Z',
      '2023-10-29T02:00:00.000Z',
    ]);
    const late = text(lines, { ...UTC, offsetSeconds: -3600 });
    late.read();
    assert.equal(late.told()[0], '2023-10-29T00:59:59.000Z');
  });

  it('are read again from where the text changed, and no line before', () => {
    const lines = Array.from({ length: 500 }, (_, second) => new Date(second * 1000).toISOString());
    const log = text(lines);
    log.read();
    lines.push(new Date(500_000).toISOString());
    log.read();
    assert.equal(log.reads(), 1);
    lines.splice(499, 1, 'no time', 'none');
    log.times.cut(499);
    log.read();
    assert.deepEqual(
      [log.times.at(498), log.times.at(499), log.times.at(501)],
      [498_000, undefined, 500_000],
    );
    lines.length = 0;
    lines.push('nothing');
    log.times.cut(0);
    log.read();
    assert.ok(!log.times.hasTimes);
  });

  it('tell that they have no dates: the day is taken from what is near', () => {
    const log = text(['14:15:27 joined'], { ...UTC, near: Date.parse('2023-08-18T12:00:00Z') });
    log.read();
    assert.deepEqual(log.told(), ['2023-08-18T14:15:27.000Z']);
    assert.ok(log.times.isDateless);
    const nothingNear = text(['14:15:27 joined']);
    nothingNear.read();
    assert.ok(!nothingNear.times.hasTimes);
  });

  it('of dates that can be read in two ways are decided by another line, wherever it stands and whenever it comes', () => {
    const lines = ['03/04/2023 14:15:27 joined', '03/04/2023 14:15:28 left'];
    const log = text(lines);
    log.read();
    assert.ok(log.times.isInDoubt && !log.times.hasTimes);
    lines.push('13/04/2023 09:00:00 began');
    log.read();
    const decided = ['2023-04-03T14:15:27.000Z', '2023-04-03T14:15:28.000Z', '2023-04-13T09:00:00.000Z'];
    assert.deepEqual(log.told(), decided);
    assert.ok(!log.times.isInDoubt);
    const sure = text(lines.toReversed());
    sure.read();
    assert.deepEqual(sure.told(), decided.toReversed());
    lines.push('04/14/2023 09:00:00 and otherwise');
    log.read();
    assert.deepEqual(log.told().slice(0, 2), [undefined, undefined]);
    lines.splice(2, 1, 'gone');
    log.times.cut(2);
    log.read();
    assert.equal(log.told()[0], '2023-03-04T14:15:27.000Z');
  });

  it('are read in steps, between which others have their turn', () => {
    const log = text(Array.from({ length: 1_000 }, () => '03/04/2023 14:15:27'));
    assert.ok(log.read() >= 10);
  });
});
