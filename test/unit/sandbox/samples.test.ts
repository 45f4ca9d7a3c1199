import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { hasOwnName, parseSessionId } from '../../../src/core/sessionId/parse.ts';
import type { SampleCall } from '../../../src/sandbox/index.ts';
import { buildCall, clock, joined } from '../../../src/sandbox/samples/build.ts';
import { sampleCalls } from '../../../src/sandbox/samples/samples.ts';
import { near, NOW, numberIn, rowsOf, samples, type Row } from './support.ts';

const seed = JSON.parse(readFileSync('test/fixtures/get-call.seed.json', 'utf8')).data;

describe('sandbox samples: the whole', () => {
  it('begins with the API reference’s example, value for value', () => {
    assert.deepEqual(samples[0]?.raw, seed);
  });

  it('has ids and titles that are each other’s only ones', () => {
    assert.equal(samples.length, 23);
    assert.equal(new Set(samples.map(({ sessionId }) => sessionId)).size, samples.length);
    assert.equal(new Set(samples.map(({ title }) => title)).size, samples.length);
    const hex = samples
      .map(({ sessionId }) => sessionId.slice(-40))
      .filter((end) => /^[0-9a-f]{40}$/.test(end));
    assert.equal(hex.length, 21);
    assert.equal(new Set(hex).size, 21);
  });

  it('has ids of the sandbox’s app whose seconds are those of `initiatedAt`', () => {
    let named = 0;
    const forms = samples.map((sample) => {
      const id = parseSessionId(sample.sessionId);
      if (hasOwnName(id)) named += 1;
      else if ('initiatedAt' in id)
        assert.equal(id.initiatedAt, (numberIn(sample, 'initiatedAt') ?? 0) * 1000);
      if (id.form === 'v1') assert.deepEqual([id.region, id.appId], ['us', '31780434a95d45']);
      assert.equal(sample.raw.sessionId, sample.sessionId);
      return id.form;
    });
    const count = (form: string) => forms.filter((each) => each === form).length;
    assert.deepEqual([count('v1'), count('legacy'), count('custom'), count('cut')], [21, 1, 1, 0]);
    assert.equal(named, 1);
  });

  it('is the same at every moment, but for the two live calls', () => {
    const later = sampleCalls(NOW + 86_400_000);
    const changed = samples.filter(({ raw }, n) => JSON.stringify(raw) !== JSON.stringify(later[n]?.raw));
    assert.deepEqual(
      changed.map(({ raw }) => raw['status']),
      ['initiated', 'ongoing'],
    );
    for (const sample of changed) {
      const ago = NOW / 1000 - (numberIn(sample, 'initiatedAt') ?? 0);
      assert.ok(ago > 10 && ago < 600, `${ago} s ago`);
    }
    const fixed = samples.filter((sample) => !changed.includes(sample));
    for (const sample of fixed) {
      assert.ok((numberIn(sample, 'initiatedAt') ?? 0) < Date.parse('2026-11-01T00:00:00Z') / 1000);
    }
  });

  it('is what JSON can carry: nothing undefined, nothing null', () => {
    for (const { raw } of samples) {
      assert.deepEqual(raw, JSON.parse(JSON.stringify(raw)));
      assert.ok(!JSON.stringify(raw).includes('null'));
    }
  });
});

/** The sample with the newer fields has no `HH:MM:SS`. */
function durationOf(sample: SampleCall, seconds: number): string {
  return rowsOf(sample).some(({ hasJoined }) => hasJoined !== undefined) ? '' : clock(seconds);
}

function checkRow(row: Row, started: number | undefined, ended: number | undefined): void {
  const { joinedAt, leftAt } = row;
  assert.equal(row.isJoined ?? row.hasJoined, joinedAt !== undefined);
  if (joinedAt === undefined) {
    assert.deepEqual([leftAt, row.deviceId, row.totalDuration], [undefined, undefined, 0]);
    return;
  }
  assert.ok(started !== undefined && joinedAt >= started);
  assert.match(row.deviceId ?? '', /^[0-9a-f-]{36}@rtc[^/]+\/[A-Za-z0-9]{8}$/);
  if (leftAt === undefined) return assert.equal(row.totalDuration, undefined);
  assert.ok(leftAt > joinedAt && leftAt <= (ended ?? leftAt));
  const minutes = row.totalDuration ?? row.totalDurationInMinutes;
  near((minutes ?? -1) * 60, leftAt - joinedAt);
  near((row.totalAudioMinutes ?? -1) + (row.totalVideoMinutes ?? -1), minutes ?? -1);
}

describe('sandbox samples: numbers that agree', () => {
  for (const sample of samples) {
    it(sample.title, () => {
      const [initiated = 0, started, ended] = ['initiatedAt', 'startedAt', 'endedAt'].map((field) =>
        numberIn(sample, field),
      );
      const seconds = started === undefined ? 0 : ended === undefined ? undefined : ended - started;
      if (started !== undefined) assert.ok(started >= initiated && started < initiated + 60);
      if (ended !== undefined) assert.ok(started !== undefined && ended > started);
      assert.equal(
        sample.raw['totalDuration'] ?? '',
        seconds === undefined ? '' : durationOf(sample, seconds),
      );
      const minutes = numberIn(sample, 'totalDurationInMinutes');
      if (minutes !== undefined) near(minutes * 60, seconds ?? -1);
      assert.equal(sample.raw['totalParticipants'], rowsOf(sample).length);
      for (const row of rowsOf(sample)) checkRow(row, started, ended);
    });
  }

  it('builds the example’s own figures: 14 s are 0.2333… minutes', () => {
    const { raw } = buildCall({
      key: 'as the example',
      title: '',
      at: seed.initiatedAt,
      type: 'audio',
      initiator: 'superhero8',
      receiver: 'superhero2',
      receiverType: 'user',
      starts: 14,
      ends: 33,
      stays: [joined('superhero2', 'a', 19, 33), joined('superhero8', 'b', 15, 31)],
    });
    const theirOwn = new Set(['sessionId', 'mid', 'deviceId']);
    const comparable = (value: unknown) =>
      JSON.stringify(value, (key, field: unknown) => (theirOwn.has(key) ? '' : field));
    assert.equal(comparable(raw), comparable(seed));
  });

  it('writes lengths of an hour and more', () => {
    assert.deepEqual(
      [clock(0), clock(59), clock(3720), clock(360_001)],
      ['00:00:00', '00:00:59', '01:02:00', '100:00:01'],
    );
  });
});
