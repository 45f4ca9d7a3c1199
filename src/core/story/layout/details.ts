import type { BarShape, PlannedBar, Writing } from './model.ts';
import { listText, type TimeFormat, visibleText } from '../../text/index.ts';
import { lengthText } from '../timeline/index.ts';
import { markParts } from '../../logLanes/index.ts';
import type { LaneMark } from '../../logLanes/model.ts';
import type { Translate } from '../../base/index.ts';
import { MOST_LETTERS } from './rows.ts';

/**
 * All there is to say of a bar, in parts: what or who it is, who was together, from when to when, how long, on which
 * device, in which meeting, and which of its ends is not known. Each part may be a text from outside, with every
 * character visible.
 */
export function barDetails(
  bar: PlannedBar & Partial<Pick<BarShape, 'beyond'>>,
  { time, t }: Writing,
): readonly string[] {
  if (bar.kind === 'logLine') return [t('Log line'), time.dateTime(bar.from), ...(bar.who ? [bar.who] : [])];
  if (bar.mark) return markDetails(bar, bar.mark, time, t);
  const parts = [
    titleOf(bar, t),
    companyOf(bar, t),
    whenOf(bar, time, t),
    lengthOf(bar, t),
    bar.device,
    bar.meeting === undefined ? undefined : t('meeting {0}', bar.meeting),
    ...edgesOf(bar, t),
  ];
  return parts.filter((part) => part !== undefined);
}

function markDetails(
  { who = '', beyond }: Parameters<typeof barDetails>[0],
  mark: LaneMark,
  time: TimeFormat,
  t: Translate,
): readonly string[] {
  return [
    who,
    time.dateTime(mark.at),
    ...(beyond === 'before' ? [t('before what is drawn')] : []),
    ...(beyond === 'after' ? [t('after what is drawn')] : []),
    ...markParts(mark, t),
  ];
}

/** Of more than two people, not all were there all the time. */
function companyOf({ names }: PlannedBar, t: Translate): string | undefined {
  if (!names || names.length < 3) return names && listText(names, t);
  return t('two or more of {0}', listText(names, t));
}

/** An instant that is only where a bar is drawn to is not told as if it were known. */
function whenOf({ from, to, start, end }: PlannedBar, time: TimeFormat, t: Translate): string {
  if (start === 'known' && end !== 'known')
    return end === 'ongoing' ? t('since {0}', time.dateTime(from)) : t('from {0}', time.dateTime(from));
  if (start !== 'known' && end === 'known') return t('until {0}', time.dateTime(to));
  return time.range(from, to);
}

/** How long it was, or may have been; undefined where nothing is known of it. */
function lengthOf(bar: PlannedBar, t: Translate): string | undefined {
  return lengthText(bar, bar.start === 'unknown' || bar.end === 'unknown' ? 'atMost' : bar.bound, t);
}

function titleOf({ kind, who = '', uid, number = 0 }: PlannedBar, t: Translate): string {
  switch (kind) {
    case 'ringing':
      return t('Ringing');
    case 'talking':
      // Between meetings nobody talked.
      return number > 1 ? t('{0} meetings', number) : t('Talking');
    case 'meeting':
      return t('Meeting {0}', number);
    case 'logLine':
    case 'mark':
      return t('Log line');
    case 'stay':
    case 'presence':
      return withUid(who, uid, t);
    case 'together':
      return t('Together');
    case 'gap':
      return who === '' ? t('Not recorded') : t('{0} away', who);
    case 'alone':
      return t('{0} alone', who);
    case 'recording':
      return t('Recording {0}', number);
    case 'transcript':
      return t('Transcript {0}', number);
  }
}

function withUid(who: string, uid: string | undefined, t: Translate): string {
  const shown = visibleText(uid ?? '', MOST_LETTERS);
  return shown === '' || shown === who ? who : t('{0} ({1})', who, shown);
}

function edgesOf({ kind, start, end }: PlannedBar, t: Translate): readonly (string | undefined)[] {
  const isStay = kind === 'stay';
  return [
    start === 'known' ? undefined : isStay ? t('time of joining not known') : t('start not known'),
    end === 'ongoing' ? (isStay ? t('still in') : t('not over yet')) : undefined,
    end === 'unknown' ? (isStay ? t('time of leaving not known') : t('end not known')) : undefined,
  ];
}

/** What stands in a bar: the fullest that may fit first. */
export function barLabels(bar: PlannedBar, { t }: Writing): readonly string[] {
  const { kind, number, meeting } = bar;
  const length = lengthOf(bar, t);
  const lengths = length === undefined ? [] : [length];
  switch (kind) {
    case 'ringing':
      return length === undefined
        ? [t('ringing, end not known'), t('ringing')]
        : [t('ringing {0}', length), length];
    case 'talking':
      if (number !== undefined) return [t('{0} meetings', number)];
      return length === undefined
        ? [t('talking, end not known'), t('talking')]
        : [t('talking {0}', length), length];
    case 'alone':
      return [t('{0} alone', bar.who ?? ''), t('alone')];
    case 'gap':
      return lengths.flatMap((each) => [
        bar.who === undefined ? t('not recorded {0}', each) : t('away {0}', each),
        each,
      ]);
    case 'presence':
    case 'logLine':
    case 'mark':
      return [];
    case 'meeting':
      return [t('meeting {0}', number ?? 0), String(number)];
    case 'recording':
    case 'transcript':
      return [[String(number), ...lengths].join(' · '), String(number)];
    case 'stay':
    case 'together':
      return meeting === undefined
        ? lengths
        : [[...lengths, t('meeting {0}', meeting)].join(' · '), String(meeting)];
  }
}
