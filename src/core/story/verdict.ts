/** The one sentence of the most important thing. */
import type { Translate } from '../base/index.ts';
import {
  type Contradiction,
  contradictionOf,
  isCountedWhole,
  isKnownWhole,
  isLive,
  markedWord,
  mayRing,
  type PersonKey,
  peopleText,
  ringSeconds,
  secondsBetween,
  secondsOf,
  talkSeconds,
  tellsWhoJoined,
} from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { formatAgo, formatDuration, visibleText } from '../text/index.ts';
import {
  emptyAtEnd,
  endedAtOnce,
  firstToLeave,
  goneTogether,
  isOfAnotherMeeting,
  leftOpen,
  lonely,
  neverTogether,
  presence,
  returns,
} from './happenings.ts';
import type { Facts } from './findings/model.ts';
import type { Verdict } from './model.ts';
import { isNotTaken, notTakenText, peopleBehind, staleRingingText } from './outcome.ts';
import { goneTogetherText, neverTogetherText, statesText } from './sentences.ts';
import { subjectOf, type Subject } from './subject.ts';

/**
 * One sentence that says how the call went; nothing in it that the fields do not show.
 * @param fetchedAt when the answer was fetched, in milliseconds since 1970 UTC: ongoing calls are described as of then
 */
export function verdictOf(call: Call, fetchedAt: number, t: Translate): string {
  return toldVerdict(subjectOf(call, fetchedAt, t)).text;
}

/** The verdict with its rank, and what it says as data. */
export function toldVerdict(subject: Subject): Verdict {
  for (const { rank, tell } of RANKS) {
    const told = tell(subject);
    if (told) return { rank, facts: {}, ...told };
  }
  return plainVerdict(subject);
}

type Told = { readonly text: string; readonly facts?: Facts } | undefined;

interface Rank {
  readonly rank: Exclude<Verdict['rank'], 'plain'>;
  /** Why it comes before all that follow. */
  readonly why: string;
  readonly tell: (subject: Subject) => Told;
}

/** What matters first: the first that has something to say is the verdict. */
export const RANKS: readonly Rank[] = [
  {
    rank: 'contradicted',
    why: 'Where status and fields deny each other, nothing else that is told can be trusted',
    tell: contradicted,
  },
  {
    rank: 'underWay',
    why: 'What goes on is not decided: who is there now is all that can be said of it',
    tell: underWay,
  },
  {
    rank: 'neverTogether',
    why: 'People who came and never met had no call, however long its fields make it',
    tell: apart,
  },
  { rank: 'nobodyCame', why: 'A call that nobody came to has nothing else to be told of', tell: nobodyCame },
  { rank: 'onlyOneCame', why: 'With one there, all that follows is that one waiting', tell: onlyOneCame },
  { rank: 'endedAtOnce', why: 'People met, and had no time to speak', tell: atOnce },
  {
    rank: 'goneTogether',
    why: 'They spoke, and something took them all at once: it hit more than one',
    tell: allGone,
  },
  {
    rank: 'goneAndBack',
    why: 'One was lost in the middle of it: where there is a log to read',
    tell: cameBack,
  },
  { rank: 'aloneForLong', why: 'One waited; the call as such may have gone well', tell: wasAlone },
  {
    rank: 'someJoined',
    why: 'Somebody is missing, which is ordinary where many are asked',
    tell: someJoined,
  },
  { rank: 'leftFirst', why: 'Nothing went wrong; it may be asked who hung up', tell: leftFirst },
];

/** How the call went on the whole, and after it what is to be said of it. */
function withPoint(subject: Subject, point: string, facts?: Facts): Told {
  const text = subject.t('{0}; {1}', courseOf(subject), point);
  return facts === undefined ? { text } : { text, facts };
}

const keysOf = (people: readonly { readonly key: PersonKey }[]) => people.map(({ key }) => key);

// The status, and what denies it: which of the two is right, nobody knows.

function contradicted(subject: Subject): Told {
  const { call, asOf, t } = subject;
  const stale = staleRingingText(call, asOf, t);
  const contradiction = contradictionOf(call);
  if (contradiction) return { text: contradictionText(subject, contradiction) };
  if (stale !== undefined) return { text: stale };
  return stillOngoing(subject);
}

function contradictionText(subject: Subject, contradiction: Contradiction): string {
  const { call, asOf, nameOf, people, t } = subject;
  const word = markedWord(call);
  switch (contradiction.kind) {
    case 'ended': {
      const seconds = secondsBetween(call.startedAt ?? call.initiatedAt, call.endedAt);
      if (seconds === undefined) return t('Marked as {0}, though it has ended', word);
      return t('Marked as {0}, though it ended after {1}', word, formatDuration(seconds, t));
    }
    case 'started': {
      const seconds = ringOf(call);
      if (seconds === undefined) return t('Marked as {0}, though it started', word);
      return t('Marked as {0}, though it was answered after {1}', word, formatDuration(seconds, t));
    }
    case 'noStart': {
      const ago = isLive(call) ? secondsBetween(call.initiatedAt, asOf) : undefined;
      const sentence =
        ago === undefined
          ? t('Marked as {0}, though it has no start', word)
          : t('Marked as {0}, though it was initiated {1} and has no start', word, agoText(ago, t));
      return people.length > 0 && tellsWhoJoined(call)
        ? t('{0}; {1}', sentence, nobodyText(subject))
        : sentence;
    }
    case 'joined': {
      const [only, another] = contradiction.people;
      return only && !another
        ? t('Marked as {0}, though {1} joined', word, nameOf(only))
        : t('Marked as {0}, though {1} people joined', word, contradiction.people.length);
    }
    case 'length': {
      const length = formatDuration(contradiction.seconds, t);
      if (contradiction.field === 'duration')
        return t('Marked as {0}, though it has a length of {1}', word, length);
      return contradiction.field === 'audio'
        ? t('Marked as {0}, though it has {1} of audio', word, length)
        : t('Marked as {0}, though it has {1} of video', word, length);
    }
    case 'states':
      return statesText(contradiction.people, subject);
  }
}

/** The longest a call is told to be going on, in seconds: more is a call that was never ended, whoever is in it on paper. */
const LONGEST = 24 * 3600;

function stillOngoing(subject: Subject): Told {
  const { call, asOf, joined, people, t } = subject;
  if (call.status !== 'ongoing' || !isLive(call)) return undefined;
  const open = leftOpen(subject);
  const ago = secondsBetween(call.startedAt ?? call.initiatedAt, asOf);
  if (open?.seconds !== undefined) {
    const length = agoText(open.seconds, t);
    return {
      text: isKnownWhole(call)
        ? t('Still marked as ongoing, though the last one left {0}', length)
        : t('Still marked as ongoing, though the last one on the list left {0}', length),
      facts: { seconds: open.seconds },
    };
  }
  if (ago === undefined || ago < LONGEST) return undefined;
  const started =
    call.startedAt === undefined
      ? t('Still marked as ongoing, though it was initiated {0}', agoText(ago, t))
      : t('Still marked as ongoing, though it started {0}', agoText(ago, t));
  const isEmpty = joined.length === 0 && people.length > 0 && tellsWhoJoined(call);
  return { text: isEmpty ? t('{0}; {1}', started, nobodyText(subject)) : started, facts: { seconds: ago } };
}

/** How long ago, to the second unit: `4 d 15 h ago`. */
function agoText(seconds: number, t: Translate): string {
  return t('{0} ago', formatDuration(seconds, t));
}

/** Nobody, where the list is known to be whole; else nobody on it. */
function nobodyText({ call, t }: Subject): string {
  if (isKnownWhole(call)) return isLive(call) ? t('nobody has joined') : t('nobody joined');
  return isLive(call) ? t('nobody on the list has joined') : t('nobody on the list joined');
}

// What goes on, as of the answer.

function underWay(subject: Subject): Told {
  const { call, asOf, t } = subject;
  if (call.status !== 'ongoing' && call.status !== 'initiated') return undefined;
  const isRinging = call.status === 'initiated' && mayRing(call);
  const since = call.status === 'initiated' ? call.initiatedAt : call.startedAt;
  const seconds = secondsBetween(since, asOf) || undefined;
  const length = seconds === undefined ? undefined : formatDuration(seconds, t);
  const facts = seconds === undefined ? {} : { seconds };
  if (isRinging) {
    const rejected = peopleBehind(subject, 'rejected');
    const ringing = length === undefined ? t('Ringing') : t('Ringing for {0}', length);
    if (rejected.length === 0) return { text: ringing, facts };
    const who = peopleText(rejected.map(subject.nameOf), t);
    return { text: t('{0}; {1} rejected it', ringing, who), facts: { ...facts, who: keysOf(rejected) } };
  }
  const sentence =
    call.status === 'initiated'
      ? length === undefined
        ? t('Not started yet')
        : t('Not started yet, initiated {0} ago', length)
      : length === undefined
        ? t('Ongoing')
        : t('Ongoing for {0}', length);
  const there = presenceText(subject);
  return there === undefined
    ? { text: sentence, facts }
    : { text: t('{0}; {1}', sentence, there.text), facts: { ...facts, ...there.facts } };
}

function presenceText(subject: Subject): { readonly text: string; readonly facts: Facts } | undefined {
  const { call, people, t } = subject;
  const there = presence(subject);
  if (!there || (call.status === 'initiated' && there.length === 0)) return undefined;
  const facts = { count: there.length, who: keysOf(there) };
  if (there.length === 0) {
    const text = isKnownWhole(call) ? t('nobody is in it') : t('nobody on the list is in it');
    return { text, facts };
  }
  if (!isCountedWhole(call)) {
    const text =
      there.length === 1
        ? t('1 of the {0} listed is in it', people.length)
        : t('{0} of the {1} listed are in it', there.length, people.length);
    return { text, facts };
  }
  const text = there.length === 1 ? t('1 person is in it') : t('{0} people are in it', there.length);
  return { text, facts };
}

// What came of a call that is over.

function isOver({ status }: Call): boolean {
  return status === 'ended' || status === 'unknown';
}

function apart(subject: Subject): Told {
  const { call, joined } = subject;
  const never = isOver(call) ? neverTogether(subject) : undefined;
  if (!never) return undefined;
  return withPoint(subject, neverTogetherText(subject, never.inMeetings), { who: keysOf(joined) });
}

function nobodyCame(subject: Subject): Told {
  const { call, people, joined, t } = subject;
  if (isNotTaken(call.status)) {
    const behind = peopleBehind(subject, call.status);
    const rejected = call.status === 'rejected' ? [] : peopleBehind(subject, 'rejected');
    const text = notTakenText(subject, call.status);
    if (rejected.length === 0) return { text, facts: { who: keysOf(behind) } };
    const who = peopleText(rejected.map(subject.nameOf), t);
    return { text: t('{0}; {1} rejected it', text, who), facts: { who: keysOf(behind) } };
  }
  if (!isOver(call)) return undefined;
  if (isOfAnotherMeeting(subject)) {
    return withPoint(subject, t('nobody on the list was in it'), { count: 0 });
  }
  if (joined.length > 0 || people.length === 0 || !tellsWhoJoined(call)) return undefined;
  return withPoint(subject, nobodyText(subject), { count: 0 });
}

function onlyOneCame(subject: Subject): Told {
  const { call, people, joined, nameOf, t } = subject;
  const [only, another] = joined;
  if (!isOver(call) || !only || another || !tellsWhoJoined(call)) return undefined;
  // Of one who is listed alone, nothing shows that nobody else was there but a count.
  if (people.length === 1 && !isKnownWhole(call)) return undefined;
  const name = nameOf(only);
  const point = isKnownWhole(call) ? t('only {0} joined', name) : t('only {0} of those listed joined', name);
  return withPoint(subject, point, { who: [only.key], count: 1, of: people.length });
}

function atOnce(subject: Subject): Told {
  const seconds = endedAtOnce(subject);
  return seconds === undefined ? undefined : { text: courseOf(subject), facts: { seconds } };
}

function allGone(subject: Subject): Told {
  const { t } = subject;
  const gone = goneTogether(subject);
  return gone && withPoint(subject, goneTogetherText(gone, t), { seconds: gone.before, count: gone.count });
}

function cameBack(subject: Subject): Told {
  const { call, t } = subject;
  const back = isOver(call) ? returns(subject).filter(({ isNoticed }) => isNoticed) : [];
  const [first, another] = back;
  if (!first) return undefined;
  const who = keysOf(back.map(({ person }) => person));
  if (another) return withPoint(subject, t('{0} people left and came back', back.length), { who });
  const name = subject.nameOf(first.person);
  const length = formatDuration(first.seconds, t);
  const point =
    first.gaps.length === 1
      ? t('{0} was gone for {1}, and came back', name, length)
      : t('{0} left and came back {1} times, gone for {2} in all', name, first.gaps.length, length);
  return withPoint(subject, point, { who, seconds: first.seconds });
}

function wasAlone(subject: Subject): Told {
  const { call, t } = subject;
  const alone = isOver(call) ? lonely(subject) : [];
  const [first, another] = alone.toSorted((a, b) => b.seconds - a.seconds);
  if (!first) return undefined;
  const length = formatDuration(first.seconds, t);
  const facts = { who: keysOf(alone.map(({ person }) => person)), seconds: first.seconds };
  return withPoint(
    subject,
    another
      ? t('{0} people were alone, one of them for {1}', alone.length, length)
      : t('{0} was alone for {1}', subject.nameOf(first.person), length),
    facts,
  );
}

function someJoined(subject: Subject): Told {
  const { call, people, joined, t } = subject;
  if (!isOver(call) || joined.length < 2 || people.length <= joined.length || !tellsWhoJoined(call))
    return undefined;
  const [count, of] = [joined.length, people.length];
  return withPoint(subject, t('{0} of {1} people joined', count, of), { count, of });
}

function leftFirst(subject: Subject): Told {
  const { call, joined, timeline, t } = subject;
  // Of many, who left first says little; of several meetings, nobody is the first to leave all.
  if (!isOver(call) || joined.length !== 2 || timeline?.meetings.length !== 0 || !tellsWhoJoined(call))
    return undefined;
  const first = firstToLeave(subject);
  if (!first) return undefined;
  const [name, length] = [subject.nameOf(first.person), formatDuration(first.seconds, t)];
  const point = first.isBeforeEnd
    ? t('{0} left first, {1} before the end', name, length)
    : t('{0} left first, {1} before the other', name, length);
  return withPoint(subject, point, { who: [first.person.key], seconds: first.seconds });
}

/** Nothing else is to be told of it: how it went, and of more than two, how many joined. */
function plainVerdict(subject: Subject): Verdict {
  const { call, people, joined, t } = subject;
  const course = courseOf(subject);
  const areAll = joined.length > 2 && joined.length === people.length && tellsWhoJoined(call);
  return areAll
    ? {
        rank: 'plain',
        text: t('{0}; {1} people joined', course, joined.length),
        facts: { count: joined.length },
      }
    : { rank: 'plain', text: course, facts: {} };
}

/** How a call that is over went on the whole: how long it rang and lasted, as far as that is known and not denied. */
function courseOf(subject: Subject): string {
  return subject.call.status === 'unknown' ? unknownCourse(subject) : endedCourse(subject);
}

/** How long it rang, where something shows that it did; none in seconds that are whole is not told. */
function ringOf(call: Call): number | undefined {
  return call.mode === 'call' ? ringSeconds(call) || undefined : undefined;
}

function endedCourse(subject: Subject): string {
  const { call, timeline, t } = subject;
  const meetings = timeline?.meetings ?? [];
  if (meetings.length > 1) return meetingsText(meetings, t);
  const ring = ringOf(call);
  const rang = ring === undefined ? undefined : formatDuration(ring, t);
  const atEnd = endedAtOnce(subject);
  if (atEnd !== undefined) return endedAtOnceText(atEnd, rang, t);
  const until = emptyAtEnd(subject);
  const stayed = until && secondsBetween(call.startedAt, until.from);
  if (stayed !== undefined) {
    const length = formatDuration(stayed, t);
    return rang === undefined
      ? t('The last one left {0} after the start', length)
      : t('Answered after {0}, the last one left {1} later', rang, length);
  }
  const talk = talkSeconds(call) || undefined;
  const lasted = talk === undefined ? undefined : formatDuration(talk, t);
  if (rang !== undefined && lasted !== undefined) return t('Answered after {0}, lasted {1}', rang, lasted);
  if (lasted !== undefined) return t('Lasted {0}', lasted);
  return rang === undefined ? t('Ended') : t('Ended; it was answered after {0}', rang);
}

function endedAtOnceText(seconds: number, rang: string | undefined, t: Translate): string {
  const length = formatDuration(seconds, t);
  if (rang === undefined)
    return seconds === 0 ? t('Started and ended in the same second') : t('Ended {0} after the start', length);
  return seconds === 0
    ? t('Answered after {0}, and ended in the same second', rang)
    : t('Answered after {0}, and ended {1} later', rang, length);
}

/** How many meetings there were in a session, and within how long by their own times, where those are all known. */
export function meetingsText(
  meetings: readonly { readonly from: number; readonly to: number; readonly isCertain: boolean }[],
  t: Translate,
): string {
  const from = Math.min(...meetings.map((each) => each.from));
  const to = Math.max(...meetings.map((each) => each.to));
  return meetings.every(({ isCertain }) => isCertain)
    ? t('{0} meetings within {1}', meetings.length, formatDuration(secondsOf([{ from, to }]), t))
    : t('{0} meetings', meetings.length);
}

/** A status that says nothing to this extension takes nothing from what the times say. */
function unknownCourse({ call, asOf, t }: Subject): string {
  const sentence =
    call.rawStatus === undefined
      ? t('CometChat did not report a status for this call')
      : t('Status “{0}”, which this extension does not know', visibleText(call.rawStatus, 60));
  const [ring, talk] = [ringOf(call), talkSeconds(call)];
  const [rang, lasted] = [ring, talk].map((seconds) =>
    seconds === undefined ? undefined : formatDuration(seconds, t),
  );
  if (rang !== undefined && lasted !== undefined)
    return t('{0}; answered after {1}, lasted {2}', sentence, rang, lasted);
  if (lasted !== undefined) return t('{0}; it lasted {1}', sentence, lasted);
  if (rang !== undefined) return t('{0}; answered after {1}', sentence, rang);
  const since = secondsBetween(call.startedAt, asOf);
  if (since !== undefined) return t('{0}; it started {1}', sentence, formatAgo(since, t));
  const ago = secondsBetween(call.initiatedAt, asOf);
  return ago === undefined ? sentence : t('{0}; it was initiated {1}', sentence, formatAgo(ago, t));
}
