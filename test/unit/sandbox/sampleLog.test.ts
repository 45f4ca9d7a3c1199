import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sampleLog, type SampleCall } from '../../../src/sandbox/index.ts';
import { sampleCalls } from '../../../src/sandbox/samples/samples.ts';

const NOW = Date.parse('2026-11-10T10:00:00Z');
const samples = sampleCalls(NOW);
const lines = sampleLog(samples).trimEnd().split('\n');

/** The moment a line tells, whichever of its forms it uses. */
function timeOf(line: string): number {
  const iso = /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(line)?.[0];
  if (iso) return Date.parse(iso);
  const logcat = /^(\d{4}-\d\d-\d\d) ([\d:.]+) \+0000/.exec(line);
  if (logcat) return Date.parse(`${logcat[1]}T${logcat[2]}Z`);
  const apache = /\[(\d\d)\/(\w{3})\/(\d{4}):([\d:]+) \+0000\]/.exec(line);
  assert.ok(apache, `a time with its zone in ${line}`);
  return Date.parse(`${apache[1]} ${apache[2]} ${apache[3]} ${apache[4]} UTC`);
}

/** When a call was over, or as far as is known: in milliseconds. */
function endOf({ raw }: SampleCall): number {
  const end =
    raw['endedAt'] ?? (raw['startedAt'] === undefined ? Number(raw['initiatedAt']) + 30 : undefined);
  return Math.min(NOW, end === undefined ? NOW : Number(end) * 1000);
}

/** An id is not part of a longer token: an app id's `.`-joined parts and a cut mark would make it one. */
const whole = (id: string) => new RegExp(`(?<![\\w-])(?<!%2F)${id.replaceAll('.', '\\.')}(?![\\w…-])`);

describe('sandbox sample log', () => {
  it('has as many lines as one scrolls through', () => {
    assert.ok(lines.length >= 120 && lines.length <= 200, `${lines.length} lines`);
  });

  it('names every sample whole, at least twice, at moments within its call', () => {
    for (const sample of samples) {
      const own = lines.filter((line) =>
        whole(sample.sessionId).test(line.replaceAll('%3D', '=').replaceAll('%26', '&')),
      );
      assert.ok(own.length >= 2, `${sample.title}: ${own.length} lines`);
      for (const line of own) {
        const time = timeOf(line);
        assert.ok(time >= Number(sample.raw['initiatedAt']) * 1000, `${line} is before its call`);
        assert.ok(time <= endOf(sample), `${line} is after its call`);
      }
    }
  });

  it('is in order, to the second its coarsest lines have', () => {
    const times = lines.map((line) => Math.floor(timeOf(line) / 1000));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });

  it('has every surrounding at least five times', () => {
    const id = 'v1\\.us\\.31780434a95d45\\.\\d{10}[0-9a-f]{40}|\\d{10}[0-9a-f]{40}|team-standup';
    const surroundings: Record<string, RegExp> = {
      bare: new RegExp(` (${id}) `),
      straight: new RegExp(`session "(${id})"`),
      single: new RegExp(`'(${id})'`),
      curly: new RegExp(`sessionId=‘(${id})’`),
      json: new RegExp(`"sessionId":"(${id})"`),
      otherKey: new RegExp(`"sessionid":"(${id})"`),
      keyValue: new RegExp(`session_id=(${id})`),
      escaped: new RegExp(`\\\\"sessionId\\\\":\\\\"(${id})\\\\"`),
      url: new RegExp(`/v3/calls/(${id}) HTTP`),
      percent: new RegExp(`sessionId%3D(${id})%26`),
      xmpp: new RegExp(`'(${id})@conference\\.rtc`),
      bracket: new RegExp(`\\[31780434a95d45\\](${id}) `),
      cut: / v1\.us\.31780434a95d45\.\d{10}[0-9a-f]+… /,
    };
    for (const [name, pattern] of Object.entries(surroundings)) {
      const count = lines.filter((line) => pattern.test(line)).length;
      assert.ok(count >= 5, `${name}: ${count}`);
    }
  });

  it('has lines without any id between them', () => {
    const ordinary = lines.filter((line) => !/\d{10}[0-9a-f]{10,40}|team-standup/.test(line));
    assert.ok(ordinary.length >= 20, `${ordinary.length} ordinary lines`);
  });

  it('is the same for the same calls, and takes calls with nothing in them', () => {
    assert.equal(sampleLog(samples), `${lines.join('\n')}\n`);
    const bare = {
      sessionId: 'bare',
      title: '',
      raw: { sessionId: 'bare', participants: [null, 'x', { uid: 7 }] },
    };
    assert.ok(sampleLog([bare]).includes('bare'));
    assert.equal(sampleLog([]), '\n');
  });
});
