import { type NotTaken, notTakenText, rangFor, staleRingingText, STATES_BEHIND } from './outcome.ts';
import {
  asOfAnswer,
  firstToLeave,
  hasJoined,
  mayBeThere,
  meetingIdsOf,
  peopleInState,
  peopleOf,
  type Person,
  presentPeople,
  ringSeconds,
  secondsBetween,
  talkSeconds,
  tellsWhoJoined,
  type Contradiction,
  contradictionOf,
  namesOf,
  peopleText,
  statusWord,
} from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { formatAgo, formatDuration, visibleText } from '../text/index.ts';
import type { Translate } from '../base/index.ts';

/**
 * One sentence that says how the call went; nothing in it that the fields do not show.
 * @param fetchedAt when the answer was fetched, in milliseconds since 1970 UTC: ongoing calls are described as of then
 */
export function verdictOf(call: Call, fetchedAt: number, t: Translate): string {
  const asOf = asOfAnswer(call, fetchedAt);
  const contradiction = contradictionOf(call);
  if (contradiction) return contradictoryVerdict(call, contradiction, t);
  switch (call.status) {
    case 'ended':
      return endedVerdict(call, t);
    case 'ongoing':
      return ongoingVerdict(call, asOf, t);
    case 'initiated':
      return ringingVerdict(call, asOf, t);
    case 'unanswered':
      return withLength(
        rangFor(call),
        notTakenText('unanswered', [], t),
        (length) => t('Nobody answered; it rang for {0}', length),
        t,
      );
    case 'rejected':
      return rejectedVerdict(call, t);
    case 'busy':
      return notTakenText('busy', namesBehind('busy', call, t), t);
    case 'cancelled':
      return cancelledVerdict(call, t);
    case 'unknown':
      return unknownVerdict(call, asOf, t);
  }
}

/** What the status says, and what denies it: which of the two is right, nobody knows. */
function contradictoryVerdict(call: Call, contradiction: Contradiction, t: Translate): string {
  const word = statusWord(call, t);
  switch (contradiction.kind) {
    case 'ended': {
      const seconds = secondsBetween(call.startedAt ?? call.initiatedAt, call.endedAt);
      return withLength(
        seconds,
        t('Marked as {0}, though it has ended', word),
        (length) => t('Marked as {0}, though it ended after {1}', word, length),
        t,
      );
    }
    case 'started':
      return withLength(
        call.mode === 'call' ? ringSeconds(call) : undefined,
        t('Marked as {0}, though it started', word),
        (length) => t('Marked as {0}, though it was answered after {1}', word, length),
        t,
      );
    case 'joined': {
      const [only, another] = contradiction.people;
      return only && !another
        ? t('Marked as {0}, though {1} joined', word, whoIn(call, t)(only))
        : t('Marked as {0}, though {1} people joined', word, contradiction.people.length);
    }
  }
}

/** What to call the people of a call. */
function whoIn(call: Call, t: Translate): (person: Person) => string {
  const names = namesOf(peopleOf(call), t);
  return ({ key }) => names.get(key) ?? '';
}

function ringingVerdict(call: Call, asOf: number, t: Translate): string {
  const stale = staleRingingText(call, asOf, t);
  if (stale !== undefined) return stale;
  const seconds = secondsBetween(call.initiatedAt, asOf) || undefined;
  return withLength(seconds, t('Ringing'), (length) => t('Ringing for {0}', length), t);
}

function endedVerdict(call: Call, t: Translate): string {
  const meetings = meetingIdsOf(call).size;
  const sentence = endedSentence(call, meetings, t);
  if (!tellsWhoJoined(call)) return sentence;
  const people = peopleOf(call);
  const [only, ...others] = people.filter(({ stays }) => stays.some(hasJoined));
  if (!only) return people.length === 0 ? sentence : t('{0}; nobody joined', sentence);
  const joined = others.length + 1;
  if (joined === 1 && people.length > 1) return t('{0}; only {1} joined', sentence, whoIn(call, t)(only));
  if (joined > 2 && people.length > joined)
    return t('{0}; {1} of {2} people joined', sentence, joined, people.length);
  if (joined > 2) return t('{0}; {1} people joined', sentence, joined);
  // Of several meetings, nobody is the first to leave all.
  const first = meetings > 1 ? undefined : firstToLeave(call);
  if (!first) return sentence;
  const before = formatDuration(first.secondsBeforeEnd, t);
  return t('{0}; {1} left first, {2} before the end', sentence, whoIn(call, t)(first.person), before);
}

/** @param meetings how many meetings it was; between them it did not go on */
function endedSentence(call: Call, meetings: number, t: Translate): string {
  const { rang, lasted } = lengthsOf(call, t);
  if (meetings > 1)
    return lasted === undefined || wasUsedBefore(call)
      ? t('{0} meetings', meetings)
      : t('{0} meetings within {1}', meetings, lasted);
  if (rang !== undefined && lasted !== undefined) return t('Answered after {0}, lasted {1}', rang, lasted);
  if (lasted !== undefined) return t('Lasted {0}', lasted);
  return rang === undefined ? t('Ended') : t('Ended; it was answered after {0}', rang);
}

/** Whether its session had people in it who had left when the call started: its times are of the last meeting alone. */
function wasUsedBefore({ participants, startedAt = 0 }: Call): boolean {
  return participants.some((stay) => hasJoined(stay) && (stay.leftAt ?? startedAt) < startedAt);
}

/** How long it rang and lasted, in words, as far as that is known. */
function lengthsOf(call: Call, t: Translate) {
  const [ring, talk] = [ringSeconds(call), talkSeconds(call)];
  return {
    rang: call.mode === 'call' && ring !== undefined ? formatDuration(ring, t) : undefined,
    lasted: talk === undefined ? undefined : formatDuration(talk, t),
  };
}

/** A status that says nothing to this extension takes nothing from what the times say. */
function unknownVerdict(call: Call, asOf: number, t: Translate): string {
  const sentence =
    call.rawStatus === undefined
      ? t('The answer gives no status for this call')
      : t('Status “{0}”, which this extension does not know', visibleText(call.rawStatus, 60));
  const { rang, lasted } = lengthsOf(call, t);
  if (rang !== undefined && lasted !== undefined)
    return t('{0}; answered after {1}, lasted {2}', sentence, rang, lasted);
  if (lasted !== undefined) return t('{0}; it lasted {1}', sentence, lasted);
  if (rang !== undefined) return t('{0}; answered after {1}', sentence, rang);
  const since = secondsBetween(call.startedAt, asOf);
  if (since !== undefined) return t('{0}; it started {1}', sentence, formatAgo(since, t));
  const ago = secondsBetween(call.initiatedAt, asOf);
  return ago === undefined ? sentence : t('{0}; it was initiated {1}', sentence, formatAgo(ago, t));
}

function ongoingVerdict(call: Call, asOf: number, t: Translate): string {
  const present = presentPeople(call).length;
  const seconds = secondsBetween(call.startedAt, asOf) || undefined;
  const sentence = withLength(seconds, t('Ongoing'), (length) => t('Ongoing for {0}', length), t);
  // An answer that lists nobody does not say that nobody is there.
  if (call.participants.length === 0 || call.participants.some(mayBeThere)) return sentence;
  if (present === 0) return t('{0}; nobody is in it', sentence);
  return present === 1
    ? t('{0}; 1 person is in it', sentence)
    : t('{0}; {1} people are in it', sentence, present);
}

/** The names of those who are behind an outcome, as far as the answer shows them. */
function namesBehind(outcome: NotTaken, call: Call, t: Translate): readonly string[] {
  return peopleInState(call, ...STATES_BEHIND[outcome]).map(whoIn(call, t));
}

function rejectedVerdict(call: Call, t: Translate): string {
  const names = namesBehind('rejected', call, t);
  const who = peopleText(names, t);
  return withLength(
    rangFor(call),
    notTakenText('rejected', names, t),
    (length) => (who === '' ? t('Rejected after {0}', length) : t('Rejected by {0} after {1}', who, length)),
    t,
  );
}

function cancelledVerdict(call: Call, t: Translate): string {
  const names = namesBehind('cancelled', call, t);
  const who = peopleText(names, t);
  return withLength(
    rangFor(call),
    notTakenText('cancelled', names, t),
    (length) =>
      who === ''
        ? t('Cancelled after {0} of ringing, before it was answered', length)
        : t('Cancelled by {0} after {1} of ringing, before it was answered', who, length),
    t,
  );
}

function withLength(
  seconds: number | undefined,
  without: string,
  sentence: (length: string) => string,
  t: Translate,
): string {
  return seconds === undefined ? without : sentence(formatDuration(seconds, t));
}
