import assert from 'node:assert/strict';
import { sampleLog } from '../../src/sandbox/index.ts';
import { until, untilTrue } from '../support/host/page.ts';
import { Workbench } from '../support/host/workbench.ts';
import { screenshotFailures, SEED } from './support/calls.ts';
import { connectedWindow } from './support/window.ts';

const FILE_VIEW = 'Calls in This File';

describe('Calls in This File, as a person sees them', () => {
  let workbench: Workbench;
  connectedWindow(
    {
      files: ({ calls }) => ({ 'sample.log': sampleLog(calls), 'empty.log': 'nothing here\n' }),
      viewport: { width: 1400, height: 900 },
    },
    async (opened) => {
      ({ workbench } = opened);
      await workbench.views.open('CometChat Calls');
    },
  );

  it('lists the ids of the file that is open', async () => {
    await workbench.openFile('sample.log');
    const row = await workbench.views.waitForRow(FILE_VIEW, /^v1\.us\.31780434a95d45\.1692368113/);
    assert.match(row.description, /^lines? \d+/);
    await workbench.screenshot('file-1-listed');
  });

  it('jumps to a call, and on to its next place', async () => {
    await workbench.views.click(FILE_VIEW, /^v1\.us\.31780434a95d45\.1692368113/);
    const status = () =>
      workbench.page.locator('.statusbar-item', { hasText: /^Ln \d+, Col \d+/ }).innerText();
    const first = await until('the cursor on the call', async () =>
      /^Ln 1, Col [2-9]\d/.test(await status()) ? status() : undefined,
    );
    await workbench.views.clickInlineAction(
      FILE_VIEW,
      /^v1\.us\.31780434a95d45\.1692368113/,
      'Next Occurrence',
    );
    await untilTrue('the cursor to go on', async () => !((await status()) === first));
  });

  it('looks all of them up, and sums up', async () => {
    await workbench.runCommand('CometChat Calls: Look Up All Calls in File');
    const row = await workbench.views.waitForRow(FILE_VIEW, /superhero8 → superhero2/);
    assert.match(row.description, /ended · 19 s · lines/);
    await until('the sum', async () => {
      const text = await workbench.page.locator('.pane', { hasText: FILE_VIEW }).last().innerText();
      return /\d+ ended/.test(text.replaceAll('\u00a0', ' ')) ? true : undefined;
    });
    await workbench.screenshot('file-2-looked-up');
  });

  it('sorts by what needs attention, and filters', async () => {
    const { quickInput, views } = workbench;
    await workbench.runCommand('CometChat Calls: Sort Calls in File…');
    await quickInput.pick('Verdict: what needs attention first', 'Sort by');
    await quickInput.waitForClosed();
    await until('rejected calls above ended ones', async () => {
      const rows = (await views.rows(FILE_VIEW)).map(({ description }) => description);
      const rejected = rows.findIndex((text) => text.includes('rejected'));
      const ended = rows.findIndex((text) => text.startsWith('ended'));
      return rejected >= 0 && (ended === -1 || rejected < ended) ? true : undefined;
    });
    await workbench.runCommand('CometChat Calls: Filter Calls in File…');
    await quickInput.answer('unanswered', 'Filter Calls in This File');
    await until('only unanswered calls', async () => {
      const rows = await views.rows(FILE_VIEW);
      return rows.length > 0 && rows.every(({ description }) => description.includes('unanswered'))
        ? true
        : undefined;
    });
    await workbench.screenshot('file-3-filtered');
    await workbench.runCommand('CometChat Calls: Filter Calls in File…');
    await quickInput.fill('', 'Filter Calls in This File');
    await quickInput.accept();
  });

  it('says so when a file has none', async () => {
    await workbench.openFile('empty.log');
    await until('the words', async () => {
      const text = await workbench.page.locator('.pane', { hasText: FILE_VIEW }).last().innerText();
      return text.includes('There is no session id in this file') ? true : undefined;
    });
    await workbench.screenshot('file-4-none');
  });
});

describe('Calls in a file above 50 MB, of which VS Code tells extensions nothing', () => {
  let workbench: Workbench;
  screenshotFailures(() => workbench);

  before(async () => {
    const lines = `2023-08-18 14:15:34.201 INFO ${'x'.repeat(970)}\n`.repeat(56_000);
    workbench = await Workbench.open({
      files: { 'big.log': `${lines}${SEED} here\nbetween\n${SEED} and here\n` },
      settings: { 'workbench.editorLargeFileConfirmation': 1024 },
    });
    await workbench.views.open('CometChat Calls');
  });
  after(() => workbench?.close());

  it('are listed, and jumped to one after the other', async () => {
    await workbench.openFile('big.log');
    const row = await workbench.views.waitForRow(FILE_VIEW, /^v1\.us/);
    assert.equal(row.description, 'lines 56001–56003 · 2×');
    const at = (line: number) =>
      workbench.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col 1` }).waitFor();
    await workbench.views.click(FILE_VIEW, /^v1\.us/);
    await at(56_001);
    await workbench.views.clickInlineAction(FILE_VIEW, /^v1\.us/, 'Next Occurrence');
    await at(56_003);
    await workbench.views.clickInlineAction(FILE_VIEW, /^v1\.us/, 'Next Occurrence');
    await at(56_001);
    await workbench.screenshot('file-5-large');
  });
});
