/** What makes a call one to look at, in words short enough for a line in a list. */
import type { Call } from '../call/model.ts';
import { findingsOf, findingWord } from './findings/index.ts';
import type { Finding, FindingContext } from './findings/model.ts';
import type { VerdictRank } from './model.ts';
import { subjectOf } from './subject.ts';
import { RANKS, toldVerdict } from './verdict.ts';

/** The gravest finding of a call; of several, the earliest. */
export interface WorstFinding extends Pick<Finding, 'kind' | 'severity' | 'message'> {
  /** In a few words without names, such as `never together`: equal for what is alike, so that it can be counted. */
  readonly words: string;
}

export interface Attention {
  readonly rank: VerdictRank;
  /** The verdict: one sentence without a full stop. */
  readonly verdict: string;
  /** Undefined where nothing about the call is worth a look. */
  readonly worst: WorstFinding | undefined;
  /** Whether the call did not go as meant: its worst finding is a problem. */
  readonly isNeeded: boolean;
}

/** How much a call needs somebody's attention, and why. Works out its verdict and all of its findings: keep what it gives. */
export function attentionOf(call: Call, context: FindingContext): Attention {
  const { rank, text } = toldVerdict(subjectOf(call, context.asOf, context.t));
  const [worst] = findingsOf(call, context);
  return {
    rank,
    verdict: text,
    worst: worst && {
      kind: worst.kind,
      severity: worst.severity,
      message: worst.message,
      words: wordsOf(worst, rank, call, context),
    },
    isNeeded: worst?.severity === 'problem',
  };
}

function wordsOf({ kind }: Finding, rank: VerdictRank, { mode }: Call, { t }: FindingContext): string {
  if (kind === 'nobodyAnswered' && mode !== undefined && mode !== 'call') return t('nobody came');
  if (kind === 'neverJoined' && rank === 'nobodyCame') return t('nobody joined');
  return findingWord(kind, t);
}

const ORDER: readonly VerdictRank[] = [...RANKS.map(({ rank }) => rank), 'plain'];

/** Sorts what needs attention first, and each part by what its verdicts are of, the most important first. */
export function compareAttention(a: Attention, b: Attention): number {
  return Number(b.isNeeded) - Number(a.isNeeded) || ORDER.indexOf(a.rank) - ORDER.indexOf(b.rank);
}
