/** A window in a language that nobody speaks: what of the extension's own is on screen in English was never translated. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { sampleCalls } from '../../src/sandbox/samples/samples.ts';
import { Workbench } from '../support/host/workbench.ts';
import { screenshotFailures, SEED } from './support/calls.ts';
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
const OWN = [
  'Collapse All',
  'Views and More Actions...',
  'More Actions...',
  'Section',
  'actions',
  'Copy',
  'Share',
];

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
      extension: join(folder, 'extension'),
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
    return untranslatedTexts(texts, data);
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
    await workbench.quickInput.dismiss();
  });
});
