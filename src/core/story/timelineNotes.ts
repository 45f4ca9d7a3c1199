/** What a timeline shows and no time tells, as text: for the panel's text equivalent, and for what is copied. */
import type { PersonKey } from '../call/facts.ts';
import { formatDuration } from '../text/duration.ts';
import { type Bar, type MediaWindow, overlapOf, type PersonTrack, type Timeline } from './timeline/index.ts';
import type { Translate } from '../base/translate.ts';
import { namesOf, peopleText } from '../call/words.ts';

/** Of more people, who was with whom is not told pair by pair. */
const HANDFUL = 5;
/** An answer made to be bad has more open ends than anyone would read. */
const MOST = 50;

type Names = ReadonlyMap<PersonKey, string>;

/**
 * Sentences without a full stop: of a handful of people, how long each was with each other one, unless the lines of
 * the timeline tell; which ends are not known; who never joined. Every text of strangers is made visible.
 */
export function timelineNotes(timeline: Timeline, t: Translate): readonly string[] {
  const names = namesOf(timeline.people, t);
  const notes = [...pairNotes(timeline, names, t), ...openNotes(timeline, names, t)];
  const more = notes.length - MOST;
  return more > 0 ? [...notes.slice(0, MOST), t('and {0} more', more)] : notes;
}

/** Of two people who were together once, the lines of the timeline say all. */
function pairNotes({ people }: Timeline, names: Names, t: Translate): readonly string[] {
  const there = people.filter(({ presence }) => presence.length > 0);
  if (there.length > HANDFUL) return [];
  const pairs = there.flatMap((one, index) =>
    there.slice(index + 1).flatMap((other) => {
      const { spans, seconds } = overlapOf({ people }, one.key, other.key);
      return seconds === 0 ? [] : [{ one, other, spans, seconds }];
    }),
  );
  if (there.length === 2 && pairs.every(({ spans }) => spans.length === 1)) return [];
  return pairs.map(({ one, other, seconds }) => {
    const pair = peopleText([names.get(one.key) ?? '', names.get(other.key) ?? ''], t);
    const length = formatDuration(seconds, t);
    return one.isCertain && other.isCertain
      ? t('{0}: together for {1} in all', pair, length)
      : t('{0}: together for up to {1} in all', pair, length);
  });
}

function openNotes(timeline: Timeline, names: Names, t: Translate): readonly string[] {
  const { people, windows, isLive, ringing, talking } = timeline;
  return [
    ...(ringing && isEndOpen(ringing) ? [t('Ringing: end not known')] : []),
    ...(talking && isEndOpen(talking) ? [t('Talking: end not known')] : []),
    ...people.flatMap((person) => {
      const who = names.get(person.key) ?? '';
      return person.stays.length === 0
        ? [absenceText(who, person, isLive, t)]
        : [
            ...(person.stays.some(isStartOpen) ? [t('{0}: time of joining not known', who)] : []),
            ...(person.stays.some(isEndOpen) ? [t('{0}: time of leaving not known', who)] : []),
          ];
    }),
    ...windows.flatMap((window) => [
      ...(isStartOpen(window) ? [t('{0}: start not known', windowText(window, t))] : []),
      ...(isEndOpen(window) ? [t('{0}: end not known', windowText(window, t))] : []),
    ]),
  ];
}

function isStartOpen({ start }: Bar): boolean {
  return start === 'unknown';
}

function isEndOpen({ end }: Bar): boolean {
  return end === 'unknown';
}

function absenceText(
  who: string,
  { joined, isDisputed }: PersonTrack,
  isLive: boolean,
  t: Translate,
): string {
  if (joined) return t('{0}: joined, at a time not known', who);
  if (isDisputed) return t('{0}: marked as not joined', who);
  return isLive ? t('{0}: not joined yet', who) : t('{0}: never joined', who);
}

function windowText({ kind, index }: MediaWindow, t: Translate): string {
  return kind === 'recording' ? t('Recording {0}', index + 1) : t('Transcript {0}', index + 1);
}
