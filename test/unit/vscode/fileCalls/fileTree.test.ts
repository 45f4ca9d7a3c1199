/** When the “Calls in This File” view is drawn: once for many changes, and not while nobody sees it. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import type { FileCall, NotAsked } from '../../../../src/core/fileCalls/model.ts';
import type { FileRow } from '../../../../src/core/fileCalls/index.ts';
import { LogClocks } from '../../../../src/vscode/fileCalls/logClocks.ts';
import { VIEWS } from '../../../../src/manifest.ts';
import type { FileCalls } from '../../../../src/vscode/fileCalls/fileCalls.ts';
import type { ViewDoor } from '../../../../src/vscode/doors/index.ts';
import type { FileNode } from '../../../../src/vscode/fileCalls/fileItems.ts';
import type { FileState } from '../../../../src/vscode/fileCalls/model.ts';
import { answerOf, lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { attentionOf } from '../../../../src/core/story/index.ts';
import { world as lookUpWorld } from '../../core/lookUp/support.ts';
import { HEX, LEGACY_ID, NOW, SEED_ID, settle, t, UTC } from '../../core/support.ts';
import { standIn } from '../support/vscodeStub.ts';
import { answered, target } from '../support/lookUpsTreeFixture.ts';
import { rethrow } from '../../../support/listeners.ts';
import { FileTree } from '../../../../src/vscode/fileCalls/fileTree.ts';
import { viewOfRow } from '../../../../src/vscode/platform/rows.ts';

/** So long after a change it is drawn, in milliseconds. */
const BURST = 150;

function readyWith(...ids: readonly string[]): FileState {
  const uri = { path: '/app.log', toString: () => 'file:///app.log' } as vscode.Uri;
  const calls = ids.map((sessionId): FileCall => ({
    sessionId,
    form: 'keyed',
    count: 1,
    firstLine: 1,
    lastLine: 1,
    firstColumn: 1,
    looksCutOff: false,
  }));
  return {
    kind: 'ready',
    subject: { uri, name: 'app.log' },
    index: { calls, bytes: 1, lines: 1, notes: [] },
  };
}

/** The view in a window that is stood in for, of a file whose calls the test chooses. */
class FileTreeFixture {
  readonly known = lookUpWorld();
  readonly view = { visible: true, description: '', message: '', selection: [] };
  readonly keys: (readonly unknown[])[] = [];
  readonly tree: InstanceType<typeof FileTree>;
  /** Why ids were not asked for. */
  readonly notAsked = new Map<string, NotAsked>();
  /** How often the rows were worked out, and how often VS Code was told to ask for them. */
  rows = 0;
  drawn = 0;
  readonly #changed = new Emitter<void>(rethrow);
  readonly #visibility = new Emitter<void>(rethrow);

  readonly #fileCalls = {
    onDidChange: this.#changed.event,
    state: { kind: 'none' } as FileState,
    filter: '',
    order: 'line',
    rowsOf: (calls: readonly FileCall[]) => {
      this.rows += 1;
      return calls.map((fileCall): FileRow => {
        const { sessionId } = fileCall;
        const lookUp = this.known.store.get(lookUpKey(target(sessionId)));
        const answer = lookUp && answerOf(lookUp);
        const asked = { sessionId, appId: undefined, region: undefined, t };
        const attention = answer && attentionOf(answer.call, { asOf: answer.fetchedAt, ...asked });
        return { fileCall, lookUp, attention, notAsked: this.notAsked.get(sessionId) };
      });
    },
    setWatched: () => undefined,
    follow: () => undefined,
  };

  constructor() {
    const nothing = () => ({ dispose: () => undefined });
    standIn({
      commands: { executeCommand: (...given: readonly unknown[]) => void this.keys.push(given.slice(1)) },
      Uri: { parse: (text: string) => text },
      workspace: { onDidChangeTextDocument: nothing },
      window: {
        onDidChangeActiveTextEditor: nothing,
        tabGroups: { onDidChangeTabs: nothing },
      },
    });
    const memory = { keys: () => [], get: () => undefined, update: () => Promise.resolve() };
    const view = Object.assign(this.view, { onDidChangeVisibility: this.#visibility.event });
    const changed = { fire: () => (this.drawn += 1) };
    const dependencies = {
      fileCalls: this.#fileCalls as unknown as FileCalls,
      lookUps: this.known.lookUps,
      readerTime: { format: UTC, onDidChange: new Emitter<void>(rethrow).event } as never,
      clocks: new LogClocks(memory, { error: () => undefined }),
    };
    this.tree = new FileTree(dependencies, { view, changed } as unknown as ViewDoor<FileNode>);
  }

  become(state: FileState): void {
    this.#fileCalls.state = state;
    this.#changed.fire();
  }

  answer(sessionId: string, raw: object = {}): void {
    this.known.store.set(target(sessionId), answered({ sessionId, ...raw }), NOW);
  }

  /** What stands in the list, a line each, with what stands in its groups. */
  lines(node?: FileNode, indent = ''): readonly string[] {
    return this.tree.getChildren(node).flatMap((child) => {
      const { label, description } = this.tree.getTreeItem(child);
      const line = [label, description].filter((part) => typeof part === 'string').join(' | ');
      return [`${indent}${line}`, ...this.lines(child, `${indent}  `)];
    });
  }

  see(visible: boolean): void {
    this.view.visible = visible;
    this.#visibility.fire();
  }

  /** Lets the time of a burst pass, and what follows from it. */
  async pass(): Promise<void> {
    mock.timers.tick(BURST);
    for (let turn = 0; turn < 5; turn += 1) await settle();
  }

  dispose(): void {
    this.tree.dispose();
    standIn(undefined);
  }
}

describe('vscode FileTree', () => {
  let fixture: FileTreeFixture;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    fixture = new FileTreeFixture();
  });
  afterEach(() => {
    fixture.dispose();
    mock.timers.reset();
  });

  it('is drawn once for many changes', async () => {
    fixture.become(readyWith('a', 'b'));
    for (const id of ['a', 'b', 'c']) fixture.answer(id);
    assert.equal(fixture.drawn, 0);
    await fixture.pass();
    assert.deepEqual([fixture.drawn, fixture.rows, fixture.view.description], [1, 1, 'UTC · app.log']);
    assert.match(fixture.view.message, /^None of 2 needs attention|^2 ids in 2 places/);
  });

  it('works out nothing while nobody sees it, and is drawn as soon as it is shown again', async () => {
    fixture.see(false);
    for (const id of ['a', 'b', 'c']) {
      fixture.become(readyWith(id));
      fixture.answer(id);
      await fixture.pass();
    }
    assert.deepEqual([fixture.drawn, fixture.rows], [0, 0]);
    fixture.see(true);
    for (let turn = 0; turn < 5; turn += 1) await settle();
    assert.deepEqual([fixture.drawn, fixture.rows], [1, 1]);
    fixture.see(false);
    fixture.see(true);
    await fixture.pass();
    assert.equal(fixture.drawn, 1, 'nothing has changed since');
  });

  it('keeps names from right to left in their places', async () => {
    fixture.become(readyWith('a'));
    fixture.answer('a', { initiator: 'שלום', receiver: { uid: 'x', name: 'سارة' } });
    const [node] = fixture.tree.getChildren();
    assert.ok(node);
    assert.equal(viewOfRow(node), VIEWS.file, 'its row is known as one');
    assert.equal(fixture.tree.getTreeItem(node).label, '\u2068שלום\u2069 → \u2068سارة\u2069');
  });

  it('tells calls apart by their times, with the day and the zone once', async () => {
    const sibling = SEED_ID.replace('1692368113', '1692368120').replace(/cf92$/, 'a51b');
    fixture.become(readyWith(SEED_ID, sibling, 'team-standup'));
    fixture.answer(sibling, { initiator: 'ana', receiver: 'leo', initiatedAt: 1_692_368_120 });
    await fixture.pass();
    assert.equal(fixture.view.description, '18 Aug 2023, UTC · app.log');
    assert.deepEqual(fixture.lines(), [
      '14:15:13 · us · …cf92 | line 1',
      '14:15:20 · ana → leo | status contradicts the rest · ended · line 1',
      'team-standup | line 1',
    ]);
    fixture.become(readyWith(SEED_ID, LEGACY_ID));
    await fixture.pass();
    assert.equal(fixture.view.description, 'UTC · app.log');
    assert.deepEqual(fixture.lines(), [
      '18 Aug 2023 14:15:13 · us · …cf92 | line 1',
      '8 Jul 2020 11:03:25 · …7158 | line 1',
    ]);
  });

  it('tells what is wrong with a call before who was in it', () => {
    fixture.become(readyWith('missed'));
    const at = Date.UTC(2023, 7, 18, 14, 15, 20) / 1000;
    fixture.answer('missed', {
      status: 'unanswered',
      mode: 'call',
      receiverType: 'user',
      initiator: 'ana',
      receiver: 'leo',
      initiatedAt: at,
      startedAt: undefined,
      endedAt: at + 40,
      participants: [],
    });
    assert.deepEqual(fixture.lines(), ['14:15:20 · nobody answered | ana → leo · line 1']);
  });

  it('has what failed and what was not asked for in groups at the end, with what can be done for all at once', () => {
    const foreign = [1, 2].map((n) => `v1.eu.204546db1e57db4.170000000${n}${HEX}`);
    const failure = { reason: 'wrongApp', appId: '204546db1e57db4', region: 'eu' } as const;
    for (const id of foreign) fixture.notAsked.set(id, { kind: 'failure', failure, connectionId: undefined });
    fixture.notAsked.set('cut…', { kind: 'cutOff' });
    fixture.known.store.set(
      target('lost'),
      { kind: 'failed', failure: { reason: 'notFound' }, failedAt: NOW },
      NOW,
    );
    fixture.become(readyWith('lost', ...foreign, 'cut…', 'ended', 'new'));
    fixture.answer('ended');
    assert.deepEqual(
      fixture.lines(),
      [
        'ended | status contradicts the rest · ended · line 1',
        'new | line 1',
        'look-up failed | 1',
        '  Look Up Again | not found in the connection · 1 id',
        '  lost | not found in the connection · line 1',
        'not looked up | 3',
        '  Add Connection… | belongs to app 204546db1e57db4 (eu) · 2 ids',
        '  14 Nov 2023 22:13:21 · eu · …cf92 | belongs to app 204546db1e57db4 (eu) · line 1',
        '  14 Nov 2023 22:13:22 · eu · …cf92 | belongs to app 204546db1e57db4 (eu) · line 1',
        '  cut… | looks cut off · line 1',
      ].map((line) => line.replaceAll('14 Nov 2023 ', '')),
    );
    const [, , , group] = fixture.tree.getChildren();
    const [fix] = fixture.tree.getChildren(group);
    assert.ok(fix);
    assert.deepEqual(fixture.tree.getTreeItem(fix).command?.arguments, [
      { fileCall: foreign[0], fix: 'addConnection' },
    ]);
  });

  it('tells all that is known in a tooltip, made when it is wanted', () => {
    fixture.become(readyWith(SEED_ID));
    fixture.answer(SEED_ID, {
      initiator: 'a-very-long-name-of-somebody',
      receiver: 'leo',
      startedAt: 1,
      endedAt: 9,
    });
    const [node] = fixture.tree.getChildren();
    assert.ok(node);
    const item = fixture.tree.getTreeItem(node);
    assert.equal(item.tooltip, undefined);
    const { tooltip } = fixture.tree.resolveTreeItem(item, node);
    const text = (tooltip as vscode.MarkdownString).value.replace(/&#(\d+);/g, (_, code) =>
      String.fromCodePoint(Number(code)),
    );
    for (const part of [
      'a-very-long-name-of-somebody → leo',
      'Marked as ended, though it has no start',
      'line 1',
      SEED_ID,
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it('shows the line of a call and keeps the focus; goes there when that is meant', async () => {
    fixture.become(readyWith(SEED_ID));
    const [node] = fixture.tree.getChildren();
    assert.ok(node);
    const [, shown] = fixture.tree.getTreeItem(node).command?.arguments ?? [];
    await fixture.tree.goTo(SEED_ID);
    await fixture.tree.goTo('not listed');
    assert.equal(fixture.keys.length, 1);
    const [uri, gone] = fixture.keys[0] ?? [];
    assert.equal(String(uri), 'file:///app.log');
    assert.deepEqual(shown, { ...(gone as object), preserveFocus: true });
    assert.equal((gone as { readonly preserveFocus?: boolean }).preserveFocus, undefined);
  });

  it('is not drawn when it was hidden before its time came, and later is', async () => {
    fixture.become(readyWith('a'));
    fixture.see(false);
    await fixture.pass();
    assert.equal(fixture.drawn, 0);
    fixture.see(true);
    for (let turn = 0; turn < 5; turn += 1) await settle();
    assert.equal(fixture.drawn, 1);
  });

  it('tells the commands of the palette whether there are calls, also while nobody sees it', async () => {
    fixture.see(false);
    fixture.become(readyWith('a'));
    await fixture.pass();
    assert.deepEqual(fixture.keys, [['cometchatCalls.hasFileCalls', true]]);
    fixture.become(readyWith());
    await fixture.pass();
    assert.deepEqual(fixture.keys.at(-1), ['cometchatCalls.hasFileCalls', false]);
  });
});
