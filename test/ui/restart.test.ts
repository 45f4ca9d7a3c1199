import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../src/sandbox/index.ts';
import { untilTrue } from '../support/host/page.ts';
import { Workbench } from '../support/host/workbench.ts';
import { usedKeys } from '../support/canary.ts';
import {
  addConnection,
  clearNotifications,
  lookUp,
  screenshotFailures,
  SEED,
  VIEW,
} from './support/calls.ts';

const STANDUP = 'team-standup';
/** Session ids, the rows they end in, and the panels that open with them. */
const LOOKED_UP = [
  [SEED, /superhero8 → superhero2 ended/, 'superhero8 → superhero2'],
  [STANDUP, /priya\.nair ended/, 'priya.nair'],
  ['nobody-knows-this', /nobody-knows-this not found/, undefined],
] as const;

describe('After VS Code was closed and opened again', () => {
  let workbench: Workbench | undefined;
  let userDataDir: string;
  let keys: readonly string[];
  /** What the list said before. */
  let earlier: readonly string[];
  screenshotFailures(() => workbench);

  const open = async () => {
    workbench = await Workbench.open({ userDataDir });
    await workbench.views.open('CometChat Calls');
    return workbench;
  };
  const rows = async (from: Workbench) =>
    (await from.views.rows(VIEW)).map(({ label, description, icon }) => `${icon} ${label}: ${description}`);

  before(() => {
    userDataDir = mkdtempSync(join(tmpdir(), 'cometchat-user-data-'));
  });
  after(async () => {
    await workbench?.close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  it('looked two calls up, and one that is not there', async function () {
    // A whole evening of one user: an opened VS Code, a connection and three look-ups.
    this.timeout(120_000);
    const opened = await open();
    const sandbox = await startSandbox();
    keys = [sandbox.apiKey, sandbox.authKey];
    for (const key of keys) usedKeys().add(key);
    try {
      await addConnection(opened, sandbox);
      await clearNotifications(opened);
      for (const [id, row, panel] of LOOKED_UP) {
        await lookUp(opened, id);
        await opened.views.waitForRow(VIEW, row);
        if (panel) await opened.editors.panelFrame(panel);
        await clearNotifications(opened);
      }
      earlier = await rows(opened);
      await opened.screenshot('restart-1-before');
    } finally {
      // From here on there is nobody to ask.
      await sandbox.dispose();
    }
    await opened.close();
    workbench = undefined;
  });

  it('left a file for each, with what the server said and no key', () => {
    const folder = lookUpFolder(userDataDir);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    assert.equal(files.length, 3);
    const ids = files.map((text) => (JSON.parse(text) as { sessionId: string }).sessionId);
    assert.deepEqual(ids.toSorted(), [SEED, STANDUP, 'nobody-knows-this'].toSorted());
    for (const key of keys) assert.ok(!files.join('').includes(key), 'a key is on disk');
  });

  it('has the list again, as it was, with nobody to ask', async () => {
    const opened = await open();
    await opened.views.waitForRow(VIEW, /superhero8 → superhero2/);
    const after = await rows(opened);
    await opened.screenshot('restart-2-after');
    // The page's memory, and with it the keyring of this host, is gone: so is the connection's name.
    assert.deepEqual(after.map(withoutName), earlier.map(withoutName));
  });

  it('shows a call from its last answer: children, panel and raw JSON', async () => {
    assert.ok(workbench);
    const { views, editors } = workbench;
    await views.expand(VIEW, /superhero8 → superhero2/);
    await views.waitForRow(VIEW, 'Participants');
    await views.click(VIEW, /superhero8 → superhero2/);
    const frame = await editors.panelFrame('superhero8 → superhero2');
    assert.equal(
      await frame.locator('.verdict').innerText(),
      'Answered after 14 s, lasted 19 s; superhero8 left first, 2 s before the end',
    );
    await workbench.screenshot('restart-3-panel');
    await views.chooseInContextMenu(VIEW, /superhero8 → superhero2/, 'Open Raw JSON');
    await editors.waitForText(`"sessionId": "${SEED}"`);
  });

  it('forgets what is removed, for good', async () => {
    assert.ok(workbench);
    await workbench.views.chooseInContextMenu(VIEW, 'nobody-knows-this', 'Remove from List');
    const folder = lookUpFolder(userDataDir);
    await untilTrue('the file to go', () => readdirSync(folder).length === 2);
    await workbench.close();
    const opened = await open();
    await opened.views.waitForRow(VIEW, /superhero8 → superhero2/);
    assert.equal((await rows(opened)).length, 2);
  });
});

/** Where the extension keeps its look-ups below a user-data folder, wherever this VS Code puts that. */
function lookUpFolder(userDataDir: string): string {
  const found = readdirSync(userDataDir, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.isDirectory() && entry.name === 'look-ups' && /globalStorage/.test(entry.parentPath),
  );
  assert.ok(found, 'the look-ups have a folder');
  return join(found.parentPath, found.name);
}

function withoutName(row: string): string {
  return row.replace(/not found.*$/, 'not found');
}
