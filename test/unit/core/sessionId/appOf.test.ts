/** Which app and region a call belongs to: one rule for the panel, what is copied, and links. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { appNamedBy, appOf } from '../../../../src/core/sessionId/appOf.ts';
import { APP, connection, LEGACY_ID, SEED_ID } from '../support.ts';

const CUT = `v1.us.${APP}.16923`;
const other = connection({ appId: '2574867a1b2c3d', region: 'eu' });

describe('core appOf', () => {
  it('is what the id names, whole or cut short, whichever connection is asked', () => {
    for (const id of [SEED_ID, SEED_ID.toUpperCase(), CUT, `${CUT}…`, ` ${CUT} `]) {
      assert.deepEqual(appOf(id, other), { appId: APP, region: 'us' }, id);
      assert.deepEqual(appOf(id, undefined), { appId: APP, region: 'us' }, id);
    }
  });

  it('is the connection’s for an id that names no app, and never a mixture of the two', () => {
    for (const id of [LEGACY_ID, 'team-standup', 'v1.us…', '']) {
      assert.deepEqual(appOf(id, other), { appId: '2574867a1b2c3d', region: 'eu' }, id);
    }
  });

  it('is as much as the id tells where no connection is known', () => {
    assert.deepEqual(appOf('v1.us…', undefined), { appId: undefined, region: 'us' });
    assert.deepEqual(appOf('team-standup', undefined), { appId: undefined, region: undefined });
  });

  it('is named by an id that has the app in it, and by no other', () => {
    assert.deepEqual(appNamedBy(CUT), { appId: APP, region: 'us' });
    for (const id of ['v1.us…', LEGACY_ID, 'team-standup']) assert.equal(appNamedBy(id), undefined, id);
  });
});
