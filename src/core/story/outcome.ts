/** How it came that a call was not taken: what the verdict and the findings both tell of it. */
import type { Translate } from '../base/index.ts';
import { isLive, RINGS_AT_MOST_SECONDS, secondsBetween, peopleText } from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { formatAgo } from '../text/index.ts';

export type NotTaken = 'unanswered' | 'rejected' | 'busy' | 'cancelled';

/** The states of participants that show who was behind an outcome. */
export const STATES_BEHIND: Readonly<Record<NotTaken, readonly string[]>> = {
  unanswered: ['unanswered'],
  rejected: ['rejected'],
  busy: ['busy'],
  cancelled: ['cancelled', 'canceled'],
};

/**
 * The outcome in a sentence without a full stop, and without how long it rang.
 * @param names of those who are known to be behind it; for `unanswered` of no account
 */
export function notTakenText(outcome: NotTaken, names: readonly string[], t: Translate): string {
  const who = peopleText(names, t);
  switch (outcome) {
    case 'unanswered':
      return t('Nobody answered');
    case 'rejected':
      return who === '' ? t('Rejected') : t('Rejected by {0}', who);
    case 'busy':
      if (who === '') return t('Not taken: the line was busy');
      return names.length === 1 ? t('Not taken: {0} was busy', who) : t('Not taken: {0} were busy', who);
    case 'cancelled':
      return who === ''
        ? t('Cancelled before it was answered')
        : t('Cancelled by {0} before it was answered', who);
  }
}

/**
 * How many seconds a call that never started rang: until it ended. Times are whole seconds, and none between two tells
 * nothing.
 */
export function rangFor({ initiatedAt, endedAt }: Call): number | undefined {
  return secondsBetween(initiatedAt, endedAt) || undefined;
}

/** That a call rings by its answer for longer than any call does; undefined where it does not. */
export function staleRingingText(call: Call, asOf: number, t: Translate): string | undefined {
  const seconds = secondsBetween(call.initiatedAt, asOf);
  if (!isLive(call) || seconds === undefined || seconds <= RINGS_AT_MOST_SECONDS) return undefined;
  return t('Still marked as ringing, though it was initiated {0}', formatAgo(seconds, t));
}
