/**
 * `npm run pictures`: the README's pictures anew, or those that are named, from a VS Code driven as the UI tests
 * drive it. Stills go to media/readme, the moving one to docs.
 */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { panelPage } from '../test/ui/support/calls.ts';
import { until, untilTrue } from '../test/support/host/page.ts';
import { smallPng } from './support/png.ts';
import { build, ROOT } from './support/run.ts';
import { type Clip, openScene, type Scene, shot } from './support/scene.ts';
import { Tour } from './support/tour.ts';

const HISTORY = 'Lookup History';
const FILE_VIEW = 'Calls in This File';
const RECENT = 'Recent Calls';

/** In CSS pixels. */
const SIDE_BAR_WIDTH = 430;

/** The side bar and the beginning of the log's lines. */
const FILE_CLIP: Clip = { x: 0, y: 0, width: 720, height: 440 };

/** Each makes the picture of its name, and gives the file's path. */
const PICTURES: Readonly<Record<string, (scene: Scene) => Promise<string>>> = {
  hover: async (scene) => {
    await scene.hover();
    const editor = await boxOf(scene.workbench.page.locator('.part.editor'));
    return still(scene, 'hover', { ...editor, height: 330 });
  },

  call: async (scene) => {
    const { workbench } = scene;
    await workbench.openFile('gateway.log');
    await workbench.openFile('phone.log');
    const panel = await openFromHover(scene);
    await workbench.runCommand('CometChat Calls: Add Log to Call…');
    await workbench.quickInput.pick('gateway.log', 'Which log saw this call?');
    await untilTrue('both logs on the call', async () => {
      const logs = await panel.locator('.logs li').allInnerTexts();
      return logs.length === 2 && logs.every((log) => /names? this call/.test(log));
    });
    return still(scene, 'call');
  },

  file: async (scene) => {
    await widenSideBar(scene);
    await lookUpFile(scene);
    return still(scene, 'file', FILE_CLIP);
  },

  sidebar: async (scene) => {
    const { views, quickInput } = scene.workbench;
    await widenSideBar(scene);
    for (const title of [/^Nobody answered/, /^Two devices/, /^Rejected/, /^Recorded in two/])
      await openSample(scene, title);
    await views.chooseInContextMenu(HISTORY, /adjuster-wren/, 'Pin Call');
    await views.waitForRow(HISTORY, /adjuster-wren.*pinned/);
    await views.chooseInContextMenu(HISTORY, /agent-lena/, 'Edit Note…');
    await quickInput.answer('INC-4711');
    await views.waitForRow(HISTORY, /INC-4711/);
    await views.close(FILE_VIEW);
    await views.expand(RECENT, /^Acme Production/);
    await views.expand(RECENT, /^Unanswered and rejected/);
    for (const day of [/^11 Oct/, /^5 Oct/, /^14 Sept/]) await views.expand(RECENT, day);
    await views.waitForRow(RECENT, /tutor-rahul/);
    const sideBar = await boxOf(scene.workbench.page.locator('.part.sidebar'));
    return still(scene, 'sidebar', { ...sideBar, height: 620 });
  },

  tour: async (scene) => {
    const { workbench } = scene;
    const { page } = workbench;
    const tour = new Tour(page);
    await tour.start();
    await tour.frame(2_000, 'A log, with a session id in it');
    const id = page.locator('.view-line span', { hasText: scene.sessionId.slice(0, 24) }).last();
    await tour.moveTo(id, { x: 20, y: 8 });
    await scene.hover();
    await tour.frame(4_500, 'Rest the mouse on it: how the call went, and where this line stands in it');
    const link = page.locator('.monaco-hover a', { hasText: 'Open' }).first();
    await tour.moveTo(link);
    await link.click();
    const panel = await panelPage(workbench, scene.sessionId, '.verdict');
    await tour.frame(4_500, 'Open the call: who was there, who was alone, and the log line among them');
    const chip = panel.locator('.chips button').first();
    await tour.moveTo(chip);
    await chip.click();
    await panel.locator('.band').first().waitFor();
    await tour.frame(3_500, 'What is worth a look leads to its place');
    await openSupportLog(scene);
    await tour.frame(2_500, 'Calls in This File: every id of a log of any size');
    const lookUpAll = page.locator('.pane .actions .action-label[aria-label^="Look Up All"]').first();
    await page.locator('.pane-header', { hasText: FILE_VIEW }).hover();
    await tour.moveTo(lookUpAll);
    await lookUpAll.click();
    await untilSummedUp(scene);
    await tour.frame(5_000, 'Look all of them up: what needs attention stands first');
    const path = join(ROOT, 'docs', 'tour.png');
    writeFileSync(path, tour.picture());
    return path;
  },
};

async function openFromHover(scene: Scene): Promise<Frame> {
  await scene.hover();
  await scene.workbench.page.locator('.monaco-hover a', { hasText: 'Open' }).first().click();
  const panel = await panelPage(scene.workbench, scene.sessionId, '.verdict');
  await panel.locator('#timeline').first().waitFor();
  return panel;
}

async function openSample(scene: Scene, title: RegExp): Promise<void> {
  const sample = scene.calls.find((call) => title.test(call.title));
  if (!sample) throw new Error(`There is no sample ${String(title)}.`);
  await scene.workbench.runCommand('CometChat Calls: Look Up Call…');
  await scene.workbench.quickInput.answer(sample.sessionId, 'Look Up Call');
  await panelPage(scene.workbench, sample.sessionId, '.verdict');
}

async function lookUpFile(scene: Scene): Promise<void> {
  await openSupportLog(scene);
  await scene.workbench.runCommand('CometChat Calls: Look Up All Calls in File');
  await untilSummedUp(scene);
}

/** A log of many calls, with all of the side bar for them. */
async function openSupportLog({ workbench }: Scene): Promise<void> {
  await workbench.openFile('support.log');
  for (const view of [HISTORY, RECENT]) await workbench.views.close(view);
  // Else the mouse rests on a row.
  await workbench.page.mouse.move(1_000, 700);
  await workbench.views.waitForRow(FILE_VIEW, /…cf92/);
}

/** Gives the side bar's lists more room, by dragging its edge. */
async function widenSideBar({ workbench: { page } }: Scene): Promise<void> {
  const { x, width } = await boxOf(page.locator('.part.sidebar'));
  const edge = x + width;
  await page.mouse.move(edge, 400);
  await page.mouse.down();
  await page.mouse.move(edge + 60, 400);
  await page.mouse.move(x + SIDE_BAR_WIDTH, 400);
  await page.mouse.up();
}

/** Until all calls of the file are looked up, and in their order. */
async function untilSummedUp({ workbench }: Scene): Promise<void> {
  const pane = workbench.page.locator('.pane', { hasText: FILE_VIEW }).last();
  await untilTrue('the sum of the file’s calls', async () => /need attention/.test(await pane.innerText()));
  await until('what is worst to stand first', async () => {
    const [first] = await workbench.views.rows(FILE_VIEW);
    return first?.label.endsWith(' · nobody left in it') ? true : undefined;
  });
  await workbench.page.locator('.notification-toast').first().waitFor({ state: 'detached' });
}

async function boxOf(place: Locator): Promise<Clip> {
  const box = await place.boundingBox();
  if (!box) throw new Error(`${String(place)} is not shown.`);
  return box;
}

/** Writes a picture of the window, or of a part of it, to media/readme. */
async function still({ workbench }: Scene, name: string, clip?: Clip): Promise<string> {
  const png = await shot(workbench.page, clip);
  const path = join(ROOT, 'media', 'readme', `${name}.png`);
  writeFileSync(path, smallPng(png));
  return path;
}

const asked = process.argv.slice(2);
const strangers = asked.filter((name) => !(name in PICTURES));
if (strangers.length > 0) {
  console.error(
    `There is no picture ${strangers.join(', ')}. There are: ${Object.keys(PICTURES).join(', ')}.`,
  );
  process.exit(1);
}
await build();
for (const [name, make] of Object.entries(PICTURES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const scene = await openScene();
  try {
    const path = await make(scene);
    console.log(`${path}: ${statSync(path).size} bytes`);
  } finally {
    await scene.close();
  }
}
