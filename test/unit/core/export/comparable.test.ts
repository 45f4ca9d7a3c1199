/**
 * A call as text to compare. Some are compared with `golden/comparable.*.txt`: after a change that is meant, run
 * this test with UPDATE_GOLDEN=1 in the environment and read the difference.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Call } from '../../../../src/core/call/model.ts';
import { comparableText } from '../../../../src/core/export/comparable.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { APP, at, call, decoded, NOW, stay, t, UTC } from '../support.ts';
import { callOf, HOSTILE } from './support.ts';

const text = (given: Call, sessionId = given.sessionId) =>
  comparableText(given, { time: UTC, t, fetchedAt: NOW, sessionId, appId: APP, region: 'us' });

/** A call that begins at a second; all times in it count from there. */
function attempt(from: number, more: object = {}): Call {
  return call({
    sessionId: `call-${from}`,
    type: 'audio',
    mode: 'call',
    initiator: 'ann',
    receiver: 'bob',
    initiatedAt: at(from),
    startedAt: at(from + 14),
    endedAt: at(from + 3733),
    participants: [stay('bob', from + 19, from + 3733), stay('ann', from + 15, from + 3733)],
    ...more,
  });
}

/** The lines that differ, of two texts of equally many lines. */
function differences(one: string, other: string): readonly (readonly [string, string])[] {
  const [left, right] = [one.split('\n'), other.split('\n')];
  assert.equal(left.length, right.length);
  return left.flatMap((line, index) => (line === right[index] ? [] : [[line, right[index] ?? ''] as const]));
}

describe('core comparable text', () => {
  for (const [file, title] of [
    ['seed', 'Audio call, answered: the API reference’s example'],
    ['group', 'Group video call'],
    ['rejoined', 'Rejoined'],
    ['recorded', 'Recorded in two parts'],
  ] as const) {
    it(`of “${title}” is as in golden/comparable.${file}.txt`, () => {
      const found = sampleCalls(NOW).find((each) => each.title.startsWith(title));
      assert.ok(found);
      const actual = text(decoded(found.raw));
      const path = join(import.meta.dirname, `../golden/comparable.${file}.txt`);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, actual);
      assert.equal(actual, readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
    });
  }

  it('has the time of joining of one who is marked as not joined', () => {
    const disputed = { ...stay('bob', 19, 30), isJoined: false };
    const compared = text(attempt(0, { participants: [disputed, stay('ann')] }));
    assert.deepEqual(compared.match(/Joined: .*/g), ['Joined: never', 'Joined: +0:00:05']);
  });

  it('of two attempts that went alike differs on top only', () => {
    assert.deepEqual(differences(text(attempt(0)), text(attempt(86_400))), [
      ['Session id: call-0', 'Session id: call-86400'],
      ['Times count from: 14 Nov 2023, 22:13:34 UTC', 'Times count from: 15 Nov 2023, 22:13:34 UTC'],
    ]);
  });

  it('differs where the attempts do, by a second in an hour too', () => {
    const stays = (leaves: number) => ({
      endedAt: at(3740),
      participants: [stay('ann', 15, leaves), stay('bob', 16, 3740), stay('cleo', 17, 3740)],
    });
    assert.deepEqual(differences(text(attempt(0, stays(3733))), text(attempt(0, stays(3732)))), [
      ['  Left: +1:01:59', '  Left: +1:01:58'],
      ['  In call: 1:01:58', '  In call: 1:01:57'],
    ]);
  });

  it('lists people in the order of their uids, whoever came first and wherever they stand', () => {
    const people = [stay('bob', 19, 30), stay('ann', 15, 30), stay('Zoe', 16, 30)];
    const one = text(attempt(0, { participants: people }));
    assert.equal(one, text(attempt(0, { participants: people.toReversed() })));
    assert.ok(
      one.indexOf('\nZoe\n') < one.indexOf('\nann\n') && one.indexOf('\nann\n') < one.indexOf('\nbob\n'),
      one,
    );
  });

  it('tells two meetings of one session apart', () => {
    const meeting = (mid: string) => text(call({ sessionId: 'room', mid, startedAt: at(0) }));
    assert.deepEqual(differences(meeting('m1'), meeting('m2')), [['Meeting id: m1', 'Meeting id: m2']]);
    const both = text(
      attempt(0, {
        mode: 'meet',
        participants: [
          stay('ann', 15, 20, { mid: 'm1' }),
          stay('ann', 30, 40, { mid: 'm2' }),
          stay('bob', 15, 20),
        ],
      }),
    );
    assert.deepEqual(
      both.split('\n').filter((line) => line.includes('Meeting: ')),
      ['    Meeting: 1', '    Meeting: 2', '  Meeting: –'],
    );
  });

  it('has a line for what is not known', () => {
    const lines = text(call()).split('\n');
    for (const line of [
      'Times count from: –',
      'Type: –',
      'From: –',
      'Started: –',
      'Recording: –',
      'Findings: 1',
    ])
      assert.ok(lines.includes(line), line);
  });

  it('of a hostile call is of as many lines as of any', () => {
    const calm = text(callOf('calm')).split('\n').length;
    for (const hostile of HOSTILE.filter((each) => each.trim() !== '')) {
      const written = text(callOf(hostile), hostile);
      assert.doesNotMatch(written, /[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2028]/);
      assert.equal(written.split('\n').length, calm, JSON.stringify(hostile.slice(0, 40)));
    }
  });
});
