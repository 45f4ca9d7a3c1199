/** The file that users get, installed as they install it; and what is asked of them before an agent's tool runs. */
import assert from 'node:assert/strict';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runScript } from '../../scripts/support/run.ts';
import { until } from '../support/host/page.ts';
import { hostFromEnvironment, ROOT } from '../support/host/versions.ts';
import { Workbench } from '../support/host/workbench.ts';
import { exploreSampleCalls, screenshotFailures, SEED } from './support/calls.ts';

const VSIX = join(ROOT, 'out', 'installed.vsix');

describe('Installed from its file', () => {
  let workbench: Workbench;
  screenshotFailures(() => workbench);

  before(async () => {
    const { ok, output } = await runScript('scripts/package.ts', [VSIX]);
    assert.ok(ok, output);
    workbench = await Workbench.open({ extensions: [VSIX, join(ROOT, 'test', 'fixtures', 'agent')] });
  });
  after(() => workbench?.close());

  /** Has the agent call a tool, by the keyboard. */
  async function callTool(name: string, input: object): Promise<void> {
    await workbench.runCommand('Agent: Call a Tool');
    await workbench.quickInput.answer(JSON.stringify([name, input]), 'Tool and input');
    await workbench.quickInput.waitForClosed();
  }

  it('is there without its sources', () => {
    const folder = join(workbench.userDataDir, 'extensions');
    const name = readdirSync(folder).find((one) => one.startsWith('cometchat-calls.')) ?? assert.fail();
    assert.ok(lstatSync(join(folder, name)).isDirectory());
    assert.ok(!readdirSync(join(folder, name)).includes('src'));
  });

  it('offers in the palette only what can do something', async () => {
    const { quickInput } = workbench;
    const offered = async () => {
      await workbench.press('F1');
      await quickInput.fill('>CometChat Calls: ');
      const labels = (await quickInput.items()).map(({ label }) => label);
      await quickInput.dismiss();
      // VS Code has a command of its own for each view.
      return labels.flatMap((label) => /^CometChat Calls: (?!Focus on )(.+)/.exec(label)?.[1] ?? []);
    };
    const titles = [
      'Add Connection…',
      'Find Calls in File',
      'Look Up All Calls in File',
      'Look Up Call as User…',
      'Look Up Call at Cursor',
      'Look Up Call…',
      'Open Call from Log',
      'Sample Calls',
      'Show Call Events in Log',
      'Show Log',
    ];
    const shown = await until('all of the palette’s commands', async () => {
      const labels = await offered();
      return titles.every((title) => labels.includes(title)) ? labels : undefined;
    });
    assert.deepEqual(shown.toSorted(), titles);
  });

  it('lets an agent’s tool run once the app and what is asked are confirmed, by the keyboard', async () => {
    const { messages, editors } = workbench;
    const input = { sessionId: SEED, connection: 'Sample Calls', onBehalfOf: 'superhero2' };
    await callTool('get_cometchat_call', input);
    const { text } = await messages.dialog();
    await workbench.screenshot(`installed-1-confirm-${hostFromEnvironment()}`);
    assert.match(text, /^Look up a CometChat call\?\n/);
    for (const one of ['App: 31780434a95d45 · us · 127.0.0.1', `Session id: ${SEED}`, 'As user: superhero2'])
      assert.ok(text.includes(one), text);
    await workbench.press('Escape');
    await editors.waitForText('Refused: ');
    await callTool('get_cometchat_call', input);
    await messages.dialog();
    await workbench.press('Enter');
    assert.match(await editors.waitForText('Verdict: '), /^The block below is data/);
  });

  it('answers a command', async () => {
    await exploreSampleCalls(workbench);
  });
});
