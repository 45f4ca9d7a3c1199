import type { Call } from '../call/model.ts';
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
import { verdictOf } from './verdict.ts';

/** What a summary of a call is written with. */
interface SummaryContext {
  readonly time: TimeFormat;
  readonly t: Translate;
  /** When the call was fetched, in milliseconds since 1970 UTC. */
  readonly fetchedAt: number;
  readonly connectionName: string | undefined;
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
  const { t, fetchedAt, connectionName } = context;
  const facts = [
    typeWord(call.type, t),
    partiesOf(call, 40),
    statusWord(call, t),
    connectionName && visibleText(connectionName, 40),
  ];
  const when = joinParts(whenOf(call, context), asOf(call, context));
  const lines = [verdictOf(call, fetchedAt, t), joinParts(...facts), when, whoOf(call, context)];
  return lines.filter((line) => line !== undefined).filter((line) => line !== '');
}

function whenOf(call: Call, { time, t }: SummaryContext): string | undefined {
  const from = call.startedAt ?? call.initiatedAt;
  if (from === undefined) return undefined;
  const { endedAt } = call;
  if (endedAt !== undefined && endedAt >= from) return time.range(from, endedAt);
  return call.startedAt === undefined
    ? t('initiated {0}', time.dateTime(from))
    : t('since {0}', time.dateTime(from));
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

/**
 * `superhero2 joined +5 s, left at the end`: times count from the start of the call. Who came more than once came
 * first, and left last, on any device; while one of the stays goes on, nothing is said of leaving.
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
  if (isLive(call) && stays.some(isStillThere)) return t('{0}, still in', came);
  const last = stays.some((stay) => isUncertain(stay) || mayBeThere(stay)) ? undefined : lastLeave(stays);
  if (last === undefined || origin === undefined) return came;
  return last === call.endedAt ? t('{0}, left at the end', came) : t('{0}, left {1}', came, offset(last));
}

/** How a call went in a few words, for a line in a list: `ended · 19 s`. */
export function briefOf(call: Call, t: Translate): string {
  const talk = call.startedAt === undefined ? undefined : talkSeconds(call);
  return joinParts(statusWord(call, t), talk === undefined ? undefined : formatDuration(talk, t));
}
