/** Where a log line stands in a call. Instants are milliseconds since 1970 UTC, lengths seconds. */
import type { TimelineEvent } from './timeline/model.ts';
import type { Call } from '../call/model.ts';
import { peopleOf, personKey, namesOf } from '../call/index.ts';
import { formatDuration } from '../text/index.ts';
import type { LogTime } from '../logTime/model.ts';
import { eventsOf } from './timeline/index.ts';
import type { Translate } from '../base/index.ts';

/** A line's time in milliseconds since 1970 UTC, and how finely it tells it, in seconds. */
type LineMoment = Pick<LogTime, 'instant' | 'precisionSeconds'>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** A line this many seconds before or after a call still belongs to it: clients log until they have hung up. */
const NEAR_SECONDS = 60;
/** The clocks of no two zones differ by more than this many hours. */
const MOST_HOURS = 26;

/**
 * Where a log line stands in a call, from the last event before it, or the next when it is before all:
 * `3.2 s after superhero2 joined`, `41 s after the call ended`, `2 s before it was answered`. The API's times
 * are whole seconds: within less than one the line stands `as superhero2 joined`.
 */
export function describeLogMoment(call: Call, time: LineMoment, t: Translate): string {
  const events = eventsOf(call);
  // A line that tells only its minute is compared with the minutes of the events.
  const step = time.precisionSeconds >= MINUTE ? MINUTE * 1000 : 1;
  const since = (event: TimelineEvent) =>
    (Math.floor(time.instant / step) - Math.floor(event.at / step)) * (step / 1000);
  const event = eventBefore(events, (each) => since(each) >= 0) ?? events[0];
  if (!event) return t('the answer has no time to compare it with');
  const seconds = since(event);
  const who = whoDid(event, call, t);
  const moment =
    Math.abs(seconds) < 1
      ? atEvent(event.kind, who, t)
      : besideEvent(event.kind, who, seconds < 0, length(seconds, time, t), t);
  return step > 1 ? t('about {0}', moment) : moment;
}

/** The last event that is past; once the call has ended nothing that the answer dates later matters more. */
function eventBefore(events: readonly TimelineEvent[], isPast: (event: TimelineEvent) => boolean) {
  const past = events.filter(isPast);
  return past.find(({ kind }) => kind === 'ended') ?? past.at(-1);
}

function length(seconds: number, time: LineMoment, t: Translate): string {
  const amount = Math.abs(seconds);
  return formatDuration(time.precisionSeconds < 1 ? amount : Math.round(amount), t);
}

/** Who joined or left; empty for the rest. */
function whoDid({ person, index }: TimelineEvent, call: Call, t: Translate): string {
  if (!person || index === undefined) return '';
  return namesOf(peopleOf(call), t).get(personKey(person, index)) ?? '';
}

function atEvent(kind: TimelineEvent['kind'], who: string, t: Translate): string {
  switch (kind) {
    case 'initiated':
      return t('as the call was initiated');
    case 'answered':
      return t('as it was answered');
    case 'started':
      return t('as the call started');
    case 'recordingStarted':
      return t('as a recording started');
    case 'joined':
      return t('as {0} joined', who);
    case 'left':
      return t('as {0} left', who);
    case 'recordingEnded':
      return t('as a recording ended');
    case 'transcriptStarted':
      return t('as a transcript started');
    case 'transcriptEnded':
      return t('as a transcript ended');
    case 'ended':
      return t('as the call ended');
  }
}

/** @param amount how long before or after the event, in words */
function besideEvent(
  kind: TimelineEvent['kind'],
  who: string,
  before: boolean,
  amount: string,
  t: Translate,
): string {
  switch (kind) {
    case 'initiated':
      return before
        ? t('{0} before the call was initiated', amount)
        : t('{0} after the call was initiated', amount);
    case 'answered':
      return before ? t('{0} before it was answered', amount) : t('{0} after it was answered', amount);
    case 'started':
      return before ? t('{0} before the call started', amount) : t('{0} after the call started', amount);
    case 'recordingStarted':
      return before
        ? t('{0} before a recording started', amount)
        : t('{0} after a recording started', amount);
    case 'joined':
      return before ? t('{0} before {1} joined', amount, who) : t('{0} after {1} joined', amount, who);
    case 'left':
      return before ? t('{0} before {1} left', amount, who) : t('{0} after {1} left', amount, who);
    case 'recordingEnded':
      return before ? t('{0} before a recording ended', amount) : t('{0} after a recording ended', amount);
    case 'transcriptStarted':
      return before
        ? t('{0} before a transcript started', amount)
        : t('{0} after a transcript started', amount);
    case 'transcriptEnded':
      return before ? t('{0} before a transcript ended', amount) : t('{0} after a transcript ended', amount);
    case 'ended':
      return before ? t('{0} before the call ended', amount) : t('{0} after the call ended', amount);
  }
}

/**
 * By how much a file's clock plainly disagrees with a call: whole hours, else half or quarter hours as zones
 * have them, of which exactly one puts the line into the call or within a minute of it.
 * @returns seconds to add to the file's times, on top of what was added to this one; undefined when the line
 * states its zone, stands near the call as it is, or when none or several amounts would fit
 */
export function suggestClockOffset(call: Call, time: LogTime): number | undefined {
  const events = eventsOf(call);
  const [first, last] = [events[0], events.at(-1)];
  if (time.zone === 'stated' || !first || !last) return undefined;
  const from = first.at - NEAR_SECONDS * 1000;
  // A line that tells only its minute may be from any second of it.
  const to = last.at + NEAR_SECONDS * 1000;
  const latest = (time.precisionSeconds - 1) * 1000;
  const fits = (offset: number) => {
    const instant = time.instant + offset * 1000;
    return instant <= to && instant + Math.max(0, latest) >= from;
  };
  if (fits(0)) return undefined;
  for (const step of [HOUR, HOUR / 2, HOUR / 4]) {
    const most = (MOST_HOURS * HOUR) / step;
    const fitting = Array.from({ length: 2 * most + 1 }, (_, index) => (index - most) * step).filter(fits);
    if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : undefined;
  }
  return undefined;
}
