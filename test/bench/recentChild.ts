/** A process of its own that loads a long list of calls, and prints what that took, as JSON. Run with --expose-gc. */
import { groupByDay } from '../../src/core/browse/days.ts';
import { CallListing, type ListedCall } from '../../src/core/browse/listing.ts';
import { talkSeconds } from '../../src/core/facts.ts';
import { formatDuration } from '../../src/core/format/duration.ts';
import { createTimeFormat, type TimeFormat } from '../../src/core/format/time.ts';
import { partiesLabel } from '../../src/core/parties.ts';
import { untranslated as t } from '../../src/core/translate.ts';
import { statusWord } from '../../src/core/words.ts';
import { median, timeOf } from './measure.ts';
import { NEWEST, pageOf } from './recentList.ts';

const CALLS = Number(process.argv[2]);
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
const source = {
  listCalls: ({ page = 1, perPage = 100 }) => Promise.resolve(pageOf(CALLS, page, perPage)),
};

// What is compiled and kept once is not counted: a first, short list takes it.
await listOf(200);
const before = heap();
const listing = await listOf(CALLS);
const { items } = listing.state;
const memory = heap() - before;
if (items.length !== CALLS) throw new Error(`${items.length} calls were listed, not ${CALLS}.`);

const days = groupByDay(items, time, now, t);
const largest = days.toSorted((a, b) => b.items.length - a.items.length)[0]?.items ?? [];
console.log(
  JSON.stringify({
    megabytes: memory / 1e6,
    groupMs: await medianOf(() => groupByDay(items, time, now, t)),
    days: days.length,
    expandMs: await medianOf(() => largest.map((item) => lineOf(item, time))),
    dayCalls: largest.length,
  }),
);

async function listOf(limit: number): Promise<CallListing> {
  const made = new CallListing({ source, clock: () => now, connection, filter: {}, limit });
  await made.loadAll();
  return made;
}

/**
 * The words of a line in the view, as far as the core makes them. What the view adds to them is measured nowhere
 * yet: a tree item for each, which VS Code then takes over to its window.
 */
function lineOf({ call }: ListedCall, { timeWithZone }: TimeFormat): readonly unknown[] {
  const talk = talkSeconds(call);
  const when = call.startedAt ?? call.initiatedAt;
  return [
    partiesLabel(call, 40),
    statusWord(call, t),
    talk === undefined ? undefined : formatDuration(talk, t),
    when === undefined ? undefined : timeWithZone(when),
  ];
}

async function medianOf(run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timeOf(run));
  return median(times);
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
