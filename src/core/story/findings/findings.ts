/** What about a call is worth a look: each finding with the fields it rests on and what to try next. */
import type { Finding, FindingContext, Severity } from './model.ts';
import type { Translate } from '../../base/index.ts';
import type { Call } from '../../call/model.ts';
import { subjectOf } from '../subject.ts';
import { attendanceFindings } from './attendance.ts';
import { companyFindings } from './company.ts';
import { orderFindings } from './contradictions.ts';
import { identityFindings } from './identity.ts';
import { partyFindings } from './parties.ts';
import { stayFindings } from './stays.ts';
import { totalsFindings } from './totals.ts';
import { finding } from './subject.ts';
import { mediaFindings, windowFindings } from './media.ts';
import { outcomeFindings, staleFindings } from './outcome.ts';

const GRAVEST: Readonly<Record<Severity, number>> = { problem: 0, notice: 1, info: 2 };

/** The findings of a call, the gravest first; of one severity, in the order of time, those without one last. */
export function findingsOf(call: Call, context: FindingContext): readonly Finding[] {
  const subject = { ...subjectOf(call, context.asOf, context.t), context };
  const all = [
    identityFindings,
    outcomeFindings,
    staleFindings,
    stayFindings,
    companyFindings,
    attendanceFindings,
    partyFindings,
    mediaFindings,
    totalsFindings,
    orderFindings,
    windowFindings,
  ].flatMap((find) => find(subject));
  return saidOnce(all).toSorted(
    (a, b) => GRAVEST[a.severity] - GRAVEST[b.severity] || startOf(a) - startOf(b),
  );
}

/** What is found twice, as of two stays of one person, is said once, with the fields of both. */
function saidOnce(findings: readonly Finding[]): readonly Finding[] {
  const alike = Map.groupBy(findings, ({ kind, message }) => `${kind} ${message}`);
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { kind, severity, message, ...rest } = first;
    const fields = [first, ...others].flatMap((each) => each.fields);
    return finding(kind, severity, message, { ...rest, fields });
  });
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
