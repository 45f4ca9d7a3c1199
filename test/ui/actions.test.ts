/** How many actions a person takes to an answer: counted here, and written in docs/ACTIONS.md. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { until } from '../support/host/page.ts';
import { ROOT } from '../support/host/versions.ts';
import type { Workbench } from '../support/host/workbench.ts';
import { panelPage, SEED } from './support/calls.ts';
import { connectedWindow } from './support/window.ts';

const DOCUMENT = join(ROOT, 'docs/ACTIONS.md');
const FILE_VIEW = 'Calls in This File';
const LINE = `2023-08-18 14:15:34.201 INFO call joined sessionId=${SEED} uid=superhero2`;

interface Counted {
  readonly question: string;
  readonly actions: readonly string[];
  /** The most there may be. */
  readonly most: number;
}

describe('Actions to an answer', () => {
  let workbench: Workbench;
  const counted: Counted[] = [];
  /** What was done for the question at hand. Resting the mouse is none: nothing is pressed. */
  let actions: string[] = [];

  connectedWindow(
    {
      files: ({ calls }: Sandbox) => ({
        'app.log': LINE,
        'ticket.txt': calls.map(({ sessionId }) => sessionId).join('\n'),
      }),
      viewport: { width: 1400, height: 900 },
    },
    async (opened) => {
      ({ workbench } = opened);
      await workbench.views.open('CometChat Calls');
      await workbench.openFile('app.log');
      await workbench.editors.waitForText('joined');
    },
  );
  beforeEach(() => {
    actions = [];
  });

  async function act<Result>(what: string, run: () => Promise<Result>): Promise<Result> {
    actions.push(what);
    return run();
  }
  const answered = (most: number, ...questions: readonly string[]) => {
    for (const question of questions) {
      assert.ok(actions.length <= most, `${question} ${actions.join(', ')}`);
      counted.push({ question, actions: [...actions], most });
    }
  };
  const hover = () => workbench.editors.hover('16923681138d75', /Answered after 14 s/);
  let panel: Frame;

  it('most questions are answered where the mouse rests', async () => {
    const text = await hover();
    for (const answer of [
      /superhero8 → superhero2/,
      /Answered after 14 s, lasted 19 s/,
      /superhero2 joined \+5 s/,
      /superhero8 left first/,
      /This line: 2\.2 s after superhero2 joined/,
      /us · app 31780434a95d45/,
    ])
      assert.match(text, answer);
    answered(
      1,
      'Who was in the call?',
      'Was it answered, and after how long?',
      'Did this user join, and when?',
      'Who left first, who ended up alone?',
      'What was happening at this log line?',
      'Which app and region is this id of, and is it whole?',
    );
  });

  it('the others in the panel, one click away', async () => {
    await hover();
    panel = await act('Open', async () => {
      await workbench.page.locator('.monaco-hover a', { hasText: 'Open' }).first().click();
      return panelPage(workbench, SEED, '.timeline');
    });
    const text = await panel.locator('body').innerText();
    assert.match(text, /No recording/);
    answered(1, 'Is there a recording or a transcript of this moment?');
    assert.match(text, /device 1/i);
    answered(2, 'From which device did a user join?');
  });

  it('whether it was a retry: one more, and none for a call that nobody answered', async () => {
    await act('Was It a Retry?', () => panel.locator('#find-attempts').click());
    await panel.locator('#attempts-found p').waitFor();
    answered(1, 'Was this a retry? (from the panel)');
  });

  it('which of many failed and why, and the ticket’s text', async () => {
    await workbench.openFile('ticket.txt');
    await workbench.editors.waitForText('v1.');
    const said = async () => workbench.page.locator('.pane', { hasText: FILE_VIEW }).last().innerText();
    await act('Look Up All Calls in File', () =>
      workbench.runCommand('CometChat Calls: Look Up All Calls in File'),
    );
    await until('what needs attention, and why', async () =>
      /\d+ of \d+ need attention: .*nobody answered/.test((await said()).replaceAll('\u00a0', ' '))
        ? true
        : undefined,
    );
    answered(2, 'Which of my forty calls failed, and why? (their ids are pasted into an editor)');
    actions = [];
    await act('Export Calls in File…', () => workbench.runCommand('CometChat Calls: Export Calls in File…'));
    await act('Markdown', () => workbench.quickInput.pick('Markdown'));
    await workbench.editors.waitForText('need attention');
    answered(2, 'The text for the ticket (after that)');
  });

  it('are those of docs/ACTIONS.md: else run with UPDATE_GOLDEN=1', () => {
    const rows = counted.map(({ question, actions: taken, most }) => {
      const done =
        taken.length === 0 ? 'rest the mouse on the id' : taken.map((one) => `_${one}_`).join(', ');
      return `| ${question} | ${done} | ${taken.length} | ${most} |`;
    });
    const text = `# Actions to an answer

From a log line, in a window with a connection. Counted by \`test/ui/actions.test.ts\`, which fails when it takes more: a
click, a command, a choice in a list; resting the mouse is none.

| Question | What a person does | Actions | At most |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
    if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(DOCUMENT, text);
    const tidy = (markdown: string) => markdown.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-');
    assert.equal(tidy(readFileSync(DOCUMENT, 'utf8')), tidy(text));
  });
});
