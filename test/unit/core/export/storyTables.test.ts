/** The parts of a call's story that list: who was there, and what was recorded. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { storyMarkdown } from '../../../../src/core/export/storyMarkdown.ts';
import { at, call, stay } from '../support.ts';
import { contextOf } from './support.ts';

describe('core story as Markdown: its tables', () => {
  it('has the meetings of a session, and which one each stay was of', () => {
    const one = call({
      mode: 'meet',
      startedAt: at(0),
      endedAt: at(60),
      participants: [stay('ann', 0, 20, { mid: 'm1' }), stay('ann', 40, 60, { mid: 'm2' })],
    });
    const markdown = storyMarkdown(one, contextOf('x'));
    assert.match(markdown, /\*\*2 meetings within 1 min\.\*\*/);
    assert.match(markdown, /\(2 meetings within 1 min\)/);
    assert.match(markdown, /meeting 2, for 20 s: ann/);
    assert.match(markdown, /\| Meeting \|\n.*\n\| 0 \|.*\| 1 \|\n\| 1 \|.*\| 2 \|/);
  });

  it('has a column of video only where there was some, or should have been', () => {
    const zero = { totalAudioMinutes: 0, totalVideoMinutes: 0 };
    const markdown = (raw: object) => storyMarkdown(call({ startedAt: at(0), ...raw }), contextOf('x'));
    const audio = markdown({ type: 'audio', participants: [stay('ann', 0, 20, zero)] });
    assert.match(audio, /\| Audio \| Device \|\n.*\n.*\| 20 s \| 0 s \| – \|/);
    const video = markdown({ type: 'video', participants: [stay('ann', 0, 20, zero), stay('bob', 1, 20)] });
    assert.match(video, /\| Audio \| Video \| Device \|\n.*\n.*\| 0 s \| 0 s \| – \|\n.*\| – \| – \| – \|/);
  });

  it('does not say that somebody never joined who has a time of joining', () => {
    const participants = [stay('ann', 0, 20), { ...stay('bob', 1, 20), isJoined: false }];
    const markdown = storyMarkdown(call({ participants }), contextOf('x'));
    assert.match(markdown, /\| bob \| marked as not joined \|/);
    assert.doesNotMatch(markdown, /never joined/);
  });

  it('tells the length of a recording by its times', () => {
    const recordings = [{ startTime: at(0), endTime: at(100), duration: 5 }];
    assert.match(storyMarkdown(call({ recordings }), contextOf('x')), /Recording 1: .* · 1 min 40 s$/m);
  });

  it('tells somebody without a uid from one without a name', () => {
    const participants = [stay('', 1, 5, { name: 'Ann' }), stay('bob', 2, 5, { name: ' ' }), stay('', 3, 5)];
    const markdown = storyMarkdown(call({ startedAt: at(0), participants }), contextOf('x'));
    for (const cell of ['| Ann |', '| bob |', '| (no uid) |']) assert.ok(markdown.includes(cell), markdown);
  });
});
