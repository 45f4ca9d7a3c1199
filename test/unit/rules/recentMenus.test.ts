/** The menus of the “Recent Calls” view, whose lines are of many kinds. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'mocha';

interface Manifest {
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
  };
}

const manifest = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
) as Manifest;
const places = manifest.contributes.menus['view/item/context'] ?? [];

describe('manifest: menus of recent calls', () => {
  it('on one listed call are offered for one, and on a line of any kind for a kind there is', () => {
    const kinds =
      /^recent\.(?:connection|sandbox|filter\.(?:builtIn|temporary|saved)|call(?:\.live)?|loading)$/;
    for (const { command, when = '' } of places) {
      if (!when.includes('view == cometchatCalls.recent')) continue;
      const [, kind] = /viewItem == ([\w.]+)/.exec(when) ?? [];
      assert.ok(kind === undefined || kinds.test(kind), kind);
      if (!when.includes('recent.call') && !when.includes('recent\\.call')) continue;
      const isForOne = /&& (?:!listMultiSelection|listDoubleSelection)/.test(when);
      assert.equal(isForOne, command !== 'cometchatCalls.copySessionId', command);
    }
  });
});
