/** Rule 2 of DESIGN.md, whatever connections there are and whatever was asked for. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { routeSessionId } from '../../../../src/core/lookUp/routing.ts';
import { parseSessionId } from '../../../../src/core/sessionId/index.ts';
import { APP, connection, HEX, SEED_ID } from '../support.ts';

const OTHER = '204546db1e57db4';

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
