/** The buttons beside the lines of the sidebar, and the keys of its views. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'mocha';

interface Place {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
  readonly key?: string;
  readonly args?: object;
}

interface Manifest {
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly Place[]>>;
    readonly keybindings: readonly Place[];
  };
}

const { contributes } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
) as Manifest;

/** Commands that take each other's place: never beside one line at once. */
const OPPOSITE: Readonly<Record<string, string>> = {
  'cometchatCalls.unpinCall': 'cometchatCalls.pinCall',
  'cometchatCalls.unwatchCall': 'cometchatCalls.watchCall',
};

describe('manifest: buttons and keys of the sidebar', () => {
  it('each button beside a call has a place of its own', () => {
    const takenBy = new Map<string, string>();
    for (const { command, when = '', group = '' } of contributes.menus['view/item/context'] ?? []) {
      if (!group.startsWith('inline') || !when.includes('cometchatCalls.lookups')) continue;
      const name = OPPOSITE[command] ?? command;
      assert.equal(takenBy.get(group) ?? name, name, group);
      takenBy.set(group, name);
    }
    assert.ok(takenBy.size > 3);
  });

  it('the session ids of what is selected are copied by key in every view, without a clash', () => {
    const keys = contributes.keybindings.filter(({ command }) => command === 'cometchatCalls.copySessionId');
    assert.deepEqual(
      keys.map(({ key, when, args }) => [key, when, args]),
      (
        [
          ['lookups', { selected: true }],
          ['file', { selected: true, view: 'file' }],
          ['recent', { selected: true, view: 'recent' }],
        ] as const
      ).map(([view, args]) => ['ctrl+c', `focusedView == cometchatCalls.${view} && !inputFocus`, args]),
    );
  });
});
