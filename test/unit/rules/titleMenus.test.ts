/** The buttons in the titles of the views, which VS Code hands the row with the focus. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'mocha';
import { TITLE_COMMANDS, VIEWS } from '../../../src/manifest.ts';

interface Manifest {
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
  };
}

const manifest = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
) as Manifest;

describe('manifest: titles of views', () => {
  for (const view of Object.values(VIEWS)) {
    const idsIn = (menu: string) =>
      (manifest.contributes.menus[menu] ?? [])
        .filter(({ when = '' }) => when.split(' && ').includes(`view == ${view}`))
        .map(({ command }) => command);

    it(`in that of ${view} are the commands of manifest.ts, and none that means a row of it`, () => {
      assert.deepEqual(idsIn('view/title').toSorted(), TITLE_COMMANDS[view].toSorted());
      const ofRows = idsIn('view/item/context');
      // What is exported is what is selected, wherever that is chosen.
      const shared = idsIn('view/title').filter(
        (id) => id !== 'cometchatCalls.exportLookups' && ofRows.includes(id),
      );
      assert.deepEqual(shared, []);
    });
  }
});
