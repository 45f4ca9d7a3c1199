/** What is told of a call besides its fields: made once, in the extension, for whoever shows it. */
import type { Call, Transcript } from '../call/model.ts';
import { peopleOf } from '../call/facts.ts';
import { type Finding, type FindingContext, findingsOf } from './findings/index.ts';
import { evidenceValueOf } from './findings/evidence.ts';
import { timelineNotes } from './timelineNotes.ts';
import { type TimelineLine, timelineLines } from './timelineText.ts';
import { describeLogMoment } from './logMoment.ts';
import { type Timeline, timelineOf } from './timeline/index.ts';
import type { LogLineMark } from './layout/index.ts';
import type { Translate } from '../base/translate.ts';
import { verdictOf } from './verdict.ts';
import { namesOf } from '../call/words.ts';

/** A field that a finding rests on. */
export interface ToldEvidence {
  /** As the API names it, such as `participants[1].leftAt`. */
  readonly field: string;
  /** Whose it is, every character visible; undefined for what belongs to nobody. */
  readonly who: string | undefined;
  /** A number is an instant, in milliseconds since 1970 UTC: whoever shows it knows its reader's zone. */
  readonly value: string | number | undefined;
}

export interface ToldFinding extends Finding {
  readonly evidence: readonly ToldEvidence[];
}

/** The timeline as text, for those who do not see it. */
export interface ToldTimeline {
  readonly lines: readonly TimelineLine[];
  /** How many further lines there are: with more, a page would be slow. */
  readonly more: number;
  /** What the timeline shows and no line tells, a sentence each. */
  readonly notes: readonly string[];
}

export interface Story {
  readonly verdict: string;
  readonly findings: readonly ToldFinding[];
  /** Where the line of a log stands in the call, such as `2.2 s after superhero2 joined`; undefined without one. */
  readonly moment: string | undefined;
  /** Undefined when the answer has no time at all. */
  readonly timeline: ToldTimeline | undefined;
}

/** What a story is told with, besides the answer. */
export interface StoryTold {
  /** The line of a log that the call was opened from. */
  readonly line: LogLineMark | undefined;
  /** The transcripts of the answer, and those that were paged in. */
  readonly transcripts: readonly Transcript[];
}

/** The most lines of a timeline that are told. */
const MOST_LINES = 1000;

/** The story of a call, and of the line of a log it was opened from. */
export function storyOf(call: Call, context: FindingContext, { line, transcripts }: StoryTold): Story {
  const { asOf, t } = context;
  const toldOf = evidenceTeller(call, t);
  const timeline = timelineOf({ ...call, transcripts }, asOf);
  return {
    verdict: verdictOf(call, asOf, t),
    findings: findingsOf(call, context).map((finding) => ({
      ...finding,
      evidence: finding.fields.map(toldOf),
    })),
    moment: line && describeLogMoment(call, line, t),
    timeline: timeline && toldTimeline(timeline, line, t),
  };
}

function toldTimeline(timeline: Timeline, logLine: LogLineMark | undefined, t: Translate): ToldTimeline {
  const all = timelineLines(timeline, { t, logLine });
  const lines = all.slice(0, MOST_LINES);
  return { lines, more: all.length - lines.length, notes: timelineNotes(timeline, t) };
}

/** Entries of the participants are named by where they stand in the answer, which is not how people are listed. */
function evidenceTeller(call: Call, t: Translate): (field: string) => ToldEvidence {
  const people = peopleOf(call);
  const names = namesOf(people, t);
  const whose = new Map(
    people.flatMap(({ key, stays }) => stays.map(({ entry }) => [String(entry), names.get(key)])),
  );
  return (field) => ({
    field,
    who: whose.get(/^participants\[(\d+)\]/.exec(field)?.[1] ?? ''),
    value: evidenceValueOf(call, field, t),
  });
}
