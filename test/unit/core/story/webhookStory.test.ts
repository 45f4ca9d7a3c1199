import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { storyFromWebhooks } from '../../../../src/core/story/index.ts';
import { timelineOf, webhookTimelineOf } from '../../../../src/core/story/timeline/index.ts';
import { callFromWebhooks, WebhookReader } from '../../../../src/core/webhook/index.ts';
import { at, t } from '../support.ts';

type Told = readonly [trigger: string, seconds: number | undefined, person?: object];

function callOf(...events: readonly Told[]) {
  const reader = new WebhookReader();
  const read = events.flatMap(([trigger, seconds, participant], line) => {
    const time = seconds === undefined ? undefined : at(seconds);
    const body = { trigger, data: { sessionId: 'x', participant, created_at: time } };
    return reader.feed(JSON.stringify(body), { offset: line, line });
  });
  return callFromWebhooks(read)?.call ?? assert.fail();
}

const verdictOf = (...events: readonly Told[]) => storyFromWebhooks(callOf(...events), undefined, t).verdict;

const [ana, leo] = [{ uid: 'ana', name: 'Ana' }, { name: 'Leo\u202e' }];
const whole: readonly Told[] = [
  ['call_initiated', 0],
  ['call_started', 10],
  ['call_participant_joined', 11, ana],
  ['call_participant_joined', 12, leo],
  ['call_participant_left', 40, ana],
  ['call_ended', 70],
];

describe('the story of a call from webhooks', () => {
  it('says what they tell, as theirs', () => {
    assert.equal(
      verdictOf(...whole),
      'By webhooks, it was answered after 10 s and lasted 1 min; Ana and Leo⟨U+202E⟩ joined',
    );
    assert.equal(verdictOf(['meeting_ended', 70]), 'By webhooks, it ended');
    assert.equal(verdictOf(['meeting_started', 10], ['meeting_ended', 70]), 'By webhooks, it lasted 1 min');
    for (const [trigger, said] of [
      ['call_rejected', 'By webhooks, it was rejected'],
      ['call_busy', 'By webhooks, the called one was busy'],
      ['call_cancelled', 'By webhooks, it was cancelled'],
      ['call_unanswered', 'By webhooks, nobody answered'],
      ['call_started', 'By webhooks, it started; they do not tell how it ended'],
      ['call_initiated', 'Webhooks do not tell whether it started, or how it ended'],
    ] as const)
      assert.equal(verdictOf([trigger, 10]), said);
  });

  it('finds nothing, and tells nobody alone or under way: what is not logged may have been', () => {
    const withUid = { uid: 'leo', name: 'Leo' };
    const call = {
      ...callOf(
        ['call_started', 10],
        ['call_participant_joined', 11, ana],
        ['call_participant_joined', 100, withUid],
        ['call_participant_left', 200, withUid],
      ),
      initiator: { id: 'ana', name: 'Ana', avatar: undefined },
      receiver: { id: 'leo', name: 'Leo', avatar: undefined },
      receiverType: 'user' as const,
    };
    const story = storyFromWebhooks(call, undefined, t);
    assert.deepEqual(story.findings, []);
    const texts = story.timeline?.lines.map(({ text }) => text) ?? [];
    assert.ok(texts.includes('Leo left'), texts.join());
    assert.ok(!texts.some((text) => /alone|still in|as of/.test(text)), texts.join());
    assert.deepEqual(story.timeline?.notes, ['Talking: end not known', 'Ana: time of leaving not known']);
    const left = {
      ...call,
      participants: call.participants.map((each) => ({ ...each, leftAt: at(200) * 1000 })),
    };
    assert.equal(timelineOf(left, at(300) * 1000)?.alone.length, 1, 'an answer shows that');
    assert.deepEqual(webhookTimelineOf(left)?.alone, []);
    const timeline = webhookTimelineOf(call) ?? assert.fail();
    assert.deepEqual([timeline.alone, timeline.isLive, timeline.to], [[], false, at(200) * 1000]);
  });

  it('has no timeline where no event tells a time, and tells where a line of the log stands', () => {
    const line = { instant: at(13) * 1000, precisionSeconds: 1, place: 'app.log:1' };
    const untimed = storyFromWebhooks(callOf(['call_started', undefined]), line, t);
    assert.deepEqual([untimed.timeline, untimed.moment], [undefined, undefined]);
    assert.equal(storyFromWebhooks(callOf(...whole), line, t).moment, '1 s after Leo⟨U+202E⟩ joined');
  });
});
