/** What is told of a call besides its fields: made once, in the extension, for whoever shows it. */
import type { Story, StoryTold, ToldEvidence, ToldTimeline } from './model.ts';
import type { FindingContext } from './findings/model.ts';
import type { LogLineMark, Timeline } from './timeline/model.ts';
import type { Translate } from '../base/index.ts';
import { peopleOf, namesOf } from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { evidenceValueOf, findingsOf } from './findings/index.ts';
import { describeLogMoment } from './logMoment.ts';
import { timelineLines, timelineNotes, timelineOf, webhookTimelineOf } from './timeline/index.ts';
import { verdictOf } from './verdict.ts';
import { webhookVerdict } from './webhookVerdict.ts';

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

/**
 * The story of a call that was put together from webhook events: no more than those tell. Nothing is found in it, as
 * what they leave out may have been all the same.
 */
export function storyFromWebhooks(call: Call, line: LogLineMark | undefined, t: Translate): Story {
  const timeline = webhookTimelineOf(call);
  return {
    verdict: webhookVerdict(call, t),
    findings: [],
    moment: line && timeline && describeLogMoment(call, line, t),
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
