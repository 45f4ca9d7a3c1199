/** Where a log line stands in a call. Instants are milliseconds since 1970 UTC, lengths seconds. */
import type { TimelineEvent } from './timeline/model.ts';
import type { Call } from '../call/model.ts';
import { peopleOf, peopleText, personKey, namesOf } from '../call/index.ts';
import { formatDuration, listText } from '../text/index.ts';
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
 * are whole seconds: within less than one the line stands `as superhero2 joined`. A line that tells only its minute
 * is compared with the minutes of the events, and stands in that of all that happened in it.
 */
export function describeLogMoment(call: Call, time: LineMoment, t: Translate): string {
  const events = eventsOf(call);
  const step = time.precisionSeconds >= MINUTE ? MINUTE * 1000 : 1;
  const since = (event: TimelineEvent) =>
    (Math.floor(time.instant / step) - Math.floor(event.at / step)) * (step / 1000);
  const within = step > 1 ? events.filter((event) => since(event) === 0) : [];
  if (within.length > 0) return t('in the minute in which {0}', happenings(within, call, t));
  const event = eventBefore(events, (each) => since(each) >= 0) ?? events[0];
  if (!event) return t('CometChat did not report a time to compare it with');
  const seconds = since(event);
  const who = whoDid(event, call, t);
  const moment =
    Math.abs(seconds) < 1
      ? t('as {0}', happening(event.kind, who, t))
      : seconds < 0
        ? t('{0} before {1}', length(seconds, time, t), happening(event.kind, who, t))
        : t('{0} after {1}', length(seconds, time, t), happening(event.kind, who, t));
  return step > 1 ? t('about {0}', moment) : moment;
}

/** What happened, in order: `the call was initiated and answered, and a and b joined`. */
function happenings(events: readonly TimelineEvent[], call: Call, t: Translate): string {
  const byKind = Map.groupBy(events, ({ kind }) => kind);
  const parts = [...byKind].map(([kind, same]) => {
    const who = peopleText([...new Set(same.map((event) => whoDid(event, call, t)))], t);
    return happening(kind, who, t);
  });
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return last;
  if (parts.length === 2) return t('{0} and {1}', parts[0] ?? '', last);
  return t('{0}, and {1}', listText(parts.slice(0, -1), t), last);
}

function happening(kind: TimelineEvent['kind'], who: string, t: Translate): string {
  switch (kind) {
    case 'initiated':
      return t('the call was initiated');
    case 'answered':
      return t('it was answered');
    case 'started':
      return t('the call started');
    case 'recordingStarted':
      return t('a recording started');
    case 'joined':
      return t('{0} joined', who);
    case 'left':
      return t('{0} left', who);
    case 'recordingEnded':
      return t('a recording ended');
    case 'transcriptStarted':
      return t('a transcript started');
    case 'transcriptEnded':
      return t('a transcript ended');
    case 'ended':
      return t('the call ended');
  }
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
