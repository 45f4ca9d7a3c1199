import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sampleLogs, type SampleCall } from '../../../src/sandbox/index.ts';
import { rejoined, sampleCalls } from '../../../src/sandbox/samples/samples.ts';
import { levelOf } from '../../../src/core/logLanes/index.ts';
import { readLogTime } from '../../../src/core/logTime/index.ts';
import { decoded, t } from '../core/support.ts';
import { callFromWebhooks, webhookEvidence, WebhookReader } from '../../../src/core/webhook/index.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-10T10:00:00Z');
/** A webhook is logged when it arrives. */
const DELIVERY = 1000;
const samples = sampleCalls(NOW);
const logs = sampleLogs(samples);
const lines = logs.server.trimEnd().split('\n');

/** Of bodies over several lines, the lines behind the first tell no time. */
const isPartOfBody = (line: string) => /^(?: |}$)/.test(line);

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
    assert.ok(lines.length >= 300 && lines.length <= 500, `${lines.length} lines`);
  });

  it('names every sample whole, at least twice, at moments within its call', () => {
    for (const sample of samples) {
      const own = lines.filter((line) =>
        whole(sample.sessionId).test(line.replaceAll('%3D', '=').replaceAll('%26', '&')),
      );
      assert.ok(own.length >= 2, `${sample.title}: ${own.length} lines`);
      for (const line of own.filter((each) => !isPartOfBody(each))) {
        const time = timeOf(line);
        assert.ok(time >= Number(sample.raw['initiatedAt']) * 1000, `${line} is before its call`);
        assert.ok(time <= endOf(sample) + DELIVERY, `${line} is after its call`);
      }
    }
  });

  it('is in order, to the second its coarsest lines have', () => {
    const times = lines.filter((line) => !isPartOfBody(line)).map((line) => Math.floor(timeOf(line) / 1000));
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
    assert.deepEqual(sampleLogs(samples), logs);
    const bare = {
      sessionId: 'bare',
      title: '',
      raw: { sessionId: 'bare', participants: [null, 'x', { uid: 7 }] },
    };
    assert.ok(sampleLogs([bare]).server.includes('bare'));
    assert.equal(sampleLogs([]).server, '\n');
  });
});

describe('the two sample logs of one call', () => {
  const call = decoded(rejoined.raw);
  const server = linesOf(logs.server);
  const device = linesOf(logs.device);
  const reader = new WebhookReader();
  const events = server.flatMap(({ line, at }, index) =>
    reader.feed(line, { offset: index, line: index }, () => at),
  );
  const own = events.filter(({ sessionId }) => sessionId === rejoined.sessionId);

  it('has each webhook of the call in the server’s, and they agree with the call', () => {
    const told = callFromWebhooks(own);
    assert.equal(told?.count, 9);
    const stays = (of: typeof call) =>
      of.participants
        .map(({ uid, joinedAt, leftAt }) => ({ uid, joinedAt, leftAt }))
        .toSorted((a, b) => (a.joinedAt ?? 0) - (b.joinedAt ?? 0));
    assert.deepEqual(stays(told.call), stays(call));
    const facts = ({ initiatedAt, startedAt, endedAt, status, type }: typeof call) => ({
      initiatedAt,
      startedAt,
      endedAt,
      status,
      type,
    });
    assert.deepEqual(facts(told.call), facts(call));
    assert.deepEqual(webhookEvidence(call, own, t).findings, []);
  });

  it('has them plain, escaped and over several lines, and tells what the API does not', () => {
    const starts = own.map(({ offset }) => server[offset]?.line ?? '');
    assert.ok(starts.some((line) => line.includes('{"trigger"')));
    assert.ok(starts.some((line) => line.includes(String.raw`{\"trigger\"`)));
    assert.ok(starts.some((line) => line.endsWith('{')));
    const back = own.find(({ kind, at }) => kind === 'joined' && at === Date.parse('2026-10-08T10:26:11Z'));
    assert.deepEqual([back?.audioMuted, back?.platform, back?.version], [true, 'android', '5.0.2']);
  });

  it('has the device’s clock exactly an hour ahead', () => {
    const seen = device
      .filter(({ line }) => line.includes(rejoined.sessionId) && /participant_(?:joined|left)/.test(line))
      .map(({ at = 0 }) => Math.floor((at - HOUR) / 1000) * 1000);
    const told = own.filter(({ kind }) => kind === 'joined' || kind === 'left').map(({ at }) => at);
    assert.equal(seen.length, 6);
    assert.deepEqual(new Set(seen), new Set(told));
    const initiated = device.find(({ line }) => line.includes(`${rejoined.sessionId} initiated`));
    assert.equal(initiated?.at, Date.parse('2026-10-08T11:17:22Z'));
  });

  it('has lines enough from before the call to after it, quiet but for when somebody was gone', () => {
    const [first, gone, back, last] = [0, 407, 529, 1120].map(
      (seconds) => Date.parse('2026-10-08T10:17:22Z') + seconds * 1000,
    ) as [number, number, number, number];
    for (const [name, all, offset] of [
      ['server', server, 0],
      ['device', device, HOUR],
    ] as const) {
      const within = all.filter(
        ({ at = 0 }) => at - offset >= first - 60_000 && at - offset <= last + 60_000,
      );
      assert.ok(within.length >= 140, `${name}: ${within.length} lines`);
      const slices = new Set(within.map(({ at = 0 }) => Math.floor((at - offset - first) / 20_000)));
      assert.equal(slices.size, 62, `${name}: a line in each 20 s`);
      const loud = within.filter(({ line, timeEnd }) => /error|warning/.test(levelOf(line, timeEnd) ?? ''));
      const errors = loud.filter(({ line, timeEnd }) => levelOf(line, timeEnd) === 'error');
      assert.ok(loud.length >= 4 && errors.length >= 1, `${name}: ${loud.length} loud lines`);
      for (const { at = 0, line } of loud)
        assert.ok(at - offset >= gone - 15_000 && at - offset <= back, `${name}: ${line}`);
    }
  });
});

/** Lines with the time that the log's reader finds in each. */
function linesOf(log: string) {
  const clock = { timeZone: 'Asia/Kathmandu', offsetSeconds: 0, near: undefined };
  return log.split('\n').map((line) => {
    const time = readLogTime(line, clock);
    return { line, at: time?.instant, timeEnd: time?.end };
  });
}
