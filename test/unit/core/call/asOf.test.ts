/** One notion of now: what is told of a call that is under way is told as of one moment. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { asOfAnswer } from '../../../../src/core/call/asOf.ts';
import { formatDuration } from '../../../../src/core/text/duration.ts';
import { storyOf } from '../../../../src/core/story/index.ts';
import { timelineOf } from '../../../../src/core/story/timeline/index.ts';
import { at, call, stay, t } from '../support.ts';

const ms = (second: number) => at(second) * 1000;

describe('core: as of when', () => {
  const live = { status: 'ongoing', startedAt: at(0), participants: [stay('ann', 1), stay('ben', 400)] };

  it('is when the answer was fetched, unless this computer’s clock is a little behind', () => {
    const asOf = (fetched: number) => asOfAnswer(call(live), ms(fetched)) - ms(0);
    assert.equal(asOf(500), 500_000);
    assert.equal(asOf(399), 400_000);
    assert.equal(asOf(100), 400_000);
    assert.equal(asOf(99), 99_000, 'clocks do not disagree by so much');
    assert.equal(asOfAnswer(call(), ms(7)), ms(7), 'an answer without times tells nothing of it');
  });

  it('does not change with transcripts, which may be fetched later', () => {
    const later = call({ ...live, transcriptions: [{ startTime: at(1), endTime: at(600) }] });
    assert.equal(asOfAnswer(later, ms(500)), ms(500));
    assert.equal(timelineOf(later, ms(500))?.asOf, ms(500));
  });

  it('makes a verdict, a finding and a bar of one length, whatever the clock says', () => {
    fc.assert(
      fc.property(fc.integer({ min: -290, max: 5 * 3600 }), (fetched) => {
        const long = call({ status: 'ongoing', startedAt: at(-20_000), participants: [stay('ann', 0)] });
        const context = { sessionId: 'an-id', appId: undefined, region: undefined, t };
        const told = { line: undefined, transcripts: [] };
        const { verdict, findings } = storyOf(long, { asOf: ms(fetched), ...context }, told);
        const talking = timelineOf(long, ms(fetched))?.talking ?? assert.fail();
        const length = formatDuration((talking.to - talking.from) / 1000, t);
        assert.equal(verdict, `Ongoing for ${length}; 1 person is in it`);
        assert.deepEqual(
          findings.flatMap(({ kind, message, to }) => (kind === 'ongoingForLong' ? [[message, to]] : [])),
          [[`Ongoing for ${length}`, talking.to]],
        );
      }),
    );
  });
});
