/** The sample logs: two documents, the server's in front with the cursor at the call of which both tell. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { sampleHandlers } from '../../../../src/vscode/commands/sampleCalls.ts';
import { commandsOf } from '../support/commands.ts';
import { standIn } from '../support/vscodeStub.ts';

describe('vscode: the sample logs', () => {
  afterEach(() => standIn(undefined));

  /** What is shown when they are opened while a tab is active, first to last. */
  async function shownBeside(activeTab: object | undefined, texts = new Map<string, string>()) {
    const shown: { uri: string; options: object; at: number }[] = [];
    standIn({
      Uri: { parse: (uri: string) => uri },
      workspace: {
        openTextDocument: (uri: string) =>
          Promise.resolve({
            uri,
            getText: () => texts.get(uri) ?? '',
            positionAt: (offset: number) => offset,
          }),
        applyEdit: ({ inserted }: { inserted: readonly [string, object, string][] }) => {
          for (const [uri, , text] of inserted) texts.set(uri, text);
          return Promise.resolve(true);
        },
      },
      window: {
        tabGroups: { activeTabGroup: { activeTab } },
        showTextDocument: (document: { uri: string }, options: object) => {
          const one = { uri: document.uri, options, at: -1 };
          shown.push(one);
          return Promise.resolve({
            document,
            viewColumn: activeTab ? 2 : 1,
            revealRange: () => undefined,
            set selection(selection: { start: number }) {
              one.at = selection.start;
            },
          });
        },
      },
    });
    const logs = { sessionId: 'v1.x', server: 'first\nand v1.x\n', device: 'phone v1.x\n' };
    const commands = commandsOf(
      sampleHandlers({
        sandbox: { ensure: () => Promise.resolve({ calls: [] }) },
        sampleLogs: () => Promise.resolve(logs),
      } as never),
    );
    await commands['cometchatCalls.exploreSampleCalls']({ logs: true });
    return { shown, texts };
  }

  it('are two tabs under their names, the server’s in front at the call', async () => {
    const { shown, texts } = await shownBeside(undefined);
    assert.deepEqual(
      [...texts],
      [
        ['untitled:phone.log', 'phone v1.x\n'],
        ['untitled:server.log', 'first\nand v1.x\n'],
      ],
    );
    assert.deepEqual(shown, [
      { uri: 'untitled:phone.log', options: { preview: false, viewColumn: -1 }, at: -1 },
      { uri: 'untitled:server.log', options: { preview: false, viewColumn: 1 }, at: 10 },
    ]);
  });

  it('are as they were left where they are open already', async () => {
    const { texts } = await shownBeside(undefined, new Map([['untitled:phone.log', 'mine']]));
    assert.equal(texts.get('untitled:phone.log'), 'mine');
  });

  it('stand beside a walkthrough, of which VS Code tells nothing', async () => {
    const { shown } = await shownBeside({ input: undefined });
    assert.deepEqual(
      shown.map(({ options }) => options),
      [
        { preview: false, viewColumn: -2 },
        { preview: false, viewColumn: 2 },
      ],
    );
  });
});
