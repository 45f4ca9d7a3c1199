/** What about a call is worth a look: each finding with the fields it rests on and what to try next. */
import type { Finding, FindingContext, Severity } from './model.ts';
import type { Translate } from '../../base/index.ts';
import { asOfAnswer, peopleOf, type PersonKey, namesOf } from '../../call/index.ts';
import type { Call } from '../../call/model.ts';
import { timelineOf } from '../timeline/index.ts';
import { identityFindings, orderFindings, totalsFindings } from './consistency.ts';
import { mediaFindings, windowFindings } from './media.ts';
import { outcomeFindings, staleFindings } from './outcome.ts';
import { aloneFindings, attendanceFindings, stayFindings } from './people.ts';

const GRAVEST: Readonly<Record<Severity, number>> = { problem: 0, notice: 1, info: 2 };

/** The findings of a call, the gravest first; of one severity, in the order of time, those without one last. */
export function findingsOf(call: Call, given: FindingContext): readonly Finding[] {
  const context = { ...given, asOf: asOfAnswer(call, given.asOf) };
  const timeline = timelineOf(call, context.asOf);
  const people = peopleOf(call);
  const names = namesOf(people, context.t);
  const nameOf = ({ key }: { readonly key: PersonKey }) => names.get(key) ?? '';
  const subject = { call, people, timeline, context, nameOf, t: context.t };
  return [
    identityFindings,
    outcomeFindings,
    staleFindings,
    attendanceFindings,
    stayFindings,
    aloneFindings,
    mediaFindings,
    totalsFindings,
    orderFindings,
    windowFindings,
  ]
    .flatMap((find) => find(subject))
    .toSorted((a, b) => GRAVEST[a.severity] - GRAVEST[b.severity] || startOf(a) - startOf(b));
}

function startOf({ from }: Finding): number {
  return from ?? Number.MAX_SAFE_INTEGER;
}

/** How grave a finding is. */
export function severityWord(severity: Severity, t: Translate): string {
  switch (severity) {
    case 'problem':
      return t('Problem');
    case 'notice':
      return t('Notice');
    case 'info':
      return t('Info');
  }
}
