/** A window in a language that nobody speaks: what of the extension's own is on screen in English was never translated. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { sampleCalls } from '../../src/sandbox/samples/samples.ts';
import { Workbench } from '../support/host/workbench.ts';
import { panelPage, screenshotFailures, SEED } from './support/calls.ts';
import {
  cutOffTexts,
  PSEUDO,
  pseudo,
  textsIn,
  untranslatedTexts,
  wordsIn,
  writePseudoExtension,
} from './support/pseudo.ts';

const LOG = `2023-08-18 14:15:34.201 INFO call joined sessionId=${SEED} uid=superhero2`;
/** Of the sample calls' app, and of no call there. */
const UNKNOWN = SEED.replace(/[0-9a-f]{8}$/, '00000000');
/** VS Code's own words around our views. */
const OWN =
  /(?:^|(?<= ))(?:Collapse All|(?:Views and )?More Actions\.{3}|Section|actions|Welcome|Progress|\d+ Results|Copy|\(Press 'Enter'.*\)|\(ctrl \+ click\))$|^(?:Actions for|Source:|Notification Actions?|Execute command cometchatCalls\.\w+$|(?:Control|Shift|Alt)\+.*$)|, notification, source: .*$|, Source: .*$/gi;

describe('A window in another language', () => {
  let workbench: Workbench;
  let folder: string;
  const data = wordsIn([sampleCalls(Date.now()).map(({ raw }) => raw), LOG, UNKNOWN, 'app.log']);
  screenshotFailures(() => workbench);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cometchat-calls-words-'));
    writePseudoExtension(join(folder, 'extension'));
    workbench = await Workbench.open({
      files: { 'app.log': LOG },
      viewport: { width: 1400, height: 1000 },
      language: PSEUDO,
      extensions: [join(folder, 'extension')],
    });
    await workbench.views.open(pseudo('CometChat Calls'));
  });

  after(async () => {
    await workbench?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const english = async (selector: string, page: Workbench['page'] | Frame = workbench.page) => {
    const texts = await textsIn(page, selector);
    assert.ok(texts.length > 0, selector);
    return untranslatedTexts(
      texts.map((text) => text.replace(OWN, '')),
      data,
    );
  };
  const run = (title: string) => workbench.runCommand(`CometChat Calls: ${pseudo(title)}`);

  it('greets in it', async () => {
    await workbench.views.welcome(pseudo('Lookup History'));
    await workbench.screenshot('words-1-welcome');
    assert.deepEqual(await english('.part.sidebar .content'), []);
  });

  it('asks in it', async () => {
    await run('Add Connection…');
    await workbench.quickInput.waitFor('(1/4)');
    assert.deepEqual(await english('.quick-input-widget'), []);
    await workbench.quickInput.dismiss();
    await run('Sample Calls');
    await workbench.quickInput.waitFor(pseudo('Which call? They come from this computer; no key is needed.'));
    await workbench.screenshot('words-2-samples');
    assert.deepEqual(await english('.quick-input-widget'), []);
  });

  it('tells of a call, in the panel and in the view', async () => {
    await workbench.quickInput.dismiss();
    await lookUp(SEED);
    const frame = await panelPage(workbench, SEED, '.verdict');
    await workbench.screenshot('words-3-call');
    assert.deepEqual(await english('body', frame), []);
    assert.deepEqual(await cutOffTexts(frame), []);
    assert.deepEqual(await english('.part.sidebar .content'), []);
  });

  it('tells what went wrong', async () => {
    await lookUp(UNKNOWN);
    await workbench.messages.waitForNotification(pseudo('This id is of a sample call').split(' é')[0] ?? '');
    await workbench.screenshot('words-4-failed');
    assert.deepEqual(await english('.notifications-toasts .notification-list-item-message'), []);
    assert.deepEqual(await english('.notifications-toasts .monaco-button'), []);
    assert.deepEqual(await english('.part.sidebar .content'), []);
  });

  it('tells of the calls in a file, and of one under the mouse', async () => {
    await workbench.openFile('app.log');
    await workbench.editors.hover('16923681138d75', /18 Aug 2023/);
    await workbench.screenshot('words-5-hover');
    assert.deepEqual(await english('.monaco-hover'), []);
    await workbench.views.waitForRow(pseudo('Calls in This File'), /superhero8/);
    assert.deepEqual(await english('.part.sidebar .content'), []);
  });

  async function lookUp(sessionId: string): Promise<void> {
    await run('Look Up Call…');
    await workbench.quickInput.answer(sessionId, pseudo('Look Up Call'));
    await workbench.quickInput.waitForClosed();
  }
});
