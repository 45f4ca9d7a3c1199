import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Connection } from '../../../../src/core/connection/model.ts';
import { type Route, routeSessionId } from '../../../../src/core/lookUp/routing.ts';
import { parseSessionId } from '../../../../src/core/sessionId/parse.ts';
import { APP, connection, HEX, LEGACY_ID, SEED_ID } from '../support.ts';
import * as fc from 'fast-check';

const OTHER = '204546db1e57db4';
const own = connection({ id: 'own' });
const twin = connection({ id: 'twin' });
const otherRegion = connection({ id: 'otherRegion', region: 'eu' });
const otherApp = connection({ id: 'otherApp', appId: OTHER });
const onPremise = connection({ id: 'onPremise', kind: 'custom', region: '' });
const otherOnPremise = connection({ id: 'otherOnPremise', kind: 'custom', appId: OTHER });
const sandbox = connection({
  id: 'sandbox',
  kind: 'sandbox',
  sessionIds: [SEED_ID, LEGACY_ID, 'team-standup'],
});
const emptySandbox = connection({ id: 'emptySandbox', kind: 'sandbox', sessionIds: [] });

const CUT_V1 = `v1.us.${APP}.16923…`;
const NAMED = `v1.us.${APP}.alice`;
const CUT_LEGACY = LEGACY_ID.slice(0, 30);
const CUT_REGION = 'v1.us…';
const NON_HEX = `v1.us.zq4546xyz.1692368113${HEX}`;

interface Case {
  readonly title: string;
  readonly id: string;
  readonly has: readonly Connection[];
  readonly default?: string;
  readonly explicit?: string;
  /** A connection's id, `ask` with the ids of the candidates, or the reason. */
  readonly to: string;
}

function told(route: Route): string {
  if (route.kind === 'connection') return route.connection.id;
  if (route.kind === 'ask') return ['ask', ...route.candidates.map(({ id }) => id)].join(' ');
  return Object.values(route.failure).join(' ');
}

const wrongApp = `wrongApp ${APP} us`;
const noConnection = `noConnection ${APP} us`;

const SUITES: Readonly<Record<string, readonly Case[]>> = {
  'an id that names an app': [
    { title: 'no connection at all', id: SEED_ID, has: [], to: noConnection },
    { title: 'its own connection', id: SEED_ID, has: [own], to: 'own' },
    { title: 'its own among others', id: SEED_ID, has: [otherApp, own, otherRegion], to: 'own' },
    {
      title: 'its own, though another is the default',
      id: SEED_ID,
      has: [otherApp, own],
      default: 'otherApp',
      to: 'own',
    },
    { title: 'with a name of its own', id: NAMED, has: [otherApp, own, otherRegion], to: 'own' },
    { title: 'with a name of its own, of no connection', id: NAMED, has: [otherApp], to: wrongApp },
    {
      title: 'with a name of its own, whatever was chosen',
      id: NAMED,
      has: [own, otherApp],
      explicit: 'otherApp',
      to: 'own',
    },
    { title: 'in upper case', id: SEED_ID.toUpperCase(), has: [otherApp, own], to: 'own' },
    { title: 'cut short, its own', id: CUT_V1, has: [own, otherApp], default: 'otherApp', to: 'own' },
    { title: 'only another app', id: SEED_ID, has: [otherApp], default: 'otherApp', to: wrongApp },
    { title: 'only another region', id: SEED_ID, has: [otherRegion], default: 'otherRegion', to: wrongApp },
    { title: 'cut short, only another app', id: CUT_V1, has: [otherApp], default: 'otherApp', to: wrongApp },
    {
      title: 'an app id that is not hexadecimal',
      id: NON_HEX,
      has: [own],
      default: 'own',
      to: 'wrongApp zq4546xyz us',
    },
    {
      title: 'cut short, an app id that is not hexadecimal',
      id: NON_HEX.slice(0, 40),
      has: [own],
      default: 'own',
      to: 'wrongApp zq4546xyz us',
    },
    { title: 'two of its app, neither the default', id: SEED_ID, has: [own, twin], to: 'ask own twin' },
    { title: 'two of its app, one the default', id: SEED_ID, has: [own, twin], default: 'twin', to: 'twin' },
    {
      title: 'two of its app, a third the default',
      id: SEED_ID,
      has: [own, twin, otherApp],
      default: 'otherApp',
      to: 'ask own twin',
    },
  ],
  'an id that names an app, and custom endpoints': [
    { title: 'matched on the app id alone', id: SEED_ID, has: [onPremise], to: 'onPremise' },
    {
      title: 'not matched by another app’s',
      id: SEED_ID,
      has: [otherOnPremise],
      default: 'otherOnPremise',
      to: wrongApp,
    },
    { title: 'beside a derived one', id: SEED_ID, has: [own, onPremise], to: 'ask own onPremise' },
    {
      title: 'the default beside a derived one',
      id: SEED_ID,
      has: [own, onPremise],
      default: 'onPremise',
      to: 'onPremise',
    },
    {
      title: 'another app’s, named on purpose',
      id: SEED_ID,
      has: [own, otherOnPremise],
      explicit: 'otherOnPremise',
      to: 'otherOnPremise',
    },
  ],
  'an id that names an app, with an explicit connection': [
    {
      title: 'one of its own, where the default is another of its own',
      id: SEED_ID,
      has: [own, twin],
      default: 'own',
      explicit: 'twin',
      to: 'twin',
    },
    {
      title: 'of another app: overruled',
      id: SEED_ID,
      has: [own, otherApp],
      explicit: 'otherApp',
      to: 'own',
    },
    {
      title: 'of another region: overruled',
      id: SEED_ID,
      has: [own, otherRegion],
      explicit: 'otherRegion',
      to: 'own',
    },
    {
      title: 'of another app, and none of its own',
      id: SEED_ID,
      has: [otherApp],
      explicit: 'otherApp',
      to: wrongApp,
    },
    {
      title: 'cut short, with another app’s',
      id: CUT_V1,
      has: [otherApp],
      explicit: 'otherApp',
      to: wrongApp,
    },
    { title: 'that is gone', id: SEED_ID, has: [own], explicit: 'gone', to: 'own' },
    { title: 'that is gone, none of its own', id: SEED_ID, has: [otherApp], explicit: 'gone', to: wrongApp },
  ],
  'an id that names no app': [
    { title: 'no connection at all', id: 'team-standup', has: [], to: 'noConnection' },
    { title: 'the only connection', id: 'team-standup', has: [own], to: 'own' },
    {
      title: 'the default of several',
      id: LEGACY_ID,
      has: [own, otherApp],
      default: 'otherApp',
      to: 'otherApp',
    },
    {
      title: 'several without a default',
      id: LEGACY_ID,
      has: [own, onPremise, otherApp],
      to: 'ask own onPremise otherApp',
    },
    {
      title: 'an explicit one before the default',
      id: 'x',
      has: [own, otherApp],
      default: 'own',
      explicit: 'otherApp',
      to: 'otherApp',
    },
    {
      title: 'an explicit one that is gone: not another in silence',
      id: 'x',
      has: [own],
      default: 'own',
      explicit: 'gone',
      to: 'noConnection',
    },
    { title: 'a custom endpoint', id: 'x', has: [onPremise], to: 'onPremise' },
    { title: 'cut short, legacy', id: CUT_LEGACY, has: [own, otherApp], default: 'own', to: 'own' },
    { title: 'cut short after its region', id: CUT_REGION, has: [own], to: 'own' },
    {
      title: 'a default that is gone',
      id: 'x',
      has: [own, otherApp],
      default: 'gone',
      to: 'ask own otherApp',
    },
  ],
  'the sandbox': [
    { title: 'gets its own v1 id where nothing else fits', id: SEED_ID, has: [sandbox], to: 'sandbox' },
    { title: 'gets its own custom id', id: 'team-standup', has: [sandbox], to: 'sandbox' },
    { title: 'gets its own legacy id', id: LEGACY_ID, has: [sandbox], to: 'sandbox' },
    { title: 'gets its own v1 id beside others', id: SEED_ID, has: [otherApp, sandbox], to: 'sandbox' },
    { title: 'comes after a connection of the app', id: SEED_ID, has: [sandbox, own], to: 'own' },
    {
      title: 'comes after the default for ids without an app',
      id: 'team-standup',
      has: [own, sandbox],
      default: 'own',
      to: 'own',
    },
    {
      title: 'gets nothing that is not its own',
      id: SEED_ID.replace(HEX, HEX.toUpperCase()),
      has: [sandbox],
      to: noConnection,
    },
    { title: 'matches no app', id: SEED_ID, has: [emptySandbox], to: noConnection },
    { title: 'is no connection for a custom id', id: 'x', has: [emptySandbox], to: 'noConnection' },
    { title: 'is no candidate', id: 'x', has: [own, otherApp, sandbox], to: 'ask own otherApp' },
    { title: 'is never the default', id: 'x', has: [own, sandbox], default: 'sandbox', to: 'own' },
    {
      title: 'takes any id when named on purpose',
      id: SEED_ID,
      has: [own, emptySandbox],
      explicit: 'emptySandbox',
      to: 'emptySandbox',
    },
    {
      title: 'does not hide that the app is another',
      id: SEED_ID,
      has: [otherApp, emptySandbox],
      to: wrongApp,
    },
    { title: 'gets nothing cut short', id: CUT_V1, has: [sandbox], to: noConnection },
  ],
};

describe('core routing: a keyring that cannot be read', () => {
  const context = { connections: [sandbox], defaultConnectionId: undefined, isUnreadable: true };
  const routed = (id: string, explicit?: string) => routeSessionId(parseSessionId(id), context, explicit);

  it('is why there is no connection, whatever the id, and no other app is blamed', () => {
    const failure = { reason: 'noConnection', isUnreadable: true };
    const named = { ...failure, appId: OTHER, region: 'us' };
    const foreign = SEED_ID.replace(APP, OTHER);
    assert.deepEqual(routed(foreign), { kind: 'failure', failure: named });
    assert.deepEqual(routed('x', 'gone'), { kind: 'failure', failure });
    assert.deepEqual(routed('x'), { kind: 'failure', failure });
  });

  it('keeps no sample call from being looked up', () => {
    assert.equal(told(routed('team-standup')), 'sandbox');
  });
});

describe('core routing', () => {
  for (const [suite, cases] of Object.entries(SUITES)) {
    describe(suite, () => {
      for (const { title, id, has, default: defaultConnectionId, explicit, to } of cases) {
        it(`${title}: ${to}`, () => {
          const route = routeSessionId(
            parseSessionId(id),
            { connections: has, defaultConnectionId },
            explicit,
          );
          assert.equal(told(route), to);
        });
      }
    });
  }
});

describe('core routing: whatever there is', () => {
  it('never sends an id that names an app to a derived connection of another app or region', () => {
    const appId = fc.constantFrom(APP, OTHER, 'zq4546xyz', 'abc123', 'deadbeef', '0'.repeat(32));
    const region = fc.constantFrom('us', 'eu', 'in');
    const connections = fc.uniqueArray(
      fc.tuple(appId, region, fc.constantFrom('derived', 'custom', 'sandbox')).map(([app, where, kind]) =>
        connection({
          appId: app,
          region: where,
          kind,
          ...(kind === 'sandbox' && { sessionIds: [SEED_ID] }),
        }),
      ),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    const some = fc.option(fc.nat(8), { nil: undefined });
    fc.assert(
      fc.property(
        appId,
        region,
        fc.nat(60),
        connections,
        some,
        some,
        (app, where, cut, has, chosen, named) => {
          const id = `v1.${where}.${app}.1692368113${HEX}`;
          const head = `v1.${where}.${app}.1692368113`.length;
          const text = cut > 40 ? id : id.slice(0, head + cut);
          const idAt = (index: number | undefined) =>
            index === undefined ? undefined : (has[index]?.id ?? 'gone');
          const context = { connections: has, defaultConnectionId: idAt(chosen) };
          const route = routeSessionId(parseSessionId(text), context, idAt(named));
          const targets =
            route.kind === 'connection' ? [route.connection] : route.kind === 'ask' ? route.candidates : [];
          for (const target of targets) {
            if (target.kind === 'derived') assert.deepEqual([target.appId, target.region], [app, where]);
            if (target.kind === 'custom' && target.id !== idAt(named)) assert.equal(target.appId, app);
            if (target.kind === 'sandbox' && target.id !== idAt(named)) assert.equal(text, SEED_ID);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
