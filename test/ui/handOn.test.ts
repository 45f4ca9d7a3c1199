/** Handing a call on, as a person does: copies, a picture, a comparison, a link. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import type { SandboxRequest } from '../../src/sandbox/index.ts';
import { until, untilTrue } from '../support/host/page.ts';
import type { Workbench } from '../support/host/workbench.ts';
import {
  assertNoKeyOnScreen,
  clearNotifications,
  type FaultySandbox,
  focusedId,
  lookUp,
  openCall,
  sampleOf,
  SEED,
  untilCopied,
  untilFocused,
  VIEW,
} from './support/calls.ts';
import { connectedWindow } from './support/window.ts';
import { lookAtSvg } from './support/svg.ts';

const UIDS = /superhero/;

describe('Handing a call on, as a person does', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  let frame: Frame;
  const requests: SandboxRequest[] = [];
  connectedWindow(
    {
      sandbox: { onRequest: (request) => requests.push(request) },
      viewport: { width: 1400, height: 1000 },
      settings: { 'cometchatCalls.timeZone': 'utc', 'diffEditor.useInlineViewWhenSpaceIsLimited': false },
    },
    async (opened) => {
      ({ workbench, faulty } = opened);
      frame = await openCall(workbench, SEED);
    },
  );

  /** Opens the menu with the keyboard. */
  async function openMenu(): Promise<void> {
    await frame.locator('#copy-as').focus();
    await workbench.press('Enter');
    await frame.locator('#copy-menu').waitFor();
  }

  /** Goes to an item of the open menu with the arrow key. */
  async function goTo(id: string): Promise<void> {
    const count = await frame.locator('#copy-menu [role^=menuitem]').count();
    for (let step = 0; step < count && (await focusedId(frame)) !== id; step += 1)
      await workbench.press('ArrowDown');
    assert.equal(await focusedId(frame), id);
  }

  /** Chooses an item of the menu with the keyboard, and gives what is on the clipboard then. */
  async function copyAs(id: string, expected: RegExp): Promise<string> {
    await workbench.setClipboard('nothing yet');
    await openMenu();
    await goTo(id);
    await workbench.press('Enter');
    assert.equal(await focusedId(frame), 'copy-as', 'the menu gives the focus back');
    const text = await untilCopied(workbench, expected);
    for (const key of [faulty.sandbox.apiKey, faulty.sandbox.authKey]) assert.ok(!text.includes(key));
    return text;
  }

  describe('with the menu in the panel', () => {
    it('opens, moves and closes by keys, and gives the focus back', async () => {
      await openMenu();
      assert.equal(await frame.locator('#copy-as').getAttribute('aria-expanded'), 'true');
      assert.equal(await focusedId(frame), 'copy-markdown');
      await workbench.screenshot('hand-on-1-menu');
      const seen: string[] = [];
      for (const key of ['End', 'ArrowDown', 'ArrowUp', 'Home', 'ArrowDown']) {
        await workbench.press(key);
        seen.push(await focusedId(frame));
      }
      assert.deepEqual(seen, [
        'without-names',
        'copy-markdown',
        'without-names',
        'copy-markdown',
        'copy-json',
      ]);
      await workbench.press('Escape');
      await frame.locator('#copy-menu').waitFor({ state: 'hidden' });
      assert.equal(await focusedId(frame), 'copy-as');
      assert.equal(await frame.locator('#copy-as').getAttribute('aria-expanded'), 'false');
    });

    it('copies the story as Markdown', async () => {
      const text = await copyAs('copy-markdown', /^## superhero8 → superhero2/);
      assert.match(text, /\*\*Answered after 14 s, lasted 19 s; superhero8 left first/);
      assert.match(text, /superhero2 joined/);
      assert.ok(text.includes(SEED));
      await workbench.screenshot('hand-on-2-copied');
    });

    it('copies what the server sent as JSON', async () => {
      const text = await copyAs('copy-json', /^\{/);
      assert.deepEqual(JSON.parse(text), sampleOf(faulty, /API reference/).raw);
    });

    it('copies the request, with a variable in place of the key', async () => {
      await workbench.setClipboard('nothing yet');
      await openMenu();
      await goTo('copy-curl');
      await workbench.press('Enter');
      const question = await workbench.quickInput.waitFor('Copy as cURL');
      assert.match(question.placeholder, /cmd is not served/);
      await workbench.quickInput.accept();
      const text = await untilCopied(workbench, /^curl /);
      assert.ok(text.includes('"apikey: $COMETCHAT_API_KEY"'), text);
      assert.ok(text.includes(`'${faulty.sandbox.baseUrl}/calls/${SEED}'`), text);
      await assertNoKeyOnScreen(workbench, faulty.sandbox);
    });

    it('copies without names where that is ticked, as Markdown and as JSON', async () => {
      await openMenu();
      await goTo('without-names');
      await workbench.press('Space');
      assert.equal(await frame.locator('#without-names').getAttribute('aria-checked'), 'true');
      assert.equal(await focusedId(frame), 'without-names', 'the menu stays open');
      await workbench.screenshot('hand-on-3-without-names');
      await workbench.press('Escape');
      const markdown = await copyAs('copy-markdown', /^## /);
      assert.doesNotMatch(markdown, UIDS);
      assert.ok(!markdown.includes('Acme Production'), markdown);
      assert.match(markdown, /pseudonyms/);
      const json = await copyAs('copy-json', /^\{/);
      assert.doesNotMatch(json, UIDS);
      assert.equal(Reflect.get(JSON.parse(json), 'status'), 'ended');
      await openMenu();
      await goTo('without-names');
      await workbench.press('Enter');
      await workbench.press('Escape');
      assert.match(await copyAs('copy-markdown', /^## /), UIDS);
    });
  });

  describe('as a file or beside another', () => {
    it('saves the timeline as a picture that is whole and holds no key', async () => {
      const { quickInput } = workbench;
      await openMenu();
      await goTo('save-timeline');
      await workbench.press('Enter');
      await quickInput.waitFor('Save Timeline');
      const file = 'call-superhero8-superhero2-2023-08-18-141527.svg';
      await quickInput.waitForValue(join(workbench.folder, file));
      await workbench.screenshot('hand-on-4-save');
      await quickInput.acceptFile();
      const svg = await until('the file', () => {
        const text = readFileSync(join(workbench.folder, file), 'utf8');
        return text.endsWith('</svg>\n') || text.endsWith('</svg>') ? text : undefined;
      });
      for (const key of [faulty.sandbox.apiKey, faulty.sandbox.authKey]) assert.ok(!svg.includes(key));
      const { problem, root, texts } = await lookAtSvg(workbench, svg, 'hand-on-5-svg');
      assert.equal(problem, undefined);
      assert.equal(root, 'svg');
      for (const expected of ['ringing 14 s', 'talking 19 s', 'superhero2'])
        assert.ok(texts.includes(expected));
      // Once the dialog is gone, the focus comes back to where it was.
      await untilFocused(frame, 'copy-as');
    });

    it('compares two calls that are selected in the list, as text', async () => {
      const { views, editors } = workbench;
      const [busy, unanswered] = [sampleOf(faulty, /^Busy/), sampleOf(faulty, /^Nobody answered/)];
      await lookUp(workbench, busy.sessionId);
      await views.waitForRow(VIEW, /agent-lena.*busy/);
      await lookUp(workbench, unanswered.sessionId);
      await views.waitForRow(VIEW, /agent-lena.*nobody answered/);
      await clearNotifications(workbench);
      await views.click(VIEW, /agent-lena.*busy/);
      await views.toggleSelection(VIEW, /agent-lena.*nobody answered/);
      const items = await views.contextMenu(VIEW, /agent-lena.*nobody answered/);
      assert.ok(items.includes('Compare Calls…'), items.join(', '));
      assert.ok(!items.includes('Copy as cURL'), 'of several, only what can be said of several');
      await workbench.screenshot('hand-on-6-compare-menu');
      await views.chooseInContextMenu(VIEW, /agent-lena.*nobody answered/, 'Compare Calls…');
      const { original, modified } = await editors.comparison();
      await workbench.screenshot('hand-on-7-compared');
      const sides = [original, modified].toSorted(
        (a, b) => Number(a.includes('unanswered')) - Number(b.includes('unanswered')),
      );
      for (const [index, { sessionId }] of [busy, unanswered].entries()) {
        const side = sides[index] ?? '';
        assert.match(side, /^Session id: /);
        assert.ok(side.includes(sessionId), side);
        assert.match(side, /Times count from: 14 Sept 2026, 08:(?:28:52|30:05) UTC/);
        assert.match(side, /\n {2}Joined: never\n/);
      }
      assert.match(sides[0] ?? '', /\nStatus: busy\n/);
      assert.match(sides[1] ?? '', /\nStatus: unanswered\n/);
      assert.match(
        (await editors.tabs())[0] ?? '',
        /agent-lena → customer-5531.* ↔ agent-lena → customer-5531/,
      );
    });
  });

  describe('with a link', () => {
    let link: string;

    /** Follows a link as from a browser, up to the extension's own question. */
    async function follow(address: string) {
      const { quickInput, messages } = workbench;
      await workbench.runCommand('Developer: Open URL');
      await quickInput.answer(address, 'URL to open');
      await untilTrue('VS Code to ask', async () => /Allow/.test((await messages.dialog()).text));
      await workbench.press('Enter');
      return until('the question', async () => {
        const question = await messages.dialog();
        return /Allow/.test(question.text) ? undefined : question;
      });
    }

    it('names the app and the call, and no key', async () => {
      frame = await openCall(workbench, SEED);
      link = await copyAs('copy-link', /^code-oss:/);
      const { host, pathname, searchParams } = new URL(link);
      assert.equal(`${host}${pathname}`, 'cometchat-calls.cometchat-calls/call');
      assert.deepEqual(Object.fromEntries(searchParams), {
        app: '31780434a95d45',
        region: 'us',
        sessionId: SEED,
      });
    });

    it('is asked about first, and nothing is looked up when the answer is no', async () => {
      const { views, messages } = workbench;
      await views.chooseInContextMenu(VIEW, /superhero8/, 'Remove from List');
      await untilTrue('the row to be gone', async () =>
        (await views.rows(VIEW)).every(({ label }) => !UIDS.test(label)),
      );
      const before = requests.length;
      const question = await follow(link);
      assert.match(question.text, /^Look up the call of this link\?/);
      for (const part of ['31780434a95d45', 'us', 'Acme Production', SEED])
        assert.ok(question.text.includes(part), question.text);
      assert.deepEqual(question.buttons, ['Cancel', 'Look Up']);
      await workbench.screenshot('hand-on-8-link');
      await messages.clickDialogButton('Cancel');
      // What was asked for after it arrives first: then nothing is still on its way.
      const other = sampleOf(faulty, /^Busy/);
      await openCall(workbench, other.sessionId);
      assert.deepEqual(
        requests.slice(before).filter(({ url }) => url.includes(SEED)),
        [],
      );
      assert.ok(!(await views.rows(VIEW)).some(({ label }) => UIDS.test(label)));
    });

    it('opens the call when the answer is yes', async () => {
      const { views, messages } = workbench;
      await follow(link);
      await messages.clickDialogButton('Look Up');
      await views.waitForRow(VIEW, /superhero8 → superhero2/);
      const opened = await workbench.editors.panelFrame('superhero8 → superhero2');
      await opened.locator('.verdict', { hasText: 'Answered after 14 s' }).waitFor();
      await workbench.screenshot('hand-on-9-link-followed');
    });

    it('to an app that is not there offers a connection, and adds none', async () => {
      const { messages } = workbench;
      const before = requests.length;
      const question = await follow(
        'code-oss://cometchat-calls.cometchat-calls/call?app=2574867a1b2c3d&region=eu&sessionId=design-review',
      );
      assert.match(question.text, /no connection for app 2574867a1b2c3d \(eu\)/);
      assert.match(question.text, /design-review/);
      assert.deepEqual(question.buttons, ['Cancel', 'Add Connection…']);
      await workbench.screenshot('hand-on-10-link-of-another-app');
      await messages.clickDialogButton('Cancel');
      assert.equal(requests.length, before);
    });
  });
});
