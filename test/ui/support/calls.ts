/** What the UI tests share: a sandbox with faults, and what a person does to connect to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import {
  type SampleCall,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../../src/sandbox/index.ts';
import { usedKeys } from '../../support/canary.ts';
import { until, untilTrue } from '../../support/host/page.ts';
import type { Workbench } from '../../support/host/workbench.ts';

export const SEED = 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';
export const VIEW = 'Lookup History';

/** Opens the first of the sample calls, as who has no key does: in the list and in its panel. */
export async function exploreSampleCalls(workbench: Workbench): Promise<void> {
  const { quickInput, views, editors } = workbench;
  await workbench.runCommand('CometChat Calls: Sample Calls');
  await quickInput.waitFor('Which call?');
  await quickInput.accept();
  await views.waitForRow(VIEW, /superhero8 → superhero2/);
  const frame = await editors.panelFrame('superhero8 → superhero2');
  assert.match(await frame.locator('.verdict').innerText(), /^Answered after 14 s/);
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface FaultySandbox {
  readonly sandbox: Sandbox;
  /** Answers the next requests instead of the sandbox; undefined gives them back. */
  intercept(answer: Answer | undefined): void;
}

export async function startFaultySandbox(options: SandboxOptions = {}): Promise<FaultySandbox> {
  let answer: Answer | undefined;
  const sandbox = await startSandbox({
    ...options,
    intercept: (request, response) => {
      const current = answer;
      current?.(request, response);
      return current !== undefined;
    },
  });
  for (const key of [sandbox.apiKey, sandbox.authKey]) usedKeys().add(key);
  return {
    sandbox,
    intercept: (next) => {
      answer = next;
    },
  };
}

/** The sample whose title satisfies. */
export function sampleOf({ sandbox }: FaultySandbox, title: RegExp): SampleCall {
  const sample = sandbox.calls.find((call) => title.test(call.title));
  assert.ok(sample, String(title));
  return sample;
}

/** Starts to add a connection, with the keyboard, up to the question for the key. */
export async function enterHost(
  workbench: Workbench,
  { appId, baseUrl }: Pick<Sandbox, 'appId' | 'baseUrl'>,
): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('CometChat Calls: Add Connection…');
  await quickInput.waitFor('(1/4)');
  await quickInput.answer(appId);
  await quickInput.waitFor('(2/4)');
  await quickInput.pick('Custom base URL…');
  await quickInput.waitFor('(3/5)');
  await quickInput.answer(baseUrl);
  await quickInput.waitFor('(4/5)');
}

/** Adds a connection to a sandbox through the input boxes, with the keyboard. */
export async function addConnection(
  workbench: Workbench,
  sandbox: Sandbox,
  name = 'Acme Production',
): Promise<void> {
  const { quickInput } = workbench;
  await enterHost(workbench, sandbox);
  await quickInput.answer(sandbox.apiKey);
  await quickInput.waitFor('(5/5)');
  await quickInput.answer(name);
  await workbench.messages.waitForNotification('is ready');
}

/** Looks a call up from the palette, and ends when the box has closed. */
export async function lookUp(workbench: Workbench, sessionId: string): Promise<void> {
  await workbench.runCommand('CometChat Calls: Look Up Call…');
  await workbench.quickInput.answer(sessionId, 'Look Up Call');
  await workbench.quickInput.waitForClosed();
}

/** Asserts that none of a sandbox's keys is on screen: not in the workbench, not in a frame, not in an input. */
export async function assertNoKeyOnScreen(workbench: Workbench, sandbox: Sandbox): Promise<void> {
  const text = await workbench.domText();
  for (const key of [sandbox.apiKey, sandbox.authKey]) assert.ok(!text.includes(key), 'a key is on screen');
}

export async function clearNotifications(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.quickInput.waitForClosed();
}

/** Leaves a screenshot of every test that fails, named after it. */
export function screenshotFailures(workbench: () => Workbench | undefined): void {
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench()?.screenshot(
      `failed-${this.currentTest.title.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 60)}`,
    );
  });
}

/** Looks a call up, and gives the page of its panel once it shows what is asked for: a CSS selector. */
export async function openCall(workbench: Workbench, sessionId: string, shown = '.verdict'): Promise<Frame> {
  await lookUp(workbench, sessionId);
  return panelPage(workbench, sessionId, shown);
}

/** The page of a call's panel once it shows what is asked for: a CSS selector. */
export async function panelPage(workbench: Workbench, sessionId: string, shown: string): Promise<Frame> {
  return until(`the panel of ${sessionId}`, async () => {
    for (const frame of workbench.page.frames()) {
      const code = frame.locator('.session code');
      if ((await frame.locator(shown).count()) > 0 && (await code.innerText()) === sessionId) return frame;
    }
    return undefined;
  });
}

/** The id of what has the focus in a page; empty when nothing has, or it has no id. */
export function focusedId(frame: Frame): Promise<string> {
  return frame.evaluate(() => document.activeElement?.id ?? '');
}

/** Resolves when what has an id has the focus in a page. */
export function untilFocused(frame: Frame, id: string): Promise<void> {
  return untilTrue(`the focus on #${id}`, async () => (await focusedId(frame)) === id);
}

/** The clipboard's text once it satisfies. */
export function untilCopied(workbench: Workbench, expected: RegExp): Promise<string> {
  return until(`a clipboard with ${String(expected)}`, async () => {
    const text = await workbench.clipboard();
    return expected.test(text) ? text : undefined;
  });
}

/** By how much the page itself scrolls sideways, in CSS pixels. */
export function sidewaysOverflow(frame: Frame): Promise<number> {
  return frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
