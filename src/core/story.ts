/** What is told of a call besides its fields: made once, in the extension, for whoever shows it. */
import type { Call } from './call.ts';
import { peopleOf } from './facts.ts';
import { type Finding, type FindingContext, findingsOf } from './findings.ts';
import { evidenceValueOf } from './findings/evidence.ts';
import { describeLogMoment, type LineMoment } from './logMoment.ts';
import type { Translate } from './translate.ts';
import { verdictOf } from './verdict.ts';
import { namesOf } from './words.ts';

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

export interface Story {
  readonly verdict: string;
  readonly findings: readonly ToldFinding[];
  /** Where the line of a log stands in the call, such as `2.2 s after superhero2 joined`; undefined without one. */
  readonly moment: string | undefined;
}

/** The story of a call, and of the line of a log it was opened from. */
export function storyOf(call: Call, context: FindingContext, line: LineMoment | undefined): Story {
  const toldOf = evidenceTeller(call, context.t);
  return {
    verdict: verdictOf(call, context.asOf, context.t),
    findings: findingsOf(call, context).map((finding) => ({
      ...finding,
      evidence: finding.fields.map(toldOf),
    })),
    moment: line && describeLogMoment(call, line, context.t),
  };
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
