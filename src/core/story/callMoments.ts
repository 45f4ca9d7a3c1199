/** What happened in a call, as it is written beside the lines of a log. */
import type { Translate } from '../base/index.ts';
import type { Call } from '../call/model.ts';
import { namesOf } from '../call/index.ts';
import { formatDuration, visibleText } from '../text/index.ts';
import { eventLines, timelineOf } from './timeline/index.ts';
import type { TimelineEvent } from './timeline/model.ts';

/** Something that happened. */
export interface CallMoment {
  /** In milliseconds since 1970 UTC. */
  readonly at: number;
  /** Every text of strangers made visible: `superhero8 left, 2 s before the end`. */
  readonly text: string;
}

/** Of more that stand at one line, the rest are counted. */
const TOLD = 3;
const TOWARDS_THE_END: ReadonlySet<TimelineEvent['kind']> = new Set([
  'left',
  'recordingEnded',
  'transcriptEnded',
]);
/** In UTF-16 code units. */
const LONGEST = 200;
/** A line that stands so far from what happened is told by how far, in seconds. */
const FAR = 10;

/**
 * What happened in a call, in order, and when: counted from its start, or to its end where that is what was coming.
 * @param asOf when the answer was fetched, in milliseconds since 1970 UTC
 */
export function callMoments(call: Call, asOf: number, t: Translate): readonly CallMoment[] {
  const timeline = timelineOf(call, asOf);
  if (!timeline) return [];
  const { events, people } = timeline;
  const lines = eventLines(timeline, namesOf(people, t), t);
  const at = (...kinds: readonly TimelineEvent['kind'][]) =>
    events.find(({ kind }) => kinds.includes(kind))?.at;
  const [initiated, start, end] = [at('initiated'), at('answered', 'started'), at('ended')];
  return events.map((event, index) => {
    const text = lines[index]?.text ?? '';
    return { at: event.at, text: withDistance(text, event, { initiated, start, end }, t) };
  });
}

function withDistance(
  text: string,
  { at, kind }: TimelineEvent,
  { initiated, start, end }: Readonly<Record<'initiated' | 'start' | 'end', number | undefined>>,
  t: Translate,
): string {
  const length = (other: number) => formatDuration((at - other) / 1000, t);
  if (kind === 'initiated') return text;
  if (kind === 'answered' || kind === 'started') {
    const isLater = initiated !== undefined && at > initiated;
    return isLater ? t('{0}, {1} after it was initiated', text, length(initiated)) : text;
  }
  if (end !== undefined && TOWARDS_THE_END.has(kind)) {
    if (at === end) return text;
    return at < end
      ? t('{0}, {1} before the end', text, length(end))
      : t('{0}, {1} after the end', text, length(end));
  }
  if (start === undefined || at === start) return text;
  return at < start
    ? t('{0}, {1} before the start', text, length(start))
    : t('{0}, {1} after the start', text, length(start));
}

/** A moment at a line of a log. */
export interface MomentAtLine {
  readonly moment: CallMoment;
  /** What its call is told apart by; undefined where there is no other that it could be. */
  readonly label: string | undefined;
  /** When the line was written, in milliseconds since 1970 UTC. */
  readonly lineAt: number;
}

/** What stands at one line, in one text of at most some 200 UTF-16 code units. */
export function momentsText(moments: readonly MomentAtLine[], t: Translate): string {
  let label: string | undefined;
  const told = moments.slice(0, TOLD).map((each) => {
    const { moment, lineAt } = each;
    const distance = (lineAt - moment.at) / 1000;
    const text =
      Math.abs(distance) < FAR
        ? moment.text
        : t('{0} ({1})', moment.text, momentOffsetText(moment, lineAt, t));
    const isSame = each.label === label;
    label = each.label;
    return label === undefined || isSame ? text : t('{0}: {1}', label, text);
  });
  const more = moments.length - told.length;
  const text = visibleText(more > 0 ? [...told, t('{0} more', more)].join(' · ') : told.join(' · '), LONGEST);
  return `◂ ${text}`;
}

/**
 * How far something is from the line it stands at, such as `2.2 s after this line`; a time of the API is a whole second.
 * @param lineAt in milliseconds since 1970 UTC
 */
export function momentOffsetText({ at }: Pick<CallMoment, 'at'>, lineAt: number, t: Translate): string {
  const seconds = (at - lineAt) / 1000;
  if (Math.abs(seconds) < 1) return t('as this line was written');
  return seconds < 0
    ? t('{0} before this line', formatDuration(seconds, t))
    : t('{0} after this line', formatDuration(seconds, t));
}
