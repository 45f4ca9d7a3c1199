import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilTrue } from '../support/host/page.ts';
import type { Workbench } from '../support/host/workbench.ts';
import {
  clearNotifications,
  type FaultySandbox,
  openCall,
  panelPage,
  sampleOf,
  SEED,
  untilCopied,
  VIEW,
} from './support/calls.ts';
import { connectedWindow } from './support/window.ts';

const NOTE = 'asked about in ticket 4711';
const SEED_ROW = / · superhero8 → superhero2 /;
const STANDUP_ROW = / · priya\.nair/;
const LESSON_ROW = / · tutor-rahul → student-zoe /;
/** A day and a time, as all of them have before who called whom. */
const WHEN = /^\d+ \w+ (?:\d{4} )?\d\d:\d\d:\d\d · /;

describe('Lookup History, as a person keeps it', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  connectedWindow({ viewport: { width: 1400, height: 900 } }, async (opened) => {
    ({ workbench, faulty } = opened);
    await workbench.views.open('CometChat Calls');
    for (const other of ['Calls in This File', 'Recent Calls']) await workbench.views.close(other);
    const lesson = sampleOf(faulty, /^Rejected by the student/).sessionId;
    for (const [id, row] of [
      [SEED, SEED_ROW],
      ['team-standup', STANDUP_ROW],
      [lesson, LESSON_ROW],
    ] as const) {
      await openCall(workbench, id);
      await workbench.views.waitForRow(VIEW, row);
    }
    await clearNotifications(workbench);
  });

  const rows = async () => (await workbench.views.rows(VIEW)).filter(({ level }) => level === 1);
  const order = async () => (await rows()).map(({ label }) => label.replace(WHEN, ''));
  const description = async (row: RegExp) => (await workbench.views.waitForRow(VIEW, row)).description;

  it('has the newest on top, and above it what is pinned', async () => {
    const { views } = workbench;
    const before = await order();
    assert.deepEqual(before, ['tutor-rahul → student-zoe', before[1], 'superhero8 → superhero2']);
    assert.match(before[1] ?? '', /^priya\.nair/);
    assert.equal(await views.description(VIEW), 'UTC');
    for (const { label } of await rows()) assert.match(label, WHEN);
    await views.clickInlineAction(VIEW, SEED_ROW, 'Pin Call');
    await untilTrue('the pinned call on top', async () => (await order())[0] === 'superhero8 → superhero2');
    assert.equal(await description(SEED_ROW), 'ended · 19 s · pinned');
    assert.deepEqual(await views.inlineActions(VIEW, SEED_ROW), ['Unpin Call']);
    await workbench.screenshot('looked-up-1-pinned');
  });

  it('takes a note of one line, and no key in it', async () => {
    const { quickInput, views } = workbench;
    await views.chooseInContextMenu(VIEW, SEED_ROW, 'Edit Note…');
    await quickInput.fill(faulty.sandbox.apiKey, 'Note on superhero8 → superhero2');
    assert.equal((await quickInput.waitFor('cannot hold an API key')).severity, 'error');
    await quickInput.fill('x'.repeat(2000));
    assert.equal((await quickInput.waitFor('A note has at most')).severity, 'error');
    await quickInput.fill(NOTE);
    await workbench.screenshot('looked-up-2-note');
    await quickInput.accept();
    await quickInput.waitForClosed();
    await untilTrue(
      'the note in the list',
      async () => (await description(SEED_ROW)) === `ended · 19 s · ${NOTE} · pinned`,
    );
    const tooltip = await views.tooltip(VIEW, SEED_ROW);
    assert.match(tooltip, new RegExp(`Note: ${NOTE}`));
    assert.match(tooltip, /Answered after 14 s[^]*superhero2 joined \+5 s[^]*Fetched/);
    await workbench.screenshot('looked-up-3-noted');
  });

  it('finds a call by what its parties are called', async () => {
    const { quickInput, views } = workbench;
    await views.clickTitleAction(VIEW, 'Search Calls');
    await quickInput.fill('PRIYA', 'any part of a session id');
    await untilTrue('the call on top', async () => {
      const [first] = await quickInput.items();
      return first?.detail === 'team-standup' && first.focused;
    });
    await workbench.screenshot('looked-up-4-search');
    await quickInput.accept();
    await panelPage(workbench, 'team-standup', '.verdict');
  });

  it('asks for another call at its title’s button, whichever row has the focus', async () => {
    const { quickInput, views } = workbench;
    await views.click(VIEW, STANDUP_ROW);
    await views.clickTitleAction(VIEW, 'Look Up Call');
    await quickInput.waitFor('Look Up Call');
    await quickInput.dismiss();
  });

  it('copies, exports and removes several at once, and brings them back', async () => {
    const { quickInput, views } = workbench;
    await views.click(VIEW, SEED_ROW);
    await views.toggleSelection(VIEW, LESSON_ROW);
    const items = await views.contextMenu(VIEW, LESSON_ROW);
    await workbench.screenshot('looked-up-5-several');
    // What can be done to all of them: one is pinned, the other is not.
    assert.deepEqual(items, [
      'Copy Session Id',
      'Copy as Markdown',
      'Copy as JSON',
      'Export Lookup History…',
      'Compare Calls…',
      'Remove from List',
    ]);
    await views.chooseInContextMenu(VIEW, LESSON_ROW, 'Copy Session Id');
    const copied = await untilCopied(workbench, /\n/);
    assert.deepEqual(
      copied.split('\n').toSorted(),
      [SEED, sampleOf(faulty, /^Rejected by/).sessionId].toSorted(),
    );
    await views.chooseInContextMenu(VIEW, LESSON_ROW, 'Export Lookup History…');
    await quickInput.pick('The 2 selected calls', 'Which calls?');
    await quickInput.waitFor('Export 2 calls as which format?');
    await workbench.screenshot('looked-up-6-export');
    await quickInput.pick('CSV');
    // The host's own dialog for files names one once it has read the folder.
    await quickInput.waitFor('Export Lookup History');
    await untilTrue('a name for the file', async () =>
      /looked-up-calls-\d{4}-\d\d-\d\d\.csv$/.test((await quickInput.state()).value),
    );
    const file = join(workbench.folder, 'calls.csv');
    await quickInput.fill(file);
    await quickInput.acceptFile();
    await untilTrue('the file', () => existsSync(file) && readFileSync(file, 'utf8').includes('\n'));
    const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    assert.equal(lines.length, 3, lines.join('\n'));
    await views.click(VIEW, SEED_ROW);
    await views.toggleSelection(VIEW, LESSON_ROW);
    await views.chooseInContextMenu(VIEW, LESSON_ROW, 'Remove from List');
    await untilTrue('one call left', async () => (await rows()).length === 1);
    await workbench.screenshot('looked-up-7-removed');
    await workbench.page.locator('.statusbar-item', { hasText: 'Removed 2 look-ups · Undo' }).click();
    await untilTrue('all calls again', async () => (await rows()).length === 3);
    assert.equal(await description(SEED_ROW), `ended · 19 s · ${NOTE} · pinned`);
    assert.equal((await order())[0], 'superhero8 → superhero2');
  });

  it('is gone through by the keyboard alone: the row with the focus is opened, copied, removed, brought back', async () => {
    const { page, views } = workbench;
    const { keyboard } = page;
    const focusedRow = () => views.focusedRow(VIEW);
    const press = (...keys: readonly string[]) =>
      keys.reduce((done, key) => done.then(() => keyboard.press(key)), Promise.resolve());
    const untilFocusOn = (row: RegExp) =>
      untilTrue(`the focus on ${String(row)}`, async () => row.test((await focusedRow()) ?? ''));
    await views.click(VIEW, SEED_ROW);
    await panelPage(workbench, SEED, '.verdict');
    await untilFocusOn(SEED_ROW);
    // The one that was opened last is selected; what keys act on is where the focus is.
    await press('ArrowDown');
    await untilFocusOn(LESSON_ROW);
    const lesson = sampleOf(faulty, /^Rejected by/).sessionId;
    await press('ControlOrMeta+c');
    await untilCopied(workbench, new RegExp(`^${lesson.replaceAll('.', '\\.')}$`));
    await press('Enter');
    const page1 = await panelPage(workbench, lesson, '.verdict');
    await untilFocusOn(LESSON_ROW);
    await workbench.screenshot('looked-up-10-enter');
    await press('Enter');
    await untilTrue('the focus in the panel', () => page1.evaluate(() => document.hasFocus()));
    assert.equal(await focusedRow(), undefined);
    await workbench.runCommand('Search: Focus on Search View');
    await workbench.runCommand(`CometChat Calls: Focus on ${VIEW} View`);
    await untilFocusOn(LESSON_ROW);
    await press('Delete');
    await untilTrue('the row gone', async () => (await rows()).length === 2);
    await untilFocusOn(STANDUP_ROW);
    await workbench.screenshot('looked-up-11-deleted');
    assert.deepEqual(await workbench.messages.notifications(), []);
    await press('Delete');
    await untilFocusOn(SEED_ROW);
    await press('ControlOrMeta+z', 'ControlOrMeta+z');
    await untilTrue('all calls again', async () => (await rows()).length === 3);
  });

  it('shows the last answer with its age while the server cannot be reached', async () => {
    const { views } = workbench;
    faulty.intercept((request) => request.socket.destroy());
    await views.chooseInContextMenu(VIEW, LESSON_ROW, 'Refresh');
    await untilTrue('the failure beside the answer', async () =>
      /^offline · rejected · fetched (?:just now|\d+ (?:s|min) ago)$/.test(await description(LESSON_ROW)),
    );
    await views.expand(VIEW, LESSON_ROW);
    await views.waitForRow(VIEW, /cannot be reached/);
    await views.waitForRow(VIEW, 'Look Up Again');
    await workbench.screenshot('looked-up-8-offline');
    faulty.intercept(undefined);
    await views.click(VIEW, 'Look Up Again');
    await untilTrue('an answer again', async () => (await description(LESSON_ROW)).startsWith('rejected'));
  });

  it('has pins and notes again after the window was reloaded', async () => {
    await workbench.reload();
    await workbench.views.open('CometChat Calls');
    await untilTrue('the pinned call with its note on top', async () => {
      const [first] = await rows();
      return (
        first !== undefined &&
        SEED_ROW.test(`${first.label} `) &&
        first.description.endsWith(`${NOTE} · pinned`)
      );
    });
    assert.equal((await rows()).length, 3);
    await workbench.setTheme('Default High Contrast');
    await workbench.screenshot('looked-up-9-reloaded');
    await workbench.views.chooseInContextMenu(VIEW, SEED_ROW, 'Unpin Call');
    await untilTrue('the call in its place', async () => (await order())[2] === 'superhero8 → superhero2');
  });
});
