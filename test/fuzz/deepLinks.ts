/** Links to calls: whatever a link says, one that is taken names an app, a region, an id and perhaps a uid. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { deepLinkOf, readDeepLink } from '../../src/core/export/index.ts';
import { isAppId } from '../../src/core/connection/index.ts';
import { appNamedBy, invalidSessionId } from '../../src/core/sessionId/index.ts';
import { fuzz } from './support/fuzz.ts';
import { APP, SEED_ID } from '../unit/core/support.ts';
import { anyText, text } from './support/texts.ts';

export const name = 'deep links';

const parameter = fc.tuple(
  fc.oneof(fc.constantFrom('app', 'region', 'sessionId', 'onBehalfOf', 'host', 'apiKey', '%61pp'), text),
  fc.oneof(fc.constantFrom(APP, 'us', 'eu', SEED_ID, encodeURIComponent(SEED_ID), 'ann'), anyText),
);
/** As somebody would build it by hand, and as nobody would. */
const query = fc.oneof(
  fc
    .array(parameter, { maxLength: 6 })
    .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&')),
  fc
    .tuple(text, text)
    .map(([before, after]) =>
      `${before}&app=${APP}&region=us&sessionId=${SEED_ID}${after}`.replace(/^&/, ''),
    ),
  anyText,
);
const path = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('/call', '/call/') },
  { weight: 1, arbitrary: text },
);
const call = fc.record({ sessionId: text, onBehalfOf: fc.option(text, { nil: undefined }) });

export const run = fuzz(fc.tuple(path, query, call), ([at, asked, { sessionId, onBehalfOf }]) => {
  const read = readDeepLink(at, asked);
  if (read.ok) {
    assert.match(at, /^\/call\/?$/);
    assert.deepEqual(Object.keys(read.link).toSorted(), ['appId', 'onBehalfOf', 'region', 'sessionId']);
    const { link } = read;
    assert.ok(isAppId(link.appId));
    assert.match(link.region, /^[a-z0-9-]{0,20}$/);
    assert.equal(invalidSessionId(link.sessionId), undefined);
    const named = appNamedBy(link.sessionId);
    assert.ok(!named || named.appId === link.appId, 'it asks no other app than it names');
    if (link.onBehalfOf !== undefined) {
      assert.equal(invalidSessionId(link.onBehalfOf), undefined);
      assert.ok(link.onBehalfOf.length <= 256);
    }
  } else assert.match(read.reason, /^[a-zA-Z]+$/);

  if (invalidSessionId(sessionId) !== undefined || sessionId !== sessionId.trim()) return;
  const link = deepLinkOf({
    scheme: 'vscode',
    extensionId: 'a.b',
    appId: APP,
    region: 'us',
    sessionId,
    onBehalfOf,
  });
  const url = new URL(link);
  // VS Code decodes the whole query once.
  const back = readDeepLink(url.pathname, decodeURIComponent(url.search.slice(1)));
  if (back.ok) {
    assert.equal(back.link.sessionId, sessionId.toWellFormed());
    assert.equal(back.link.onBehalfOf ?? '', onBehalfOf?.toWellFormed() ?? '');
  } else
    assert.ok(['invalidUser', 'invalidAppId', 'invalidRegion', 'tooLong'].includes(back.reason), back.reason);
});
