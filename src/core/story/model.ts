/** What is told of a call. */
import type { Transcript } from '../call/model.ts';
import type { Facts, Finding } from './findings/model.ts';
import type { LogLineMark } from './timeline/model.ts';
import type { TimelineLine } from './timeline/index.ts';

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

/** What the one sentence of a verdict is of, the most important first. */
export type VerdictRank =
  | 'contradicted'
  | 'underWay'
  | 'neverTogether'
  | 'nobodyCame'
  | 'onlyOneCame'
  | 'endedAtOnce'
  | 'goneTogether'
  | 'goneAndBack'
  | 'aloneForLong'
  | 'someJoined'
  | 'leftFirst'
  | 'plain';

export interface Verdict {
  readonly rank: VerdictRank;
  /** One sentence without a full stop, every text of strangers in it made visible. */
  readonly text: string;
  readonly facts: Facts;
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

/** A line of the outline of a call: what the sidebar shows below it. */
export interface OutlineItem {
  /** Unique among its siblings and the same for the same thing, so that a view can keep it expanded. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: 'clock' | 'people' | 'person' | 'record' | 'transcript' | 'device' | 'warning';
  readonly children: readonly OutlineItem[];
}
