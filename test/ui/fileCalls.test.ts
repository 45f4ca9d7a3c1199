import assert from 'node:assert/strict';
import { sampleLogs } from '../../src/sandbox/index.ts';
import { until, untilTrue } from '../support/host/page.ts';
import { Workbench } from '../support/host/workbench.ts';
import { screenshotFailures, SEED, untilCopied } from './support/calls.ts';
import { contrast } from './support/contrast.ts';
import { connectedWindow } from './support/window.ts';

const THEMES = [
  'Default Light Modern',
  'Default High Contrast',
  'Default High Contrast Light',
  'Default Dark Modern',
] as const;

const FILE_VIEW = 'Calls in This File';

/** The call of the reference, by what its id tells. */
const SEED_ROW = /2023\s\d\d:15:13\s·\sus\s·\s…cf92\s/;

describe('Calls in This File, as a person sees them', () => {
  let workbench: Workbench;
  /** What the view says. */
  const said = async () =>
    (await workbench.page.locator('.pane', { hasText: FILE_VIEW }).last().innerText()).replaceAll(
      '\u00a0',
      ' ',
    );
  connectedWindow(
    {
      files: ({ calls }) => ({ 'sample.log': sampleLogs(calls).server, 'empty.log': 'nothing here\n' }),
      viewport: { width: 1400, height: 900 },
    },
    async (opened) => {
      ({ workbench } = opened);
      await workbench.views.open('CometChat Calls');
    },
  );

  it('lists the ids of the file that is open', async () => {
    await workbench.openFile('sample.log');
    const row = await workbench.views.waitForRow(FILE_VIEW, SEED_ROW);
    assert.match(row.description, /^lines? \d+/);
    await until('how many requests all of them take', async () =>
      /Look Up All takes \d+ requests\./.test(await said()) ? true : undefined,
    );
    await workbench.screenshot('file-1-listed');
  });

  it('jumps to a call, and on to its next place', async () => {
    await workbench.views.click(FILE_VIEW, SEED_ROW);
    const status = () =>
      workbench.page.locator('.statusbar-item', { hasText: /^Ln \d+, Col \d+/ }).innerText();
    const first = await until('the cursor on the call', async () =>
      /^Ln 1, Col [2-9]\d/.test(await status()) ? status() : undefined,
    );
    await workbench.runCommand('CometChat Calls: Next Occurrence');
    await untilTrue('the cursor to go on', async () => !((await status()) === first));
  });

  it('acts by keys on the row with the focus: shown by Enter, gone to by a second one', async () => {
    const { views } = workbench;
    const focused = async () => (await views.focusedRow(FILE_VIEW)) ?? '';
    await views.click(FILE_VIEW, SEED_ROW);
    await workbench.press('ControlOrMeta+c');
    await untilCopied(workbench, new RegExp(`^${SEED.replaceAll('.', '\\.')}$`));
    await workbench.press('ArrowDown');
    const next = await until('another row with the focus', async () => {
      const row = await focused();
      return row === '' || row.includes('…cf92') ? undefined : row;
    });
    await workbench.press('ControlOrMeta+c');
    const copied = await untilCopied(workbench, /^(?!.*cf92$)/);
    await workbench.press('Enter');
    await untilTrue('the row to be selected', async () =>
      (await views.rows(FILE_VIEW)).some(({ label, selected }) => selected && next.startsWith(label)),
    );
    assert.equal(await focused(), next, copied);
    await workbench.press('Enter');
    await untilTrue('the focus in the editor', async () => (await focused()) === '');
  });

  it('looks all of them up: what needs attention first, with why, and the sum above it', async () => {
    await workbench.runCommand('CometChat Calls: Look Up All Calls in File');
    await until('the sum', async () =>
      /\d+ of \d+ need attention: .*nobody answered/.test(await said()) ? true : undefined,
    );
    await until('what is worst to stand first', async () => {
      const [first] = await workbench.views.rows(FILE_VIEW);
      return first?.label.endsWith(' · nobody left in it') ? first : undefined;
    });
    await workbench.screenshot('file-2-looked-up');
  });

  it('filters', async () => {
    const { quickInput, views } = workbench;
    await workbench.runCommand('CometChat Calls: Filter Calls in File…');
    await quickInput.answer('nobody answered', 'Filter Calls in This File');
    await until('only unanswered calls', async () => {
      const rows = await views.rows(FILE_VIEW);
      return rows.length > 0 && rows.every(({ label }) => label.endsWith(' · nobody answered'))
        ? true
        : undefined;
    });
    await workbench.screenshot('file-3-filtered');
    await workbench.runCommand('CometChat Calls: Filter Calls in File…');
    await quickInput.fill('', 'Filter Calls in This File');
    await quickInput.accept();
  });

  it('shows what happened in them at the lines of the log, and leads to the call: with the mouse and with keys', async () => {
    const { page, editors } = workbench;
    const events = page.locator('.editor-instance .view-line span[class*="ced-"]:visible');
    const written = () =>
      events.evaluateAll((all) => all.map((one) => getComputedStyle(one, '::after').content));
    const untilWritten = () =>
      until('what happened', async () =>
        (await written()).some((text) => /◂ .*superhero8 left, \d+ s before the end/.test(text))
          ? true
          : undefined,
      );
    await workbench.openFile('sample.log');
    await untilTrue('the cursor at the top', async () => {
      await page.keyboard.press('ControlOrMeta+Home');
      return (await editors.cursorLine()) === 1;
    });
    const lines = await editors.waitForText('call-service[318]');
    const button = (name: string) => page.locator('.editor-actions').getByRole('button', { name });
    await button('Show Call Events in Log').click();
    await untilWritten();
    assert.equal(await editors.text(), lines, 'the document is as it was');
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      const colours = await events
        .first()
        .evaluate((one) => [
          getComputedStyle(one, '::after').color,
          getComputedStyle(one.closest('.monaco-editor-background') ?? one.closest('.monaco-editor') ?? one)
            .backgroundColor,
        ]);
      assert.ok(contrast(colours) >= 4.5, `${theme}: ${colours.join(' on ')}`);
      await workbench.screenshot(`file-6-events-${theme.replaceAll(' ', '-').toLowerCase()}`);
    }
    const hover = page.locator('.monaco-hover:visible', { hasText: 'superhero8 → superhero2' });
    await until('the hover', async () => {
      await page.mouse.move(5, 5);
      const left = (await written()).findIndex((text) => text.includes('superhero8 left'));
      await events.nth(left).hover();
      return hover.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => undefined,
      );
    });
    assert.match(await hover.innerText(), /18 Aug 2023, 14:15:44 UTC · as this line was written/);
    await workbench.screenshot('file-7-event-hover');
    await hover.getByText('Open', { exact: true }).click();
    const panel = await editors.panelFrame('superhero8 → superhero2');
    await panel.locator('.log-line').waitFor();
    await workbench.press('Control+w');
    await button('Hide Call Events in Log').click();
    await untilTrue('no event to be there', async () => (await events.count()) === 0);
    await workbench.runCommand('CometChat Calls: Show Call Events in Log');
    await untilWritten();
    await workbench.runCommand('CometChat Calls: Show Call Events in Log');
    await untilTrue('no event to be there', async () => (await events.count()) === 0);
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
    const row = await workbench.views.waitForRow(FILE_VIEW, /…cf92\s/);
    assert.equal(row.description, 'lines 56001–56003 · 2×');
    const at = (line: number) =>
      workbench.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col 1` }).waitFor();
    await workbench.views.click(FILE_VIEW, /…cf92\s/);
    await at(56_001);
    await workbench.runCommand('CometChat Calls: Next Occurrence');
    await at(56_003);
    await workbench.runCommand('CometChat Calls: Next Occurrence');
    await at(56_001);
    await workbench.screenshot('file-5-large');
  });

  it('cannot have their events at their lines, which is said with what can be done', async () => {
    await workbench.runCommand('CometChat Calls: Show Call Events in Log');
    const said = await workbench.messages.waitForNotification('no editor of big.log');
    assert.match(said.text, /50 MB/);
    assert.deepEqual(said.buttons, ['Find Calls in File']);
    await workbench.screenshot('file-8-large-no-events');
  });
});
