import assert from 'node:assert/strict';
import { Workbench } from '../support/host/workbench.ts';
import {
  addConnection,
  assertNoKeyOnScreen,
  enterHost,
  type FaultySandbox,
  screenshotFailures,
  startFaultySandbox,
} from './support/calls.ts';

describe('Adding a connection, as a person does', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  screenshotFailures(() => workbench);

  before(async () => {
    faulty = await startFaultySandbox();
    workbench = await Workbench.open();
    await workbench.views.open('CometChat Calls');
  });
  after(async () => {
    await workbench?.close();
    await faulty?.sandbox.dispose();
  });

  it('starts from the empty view, says what is wrong as one types, and goes back', async () => {
    const { quickInput, views } = workbench;
    await workbench.screenshot('connection-1-welcome');
    await views.clickWelcomeButton('Lookup History', 'Add Connection…');
    const first = await quickInput.waitFor('Add Connection (1/4)');
    assert.deepEqual(first.buttons, []);
    await quickInput.fill('not an app id!');
    const wrong = await quickInput.waitFor('6 to 40 letters and digits');
    assert.equal(wrong.severity, 'error');
    await workbench.screenshot('connection-2-app-id');
    await quickInput.accept();
    await quickInput.answer('31780434A95D45');
    await quickInput.waitFor('(2/4)');
    assert.deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      ['us', 'eu', 'in', 'Custom base URL…'],
    );
    await workbench.screenshot('connection-3-region');
    await quickInput.pick('us');
    await quickInput.waitFor('(3/4)');
    await quickInput.goBack();
    await quickInput.waitFor('(2/4)');
    await quickInput.goBack();
    const back = await quickInput.waitFor('(1/4)');
    assert.equal(back.value, '31780434A95D45');
    await quickInput.dismiss();
  });

  it('refuses a host that is not https, and asks before a key goes to a foreign one', async () => {
    const { quickInput, messages } = workbench;
    await workbench.runCommand('CometChat Calls: Add Connection…');
    await quickInput.waitFor('(1/4)');
    await quickInput.answer('31780434a95d45');
    await quickInput.waitFor('(2/4)');
    await quickInput.pick('Custom base URL…');
    await quickInput.waitFor('(3/5)');
    await quickInput.fill('http://calls.example.com/v3');
    await quickInput.answer('https://calls.example.com/v3', 'only ever sent over https');
    const key = await quickInput.waitFor('(4/5)');
    assert.equal(key.isPassword, true);
    await quickInput.answer('0123456789abcdef0123456789abcdef01234567');
    await quickInput.waitFor('(5/5)');
    await quickInput.accept();
    const dialog = await messages.dialog();
    assert.match(dialog.text, /calls\.example\.com/);
    await workbench.screenshot('connection-4-foreign-host');
    await messages.clickDialogButton('Cancel');
    await quickInput.waitForClosed();
  });

  it('tests the key before it saves, and lets a wrong one be corrected', async () => {
    const { quickInput, messages } = workbench;
    const { sandbox } = faulty;
    await enterHost(workbench, sandbox);
    await quickInput.fill(sandbox.authKey);
    await workbench.screenshot('connection-5-key');
    await quickInput.accept();
    await quickInput.waitFor('(5/5)');
    await quickInput.answer('Acme Production');
    const refused = await messages.dialog();
    assert.match(refused.text, /A REST API key \(scope fullAccess\) is needed, not an Auth key/);
    await workbench.screenshot('connection-6-refused');
    await messages.clickDialogButton('Change the API Key');
    await quickInput.waitFor('(4/5)');
    await quickInput.answer(sandbox.apiKey);
    await quickInput.waitFor('(5/5)');
    await quickInput.accept();
    await messages.waitForNotification('Acme Production is ready');
    await workbench.screenshot('connection-7-ready');
    await assertNoKeyOnScreen(workbench, sandbox);
  });

  it('can be saved while a test is slow', async () => {
    const { quickInput, messages } = workbench;
    faulty.intercept(() => undefined);
    await enterHost(workbench, faulty.sandbox);
    await quickInput.answer(faulty.sandbox.apiKey);
    await quickInput.waitFor('(5/5)');
    await quickInput.answer('Acme Staging');
    await quickInput.pick('Save Anyway', 'to test the connection');
    await messages.waitForNotification('Acme Staging is ready');
    faulty.intercept(undefined);
  });

  it('renames, tests, sets the default, replaces the key of and removes a connection', async () => {
    const { quickInput, messages } = workbench;
    await workbench.runCommand('CometChat Calls: Rename Connection…');
    await quickInput.pick('Acme Staging', 'Which connection?');
    await quickInput.answer('Acme Test', 'Rename Connection');
    await quickInput.waitForClosed();
    await workbench.runCommand('CometChat Calls: Test Connection…');
    await quickInput.pick('Acme Test', 'Which connection?');
    await messages.waitForNotification('Acme Test works');
    await workbench.runCommand('CometChat Calls: Set Default Connection…');
    await quickInput.pick('Acme Test', 'Which connection?');
    await quickInput.waitForClosed();
    await workbench.runCommand('CometChat Calls: Replace API Key…');
    await quickInput.waitFor('Which connection?');
    const items = await quickInput.items();
    assert.deepEqual(
      items.map(({ label, description }) => `${label} ${description}`.trim()),
      ['Acme Production', 'Acme Test default'],
    );
    await workbench.screenshot('connection-8-pick');
    await quickInput.pick('Acme Test');
    const key = await quickInput.waitFor('Replace the API Key of Acme Test');
    assert.equal(key.isPassword, true);
    await quickInput.answer(faulty.sandbox.apiKey);
    await quickInput.waitForClosed();
    await workbench.runCommand('CometChat Calls: Remove Connection…');
    await quickInput.pick('Acme Test', 'Which connection?');
    assert.match((await messages.dialog()).text, /Remove the connection Acme Test/);
    await workbench.screenshot('connection-9-remove');
    await messages.clickDialogButton('Remove');
    await assertNoKeyOnScreen(workbench, faulty.sandbox);
  });

  it('is quick with the keyboard alone', async () => {
    await addConnection(workbench, faulty.sandbox, 'By keyboard');
  });
});
