/**
 * `npm run fuzz`: 1,000,000 generated inputs over all that reads what strangers write, a share for each subject of
 * `test/fuzz`. `npm run fuzz -- <subject> [count] [seed]`: one of them; with the count and the seed that a failure
 * names, that failure again. Ends with 1 when an input threw, broke a rule or did not come to its end.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Run } from '../test/fuzz/support/fuzz.ts';
import { ROOT } from './support/run.ts';

const TOTAL = 1_000_000;

/** Inputs that have one seed: few enough that a failure is found again within seconds. */
const SLICE = 1_000;

/** A slice takes a few seconds; whoever has not ended after so long, in milliseconds, hangs. */
const HANG_MS = 180_000;

interface Work {
  readonly file: string;
  readonly count: number;
  readonly seed: number;
}

/** What a worker tells: that so many inputs are done, or what went wrong in the slice of a seed. */
type Told =
  { readonly done: number } | { readonly problem: string; readonly count: number; readonly seed: number };

/** Runs in a worker, for the main thread notices when this one never comes back. */
async function work({ file, count, seed }: Work, tell: (told: Told) => void): Promise<void> {
  await import('../test/unit/vscode/support/vscodeStub.ts');
  const { run } = (await import(file)) as { readonly run: Run };
  for (let done = 0; done < count; done += SLICE) {
    const slice = { count: Math.min(SLICE, count - done), seed: seed + done / SLICE };
    try {
      run(slice.count, slice.seed);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `\n${error.cause.stack}` : '';
      return tell({ problem: `${error instanceof Error ? error.message : String(error)}${cause}`, ...slice });
    }
    tell({ done: done + slice.count });
  }
}

/** Runs a subject to its end; tells in a sentence what went wrong, undefined when nothing did. */
function watch(given: Work): Promise<string | undefined> {
  const { file, count, seed } = given;
  const subject = basename(file, '.ts');
  const began = Date.now();
  const again = (slice: { count: number; seed: number }) =>
    `npm run fuzz -- ${subject} ${slice.count} ${slice.seed}`;
  return new Promise((resolve) => {
    const worker = new Worker(import.meta.filename, { workerData: given });
    let reached = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const slice = { count: Math.min(SLICE, count - reached), seed: seed + reached / SLICE };
        end(`an input does not come to its end: ${again(slice)}`);
      }, HANG_MS);
    };
    const end = (problem?: string) => {
      clearTimeout(timer);
      void worker.terminate();
      const seconds = ((Date.now() - began) / 1_000).toFixed(1);
      console.log(`${subject.padEnd(12)} ${String(reached).padStart(9)} inputs  ${seconds.padStart(7)} s`);
      resolve(problem && `${subject}: ${problem}`);
    };
    wait();
    worker.on('message', (told: Told) => {
      if ('problem' in told) return end(`${again(told)}\n${told.problem}`);
      reached = told.done;
      wait();
      if (reached >= count) end();
    });
    worker.on('error', (error) => end(error.stack ?? error.message));
  });
}

async function main(): Promise<void> {
  const [only, count, seed = String(Date.now() % 2_000_000_000)] = process.argv.slice(2);
  const files = globSync('test/fuzz/*.ts', { cwd: ROOT })
    .map((file) => join(ROOT, file))
    .toSorted();
  const chosen = files.filter((file) => only === undefined || basename(file, '.ts') === only);
  if (chosen.length === 0) {
    throw new Error(`Say one of: ${files.map((file) => basename(file, '.ts')).join(', ')}.`);
  }
  const share = Number(count ?? Math.ceil(TOTAL / chosen.length));
  console.log(`${share} inputs for each of ${chosen.length} subjects, from seed ${seed}`);
  const queue = chosen.map((file) => ({ file, count: share, seed: Number(seed) }));
  const problems: string[] = [];
  const take = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const problem = await watch(next);
      if (problem !== undefined) problems.push(problem);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, take));
  for (const problem of problems) console.error(`\n${problem}`);
  console.log(`\n${share * chosen.length} inputs, ${problems.length} subjects with a fault`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (isMainThread) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} else await work(workerData as Work, (told) => parentPort?.postMessage(told));
