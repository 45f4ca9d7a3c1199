/** Filters as text: described for a reader, and the parts that are typed, read and written. */
import { joinParts, listText, type TimeFormat, visibleText } from '../text/index.ts';
import type { Translate } from '../base/index.ts';
import { modeWord, statusWord, typeWord } from '../call/index.ts';
import { instantsOf } from '../logTime/index.ts';
import { boundsOf } from './filter.ts';
import { type CallFilter, MOST_LAST, MOST_PEOPLE, type TimeRange } from './model.ts';

/** A filter in a few words, such as `video · ended · with recording · last 24 h`; one that asks nothing is `all calls`. */
export function describeFilter(filter: CallFilter, t: Translate, time: TimeFormat): string {
  const words = joinParts(
    typeWord(filter.type, t),
    modeOf(filter, t),
    receiverOf(filter, t),
    filter.statuses &&
      listText(
        filter.statuses.map((status) => statusWord({ status, rawStatus: status }, t)),
        t,
      ),
    filter.uid === undefined ? undefined : t('with {0}', visibleText(filter.uid, 40)),
    participantsOf(filter.participants, t),
    mediaOf(filter.hasRecording, t('with recording'), t('without recording')),
    mediaOf(filter.hasTranscription, t('with transcript'), t('without transcript')),
    filter.time && rangeOf(filter.time, t, time),
  );
  return words === '' ? t('all calls') : words;
}

/** The mode alone: `call` says only that it is no meeting and no presentation. */
function modeOf({ mode }: CallFilter, t: Translate): string | undefined {
  if (mode === 'call') return t('calls that ring');
  return mode && modeWord({ mode, receiverType: undefined }, t);
}

function receiverOf({ receiverType }: CallFilter, t: Translate): string | undefined {
  if (receiverType === 'group') return t('to a group');
  return receiverType === 'user' ? t('to a user') : undefined;
}

function participantsOf(bounds: CallFilter['participants'], t: Translate): string | undefined {
  const { min, max } = bounds ?? {};
  if (min === undefined) return max === undefined ? undefined : t('at most {0} in it', max);
  if (max === undefined) return t('at least {0} in it', min);
  return min === max ? t('{0} in it', min) : t('{0}–{1} in it', min, max);
}

function mediaOf(wanted: boolean | undefined, having: string, lacking: string): string | undefined {
  if (wanted === undefined) return undefined;
  return wanted ? having : lacking;
}

function rangeOf(range: TimeRange, t: Translate, time: TimeFormat): string | undefined {
  if (range.kind === 'last') {
    if (range.unit === 'hours') return t('last {0} h', range.amount);
    return range.amount === 1 ? t('last day') : t('last {0} days', range.amount);
  }
  const { from, to } = range;
  if (from === undefined) return to === undefined ? undefined : t('until {0}', time.dateTime(to));
  return to === undefined ? t('since {0}', time.dateTime(from)) : time.range(from, to);
}

type Participants = NonNullable<CallFilter['participants']>;

/** Reads `3`, `2-5`, `3+` or `-5`: so many, from so many to so many, at least or at most so many; undefined for others. */
export function readParticipants(text: string): Participants | undefined {
  const match = /^(?:(\d{1,4})|(\d{1,4})?\s*[-–]\s*(\d{1,4})|(\d{1,4})\s*\+)$/.exec(text.trim());
  if (!match) return undefined;
  const [, exact, from, to, atLeast] = match.map((part) => (part === undefined ? undefined : Number(part)));
  const min = exact ?? from ?? atLeast;
  const max = exact ?? to;
  if ((min ?? 0) > (max ?? MOST_PEOPLE) || (max ?? 0) > MOST_PEOPLE) return undefined;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** The text that is read as these bounds. */
export function writeParticipants({ min, max }: Participants): string {
  if (max === undefined) return min === undefined ? '' : `${min}+`;
  if (min === undefined) return `-${max}`;
  return min === max ? String(min) : `${min}-${max}`;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * Reads `36 h`, `10 d`, `2023-08-18`, or `2023-08-18 14:00 – 2023-08-19`, either side of which may be left out, in an IANA
 * time zone; days end with their last moment. Undefined for what is none, or ends before it begins.
 */
export function readTimeRange(text: string, timeZone: string): TimeRange | undefined {
  const last = /^(\d{1,5})\s*(h|d)$/i.exec(text.trim());
  if (last) {
    const [amount, unit] = [Number(last[1]), last[2]?.toLowerCase() === 'h' ? 'hours' : 'days'] as const;
    return amount < 1 || amount > MOST_LAST[unit] ? undefined : { kind: 'last', amount, unit };
  }
  // No run of spaces in the pattern: of many, each would be tried as the beginning of one.
  const sides = text.split(/–|\s-\s|\.\./).map((side) => side.trim());
  if (sides.length > 2 || sides.every((side) => side === '')) return undefined;
  const [first = '', second = first] = sides;
  const from = first === '' ? undefined : readMoment(first, timeZone);
  const to = second === '' ? undefined : readMoment(second, timeZone);
  if ((first !== '' && !from) || (second !== '' && !to)) return undefined;
  if (from && to && from.from > to.to) return undefined;
  return { kind: 'between', ...(from ? { from: from.from } : {}), ...(to ? { to: to.to } : {}) };
}

/** A day, a minute or a second from its first to its last moment, in milliseconds since 1970 UTC. */
function readMoment(
  text: string,
  timeZone: string,
): { readonly from: number; readonly to: number } | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1)
    .map((part: string | undefined) => (part ?? '0').padStart(2, '0'));
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const wall = Date.parse(iso);
  // 30 February is read as a day in March.
  if (Number.isNaN(wall) || new Date(wall).toISOString() !== iso) return undefined;
  const length = match[4] === undefined ? DAY : match[6] === undefined ? MINUTE : 1000;
  const [from] = instantsOf(wall, timeZone);
  const [next] = instantsOf(wall + length, timeZone);
  return from < 0 ? undefined : { from, to: next - 1 };
}

/** The text that is read as a time range, to the second. */
export function writeTimeRange(range: TimeRange, wallTime: (instant: number) => number): string {
  if (range.kind === 'last') return `${range.amount} ${range.unit === 'hours' ? 'h' : 'd'}`;
  const { from, to } = boundsOf(range, 0);
  const written = (instant: number | undefined) =>
    instant === undefined ? '' : new Date(wallTime(instant)).toISOString().slice(0, 19).replace('T', ' ');
  return `${written(from)} – ${written(to)}`.trim();
}
