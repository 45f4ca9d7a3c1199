/** Ids that were cut off, and the known ones that begin as they do. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cutBeginning, fitsOf } from '../../../../src/core/sessionId/complete.ts';
import { SEED_ID } from '../support.ts';

const APP = 'v1.us.31780434a95d45';
const other = `${APP}.1692368199${'a'.repeat(40)}`;
const legacy = `1692368113${'b'.repeat(40)}`;

describe('core session ids that are cut off', () => {
  it('begin with what is before the mark, or with what there is of them', () => {
    for (const [text, beginning] of [
      [`${SEED_ID.slice(0, 40)}…`, SEED_ID.slice(0, 40)],
      [` ${SEED_ID.slice(0, 40)}... `, SEED_ID.slice(0, 40)],
      [SEED_ID.slice(0, 40), SEED_ID.slice(0, 40)],
      [`${legacy.slice(0, 20)}…`, legacy.slice(0, 20)],
      ['team-sta…', 'team-sta'],
      [SEED_ID, undefined],
      [legacy, undefined],
      ['team-standup', undefined],
      [`${APP}.team-standup`, undefined],
    ] as const)
      assert.equal(cutBeginning(text), beginning, text);
  });

  const fits = (beginning: string, ...known: readonly string[]) => fitsOf([beginning], known).get(beginning);

  it('are the one known id that begins so, however often it is known', () => {
    assert.deepEqual(fits(SEED_ID.slice(0, 35), other, SEED_ID, legacy, SEED_ID), [SEED_ID]);
    assert.deepEqual(fits(legacy.slice(0, 16), SEED_ID, legacy), [legacy]);
    assert.deepEqual(fits('team-sta', 'team-standup', 'a team-standup'), ['team-standup']);
    assert.deepEqual(fits(`${APP}.team`, `${APP}.team-standup`, SEED_ID), [`${APP}.team-standup`]);
  });

  it('are none of several, nor what is itself cut off', () => {
    assert.deepEqual(fits(`${APP}.16923681`, SEED_ID, other, SEED_ID), [SEED_ID, other]);
    assert.deepEqual(fits(`${APP}.16923681`, SEED_ID.slice(0, 40), `${SEED_ID.slice(0, 41)}…`), []);
    assert.deepEqual(fits(SEED_ID, SEED_ID), []);
  });

  it('are no call where they end with their app: any of its calls begins so', () => {
    for (const beginning of ['v1.us', 'v1.us.', APP, `${APP}.`]) {
      assert.deepEqual(fits(beginning, SEED_ID), [], beginning);
    }
    assert.deepEqual(fits(`${APP}.1`, SEED_ID), [SEED_ID]);
  });

  it('are each found among many, of whatever lengths', () => {
    const beginnings = [20, 25, 34, 35, 60].map((length) => SEED_ID.slice(0, length));
    const found = fitsOf(beginnings, [other, legacy, SEED_ID]);
    assert.deepEqual(
      beginnings.map((beginning) => found.get(beginning)?.length),
      [0, 2, 1, 1, 1],
    );
  });
});
