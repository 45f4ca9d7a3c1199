import assert from 'node:assert/strict';
import { sampleLogs } from '../../src/sandbox/index.ts';
import { until } from '../support/host/page.ts';
import type { Workbench } from '../support/host/workbench.ts';
import { clearNotifications, SEED, VIEW } from './support/calls.ts';
import { connectedWindow } from './support/window.ts';

const LOG = [
  `2023-08-18 14:15:34.201 INFO call joined sessionId=${SEED} uid=superhero2`,
  'v1.eu.2574867a1b2c3d.17000000000123456789abcdef0123456789abcdef01234567 is of another app',
  '{"sessionId":"team-standup","trigger":"meeting_started"}',
].join('\n');

describe('Hovering over a session id in a log, with a real mouse', () => {
  let workbench: Workbench;
  connectedWindow(
    {
      files: ({ calls }) => ({
        'app.log': LOG,
        'sample.log': sampleLogs(calls).server,
        'C#/a%20b/odd.log': `${LOG.split('\n')[0]}\n{"sessionId":"room%20west","n":1}`,
      }),
      viewport: { width: 1400, height: 900 },
      // Drawn as text, so that a test can find a place in it.
      settings: { 'terminal.integrated.gpuAcceleration': 'off' },
    },
    async (opened) => {
      ({ workbench } = opened);
      await workbench.openFile('app.log');
      await workbench.editors.waitForText('joined');
    },
  );

  const hover = (text: string, expected: RegExp) => workbench.editors.hover(text, expected);

  it('tells the story of the call and where the line stands in it', async () => {
    const text = await hover('16923681138d75', /Answered after 14 s/);
    await workbench.screenshot('hover-1-call');
    assert.match(text, /audio · superhero8 → superhero2 · ended · Acme Production/);
    assert.match(text, /CometChat call · us · app 31780434a95d45 · 18 Aug 2023, 14:15:13 UTC/);
    assert.match(text, /^14:15:27 – 14:15:46 UTC/m);
    assert.match(text, /This line: 2\.2 s after superhero2 joined/);
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    // The last line is VS Code's own, about the link.
    assert.ok(lines.filter((line) => !line.startsWith('CometChat call (')).length <= 8, lines.join('\n'));
  });

  it('opens the call from the hover', async () => {
    await hover('16923681138d75', /Answered after 14 s/);
    await workbench.page.locator('.monaco-hover a', { hasText: 'Open' }).first().click();
    const frame = await workbench.editors.panelFrame('superhero8 → superhero2');
    await frame.locator('.verdict').waitFor();
    await workbench.press('Control+w');
  });

  it('never asks for an id of another app: it offers to add the connection', async () => {
    const text = await hover('2574867a1b2c3d', /Add Connection/);
    await workbench.screenshot('hover-2-other-app');
    assert.match(text, /eu · app 2574867a1b2c3d/);
  });

  it('looks a custom id up only when asked', async () => {
    const text = await hover('team-standup', /custom id/);
    assert.match(text, /Look Up/);
    await workbench.screenshot('hover-3-custom');
    await workbench.page.locator('.monaco-hover a', { hasText: 'Look Up' }).first().click();
    await workbench.views.waitForRow(VIEW, /priya\.nair/);
  });

  it('passes on a log and an id with signs of addresses in their names, as they are', async () => {
    const { page } = workbench;
    await workbench.openFile('C#/a%20b/odd.log');
    await workbench.editors.waitForText('west');
    const id = page.locator('.view-line span', { hasText: '16923681138d75' }).last();
    await until('the link to open the panel', async () => {
      await page.keyboard.down('Control');
      await id.click({ position: { x: 30, y: 8 }, timeout: 3_000 }).catch(() => undefined);
      await page.keyboard.up('Control');
      return (await workbench.editors.tabs()).some((tab) => tab.includes('superhero8')) ? true : undefined;
    });
    const frame = await workbench.editors.panelFrame('superhero8 → superhero2');
    const line = frame.locator('.log-line');
    await line.waitFor();
    assert.match(await line.innerText(), /odd\.log/);
    await line.getByRole('button').click();
    await workbench.editors.waitForText('west');
    await hover('room%20west', /Look Up/);
    await page.locator('.monaco-hover a', { hasText: 'Look Up' }).first().click();
    await workbench.views.waitForRow(VIEW, /room%20west/);
    await clearNotifications(workbench);
  });

  it('follows a link in the terminal', async () => {
    const { page } = workbench;
    await workbench.runCommand('Terminal: Create New Terminal');
    const terminal = page.locator('.xterm-rows');
    await page.locator('.terminal-wrapper .xterm-helper-textarea').waitFor({ state: 'attached' });
    await page.locator('.terminal-wrapper .xterm-screen').last().click();
    await workbench.type(`clear; echo call ${SEED}\n`);
    // The line of the answer, not the one that was typed.
    const row = terminal
      .locator('> div')
      .filter({ hasText: /^call.v1\.us/ })
      .first();
    await row.waitFor();
    const box = await row.boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + 130, box.y + box.height / 2];
    await until('the link to open the panel', async () => {
      await page.mouse.move(x + 10, y);
      await page.keyboard.down('Control');
      await page.mouse.move(x, y, { steps: 3 });
      await page
        .locator('.xterm-cursor-pointer')
        .first()
        .waitFor({ state: 'attached', timeout: 2_000 })
        .catch(() => undefined);
      await page.mouse.click(x, y);
      await page.keyboard.up('Control');
      return (await workbench.editors.tabs()).some((tab) => tab.includes('superhero8')) ? true : undefined;
    });
    await workbench.screenshot('hover-4-terminal');
    await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
  });

  it('looks a call up at the cursor, from the context menu', async () => {
    await workbench.openFile('app.log');
    await workbench.page
      .locator('.view-line span', { hasText: '16923681138d75' })
      .last()
      .click({ button: 'right' });
    await workbench.menu.choose('Look Up Call at Cursor');
    const frame = await workbench.editors.panelFrame('superhero8 → superhero2');
    await frame.locator('.verdict').waitFor();
  });
});
