/** Links to calls: what the user is asked before anything is sent, and what never happens. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Connection } from '../../../../src/core/connection/model.ts';
import { ACME, follow, LEGACY, linkTo, ON_PREMISE, V1 } from '../support/deepLinkFixture.ts';

describe('vscode: following a link to a call', () => {
  it('names the app, the region, the connection, its host and the id, and then looks up', async () => {
    const { asked, lookedUp, outcome } = await follow(linkTo(V1), { answers: [true] });
    assert.equal(outcome, 'lookedUp');
    assert.equal(asked.length, 1);
    assert.deepEqual(asked[0]?.detail.split('\n'), [
      'App: 31780434a95d45',
      'Region: us',
      'Connection: Acme Production (31780434a95d45.call-us.cometchat.io)',
      `Session id: ${V1}`,
    ]);
    assert.deepEqual(lookedUp, [{ sessionId: V1, connectionId: 'acme', onBehalfOf: undefined }]);
  });

  it('names the region that is asked, which of a custom endpoint is its own', async () => {
    const connections = [{ ...ON_PREMISE, region: 'us' }];
    const { asked } = await follow(linkTo('standup', { appId: ON_PREMISE.appId, region: 'eu' }), {
      connections,
    });
    assert.match(asked[0]?.detail ?? '', /^Region: us$/m);
    const nowhere = await follow(linkTo('standup', { appId: ON_PREMISE.appId, region: 'eu' }), {
      connections: [ON_PREMISE],
    });
    assert.doesNotMatch(nowhere.asked[0]?.detail ?? '', /Region|eu/);
  });

  it('leaves no room in its dialog in which a text could pass for a line of its own', async () => {
    for (const blank of ['\u2800', ' ', '\u3000', '\u2800 \u00a0', '\u3164', '\u{1d159}']) {
      const text = `abc${blank.repeat(60)}As user: nobody`;
      const { asked } = await follow(linkTo(text, { onBehalfOf: `a${blank.repeat(9)}b` }), {
        connections: [{ ...ACME, name: `Acme${blank.repeat(60)}x` }],
      });
      const detail = asked[0]?.detail ?? '';
      assert.doesNotMatch(detail, /[^\S\n]{2}|[\u2800\u3164\u{1d159}]/u, detail);
      assert.equal(detail.split('\n').length, 5, detail);
      const offered = await follow(linkTo(text, { appId: 'ffffffffffffff' }));
      assert.doesNotMatch(offered.asked[0]?.detail ?? '', /[^\S\n]{2}|[\u2800\u3164\u{1d159}]/u);
    }
  });

  it('does nothing when the user does not say yes', async () => {
    const { lookedUp, offered, outcome } = await follow(linkTo(V1), { answers: [false] });
    assert.deepEqual([lookedUp, offered, outcome], [[], [], 'declined']);
  });

  it('names the user it would be asked as', async () => {
    const { asked, lookedUp } = await follow(linkTo(LEGACY, { onBehalfOf: 'superhero2' }), {
      answers: [true],
    });
    assert.match(asked[0]?.detail ?? '', /\nAs user: superhero2$/);
    assert.equal(lookedUp[0]?.onBehalfOf, 'superhero2');
  });

  for (const sessionId of [LEGACY, 'team-standup', 'a&b=c+d %25/ü']) {
    it(`asks the connection of the link’s app for ${sessionId}, default or not`, async () => {
      const { lookedUp } = await follow(linkTo(sessionId), {
        connections: [ON_PREMISE, ACME],
        defaultConnectionId: 'premise',
        answers: [true],
      });
      assert.deepEqual(lookedUp, [{ sessionId, connectionId: 'acme', onBehalfOf: undefined }]);
    });
  }

  it('asks a custom host for its own app, whatever the region', async () => {
    const link = linkTo('team-standup', { appId: ON_PREMISE.appId, region: '' });
    const { asked, lookedUp } = await follow(link, { connections: [ACME, ON_PREMISE], answers: [true] });
    assert.deepEqual(asked[0]?.detail.split('\n'), [
      'App: 2574867a1b2c3d',
      'Connection: On premise (calls.example.com)',
      'Session id: team-standup',
    ]);
    assert.equal(lookedUp[0]?.connectionId, 'premise');
  });

  it('lets the user choose among several that fit', async () => {
    const other = { ...ACME, id: 'second' };
    const { chosenFrom, lookedUp } = await follow(linkTo(V1), {
      connections: [ACME, other],
      answers: [true],
    });
    assert.deepEqual(chosenFrom, [['acme', 'second']]);
    assert.equal(lookedUp[0]?.connectionId, 'second');
  });

  it('offers to add a connection where none fits, with app and region filled in and nothing else', async () => {
    const link = linkTo('team-standup', { appId: '2574867a1b2c3d', region: 'eu' });
    const declined = await follow(link, { answers: [false] });
    assert.match(declined.asked[0]?.message ?? '', /no connection for app 2574867a1b2c3d \(eu\)/);
    assert.deepEqual([declined.offered, declined.lookedUp, declined.outcome], [[], [], 'declined']);
    const givenUp = await follow(link, { answers: [true] });
    assert.deepEqual(givenUp.offered, [{ appId: '2574867a1b2c3d', region: 'eu' }]);
    assert.deepEqual([givenUp.lookedUp, givenUp.outcome], [[], 'declined']);
  });

  it('says so, and offers to add none, while nobody can tell which connections there are', async () => {
    const seen = await follow(linkTo(V1), { connections: [], isUnreadable: true });
    assert.match(seen.told[0] ?? '', /cannot be followed now\. The keyring of this computer cannot be read/);
    assert.deepEqual([seen.asked, seen.offered, seen.lookedUp, seen.outcome], [[], [], [], 'refused']);
  });

  it('asks again after a connection was added, and only of one that fits', async () => {
    const link = linkTo('team-standup', { appId: '2574867a1b2c3d', region: 'eu' });
    const { asked, lookedUp } = await follow(link, { answers: [true, true], added: ON_PREMISE });
    assert.equal(asked.length, 2);
    assert.match(asked[1]?.detail ?? '', /Connection: On premise \(calls\.example\.com\)/);
    assert.equal(lookedUp[0]?.connectionId, 'premise');
    const unrelated = { ...ACME, id: 'unrelated', appId: 'ffffffffffffff' };
    const other = await follow(link, { answers: [true, true], added: unrelated });
    assert.deepEqual([other.asked.length, other.lookedUp], [1, []]);
  });

  it('does not take the sandbox for another app that has a call of the same id', async () => {
    const sandbox: Connection = { ...ACME, id: 'sandbox', kind: 'sandbox', sessionIds: ['team-standup'] };
    const link = linkTo('team-standup', { appId: '2574867a1b2c3d', region: 'eu' });
    const { asked } = await follow(link, { connections: [sandbox], answers: [false] });
    assert.match(asked[0]?.message ?? '', /no connection/);
    const own = await follow(linkTo('team-standup'), { connections: [sandbox], answers: [true] });
    assert.equal(own.lookedUp[0]?.connectionId, 'sandbox');
  });

  const hostile: readonly (readonly [name: string, path: string, query: string, said: RegExp])[] = [
    ['another path', '/connection', `app=${ACME.appId}&region=us&sessionId=x`, /no link to a call/],
    ['nothing in it', '/call', '', /no session id/],
    ['no app', '/call', 'sessionId=team-standup', /names no CometChat app/],
    ['a host for an app', '/call', 'app=evil.example.com&region=us&sessionId=x', /names no CometChat app/],
    [
      'a host for a region',
      '/call',
      `app=${ACME.appId}&region=us.evil.example&sessionId=x`,
      /region that does not/,
    ],
    [
      'an id of another app',
      '/call',
      `app=2574867a1b2c3d&region=us&sessionId=${V1}`,
      /another app or region/,
    ],
    [
      'an id of another region',
      '/call',
      `app=${ACME.appId}&region=eu&sessionId=${V1}`,
      /another app or region/,
    ],
    [
      'an id of another app, cut off',
      '/call',
      `app=2574867a1b2c3d&region=us&sessionId=${V1.slice(0, 40)}`,
      /another app or region/,
    ],
    ['two ids', '/call', `app=${ACME.appId}&region=us&sessionId=a&sessionId=b`, /twice/],
    ['a path for an id', '/call', `app=${ACME.appId}&region=us&sessionId=..`, /no session id/],
    ['a line break in its id', '/call', `app=${ACME.appId}&region=us&sessionId=a%0Ab`, /no session id/],
    ['a line break in its user', '/call', `app=${ACME.appId}&region=us&sessionId=a&onBehalfOf=a%0Ab`, /user/],
    ['no end', '/call', `app=${ACME.appId}&region=us&sessionId=${'x'.repeat(20_000)}`, /longer than/],
  ];
  for (const [name, path, query, said] of hostile) {
    it(`refuses a link with ${name}, in words, and asks nobody`, async () => {
      const seen = await follow({ path, query }, { connections: [ACME, ON_PREMISE], answers: [true, true] });
      assert.equal(seen.outcome, 'refused');
      assert.match(seen.told.join('\n'), said);
      assert.deepEqual([seen.asked, seen.offered, seen.lookedUp], [[], [], []]);
    });
  }

  it('shows what a link says as text: no markup, nothing hidden', async () => {
    const sessionId = '[Yes](command:workbench.action.quit) \u202egnp.exe';
    const { asked } = await follow(linkTo(sessionId));
    assert.ok(!asked[0]?.detail.includes('](command'), asked[0]?.detail);
    assert.match(asked[0]?.detail ?? '', /⟨U\+202E⟩gnp\.exe/);
  });

  it('sends nothing but what was confirmed, and nothing without a yes, whatever the link', async () => {
    const text = fc.oneof(
      fc.constantFrom(V1, LEGACY, ACME.appId, ON_PREMISE.appId, 'us', 'eu', 'v1.us.31780434a95d45.', '/call'),
      fc.string(),
      fc.string({ unit: 'binary' }),
    );
    const pair = fc.tuple(
      fc.oneof(fc.constantFrom('app', 'region', 'sessionId', 'onBehalfOf'), fc.string()),
      text,
    );
    const query = fc
      .array(pair, { maxLength: 6 })
      .map((pairs) => pairs.map((one) => one.join('=')).join('&'));
    const path = fc.oneof({ weight: 9, arbitrary: fc.constant('/call') }, fc.string());
    await fc.assert(
      fc.asyncProperty(path, query, fc.boolean(), async (aPath, aQuery, yes) => {
        const connections = [ACME, ON_PREMISE];
        const { asked, lookedUp, outcome } = await follow(
          { path: aPath, query: aQuery },
          { connections, answers: [yes] },
        );
        assert.equal(lookedUp.length, outcome === 'lookedUp' ? 1 : 0);
        const [call] = lookedUp;
        if (!call) return;
        assert.ok(yes && asked.length === 1);
        const connection = connections.find(({ id }) => id === call.connectionId);
        assert.ok(connection && asked[0]?.detail.includes(`App: ${connection.appId}`));
        assert.ok(
          !call.sessionId.startsWith('v1.') ||
            !call.sessionId.includes(ON_PREMISE.appId) ||
            connection === ON_PREMISE,
        );
      }),
      { numRuns: 500 },
    );
  });
});
