/** “Look Up All Calls in File”: where each id is sent. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { APP, connection, LEGACY_ID, SEED_ID } from '../../core/support.ts';
import { LookUpDesk, premise, prod, twin } from '../support/lookUpDesk.ts';

const OTHER_LEGACY = `${LEGACY_ID.slice(0, -1)}0`;

describe('vscode look up all calls of a file: where each id is sent', () => {
  let desk: LookUpDesk;
  afterEach(() => desk.questions.dispose());

  it('an id that names its app goes there, whatever was picked for the others', async () => {
    for (const ids of [
      [SEED_ID, LEGACY_ID],
      [LEGACY_ID, SEED_ID],
    ]) {
      desk = new LookUpDesk([premise, prod], [{ pick: 'On-prem' }]);
      const { ended } = await desk.begin(...ids);
      assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'prod', [LEGACY_ID]: 'premise' });
      await desk.answerAll();
      await ended;
      desk.questions.dispose();
    }
  });

  it('an id of an app without a connection goes nowhere, whatever was picked for the others', async () => {
    const foreign = SEED_ID.replace(APP, '204546db1e57db4');
    desk = new LookUpDesk([premise, prod], [{ pick: 'On-prem' }]);
    const { ended } = await desk.begin(LEGACY_ID, foreign);
    assert.deepEqual(desk.sent, [[LEGACY_ID, 'premise']]);
    await desk.answerAll();
    await ended;
  });

  it('what was picked among the connections of one app does not take the default’s place', async () => {
    desk = new LookUpDesk([prod, twin, premise], [{ pick: 'Twin' }], 'premise');
    const { ended } = await desk.begin(SEED_ID, LEGACY_ID);
    assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'twin', [LEGACY_ID]: 'premise' });
    await desk.answerAll();
    await ended;
  });

  it('one question is enough for all ids that it is an answer for, and no more than those', async () => {
    desk = new LookUpDesk([prod, twin, premise], [{ pick: 'On-prem' }, { pick: 'Twin' }]);
    const { ended } = await desk.begin(LEGACY_ID, OTHER_LEGACY, SEED_ID);
    assert.deepEqual(Object.fromEntries(desk.sent), {
      [LEGACY_ID]: 'premise',
      [OTHER_LEGACY]: 'premise',
      [SEED_ID]: 'twin',
    });
    assert.deepEqual(
      desk.questions.asked.map(({ items }) => items.map(({ label }) => label)),
      [
        ['Prod', 'Twin', 'On-prem'],
        ['Prod', 'Twin'],
      ],
    );
    await desk.answerAll();
    await ended;
  });

  for (const [title, ids] of [
    ['last', [SEED_ID, LEGACY_ID]],
    ['first', [LEGACY_ID, SEED_ID]],
  ] as const) {
    it(`a choice was offered to every id it is used for: the id that most connections fit comes ${title}`, async () => {
      desk = new LookUpDesk([prod, twin, premise], [{ pick: 'Twin' }]);
      const { ended } = await desk.begin(...ids);
      assert.deepEqual(
        desk.questions.asked.map(({ items }) => items.map(({ label }) => label)),
        [['Prod', 'Twin', 'On-prem']],
      );
      assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'twin', [LEGACY_ID]: 'twin' });
      await desk.answerAll();
      await ended;
    });
  }

  it('a choice is no answer for an id that a connection fits which it was not made among', async () => {
    const europe = connection({ id: 'europe', name: 'Europe', region: 'eu' });
    const inEurope = SEED_ID.replace('.us.', '.eu.');
    desk = new LookUpDesk([prod, twin, europe], [{ pick: 'Twin' }, { pick: 'Europe' }]);
    const { ended } = await desk.begin(SEED_ID, inEurope);
    assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'twin', [inEurope]: 'europe' });
    await desk.answerAll();
    await ended;
  });

  it('nothing is sent anywhere when the user picks none', async () => {
    desk = new LookUpDesk([premise, prod], ['escape']);
    await (
      await desk.begin(SEED_ID, LEGACY_ID)
    ).ended;
    assert.deepEqual(desk.sent, []);
  });
});
