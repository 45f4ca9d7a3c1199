/** Holds every claim of a story against what the oracle works out of the raw answer. */
import assert from 'node:assert/strict';
import { decodeCall } from '../../src/core/call/decode/index.ts';
import { findingsOf } from '../../src/core/story/findings/index.ts';
import type { Facts, Finding, FindingKind } from '../../src/core/story/findings/model.ts';
import type { Verdict } from '../../src/core/story/model.ts';
import { subjectOf } from '../../src/core/story/subject.ts';
import { toldVerdict } from '../../src/core/story/verdict.ts';
import {
  aloneSeconds,
  canHaveMet,
  goneSeconds,
  isThere,
  leftForGood,
  recordingGaps,
  shown,
  type Shown,
  shows,
  type Who,
  countOf,
} from './facts.ts';
import { t } from '../unit/core/support.ts';
import type { Asked } from './rawCalls.ts';

type Check = (facts: Shown, claim: Facts, finding: Finding) => void;

const entriesOf = (facts: Shown, who: Who | undefined) =>
  who === undefined ? [] : (facts.entries.get(who) ?? []);
const everyKind = (facts: Shown, who: Who | undefined) => entriesOf(facts, who).map(shows);
const stateOf = (entry: { readonly state?: string | undefined }) => entry.state?.toLowerCase() ?? '';

/** What holds where a finding is told. Of those that count many, the count alone is checked. */
const CHECKS: Partial<Readonly<Record<FindingKind, Check>>> = {
  neverJoined: (facts, { who = [] }, { message }) => {
    const isSaid = !message.startsWith('CometChat did not report');
    for (const each of who)
      for (const kind of everyKind(facts, each)) assert.ok(isSaid ? kind === 'absent' : kind !== 'joined');
  },
  nobodyAnswered: (facts, { who = [], seconds }) => {
    behind(facts, who, ['unanswered', 'missed']);
    rings(facts, seconds);
  },
  rejected: (facts, { who = [] }) => behind(facts, who, ['rejected']),
  busy: (facts, { who = [] }) => behind(facts, who, ['busy']),
  cancelled: (facts, { who = [], seconds }) => {
    behind(facts, who, ['cancelled', 'canceled']);
    rings(facts, seconds);
  },
  joinedLate: ({ raw, ...facts }, { who: [who] = [], seconds }) => {
    if (who === undefined) return;
    const joins = entriesOf({ raw, ...facts }, who)
      .filter((entry) => shows(entry) === 'joined')
      .map(({ joinedAt }) => joinedAt);
    assert.ok(!joins.includes(undefined));
    assert.equal(Math.min(...joins.map(Number)) - (raw.startedAt ?? 0), seconds);
  },
  leftEarly: (facts, { who: [who] = [], seconds }) => {
    if (who === undefined) return;
    assert.equal(endOf(facts) - (leftForGood(facts, who) ?? Number.NaN), seconds);
  },
  aloneForLong: (facts, { who: [who] = [], seconds = 0 }) => {
    assert.ok(facts.mayBeWhole && facts.areAbsentKnown, 'somebody may be missing');
    if (who === undefined) return;
    const alone = aloneSeconds(facts, who);
    const tail = alone.at(-1) === facts.moments.at(-1) ? facts.tail : 0;
    assert.ok(alone.length + tail >= seconds, `${alone.length + tail} of ${seconds}`);
  },
  rejoined: (facts, { who: [who] = [], seconds }) => {
    if (
      who !== undefined &&
      facts.raw.participants.every(({ mid }) => mid === facts.raw.participants[0]?.mid)
    )
      assert.equal(goneSeconds(facts, who), seconds);
  },
  neverTogether: (facts, { who = [] }) => {
    assert.ok(who.length > 1 && !canHaveMet(facts, who));
  },
  togetherLate: (facts, { seconds = 0 }) => {
    const { startedAt = 0 } = facts.raw;
    const [one = '', two = ''] = facts.joined;
    const both = facts.moments.filter((moment) =>
      [one, two].every((who) => entriesOf(facts, who).some((entry) => isThere(entry, moment, facts))),
    );
    assert.equal((both[0] ?? 0) - 0.5 - startedAt, seconds);
  },
  severalDevices: (facts, { who: [who] = [], seconds, count = 0 }) => {
    if (who === undefined) return;
    const there = facts.moments.map((moment) =>
      entriesOf(facts, who).filter((entry) => isThere(entry, moment, facts)),
    );
    const twice = there.filter((entries) => entries.length > 1);
    const tail = (there.at(-1)?.length ?? 0) > 1 ? facts.tail : 0;
    assert.equal(twice.length + tail, seconds);
    const devices = twice.map((entries) => new Set(entries.map(({ deviceId }) => deviceId)).size);
    if (count > 1) assert.equal(Math.max(...devices), count);
  },
  goneTogether: (facts, { count, seconds }) => {
    const leaves = facts.joined.map((who) => leftForGood(facts, who) ?? Number.NaN);
    assert.equal(leaves.length, count);
    assert.ok(Math.max(...leaves) - Math.min(...leaves) <= 2);
    assert.equal((facts.raw.endedAt ?? 0) - Math.max(...leaves), seconds);
  },
  endedAtOnce: ({ raw }, { seconds = 99 }) => {
    assert.equal((raw.endedAt ?? 0) - (raw.startedAt ?? 0), seconds);
    assert.ok(seconds <= 5);
  },
  nobodyLeft: (facts, { seconds }, { message }) => {
    const leaves = facts.joined.map((who) => leftForGood(facts, who));
    assert.ok(facts.areAbsentKnown || facts.isLive);
    if (seconds !== undefined)
      assert.equal((facts.isLive ? facts.asOf : (facts.raw.endedAt ?? 0)) - lastOf(facts), seconds);
    assert.ok(facts.isLive || !leaves.includes(undefined));
    if (!message.includes('on the list')) assert.ok(facts.mayBeWhole && isNamedWhole(facts));
  },
  ongoingForLong: ({ raw, asOf }, { seconds = 0 }) => {
    assert.equal(asOf - (raw.startedAt ?? raw.initiatedAt ?? 0), seconds);
    assert.ok(seconds >= 4 * 3600);
  },
  ringingForLong: ({ raw, asOf }, { seconds = 0 }) => {
    assert.equal(raw.mode, 'call');
    assert.ok(asOf - (raw.initiatedAt ?? 0) === seconds && seconds > 300);
  },
  neverLeft: (facts, { who = [] }) => {
    for (const each of who)
      assert.ok(
        entriesOf(facts, each).some((entry) => shows(entry) === 'joined' && entry.leftAt === undefined),
      );
  },
  stranger: ({ raw }, { who: [who] = [] }) => {
    assert.equal(raw.receiverType, 'user');
    if (who !== undefined) assert.ok(who !== raw.initiator && who !== raw.receiver);
  },
  partyNotListed: (facts, { who: [who] = [] }) => assert.ok(who !== undefined && !facts.entries.has(who)),
  selfCall: ({ raw }) => assert.equal(raw.initiator, raw.receiver),
  otherMeeting: ({ raw }, { count = 0 }) => {
    const stays = raw.participants.filter((entry) => shows(entry) === 'joined');
    assert.equal(stays.filter(({ mid }) => mid !== undefined && mid !== raw.mid).length, count);
  },
  recordingGap: (facts, { seconds = 0, count = 0 }) => {
    const gaps = recordingGaps(facts);
    const { participants } = facts.raw;
    const areTimed = participants.every(
      (entry) => shows(entry) === 'absent' || (entry.joinedAt ?? entry.leftAt) !== undefined,
    );
    const sum = gaps.reduce((all, gap) => all + gap, 0);
    assert.ok(count > 0 && count <= gaps.length && seconds <= sum, `${seconds} of ${gaps.join(' + ')}`);
    // Where somebody's end is missing, less is told.
    if (areTimed && participants.every(({ leftAt }) => leftAt !== undefined))
      assert.deepEqual([count, seconds], [gaps.length, sum]);
  },
  noStart: ({ raw }) => assert.equal(raw.startedAt, undefined),
  noAudio: (facts, claim) => withoutMedia(facts, claim, 'totalAudioMinutes'),
  noVideo: (facts, claim) => withoutMedia(facts, claim, 'totalVideoMinutes'),
};

/** Whose length lies between two of the fields they name, or between one and the answer. */
const MEASURED: ReadonlySet<FindingKind> = new Set([
  'joinedLate',
  'leftEarly',
  'endedAtOnce',
  'togetherLate',
  'nobodyLeft',
  'longRing',
  'goneTogether',
  'ongoingForLong',
  'ringingForLong',
]);

function assertMeasured({ raw, asOf, isLive }: Shown, { fields, facts: { seconds } }: Finding): void {
  if (seconds === undefined) return;
  const values = fields.map((path) => valueAt(raw, path)).filter((value) => typeof value === 'number');
  const instants = [...values, ...(isLive ? [asOf] : [])];
  assert.ok(
    instants.some((from) => instants.some((to) => to - from === seconds)),
    `no two of ${fields.join(', ')} are ${seconds} s apart`,
  );
}

/** The value at a path such as `participants[1].leftAt`. */
function valueAt(of: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => (value as Readonly<Record<string, unknown>> | undefined)?.[step], of);
}

/** The people are of such a state, and did not come. */
function behind(facts: Shown, who: readonly Who[], states: readonly string[]): void {
  for (const each of who) {
    assert.ok(entriesOf(facts, each).some((entry) => states.includes(stateOf(entry))));
    assert.ok(!everyKind(facts, each).includes('joined'));
  }
}

function rings({ raw }: Shown, seconds: number | undefined): void {
  if (seconds === undefined) return;
  assert.equal((raw.endedAt ?? 0) - (raw.initiatedAt ?? 0), seconds);
  assert.ok(seconds <= 300 && raw.mode === 'call');
}

function lastOf({ raw }: Shown): number {
  return Math.max(
    ...raw.participants.filter((entry) => shows(entry) === 'joined').map(({ leftAt = -1 }) => leftAt),
  );
}

/** To when leaving is counted: the end, or the last one's leaving where all are known and that was earlier. */
function endOf(facts: Shown): number {
  const leaves = facts.joined.map((who) => leftForGood(facts, who));
  const isUnclear = !facts.areAbsentKnown;
  const endedAt = facts.raw.endedAt ?? 0;
  const isOutside = facts.raw.participants.some((entry) => isDisordered(entry, facts));
  return leaves.includes(undefined) || isUnclear || isOutside
    ? endedAt
    : Math.min(endedAt, Math.max(...leaves.map(Number)));
}

function isNamedWhole({ raw }: Shown): boolean {
  const areNamed = raw.receiverType === 'user' && raw.initiator !== undefined && raw.receiver !== undefined;
  return countOf(raw) !== undefined || areNamed;
}

function withoutMedia(facts: Shown, { who }: Facts, field: 'totalAudioMinutes' | 'totalVideoMinutes'): void {
  const people = who ?? facts.joined;
  for (const each of people) {
    const stays = entriesOf(facts, each).filter((entry) => shows(entry) === 'joined');
    for (const stay of stays) assert.ok(!stay[field]);
  }
  if (who) return;
  const areTold = facts.raw.participants.every((entry) => shows(entry) !== 'joined' || entry[field] === 0);
  assert.ok(facts.raw[field] === 0 || (facts.raw[field] === undefined && areTold));
}

type Ranks = Partial<Readonly<Record<Verdict['rank'], (facts: Shown, claim: Facts, text: string) => void>>>;

const VERDICTS: Ranks = {
  neverTogether: (facts, { who = [] }) => assert.ok(who.length > 1 && !canHaveMet(facts, who)),
  onlyOneCame: (facts, { who = [] }, text) => {
    assert.deepEqual(facts.joined, who);
    assert.ok(facts.areAbsentKnown);
    assert.equal(text.includes('of those listed'), !(facts.mayBeWhole && isNamedWhole(facts)));
  },
  someJoined: (facts, { count, of }) =>
    assert.deepEqual([facts.joined.length, facts.entries.size], [count, of]),
  leftFirst: (facts, { who: [who = ''] = [], seconds }) => {
    assert.equal(endOf(facts) - (leftForGood(facts, who) ?? Number.NaN), seconds);
    assert.ok(
      facts.joined.every(
        (other) => other === who || (leftForGood(facts, other) ?? 0) > (leftForGood(facts, who) ?? 0),
      ),
    );
  },
  goneAndBack: (facts, { who: [who = ''] = [], seconds = 3 }) => {
    assert.ok(
      goneSeconds(facts, who) >= Math.min(seconds, 3) ||
        new Set(facts.raw.participants.map(({ mid }) => mid)).size > 1,
    );
  },
  aloneForLong: (facts, { who: [who = ''] = [], seconds = 0 }) => {
    assert.ok(facts.mayBeWhole && facts.areAbsentKnown && aloneSeconds(facts, who).length >= 20);
    assert.ok(seconds >= 20);
  },
  nobodyCame: (facts, { count }) => {
    if (count === 0 && facts.joined.length > 0) {
      const { startedAt = 0, endedAt = 0 } = facts.raw;
      for (const who of facts.joined)
        for (const { joinedAt = startedAt, leftAt = endedAt } of entriesOf(facts, who).filter(
          (e) => shows(e) === 'joined',
        ))
          assert.ok(leftAt < startedAt || joinedAt > endedAt);
    }
  },
  underWay: (facts, { count, who = [] }) => {
    if (count === undefined) return;
    const there = [...facts.entries].filter(([, all]) =>
      all.some(
        (entry) => shows(entry) === 'joined' && entry.leftAt === undefined && stateOf(entry) !== 'ended',
      ),
    );
    assert.deepEqual(new Set(who), new Set(there.map(([key]) => key)));
    for (const [key, all] of facts.entries)
      if (!who.includes(key))
        assert.ok(
          !all.some(
            (entry) => shows(entry) === 'unclear' && entry.leftAt === undefined && stateOf(entry) !== 'ended',
          ),
        );
  },
};

/** What must be told, for all that nothing else is amiss: else a code that says nothing would pass. */
function assertTold(facts: Shown, kinds: ReadonlySet<string>, rank: Verdict['rank']): void {
  const { raw, joined } = facts;
  const isSound =
    isOrdered(raw) &&
    raw.participants.every((entry) => shows(entry) !== 'unclear' && !isDisordered(entry, facts));
  if (raw.status !== 'ended' || raw.startedAt === undefined || raw.endedAt === undefined || !isSound) return;
  const isOne = raw.participants.every(({ mid }) => mid === raw.participants[0]?.mid);
  const areTimed = raw.participants.every(
    (entry) => shows(entry) !== 'joined' || (entry.joinedAt !== undefined && entry.leftAt !== undefined),
  );
  if (!isOne || !areTimed) return;
  const recordings = raw.recordings ?? [];
  const areRead = recordings.every(({ startTime = 1, endTime = 0 }) => startTime <= endTime);
  if (areRead && recordingGaps(facts).length > 0)
    assert.ok(kinds.has('recordingGap'), 'a gap in what was recorded');
  if (joined.length > 1 && !canHaveMet(facts, joined)) {
    assert.ok(kinds.has('neverTogether'), 'never together');
    assert.equal(rank, 'neverTogether');
  }
  if (joined.length === 0 && facts.entries.size > 0 && facts.mayBeWhole) assert.equal(rank, 'nobodyCame');
  if (joined.some((who) => goneSeconds(facts, who) > 0)) assert.ok(kinds.has('rejoined'), 'rejoined');
  const isOneToOne = raw.mode === 'call' && raw.receiverType === 'user';
  const limit = isOneToOne ? 20 : raw.mode === 'call' ? 60 : 300;
  const since = raw.mode === 'call' ? raw.startedAt : 0;
  if (!facts.mayBeWhole || facts.entries.size < 2) return;
  for (const who of joined) {
    const alone = aloneSeconds(facts, who).filter((moment) => moment > since);
    if (longestRun(alone) >= limit) assert.ok(kinds.has('aloneForLong'), `${who} was alone`);
  }
}

/** Whether the call's own times are in an order in which things can have happened. */
function isOrdered({ initiatedAt, startedAt, endedAt }: Shown['raw']): boolean {
  const begun = startedAt ?? initiatedAt;
  const isLate = startedAt !== undefined && startedAt < (initiatedAt ?? 0);
  return !isLate && (endedAt ?? Infinity) >= (begun ?? 0);
}

function isDisordered(
  { joinedAt, leftAt }: { readonly joinedAt?: number | undefined; readonly leftAt?: number | undefined },
  { raw, asOf }: Shown,
): boolean {
  if (joinedAt === undefined) return false;
  const isLater = joinedAt > asOf + 300 || (leftAt ?? 0) > asOf + 300;
  if ((leftAt ?? joinedAt) < joinedAt || (raw.endedAt === undefined && isLater)) return true;
  if (!isOrdered(raw)) return false;
  const isEarly = raw.mode === 'call' && joinedAt < (raw.initiatedAt ?? 0) - 2;
  return isEarly || joinedAt > (raw.endedAt ?? Infinity) + 2;
}

function longestRun(moments: readonly number[]): number {
  let [longest, run] = [0, 0];
  for (const [index, moment] of moments.entries()) {
    run = moments[index - 1] === moment - 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Throws where a story claims more than its answer shows, or keeps silent on what it should not. */
export function checkStory({ raw, asOf }: Asked): {
  readonly kinds: readonly string[];
  readonly rank: string;
} {
  const call = decodeCall(raw, raw.sessionId) ?? assert.fail();
  const facts = shown(raw, asOf);
  const context = { asOf: asOf * 1000, sessionId: raw.sessionId, appId: undefined, region: undefined, t };
  const findings = findingsOf(call, context);
  for (const finding of findings) {
    try {
      CHECKS[finding.kind]?.(facts, finding.facts, finding);
      if (MEASURED.has(finding.kind)) assertMeasured(facts, finding);
    } catch (cause) {
      throw new Error(
        `“${finding.message}” [${finding.kind}] ${JSON.stringify(finding.facts)}: ${String(cause)}`,
        { cause },
      );
    }
  }
  const messages = findings.map(({ message }) => message);
  assert.equal(new Set(messages).size, messages.length, `one thing is said twice: ${messages.join(' | ')}`);
  const verdict = toldVerdict(subjectOf(call, asOf * 1000, t));
  try {
    VERDICTS[verdict.rank]?.(facts, verdict.facts, verdict.text);
    assertTold(facts, new Set(findings.map(({ kind }) => kind)), verdict.rank);
  } catch (cause) {
    throw new Error(
      `“${verdict.text}” [${verdict.rank}] ${JSON.stringify(verdict.facts)}: ${String(cause)}`,
      { cause },
    );
  }
  return { kinds: findings.map(({ kind }) => kind), rank: verdict.rank };
}
