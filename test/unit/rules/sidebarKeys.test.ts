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

const inline = (contributes.menus['view/item/context'] ?? []).filter(({ group = '' }) =>
  group.startsWith('inline'),
);

/** What rows of the views are to menus: one of each kind at least. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  lookups: ['loading', 'failed', 'ready'].flatMap((state) =>
    ['', '.answered'].flatMap((answer) =>
      ['', '.pinned'].flatMap((pin) =>
        ['', '.live', '.watched'].map((watch) => `lookUp.${state}${answer}${pin}${watch}`),
      ),
    ),
  ),
  file: ['fileCall.answered', 'fileCall.open'],
  recent: [
    'connection',
    'sandbox',
    'loading',
    'call',
    'call.live',
    'call.watched',
    ...['builtIn', 'temporary', 'saved'].map((kind) => `filter.${kind}`),
  ].map((kind) => `recent.${kind}`),
};

/** Whether a place in a menu is for a row of this kind: as much of VS Code's conditions as menus of rows use. */
function isFor({ when = '' }: Place, view: string, kind: string): boolean {
  return when.split(' && ').every((part) => {
    const [, name, operator, value = ''] = /^(\w+) (==|=~) (.+)$/.exec(part) ?? [];
    if (name === 'view') return value === `cometchatCalls.${view}`;
    assert.equal(name, 'viewItem', part);
    return operator === '==' ? value === kind : new RegExp(value.slice(1, -1)).test(kind);
  });
}

describe('manifest: buttons and keys of the sidebar', () => {
  for (const [view, kinds] of Object.entries(KINDS)) {
    it(`beside a row of ${view} is one button at most: a side bar is narrow`, () => {
      const counts = kinds.map((kind) => inline.filter((place) => isFor(place, view, kind)).length);
      assert.ok(
        Math.max(...counts) === 1,
        JSON.stringify(kinds.filter((_, index) => (counts[index] ?? 0) > 1)),
      );
    });
  }

  it('keys act on the row with the focus, in every view', () => {
    const bound = (view: string) =>
      contributes.keybindings
        .filter(({ when = '' }) => when.startsWith(`focusedView == cometchatCalls.${view} && listFocus`))
        .map(({ key, command, args, when }) => {
          assert.match(when ?? '', /!inputFocus/);
          const row = [{ $treeViewId: `cometchatCalls.${view}`, $focusedTreeItem: true }];
          // What is undone is no row.
          assert.deepEqual(args, command === 'cometchatCalls.undoRemoval' ? undefined : row);
          return `${key} ${command.replace('cometchatCalls.', '')}`;
        });
    const all = ['enter openCallPanel', 'ctrl+c copySessionId'];
    assert.deepEqual(bound('lookups'), [...all, 'delete removeLookup', 'ctrl+z undoRemoval']);
    assert.deepEqual(bound('file'), all);
    assert.deepEqual(bound('recent'), all);
    assert.equal(contributes.keybindings.length, 8);
  });
});
