import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { untranslated as t } from '../../../../src/core/base/index.ts';
import { describeRoute } from '../../../../src/core/connection/index.ts';
import type { NetworkRoute } from '../../../../src/core/connection/model.ts';

const proxy = 'proxy.corp.example:3128';

describe('describeRoute', () => {
  const rows: readonly (readonly [route: NetworkRoute, words: string])[] = [
    [{ isUsable: true, certificates: 'none' }, 'Reached directly, on this computer.'],
    [{ isUsable: true, certificates: 'checked' }, 'Reached directly; certificates are checked.'],
    [
      { proxy, isUsable: true, certificates: 'checked' },
      `Reached through the proxy ${proxy}; certificates are checked.`,
    ],
    [
      { proxy, isUsable: true, certificates: 'unchecked' },
      `Reached through the proxy ${proxy}; certificates are NOT checked, because “http.proxyStrictSSL” is off.`,
    ],
    [{ proxy, isUsable: false, certificates: 'checked' }, `Its proxy ${proxy} cannot be used.`],
  ];
  for (const [route, words] of rows) it(words, () => assert.equal(describeRoute(route, t), words));
});
