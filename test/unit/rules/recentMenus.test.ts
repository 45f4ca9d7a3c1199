/** The menus of the “Recent Calls” view, whose lines are of many kinds. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'mocha';

interface Place {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly Place[]>>;
  };
}

const manifest = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
) as Manifest;
const places = manifest.contributes.menus['view/item/context'] ?? [];

describe('manifest: menus of recent calls', () => {
  const ofRecent = (menu: string) =>
    (manifest.contributes.menus[menu] ?? []).filter(({ when = '' }) =>
      when.includes('view == cometchatCalls.recent'),
    );

  it('what is loading can be cancelled from its menu, and a connection removed from its', () => {
    const offered = (command: string, kind: string) =>
      ofRecent('view/item/context').some(
        ({ command: id, when = '', group = '' }) =>
          id === `cometchatCalls.${command}` &&
          when.endsWith(`viewItem == ${kind}`) &&
          !group.startsWith('inline'),
      );
    assert.ok(offered('cancelLookUp', 'recent.loading'));
    assert.ok(offered('removeConnection', 'recent.connection'));
  });

  it('the title’s refresh is one that no line can narrow', () => {
    const commands = ofRecent('view/title').map(({ command }) => command);
    assert.ok(commands.includes('cometchatCalls.refreshRecent'));
    assert.ok(!commands.includes('cometchatCalls.refresh'));
    assert.ok(!commands.includes('cometchatCalls.filterRecentCalls'));
  });

  it('filters are kept and changed with no connection but the sandbox, and not without any', () => {
    const offered = (manifest.contributes.menus['commandPalette'] ?? []).filter(({ command }) =>
      /\.(?:save|edit|remove)Filter$/.test(command),
    );
    assert.equal(offered.length, 3);
    for (const { when = '' } of offered)
      assert.match(when, /^\(cometchatCalls\.hasConnections \|\| cometchatCalls\.hasSandbox\) && /);
  });

  it('on one listed call are offered for one, and on a line of any kind for a kind there is', () => {
    const kinds =
      /^recent\.(?:connection|sandbox|filter\.(?:builtIn|temporary|saved)|call(?:\.live|\.watched)?|loading)$/;
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
