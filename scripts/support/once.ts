/** One look-up of a sample call, as a person does it: from the palette to the tree and the panel. */
import { sampleLogs, startSandbox } from '../../src/sandbox/index.ts';
import { Workbench } from '../../test/support/host/workbench.ts';

/** The call of CometChat's API reference. */
const SESSION_ID = 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';
const VIEW = 'Lookup History';

/** Looks the call up, prints what tree and panel show, and leaves screenshots of both in out/screenshots. */
export async function lookUpOnce(say: (line: string) => void): Promise<void> {
  const log = await sampleText();
  say('Opening VS Code');
  const workbench = await Workbench.open({ files: { 'app.log': log } });
  try {
    await workbench.openFile('app.log');
    say('Starting the sandbox');
    await workbench.runCommand('CometChat Calls: Sample Calls');
    // It offers its calls; we know ours by its id.
    await workbench.quickInput.waitFor();
    await workbench.quickInput.dismiss();
    say(`Looking up ${SESSION_ID}`);
    await workbench.runCommand('CometChat Calls: Look Up Call…');
    await workbench.quickInput.answer(SESSION_ID);
    await workbench.views.open('CometChat Calls');
    const row = await workbench.views.waitForRow(VIEW, /→.*ended/);
    await workbench.views.expand(VIEW, row.label);
    await workbench.screenshot('once-tree');
    // The row begins with its time; the panel's tab has the parties alone.
    const panel = await workbench.editors.panelFrame(row.label.split(' · ').at(-1) ?? '');
    await panel.locator('dt').first().waitFor();
    await workbench.screenshot('once-panel');
    say('');
    say(`Tree:   ${row.label} · ${row.description}`);
    for (const line of (await workbench.views.rows(VIEW)).slice(1)) {
      say(
        `        ${'  '.repeat(line.level - 2)}${line.label}${line.description ? ` · ${line.description}` : ''}`,
      );
    }
    const shown = await panel.evaluate(readPanel);
    say(`Panel:  ${shown.join('\n        ')}`);
    say('');
    say('Screenshots are in out/screenshots.');
  } finally {
    await workbench.close();
  }
}

/** Runs inside the panel's page: its heading, its verdict, and what it says in pairs of a name and a value. */
function readPanel(): string[] {
  const pairs = [...document.querySelectorAll('dt')].map(
    (name) => `${name.textContent}: ${name.nextElementSibling?.textContent ?? ''}`,
  );
  const heading = document.querySelector('h1')?.textContent ?? '';
  const verdict = document.querySelector('h1 ~ p, header p')?.textContent ?? '';
  return [heading, verdict, ...pairs].filter(Boolean);
}

/** The sample log; the sandbox that knows its calls is asked once, the extension starts one of its own. */
async function sampleText(): Promise<string> {
  const sandbox = await startSandbox();
  try {
    return sampleLogs(sandbox.calls).server;
  } finally {
    await sandbox.dispose();
  }
}
