import type { Call, Participant } from '../call/model.ts';
import {
  attendanceOfAll,
  hasJoined,
  isKnownWhole,
  isLive,
  isStillThere,
  isUncertain,
  lastLeave,
  mayBeThere,
  mayStillJoin,
  peopleOf,
  type Person,
  talkSeconds,
  partiesOf,
  namesOf,
  statusWord,
  typeWord,
} from '../call/index.ts';
import {
  formatDuration,
  formatSignedDuration,
  type TimeFormat,
  joinParts,
  visibleText,
  ticketCode,
  ticketText,
} from '../text/index.ts';
import type { Translate } from '../base/index.ts';
import { findingsOf } from './findings/index.ts';
import type { FindingContext, FindingKind } from './findings/model.ts';
import type { VerdictRank } from './model.ts';
import { subjectOf } from './subject.ts';
import { toldVerdict, verdictOf } from './verdict.ts';

/** What a summary of a call is written with. */
interface SummaryContext {
  readonly time: TimeFormat;
  readonly t: Translate;
  /** When the call was fetched, in milliseconds since 1970 UTC. */
  readonly fetchedAt: number;
  readonly connectionName: string | undefined;
  /** What was asked for: with it, a finding that is worth a look comes before the verdict. */
  readonly asked?: Pick<FindingContext, 'sessionId' | 'appId' | 'region'>;
  /** What was told before: the region and app, which are told here where this is given, and an instant of the call. */
  readonly beside?: {
    /** Such as `us` and `app 31780434a95d45`; empty where they were told. */
    readonly app: readonly string[];
    /** In milliseconds since 1970 UTC. */
    readonly instant: number | undefined;
  };
}

/** In UTF-16 code units: the longest session id, and more than any line has but of an odd answer. */
const LONGEST = { line: 2_000, sessionId: 520 } as const;

/** A summary for a ticket or a chat, as Markdown in which no text of strangers is markup. */
export function summaryMarkdown(call: Call, context: SummaryContext): string {
  const [verdict = '', ...rest] = summaryOf(call, context).map((line) => ticketText(line, LONGEST.line));
  const lines = [`**${verdict}**`, ...rest, ticketCode(call.sessionId, LONGEST.sessionId)];
  return `${lines.filter((line) => line !== '').join('  \n')}\n`;
}

/** How many people a summary names before it only counts. */
const NAMED_PEOPLE = 3;

/**
 * A call in at most four lines: verdict; type, parties, status, connection; when, and as of when where that may
 * have changed since; who came and went.
 */
export function summaryOf(call: Call, context: SummaryContext): readonly string[] {
  const { t, connectionName } = context;
  const facts = [
    typeWord(call.type, t),
    partiesOf(call, 40),
    statusWord(call, t),
    connectionName && visibleText(connectionName, 40),
    ...(context.beside?.app ?? []),
  ];
  const when = joinParts(whenOf(call, context), asOf(call, context));
  const lines = [ledVerdict(call, context), joinParts(...facts), when, whoOf(call, context)];
  return lines.filter((line) => line !== undefined).filter((line) => line !== '');
}

/** Findings that a verdict tells in words of its own. */
const TOLD: Readonly<Partial<Record<VerdictRank, readonly FindingKind[]>>> = {
  contradicted: ['statusDisagrees', 'nobodyLeft', 'ringingForLong', 'ongoingForLong', 'noStart'],
  underWay: ['nobodyLeft', 'ringingForLong', 'ongoingForLong'],
  neverTogether: ['neverTogether'],
  nobodyCame: ['nobodyAnswered', 'rejected', 'busy', 'cancelled', 'neverJoined', 'otherMeeting'],
  onlyOneCame: ['neverJoined', 'aloneForLong'],
  endedAtOnce: ['endedAtOnce'],
  goneTogether: ['goneTogether'],
  goneAndBack: ['rejoined'],
  aloneForLong: ['aloneForLong'],
  someJoined: ['neverJoined'],
  leftFirst: ['leftEarly'],
};

/** The verdict, after the gravest finding where that is worth a look and the verdict does not begin with it. */
function ledVerdict(call: Call, { fetchedAt, t, asked }: SummaryContext): string {
  if (!asked) return verdictOf(call, fetchedAt, t);
  const { rank, text } = toldVerdict(subjectOf(call, fetchedAt, t));
  const [worst] = findingsOf(call, { ...asked, asOf: fetchedAt, t });
  if (!worst || worst.severity === 'info' || text.startsWith(worst.message)) return text;
  const point = t('{0}; {1}', '', worst.message);
  if (text.endsWith(point)) return t('{0}. {1}', worst.message, text.slice(0, -point.length));
  return TOLD[rank]?.includes(worst.kind) ? text : t('{0}. {1}', worst.message, text);
}

function whenOf(call: Call, { time, t, beside }: SummaryContext): string | undefined {
  const from = call.startedAt ?? call.initiatedAt;
  if (from === undefined) return undefined;
  const { endedAt } = call;
  const told = beside?.instant;
  const date = told === undefined ? '' : time.onDate(time.date(told), '');
  const short = (text: string) => (date !== '' && text.startsWith(date) ? text.slice(date.length) : text);
  if (endedAt !== undefined && endedAt >= from) return short(time.range(from, endedAt));
  if (call.startedAt !== undefined) return t('since {0}', short(time.dateTime(from)));
  return from === told ? undefined : t('initiated {0}', short(time.dateTime(from)));
}

/** When it was fetched, for a call that may not be over: what is said of it ages. */
function asOf({ status }: Call, { time, t, fetchedAt }: SummaryContext): string | undefined {
  return status === 'initiated' || status === 'ongoing' || status === 'unknown'
    ? t('fetched {0}', time.dateTime(fetchedAt))
    : undefined;
}

function whoOf(call: Call, { t }: SummaryContext): string | undefined {
  const people = peopleOf(call);
  const byAttendance = Map.groupBy(people, ({ stays }) => attendanceOfAll(stays));
  const joinedPeople = byAttendance.get('joined') ?? [];
  const absent = byAttendance.get('notJoined') ?? [];
  if (people.length === 0) return undefined;
  const open = mayStillJoin(call);
  if (absent.length === people.length) return nobody(call, open, t);
  const names = namesOf(people, t, 40);
  const named = joinedPeople
    .slice(0, NAMED_PEOPLE)
    .map((person) => comingAndGoing(call, person, names.get(person.key) ?? '', t));
  const more = joinedPeople.length - named.length;
  const unclear = people.length - joinedPeople.length - absent.length;
  return joinParts(
    ...named,
    more > 0 ? t('and {0} more', more) : undefined,
    absent.length > 0 ? absence(absent.length, open, t) : undefined,
    unclear > 0 ? t('{0} may have joined', unclear) : undefined,
  );
}

/** Nobody, where the list is known to be whole; else nobody on it. */
function nobody(call: Call, open: boolean, t: Translate): string {
  if (isKnownWhole(call)) return open ? t('nobody joined yet') : t('nobody joined');
  return open ? t('nobody on the list joined yet') : t('nobody on the list joined');
}

function absence(people: number, open: boolean, t: Translate): string {
  return open ? t('{0} not joined yet', people) : t('{0} never joined', people);
}

/** Who was gone more often is only said to have been. */
const TOLD_GAPS = 2;

/**
 * `superhero2 joined +5 s, left +6 min 31 s, back +8 min 33 s until the end`: times count from the start of the call.
 * Who came more than once came first, and left last, on any device; while one of the stays goes on, nothing is said of
 * leaving for good.
 */
function comingAndGoing(call: Call, { stays }: Person, name: string, t: Translate): string {
  const joined = stays.filter(hasJoined);
  const isUndated = joined.some(({ joinedAt }) => joinedAt === undefined);
  const first = isUndated ? undefined : joined[0]?.joinedAt;
  const origin = call.startedAt ?? call.initiatedAt;
  const offset = (instant: number) => formatSignedDuration((instant - (origin ?? instant)) / 1000, t);
  const came =
    first === undefined || origin === undefined
      ? t('{0} joined', name)
      : t('{0} joined {1}', name, offset(first));
  const gaps = first === undefined || origin === undefined ? [] : gapsBetween(stays);
  const text =
    gaps.length > TOLD_GAPS
      ? t('{0}, left and came back {1} times', came, gaps.length)
      : gaps.reduce((so, { from, to }) => t('{0}, left {1}, back {2}', so, offset(from), offset(to)), came);
  if (isLive(call) && stays.some(isStillThere)) return t('{0}, still in', text);
  const last = stays.some((stay) => isUncertain(stay) || mayBeThere(stay)) ? undefined : lastLeave(stays);
  if (last === undefined || origin === undefined) return text;
  if (last !== call.endedAt) return t('{0}, left {1}', text, offset(last));
  if (gaps.length === 0) return t('{0}, left at the end', text);
  return gaps.length > TOLD_GAPS ? t('{0}, there until the end', text) : t('{0} until the end', text);
}

/** When somebody was gone between two stays, by entries of which none leaves open whether they were there. */
function gapsBetween(
  stays: readonly Participant[],
): readonly { readonly from: number; readonly to: number }[] {
  if (stays.some((stay) => isUncertain(stay))) return [];
  const gaps: { readonly from: number; readonly to: number }[] = [];
  let until: number | undefined;
  for (const stay of stays.filter(hasJoined)) {
    const { joinedAt, leftAt = Number.POSITIVE_INFINITY } = stay;
    if (joinedAt === undefined) return [];
    if (until !== undefined && joinedAt > until) gaps.push({ from: until, to: joinedAt });
    const end = mayBeThere(stay) ? Number.POSITIVE_INFINITY : leftAt;
    until = Math.max(until ?? end, end);
  }
  return gaps;
}

/** How a call went in a few words, for a line in a list: `ended · 19 s`. */
export function briefOf(call: Call, t: Translate): string {
  const talk = call.startedAt === undefined ? undefined : talkSeconds(call);
  return joinParts(statusWord(call, t), talk === undefined ? undefined : formatDuration(talk, t));
}
