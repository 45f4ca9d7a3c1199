import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { usedKeys } from '../support/canary.ts';
import { hostFromEnvironment } from '../support/host/versions.ts';
import { Workbench } from '../support/host/workbench.ts';

describe('The workbench', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ files: { 'app.log': 'INFO call joined\n' } });
  });

  after(() => workbench?.close());

  it('opens a file with the keyboard', async () => {
    await workbench.openFile('app.log');
    assert.match(await workbench.editors.waitForText('joined'), /^INFO call joined/);
  });

  it('opens the command palette, and looks as it should', async () => {
    await workbench.press('F1');
    await workbench.quickInput.fill('>Preferences: Color Theme');
    const path = await workbench.screenshot(`palette-${hostFromEnvironment()}`);
    assert.ok(statSync(path).size > 10_000, 'the screenshot shows something');
    assert.match(await workbench.domText(), /\[input\] >Preferences: Color Theme/);
    await workbench.quickInput.dismiss();
  });

  it('has a clipboard', async () => {
    await workbench.setClipboard('v1.us.1');
    assert.equal(await workbench.clipboard(), 'v1.us.1');
  });

  it('does not close in silence when a key was left in a file, on the clipboard or on screen', async () => {
    const planted = 'planted-7d1c0a9f3e8b4d2c6a5f';
    const other = await Workbench.open({ files: { 'app.log': `key=${planted}\n` } });
    await other.openFile('app.log');
    await other.editors.waitForText('planted');
    await other.setClipboard(Buffer.from(`user:${planted}`).toString('base64'));
    usedKeys().add(planted);
    try {
      await assert.rejects(other.close(), ({ message }: Error) => {
        assert.match(message, /the screen: key \d+ as it is/);
        assert.match(message, /the clipboard: key \d+ in base64/);
        assert.match(message, /app\.log: key \d+ as it is/);
        return !message.includes(planted);
      });
    } finally {
      usedKeys().delete(planted);
    }
  });
});
