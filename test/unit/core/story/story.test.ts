/** What is told of a call besides its fields. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Story } from '../../../../src/core/story/model.ts';
import { storyOf } from '../../../../src/core/story/story.ts';
import { at, call, stay, t } from '../support.ts';

describe('core story', () => {
  const context = { asOf: at(100) * 1000, sessionId: 'an-id', appId: undefined, region: undefined, t };
  const story = (raw: object, told: Partial<Parameters<typeof storyOf>[2]> = {}): Story => {
    const some = call({ ...raw });
    return storyOf(some, context, { line: undefined, transcripts: some.transcripts, ...told });
  };
  const line = { instant: at(17) * 1000, precisionSeconds: 1, place: 'app.log:118' };

  it('has the timeline as lines, each with its place counted from the start, and what no line tells', () => {
    const raw = {
      initiatedAt: at(0),
      startedAt: at(14),
      participants: [stay('ann', 15, 20), stay('ann', 22)],
    };
    const { timeline, moment } = story(raw, { line });
    assert.deepEqual(
      timeline?.lines.map(({ at: instant, offset, text, since }) => [
        instant / 1000 - at(0),
        offset,
        text,
        since && since / 1000 - at(0),
      ]),
      [
        [0, '−14 s', 'the call was initiated', undefined],
        [14, '+0 s', 'the call started', undefined],
        [15, '+1 s', 'ann joined', undefined],
        [17, '+3 s', 'log line app.log:118', undefined],
        [20, '+6 s', 'ann left', 15],
        [22, '+8 s', 'ann joined again', undefined],
      ],
    );
    assert.deepEqual(timeline?.notes, ['Talking: end not known', 'ann: time of leaving not known']);
    assert.equal(timeline?.more, 0);
    assert.equal(moment, '2 s after ann joined');
  });

  it('has the transcripts that were paged in on its timeline', () => {
    const { transcripts } = call({ transcriptions: [{ startTime: at(1), endTime: at(2) }] });
    const texts = story({ startedAt: at(0) }, { transcripts }).timeline?.lines.map(({ text }) => text);
    assert.deepEqual(texts, ['the call started', 'a transcript started', 'a transcript ended']);
  });

  it('has no more lines than a page can show, and says how many there are besides', () => {
    const participants = Array.from({ length: 600 }, (_, index) => stay(`p${index}`, index, 700));
    const { timeline } = story({ participants });
    // Each joined and left, and from when on they were together; by times after the answer, nobody was alone.
    assert.deepEqual([timeline?.lines.length, timeline?.more], [1000, 201]);
  });

  it('has no timeline where the answer has no time', () => assert.equal(story({}).timeline, undefined));
});
