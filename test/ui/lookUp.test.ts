import assert from 'node:assert/strict';
import type { Workbench } from '../support/host/workbench.ts';
import { untilTrue } from '../support/host/page.ts';
import {
  assertNoKeyOnScreen,
  clearNotifications,
  type FaultySandbox,
  lookUp,
  SEED,
  VIEW,
} from './support/calls.ts';
import { connectedWindow } from './support/window.ts';

const LOG = `2023-08-18 14:15:34.201 INFO call joined sessionId=${SEED} uid=superhero2\n`;

describe('Looking a call up, as a person does', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  connectedWindow({ files: { 'app.log': LOG }, viewport: { width: 1400, height: 900 } }, async (opened) => {
    ({ workbench, faulty } = opened);
    await workbench.views.open('CometChat Calls');
  });

  it('says what an id tells as one types, and refuses what cannot be sent', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('CometChat Calls: Look Up Call…');
    await quickInput.fill(SEED, 'Session id of the call');
    const known = await quickInput.waitFor('us · app 31780434a95d45 · 18 Aug 2023, 14:15:13 UTC');
    assert.equal(known.severity, 'info');
    await workbench.screenshot('look-up-1-known');
    await quickInput.fill(SEED.slice(0, -5));
    await quickInput.fill('..', 'looks cut off');
    const refused = await quickInput.waitFor('cannot be session ids');
    assert.equal(refused.severity, 'error');
    await quickInput.accept();
    await quickInput.fill('x'.repeat(513));
    await quickInput.waitFor('at most 512 characters');
    await quickInput.dismiss();
  });

  it('suggests the id on the clipboard, then the one under the cursor', async () => {
    const { quickInput } = workbench;
    await workbench.setClipboard(`see ${SEED.replace('1692368113', '1692368114')} please`);
    await workbench.runCommand('CometChat Calls: Look Up Call…');
    const clipboard = await quickInput.waitFor('from the clipboard');
    assert.equal(clipboard.value, SEED.replace('1692368113', '1692368114'));
    await quickInput.dismiss();
    await workbench.openFile('app.log');
    await workbench.editors.waitForText('joined');
    await workbench.press('Control+Home');
    for (let word = 0; word < 12; word += 1) await workbench.press('Control+ArrowRight');
    await workbench.runCommand('CometChat Calls: Look Up Call…');
    const cursor = await quickInput.waitFor('under the cursor');
    assert.equal(cursor.value, SEED);
    await quickInput.dismiss();
  });

  it('shows a loading item that can be cancelled', async () => {
    const { views } = workbench;
    faulty.intercept(() => undefined);
    await lookUp(workbench, 'slow-call');
    const loading = await views.waitForRow(VIEW, 'slow-call');
    assert.match(loading.description, /looking up…/);
    assert.match(loading.icon, /loading/);
    await workbench.screenshot('look-up-2-loading');
    await views.clickInlineAction(VIEW, 'slow-call', 'Cancel');
    await untilTrue(
      'the item to be cancelled',
      async () => (await views.waitForRow(VIEW, 'slow-call')).description === 'cancelled',
    );
    faulty.intercept(undefined);
  });

  it('ends in the tree and the panel', async () => {
    const { views, editors } = workbench;
    await lookUp(workbench, SEED);
    const row = await views.waitForRow(VIEW, /superhero8 → superhero2/);
    assert.equal(row.label, '14:15:13 · superhero8 → superhero2');
    assert.equal(row.description, 'ended · 19 s');
    // What all rows share stands once.
    assert.equal(await views.description(VIEW), '18 Aug 2023 · UTC');
    await views.expand(VIEW, /superhero8 → superhero2/);
    await views.waitForRow(VIEW, 'Participants');
    const rows = (await views.rows(VIEW)).map(({ label, description }) => `${label}: ${description}`);
    assert.ok(rows.includes('superhero8: joined +1 s, left +17 s'), rows.join('\n'));
    assert.ok(rows.includes('superhero2: joined +5 s, left at the end'), rows.join('\n'));
    const frame = await editors.panelFrame('superhero8 → superhero2');
    assert.equal(
      await frame.locator('.verdict').innerText(),
      'Answered after 14 s, lasted 19 s; superhero8 left first, 2 s before the end',
    );
    await workbench.screenshot('look-up-3-ready');
    const tooltip = await views.tooltip(VIEW, /superhero8 → superhero2/);
    assert.match(tooltip, /Answered after 14 s/);
    await assertNoKeyOnScreen(workbench, faulty.sandbox);
  });

  it('ends in a failure with its sentence and its fix', async () => {
    const { views, messages, quickInput } = workbench;
    await lookUp(workbench, 'nobody-knows-this');
    await views.waitForRow(VIEW, /^nobody-knows-this not found in Acme Production/);
    const message = await messages.waitForNotification('Acme Production has no call with this id');
    assert.deepEqual(message.buttons, ['Edit Session Id…', 'Look Up Again']);
    await views.expand(VIEW, 'nobody-knows-this');
    await views.waitForRow(VIEW, 'Edit Session Id…');
    await workbench.screenshot('look-up-4-not-found');
    await messages.clickNotificationButton('has no call with this id', 'Edit Session Id…');
    const edit = await quickInput.waitFor('to be corrected');
    assert.equal(edit.value, 'nobody-knows-this');
    await quickInput.dismiss();
  });

  it('has a panel for a look-up that failed, too: by a click, and by Enter', async () => {
    const { editors, views } = workbench;
    const failed = async () => {
      const frame = await editors.panelFrame('nobody-knows-this');
      await frame.locator('.state.failed', { hasText: 'has no call with this id' }).waitFor();
      await frame.locator('button', { hasText: 'Look Up Again' }).waitFor();
    };
    await views.click(VIEW, 'nobody-knows-this');
    await failed();
    await views.click(VIEW, /superhero8 → superhero2/);
    await editors.panelFrame('superhero8 → superhero2');
    // The newest stands first.
    for (const key of ['Home', 'Enter']) await workbench.press(key);
    await failed();
    await views.click(VIEW, /superhero8 → superhero2/);
    await editors.panelFrame('superhero8 → superhero2');
  });

  it('names the app of an id that belongs elsewhere, and offers to add it', async () => {
    const { messages, quickInput } = workbench;
    await lookUp(workbench, 'v1.eu.2574867a1b2c3d.17000000000123456789abcdef0123456789abcdef01234567');
    await messages.waitForNotification('belongs to app 2574867a1b2c3d in region eu');
    await workbench.screenshot('look-up-5-wrong-app');
    await messages.clickNotificationButton('belongs to app 2574867a1b2c3d', 'Add Connection…');
    // App and region are known from the id: what is left to ask is the key and a name.
    const key = await quickInput.waitFor('Add Connection (1/2)');
    assert.equal(key.isPassword, true);
    await quickInput.dismiss();
  });

  it('counts a rate limit down', async () => {
    const { views, messages } = workbench;
    faulty.intercept((_request, response) =>
      response.writeHead(429, { 'retry-after': '300' }).end('{"error":{"code":"ERR_TOO_MANY_REQUESTS"}}'),
    );
    await lookUp(workbench, 'limited');
    await messages.waitForNotification('too many requests');
    const first = (await views.waitForRow(VIEW, /^limited .*again in (?:5 min|4 min \d+ s)/)).description;
    await untilTrue(
      'the countdown to go on',
      async () => !((await views.waitForRow(VIEW, 'limited')).description === first),
    );
    faulty.intercept(undefined);
  });

  it('has a context menu, raw JSON, and a way out of the list', async () => {
    const { views, editors } = workbench;
    await clearNotifications(workbench);
    const items = await views.contextMenu(VIEW, /superhero8/);
    assert.deepEqual(items, [
      'Open Call',
      'Open Raw JSON',
      'Refresh',
      'Look Up Call as User…',
      'Copy Session Id',
      'Copy as Markdown',
      'Copy as Markdown with Log Lines',
      'Copy as JSON',
      'Copy as cURL',
      'Copy Link',
      'Copy Call without Names…',
      'Save Timeline…',
      'Compare Calls…',
      'Pin Call',
      'Edit Note…',
      'Add Log to Call…',
      'Remove from List',
    ]);
    await workbench.screenshot('look-up-6-menu');
    await views.chooseInContextMenu(VIEW, /superhero8/, 'Copy Session Id');
    await untilTrue('the id on the clipboard', async () => (await workbench.clipboard()) === SEED);
    await views.chooseInContextMenu(VIEW, /superhero8/, 'Open Raw JSON');
    await editors.waitForText('"sessionId"');
    await workbench.screenshot('look-up-7-raw-json');
    await views.chooseInContextMenu(VIEW, 'nobody-knows-this', 'Remove from List');
    await untilTrue(
      'the item to go',
      async () => !(await views.rows(VIEW)).some(({ label }) => label === 'nobody-knows-this'),
    );
  });

  it('is all there after the window was reloaded: list and panel', async () => {
    const { views, editors } = workbench;
    await editors.panelFrame('superhero8 → superhero2');
    await workbench.reload();
    await views.open('CometChat Calls');
    await views.waitForRow(VIEW, /superhero8 → superhero2/);
    const frame = await editors.panelFrame('superhero8 → superhero2');
    await frame.locator('.verdict').waitFor();
    assert.match(await frame.locator('.verdict').innerText(), /^Answered after 14 s/);
    await workbench.screenshot('look-up-8-reloaded');
    await assertNoKeyOnScreen(workbench, faulty.sandbox);
  });
});
