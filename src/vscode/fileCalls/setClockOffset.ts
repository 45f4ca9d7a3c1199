/** Asks how the clock of a log is to be corrected. */
import type { LogLine } from '../../core/logTime/index.ts';
import { formatSignedDuration, withoutIcons } from '../../core/text/index.ts';
import type { SuggestedOffset } from '../../core/webhook/index.ts';
import { ArgumentError, pickOne, askText, t } from '../platform/index.ts';
import { type Correction, type LogClocks, MAX_OFFSET_SECONDS, NO_CORRECTION } from './logClocks.ts';
import type { Subject } from './model.ts';

/** What a caller may give of a correction. */
export interface GivenOffset {
  readonly offsetSeconds?: number | undefined;
  /** Whether only times that state no zone are meant. */
  readonly withoutZone: boolean;
}

/** Something that happened at a known time, which may be what a line tells of. */
export interface KnownEvent {
  /** In milliseconds since 1970 UTC. */
  readonly at: number;
  readonly text: string;
  /** Of which call it is, or how it is known. */
  readonly source: string;
}

/** What the clock of a file can be set by. */
export interface KnownTimes {
  /** The line with the cursor; undefined where there is none that tells a time. */
  readonly line:
    | {
        /** From 0. */
        readonly number: number;
        /** Its time as it is corrected now; of one without a date, near an instant. */
        readonly timeNear: (near: number) => Pick<LogLine, 'instant' | 'precisionSeconds'> | undefined;
      }
    | undefined;
  /** Of the calls that are known in the file. */
  readonly events: readonly KnownEvent[];
  /** What to add, by webhook events in the file, to its times as they are corrected now. */
  readonly suggested: SuggestedOffset | undefined;
}

/** More are not listed: the nearest are. */
const MOST_EVENTS = 200;

/**
 * Corrects the times of a file. Throws ArgumentError for more than {@link MAX_OFFSET_SECONDS}.
 * @param given what is asked for where it has no offset
 * @param known asked for then: what the clock can be set by; undefined when the user gives up meanwhile
 * @returns how they are corrected now, in words; undefined when the user chose nothing
 */
export async function setClockOffset(
  subject: Subject,
  { offsetSeconds: wanted, withoutZone }: GivenOffset,
  clocks: LogClocks,
  known: () => Promise<KnownTimes | undefined>,
): Promise<string | undefined> {
  const current = clocks.correctionOf(subject.uri);
  const field = withoutZone ? 'zoneOffsetSeconds' : 'offsetSeconds';
  if (wanted !== undefined && Math.abs(wanted) > MAX_OFFSET_SECONDS)
    throw new ArgumentError(
      t(
        'The argument “{0}” must be between {1} and {2}.',
        'offsetSeconds',
        -MAX_OFFSET_SECONDS,
        MAX_OFFSET_SECONDS,
      ),
    );
  const chosen =
    wanted === undefined
      ? await askCorrection(subject, current, clocks, await known())
      : { ...current, [field]: wanted };
  if (!chosen) return undefined;
  await clocks.correct(subject.uri, chosen);
  return clocks.correctionText(subject.uri) ?? t('log times as they are written');
}

/** Asks what is to be corrected, and by how much; to clear it is one of the choices. */
async function askCorrection(
  subject: Subject,
  current: Correction,
  clocks: LogClocks,
  known: KnownTimes | undefined,
): Promise<Correction | undefined> {
  if (!known) return undefined;
  const title = t('Correct Log Times of {0}', subject.name);
  const fields = [
    {
      label: t('Times Without a Zone…'),
      description: currently(current.zoneOffsetSeconds),
      detail: t('for a log that was written in another zone; times that state theirs stay as they are'),
      field: 'zoneOffsetSeconds' as const,
    },
    {
      label: t('All Times…'),
      description: currently(current.offsetSeconds),
      detail: t('for a log whose clock was wrong'),
      field: 'offsetSeconds' as const,
    },
  ];
  const correction = clocks.correctionText(subject.uri);
  const clear = {
    label: t('Clear the Correction'),
    description: correction ?? '',
    detail: t('times as they are written'),
    field: undefined,
  };
  const suggested = suggestionOf(known, current);
  const choices = choicesFor(known, current);
  const byLine = known.line &&
    choices.length > 0 && {
      label: t('Line {0} Is When…', known.line.number + 1),
      description: t('{0} events', choices.length),
      detail: t('for all times, by what happened in a call of this file'),
      field: 'byLine' as const,
    };
  const items = [suggested, byLine, ...fields, correction !== undefined && clear];
  const picked = await pickOne({
    title,
    placeholder: t('Which times are to be corrected?'),
    items: items.filter((item) => item !== undefined && item !== false),
  });
  if (!picked) return undefined;
  const { field } = picked;
  if (field === undefined) return NO_CORRECTION;
  if (typeof field === 'number') return { ...current, offsetSeconds: field };
  if (field === 'byLine') {
    const event = await pickOne({
      title,
      placeholder: t('What happened when line {0} was written?', (known.line?.number ?? 0) + 1),
      items: choices,
    });
    return event && { ...current, offsetSeconds: event.offsetSeconds };
  }
  const offset = await askOffset(title, current[field]);
  return offset === undefined ? undefined : { ...current, [field]: offset };
}

/** What webhook events say of the clock. */
function suggestionOf({ suggested }: KnownTimes, { offsetSeconds }: Correction) {
  const field = offsetSeconds + (suggested?.seconds ?? 0);
  if (!suggested || Math.abs(field) > MAX_OFFSET_SECONDS) return undefined;
  const { agree, of } = suggested;
  return {
    label: t('All Times by {0}', writeOffset(field)),
    description: t('suggested'),
    detail: t('so {0} of {1} webhook events in this log stand where they happened', agree, of),
    field,
  };
}

/** What the line may tell of, the nearest first, each with the offset by which it does. */
function choicesFor({ line, events }: KnownTimes, { offsetSeconds }: Correction) {
  if (!line) return [];
  return events
    .flatMap(({ at, text, source }) => {
      const time = line.timeNear(at);
      if (!time) return [];
      // A line that tells only its minute is from any second of it.
      const step = time.precisionSeconds >= 60 ? 60 : 1;
      const seconds = Math.round((at - time.instant) / 1000 / step) * step;
      const offset = offsetSeconds + seconds;
      return Math.abs(offset) > MAX_OFFSET_SECONDS ? [] : [{ seconds, offset, text, source }];
    })
    .toSorted((a, b) => Math.abs(a.seconds) - Math.abs(b.seconds))
    .slice(0, MOST_EVENTS)
    .map(({ offset, text, source }) => ({
      label: withoutIcons(text),
      description: offset === 0 ? t('as it is written') : writeOffset(offset),
      detail: withoutIcons(source),
      offsetSeconds: offset,
    }));
}

function currently(seconds: number): string {
  return seconds === 0 ? '' : formatSignedDuration(seconds, t);
}

async function askOffset(title: string, current: number): Promise<number | undefined> {
  const entered = await askText({
    title,
    prompt: t('What to add to them, such as +2:00, -0:30 or +0:00:07; 0 adds nothing'),
    value: writeOffset(current),
    selectValue: true,
    check: (value) =>
      readOffset(value) === undefined ? { error: t('Enter hours and minutes, such as +2:00.') } : undefined,
  });
  return typeof entered === 'string' ? readOffset(entered) : undefined;
}

function readOffset(text: string): number | undefined {
  const match = /^([+\-−]?)(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, hours, minutes, seconds] = match;
  const amount = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return amount > MAX_OFFSET_SECONDS ? undefined : sign === '' || sign === '+' ? amount : -amount;
}

function writeOffset(seconds: number): string {
  const amount = Math.abs(seconds);
  const tail = amount % 60 === 0 ? '' : `:${twoDigits(amount % 60)}`;
  return `${seconds < 0 ? '-' : '+'}${Math.floor(amount / 3600)}:${twoDigits((amount % 3600) / 60)}${tail}`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
