/** A process of its own that loads a long list of calls, and prints what that took, as JSON. Run with --expose-gc. */
import { groupByDay } from '../../src/core/callList/days.ts';
import { CallListing } from '../../src/core/callList/listing.ts';
import { createTimeFormat } from '../../src/core/text/time.ts';
import { untranslated as t } from '../../src/core/base/translate.ts';
import { median, timeOf } from './measure.ts';
import { NEWEST, pageOf } from './recentList.ts';
import { loadedView } from './recentView.ts';
import { rethrow } from '../support/listeners.ts';

const CALLS = Number(process.argv[2]);
/** A short list beside it: what is drawn of the long one must not cost more for each line. */
const FEW = Number(process.argv[3]);
const ROUNDS = 15;
const now = NEWEST * 1000;
const time = createTimeFormat('Europe/Berlin', 'en');

const connection = {
  id: 'bench',
  name: 'Bench',
  appId: '31780434a95d45',
  region: 'us',
  kind: 'derived',
  baseUrl: 'https://calls.example.com/v3',
} as const;
const sourceOf = (calls: number) => ({
  listCalls: ({ page = 1, perPage = 100 }) => Promise.resolve(pageOf(calls, page, perPage)),
});
const source = sourceOf(CALLS);

// What is compiled and kept once is not counted: a first, short list takes it.
await listOf(200);
const before = heap();
const listing = await listOf(CALLS);
const { items } = listing.state;
const memory = heap() - before;
if (items.length !== CALLS) throw new Error(`${items.length} calls were listed, not ${CALLS}.`);

const days = groupByDay(items, time, now, t);
const groupMs = await medianOf(() => groupByDay(items, time, now, t));
const many = await loadedView(source, now);
// Two days later: the words of days that are past are longer than today's, and the long list's largest day is past.
const few = await loadedView(sourceOf(FEW), now + 2 * 86_400_000);
const [shownLines, dayLines, fewLines] = [await many.paint(), await many.expand(), await few.expand()];
const [manyTimes, fewTimes] = await timesInTurn(many.expand, few.expand);
console.log(
  JSON.stringify({
    megabytes: memory / 1e6,
    groupMs,
    days: days.length,
    paintMs: await medianOf(many.paint),
    shownLines,
    expandMs: median(manyTimes),
    dayLines,
    // The least of each: where other work or the garbage collector comes between, it mostly hits the longer.
    perLineRatio: Math.min(...manyTimes) / dayLines / (Math.min(...fewTimes) / fewLines),
  }),
);

async function listOf(limit: number): Promise<CallListing> {
  const made = new CallListing({
    source,
    clock: () => now,
    connection,
    filter: {},
    limit,
    onListenerError: rethrow,
  });
  await made.loadAll();
  return made;
}

async function medianOf(run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timeOf(run));
  return median(times);
}

/** How long two things take, by turns, so that what else the machine does falls on both. */
async function timesInTurn(one: () => unknown, other: () => unknown): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 8 * ROUNDS; round += 1) {
    times[0].push(await timeOf(one));
    times[1].push(await timeOf(other));
  }
  return times;
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
