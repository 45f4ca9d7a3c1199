/**
 * Measures the call panel in a real VS Code, against its own Markdown preview: `npm run bench -- panel`. Both are
 * started by the palette's Enter with a small file in the editor, and both end when their content is painted.
 */
import assert from 'node:assert/strict';
import { until } from '../support/host/page.ts';
import { Workbench } from '../support/host/workbench.ts';
import { addConnection, panelPage, SEED, startFaultySandbox } from '../ui/support/calls.ts';
import { median, withSpread } from './measure.ts';
import { paintedAfterEnter, watchPainting } from './paintWatch.ts';
import { report } from './report.ts';
import { LARGEST_CALL, LARGEST_LOG, type LargestFigures, paintLargest } from './panelLargest.ts';

const ROUNDS = 9;
/** The bound, which alone fails a run. */
const MOST_OF_PREVIEW = 1.2;
/** What the script of painting the largest call should take; told, and no failure. */
const AIM_SCRIPT_MS = 50;

/** A file, what opens beside it, and what is then to be seen. */
interface Subject {
  readonly file: string;
  readonly text: string;
  readonly command: string;
  readonly shows: string;
}

interface Comparison {
  readonly ours: readonly number[];
  readonly preview: readonly number[];
}

/** Whether the bound holds. */
export async function runPanelBench(): Promise<boolean> {
  const { sandbox } = await startFaultySandbox({ requestsPerMinute: Infinity });
  const [calls, notes] = subjectsOf(
    sandbox.calls.find(({ title }) => title.startsWith('Rejoined'))?.sessionId ?? '',
  );
  const files = Object.fromEntries([...calls, ...notes].map(({ file, text }) => [file, text]));
  try {
    const workbench = await Workbench.open({ files, viewport: { width: 1280, height: 900 } });
    try {
      await addConnection(workbench, sandbox);
      await watchPainting(workbench.page);
      // Once unmeasured: the call comes from the cache from then on, and both sides have loaded their code.
      for (const subject of [...calls, ...notes]) await openAnew(workbench, subject);
      console.log(`Comparing new panels, ${ROUNDS} rounds`);
      const anew = await compare(workbench, calls, notes, openAnew);
      console.log(`Comparing panels that are used again, ${ROUNDS} rounds`);
      await closeAll(workbench);
      for (const subject of [...calls, ...notes].toReversed()) await openHere(workbench, subject);
      const again = await compare(workbench, calls, notes, openHere);
      console.log('Painting the largest call, and the largest log');
      const [call] = calls;
      await openAnew(workbench, call);
      const frame = await panelPage(workbench, call.shows, '.timeline');
      const largest = await paintLargest(frame, LARGEST_CALL);
      const log = await paintLargest(frame, LARGEST_LOG);
      return await tell(anew, again, largest, log);
    } finally {
      await workbench.close();
    }
  } finally {
    await sandbox.dispose();
  }
}

type Two = readonly [Subject, Subject];

/** Two of each, so that a panel that is used again has something else to show. */
function subjectsOf(otherId: string): readonly [Two, Two] {
  assert.ok(otherId, 'there is a second sample call');
  const call = (file: string, shows: string): Subject => ({
    file,
    text: shows,
    command: 'CometChat Calls: Look Up Call at Cursor',
    shows,
  });
  const note = (file: string, shows: string): Subject => ({
    file,
    text: `# ${shows}\n\nA paragraph, and a list:\n\n- one\n- two\n`,
    command: 'Markdown: Open Preview',
    shows,
  });
  return [
    [call('first.log', SEED), call('second.log', otherId)],
    [note('first.md', 'First note'), note('second.md', 'Second note')],
  ];
}

type Open = (workbench: Workbench, subject: Subject) => Promise<number>;

/** Rounds that take turns: which of the two comes first, and which of its two subjects each opens. */
async function compare(workbench: Workbench, calls: Two, notes: Two, open: Open): Promise<Comparison> {
  const ours: number[] = [];
  const preview: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const turn = round % 2;
    const openCall = async () => ours.push(await open(workbench, calls[turn] ?? calls[0]));
    const openNote = async () => preview.push(await open(workbench, notes[turn] ?? notes[0]));
    for (const step of turn === 0 ? [openCall, openNote] : [openNote, openCall]) await step();
  }
  return { ours, preview };
}

/** Opens in a new panel: nothing else is open but the file. */
async function openAnew(workbench: Workbench, subject: Subject): Promise<number> {
  await closeAll(workbench);
  return openHere(workbench, subject);
}

async function openHere(workbench: Workbench, { file, text, command, shows }: Subject): Promise<number> {
  await workbench.openFile(file);
  await workbench.quickInput.waitForClosed();
  await until(
    `${file} in front`,
    async () => (await workbench.editors.tabs())[0]?.includes(file) || undefined,
  );
  await workbench.editors.waitForText(text.slice(0, 20));
  await workbench.runCommand(command);
  return paintedAfterEnter(workbench.page, shows);
}

async function closeAll(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await until('no editor', async () => (await workbench.editors.tabs()).length === 0 || undefined);
}

function tell(
  anew: Comparison,
  again: Comparison,
  largest: LargestFigures,
  log: LargestFigures,
): Promise<boolean> {
  const ratio = ({ ours, preview }: Comparison) => median(ours) / median(preview);
  return report({
    heading: 'The call panel',
    about: `Written by \`npm run bench -- panel\`, in one window of VS Code in a headless Chromium. A call that is cached, looked up
at the cursor, against VS Code's own Markdown preview of a small file: both from the palette's Enter to the end of the
frame in which the story (verdict and timeline), or the heading, is painted and visible. Medians of ${ROUNDS} rounds that take
turns, with the least and the most. Only the bound fails a run; absolute figures depend on the machine.`,
    bounds: [
      {
        name: 'time of a new call panel / of a new Markdown preview',
        figure: ratio(anew),
        digits: 2,
        most: MOST_OF_PREVIEW,
      },
    ],
    told: [
      { name: 'a call in a new panel', figure: withSpread(anew.ours) },
      { name: 'a new Markdown preview', figure: withSpread(anew.preview) },
      { name: 'another call in the panel that is there', figure: withSpread(again.ours) },
      { name: 'another file in the Markdown preview that is there', figure: withSpread(again.preview) },
      { name: 'the ratio of these two', figure: ratio(again).toFixed(2) },
      {
        name: 'the script of painting 50 people with four rejoins each, and 20 recordings',
        figure: withSpread(largest.scriptMs),
        aim: `≤ ${AIM_SCRIPT_MS} ms`,
      },
      { name: 'the same for the first time in a page', figure: `${largest.firstMs.toFixed(0)} ms` },
      { name: 'the same until it is laid out and painted', figure: withSpread(largest.paintedMs) },
      {
        name: 'the script of painting a call with a log of 100,000 lines, 500 of them marks',
        figure: withSpread(log.scriptMs),
        aim: `≤ ${AIM_SCRIPT_MS} ms`,
      },
      { name: 'the same until it is laid out and painted', figure: withSpread(log.paintedMs) },
    ],
  });
}
