import assert from 'node:assert/strict';
import { sampleLogs } from '../../src/sandbox/index.ts';
import { until, untilTrue } from '../support/host/page.ts';
import { Workbench } from '../support/host/workbench.ts';
import { axeViolations } from './support/axe.ts';
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

const START = Date.parse('2023-08-18T14:15:27Z');

/** A line with a webhook's body, by a clock that is so many hours ahead. */
function hook(sessionId: string, trigger: string, seconds: number, hours: number, more: object = {}): string {
  const at = START + seconds * 1000;
  const logged = new Date(at + hours * 3_600_000 + 700).toISOString().replace('T', ' ').slice(0, 23);
  return `${logged} INFO hook ${JSON.stringify({ trigger, data: { sessionId, created_at: at / 1000, ...more } })}`;
}

const SERVER_LOG = [
  hook(SEED, 'call_started', 0, 1),
  hook(SEED, 'call_participant_joined', 5, 1, { participant: { uid: 'superhero2' } }),
  hook(SEED, 'call_ended', 19, 1),
].join('\n');

const OTHER_ID = 'v1.eu.2574867a1b2c3d.16923681270123456789abcdef0123456789abcdef01234567';
const OTHER_LOG = [
  `${OTHER_ID} is of an app without a connection`,
  hook(OTHER_ID, 'call_initiated', 0, 0, { sender: 'ana', receiver: 'leo', receiverType: 'user' }),
  hook(OTHER_ID, 'call_started', 4, 0),
  hook(OTHER_ID, 'call_participant_joined', 5, 0, {
    participant: { uid: 'leo', name: 'Leo' },
    initial_config: { sdk: 'calls-sdk-ios', version: '4.2', platform: 'ios', audio_muted: true },
  }),
  hook(OTHER_ID, 'call_ended', 64, 0),
].join('\n');

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
      files: ({ calls }) => ({
        'sample.log': sampleLogs(calls).server,
        'empty.log': 'nothing here\n',
        'server.log': SERVER_LOG,
        'other.log': OTHER_LOG,
      }),
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

  it('has its clock set by what is known: by webhooks, and by an event that a line tells of, with keys', async () => {
    const { quickInput } = workbench;
    await workbench.openFile('server.log');
    await workbench.editors.waitForText('call_started');
    await workbench.runCommand('CometChat Calls: Correct Log Times…');
    await quickInput.waitFor('Which times are to be corrected?');
    const [first] = await quickInput.items();
    assert.deepEqual(first && [first.label, first.description], ['All Times by -1:00', 'suggested']);
    await workbench.screenshot('file-9-clock');
    await workbench.press('Enter');
    const bar = workbench.page.locator('.statusbar-item', { hasText: 'server.log: log times −1 h' });
    await bar.waitFor();
    await workbench.runCommand('CometChat Calls: Correct Log Times…');
    await quickInput.waitFor('Which times are to be corrected?');
    await quickInput.pick('Line 1 Is When…');
    await quickInput.waitFor('What happened when line 1 was written?');
    await workbench.screenshot('file-10-line-is-when');
    await quickInput.pick('superhero2 joined, 5 s after the start');
    await workbench.page
      .locator('.statusbar-item', { hasText: 'server.log: log times −59 min 56 s' })
      .waitFor();
  });

  it('opens a call that only a log tells of, by its command, and leads to its lines with keys', async () => {
    await workbench.openFile('other.log');
    await workbench.editors.waitForText('without a connection');
    await workbench.runCommand('CometChat Calls: Open Call from Log');
    const frame = await workbench.editors.panelFrame('ana → leo');
    await frame.locator('.from-log').waitFor();
    assert.equal(
      await frame.locator('.from-log').innerText(),
      'Put together from 4 webhook events of other.log. Anyone who writes to this log can have written them.',
    );
    assert.equal(
      await frame.locator('.verdict').innerText(),
      'By webhooks, it was answered after 4 s and lasted 1 min; Leo joined',
    );
    assert.match(await frame.locator('main').innerText(), /calls-sdk-ios 4\.2 · ios · microphone off/);
    assert.deepEqual(await axeViolations(frame), []);
    await workbench.screenshot('file-11-from-log');
    await frame.locator('#webhooks-0-0').focus();
    await workbench.press('ArrowDown');
    await workbench.press('ArrowDown');
    await workbench.press('Enter');
    await until('the line of the event', async () =>
      (await workbench.editors.cursorLine()) === 4 ? true : undefined,
    );
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
