/** What is told of a call besides its fields: made once, in the extension, for whoever shows it. */
import type { Call } from './call.ts';
import { type Finding, type FindingContext, findingsOf } from './findings.ts';
import { describeLogMoment, type LineMoment } from './logMoment.ts';
import { verdictOf } from './verdict.ts';

export interface Story {
  readonly verdict: string;
  readonly findings: readonly Finding[];
  /** Where the line of a log stands in the call, such as `2.2 s after superhero2 joined`; undefined without one. */
  readonly moment: string | undefined;
}

/** The story of a call, and of the line of a log it was opened from. */
export function storyOf(call: Call, context: FindingContext, line: LineMoment | undefined): Story {
  return {
    verdict: verdictOf(call, context.asOf, context.t),
    findings: findingsOf(call, context),
    moment: line && describeLogMoment(call, line, context.t),
  };
}
