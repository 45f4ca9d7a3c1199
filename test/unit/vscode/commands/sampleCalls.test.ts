/** The sample logs: two documents, the server's in front with the cursor at the call of which both tell. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { sampleHandlers } from '../../../../src/vscode/commands/sampleCalls.ts';
import { commandsOf } from '../support/commands.ts';
import { standIn } from '../support/vscodeStub.ts';

describe('vscode: the sample logs', () => {
  afterEach(() => standIn(undefined));

  /** What is shown when they are opened while a tab is active, first to last. */
  async function shownBeside(activeTab: object | undefined) {
    const shown: { text: string; options: object; at: number }[] = [];
    const group: { activeTab: object | undefined } = { activeTab };
    standIn({
      workspace: {
        openTextDocument: ({ content }: { content: string }) =>
          Promise.resolve({ getText: () => content, positionAt: (offset: number) => offset }),
      },
      window: {
        tabGroups: { activeTabGroup: group },
        showTextDocument: (document: { getText: () => string }, options: object) => {
          group.activeTab = { input: {} };
          const one = { text: document.getText(), options, at: -1 };
          shown.push(one);
          return Promise.resolve({
            document,
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
    return shown;
  }

  it('are two tabs, the server’s in front at the call', async () => {
    const shown = await shownBeside(undefined);
    assert.deepEqual(shown, [
      { text: '==> phone.log <==\nphone v1.x\n', options: { preview: false, viewColumn: -1 }, at: -1 },
      { text: '==> server.log <==\nfirst\nand v1.x\n', options: { preview: false, viewColumn: -1 }, at: 29 },
    ]);
  });

  it('stand beside a walkthrough, of which VS Code tells nothing', async () => {
    const shown = await shownBeside({ input: undefined });
    assert.deepEqual(
      shown.map(({ options }) => options),
      [
        { preview: false, viewColumn: -2 },
        { preview: false, viewColumn: -1 },
      ],
    );
  });
});
