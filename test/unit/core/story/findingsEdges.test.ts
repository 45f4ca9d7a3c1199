/** Where a thing begins to be worth a look: nothing a second before, and said at the second itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FindingContext } from '../../../../src/core/story/findings/index.ts';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { found, group, ongoing, quiet } from './findingsSupport.ts';
import { at, call, stay, t } from '../support.ts';

type Kind = ReturnType<typeof found>[number]['kind'];

/** The severities of the findings of one kind. */
function severities(kind: Kind, raw: object, context?: Partial<FindingContext>): readonly string[] {
  return found(raw, context)
    .filter((finding) => finding.kind === kind)
    .map(({ severity }) => severity);
}

function asOf(seconds: number): Partial<FindingContext> {
  return { asOf: at(seconds) * 1000 };
}

describe('core findings: at the exact edge of a threshold', () => {
  for (const mode of ['meet', 'presenter']) {
    it(`alone in a room (${mode}): from five minutes on`, () => {
      const joining = (seconds: number) => ({
        ...group,
        mode,
        participants: [stay('a', 10, 3610), stay('b', 10 + seconds, 3610)],
      });
      assert.deepEqual(severities('aloneForLong', joining(299)), []);
      assert.deepEqual(severities('aloneForLong', joining(300)), ['notice']);
    });
  }

  it('alone in a call: from a minute on', () => {
    const leaving = (seconds: number) => ({
      ...group,
      participants: [stay('a', 10, 3610), stay('b', 10, 3610 - seconds)],
    });
    assert.deepEqual(severities('aloneForLong', leaving(59)), []);
    assert.deepEqual(severities('aloneForLong', leaving(60)), ['notice']);
  });

  it('nobody there in a call that goes on: from a minute on', () => {
    const raw = { ...ongoing, participants: [stay('a', 11, 590), stay('b', 12, 600)] };
    assert.deepEqual(severities('nobodyLeft', raw, asOf(659)), []);
    assert.deepEqual(severities('nobodyLeft', raw, asOf(660)), ['problem']);
  });

  it('nobody there at the end of a call: from a minute on', () => {
    const leaving = (seconds: number) => ({
      ...quiet,
      participants: [stay('a', 11, 600 - seconds), stay('b', 12, 600 - seconds)],
    });
    assert.deepEqual(severities('nobodyLeft', leaving(59)), []);
    assert.deepEqual(severities('nobodyLeft', leaving(60)), ['notice']);
  });

  for (const [kind, flag] of [
    ['recordingAbsent', 'hasRecording'],
    ['transcriptAbsent', 'hasTranscription'],
  ] as const) {
    it(`${kind}: in the making for an hour, and late after it`, () => {
      const raw = { ...quiet, [flag]: true };
      assert.deepEqual(severities(kind, raw, asOf(600 + 3600)), ['info']);
      assert.deepEqual(severities(kind, raw, asOf(600 + 3601)), ['notice']);
    });
  }

  it('a video call without video: from ten seconds of talk on', () => {
    const lasting = (seconds: number) => ({
      ...quiet,
      type: 'video',
      status: 'ended',
      totalVideoMinutes: 0,
      endedAt: at(10 + seconds),
      participants: [stay('a', 10, 10 + seconds), stay('b', 10, 10 + seconds)],
    });
    assert.deepEqual(severities('noVideo', lasting(9)), []);
    assert.deepEqual(severities('noVideo', lasting(10)), ['notice']);
  });

  it('ringing: for five minutes, and no longer', () => {
    const raw = { status: 'initiated', initiatedAt: at(0), participants: [] };
    assert.deepEqual(severities('ringingForLong', raw, asOf(300)), []);
    assert.deepEqual(severities('ringingForLong', raw, asOf(301)), ['problem']);
    const verdictAt = (seconds: number) => verdictOf(call(raw), at(seconds) * 1000, t);
    assert.equal(verdictAt(300), 'Ringing for 5 min');
    assert.notEqual(verdictAt(301).slice(0, 11), 'Ringing for');
  });
});

describe('core verdict: how many joined', () => {
  const verdict = (...participants: readonly object[]) =>
    verdictOf(call({ ...group, mode: 'call', participants }), at(10_000) * 1000, t);
  const [a, b, c] = [stay('a', 11, 3610), stay('b', 12, 3610), stay('c', 13, 3610)];
  const absent = stay('d');

  it('two are not counted, whoever else was asked', () => {
    for (const sentence of [verdict(a, b), verdict(a, b, absent)])
      assert.doesNotMatch(sentence, /people joined/, sentence);
  });

  it('three are, of more where there were more', () => {
    assert.match(verdict(a, b, c), /; 3 people joined$/);
    assert.match(verdict(a, b, c, absent), /; 3 of 4 people joined$/);
  });
});
