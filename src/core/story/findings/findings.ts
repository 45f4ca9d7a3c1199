/** What about a call is worth a look: each finding with the fields it rests on and what to try next. */
import type { Finding, FindingContext, FindingKind, Severity } from './model.ts';
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

/** What a kind of finding says, in a few words without a name in them: for lines of lists, and to be counted. */
export function findingWord(kind: FindingKind, t: Translate): string {
  switch (kind) {
    case 'nobodyAnswered':
      return t('nobody answered');
    case 'rejected':
      return t('rejected');
    case 'cancelled':
      return t('cancelled');
    case 'busy':
      return t('busy');
    case 'longRing':
      return t('rang for long');
    case 'noStart':
      return t('no start reported');
    case 'neverTogether':
      return t('never together');
    case 'togetherLate':
      return t('together only late');
    case 'endedAtOnce':
      return t('ended at once');
    case 'goneTogether':
      return t('all left at once');
    case 'neverLeft':
      return t('leaving not reported');
    case 'stranger':
      return t('joined by someone who was not called');
    case 'partyNotListed':
      return t('a party is not listed');
    case 'selfCall':
      return t('called themselves');
    case 'full':
      return t('as full as can be');
    case 'neverJoined':
      return t('someone never joined');
    case 'joinedLate':
      return t('joined late');
    case 'leftEarly':
      return t('left early');
    case 'aloneForLong':
      return t('alone for long');
    case 'rejoined':
      return t('left and came back');
    case 'severalDevices':
      return t('twice at once');
    case 'ongoingForLong':
      return t('ongoing for long');
    case 'nobodyLeft':
      return t('nobody left in it');
    case 'ringingForLong':
      return t('ringing for long');
    case 'recordingAbsent':
      return t('recording missing');
    case 'transcriptAbsent':
      return t('transcript missing');
    case 'recordedPart':
      return t('recorded in part');
    case 'recordingGap':
      return t('gap between recordings');
    case 'recordingUnusable':
      return t('recording unusable');
    case 'noVideo':
      return t('no video');
    case 'noAudio':
      return t('no audio');
    case 'otherMeeting':
      return t('several meetings');
    case 'totalsDisagree':
      return t('totals disagree');
    case 'impossibleOrder':
      return t('times out of order');
    case 'statusDisagrees':
      return t('status contradicts the rest');
    case 'otherSession':
      return t('of another session');
    case 'otherApp':
      return t('of another app');
    case 'otherSecond':
      return t('time differs from the id');
  }
}
