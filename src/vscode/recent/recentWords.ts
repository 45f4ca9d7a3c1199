/** What the “Recent Calls” view says of its lists. */
import * as vscode from 'vscode';
import { describeFilter } from '../../core/browse/describeFilter.ts';
import type { ListingState } from '../../core/browse/listing.ts';
import { describeFailure, type FailureDescription, type Fix } from '../../core/describeFailure.ts';
import type { Failure } from '../../core/failure.ts';
import type { TimeFormat } from '../../core/format/time.ts';
import { visibleText } from '../../core/format/visibleText.ts';
import { t } from '../words.ts';
import type { ListTarget, OfferedFilter } from './recentNode.ts';
import type { RecentOffers } from './recentOffers.ts';

/** A number as the reader's language groups its digits, such as `1,204`. */
export function counted(count: number): string {
  return count.toLocaleString(vscode.env.language);
}

/** The name of a filter; the temporary one is named after what it asks for. */
export function filterLabel(offered: OfferedFilter, time: TimeFormat): string {
  return offered.kind === 'temporary'
    ? t('Filter: {0}', describeFilter(offered.filter, t, time))
    : visibleText(offered.name, 80);
}

/** How many calls of a list are shown, and of how many: `43 of 1,204`, `43 so far` or `43`. */
export function shareOf({ items, more, total }: ListingState): string {
  const shown = counted(items.length);
  if (!more) return shown;
  return total === undefined ? t('{0} so far', shown) : t('{0} of {1}', shown, counted(total));
}

/** What is to be known of a list besides its calls, a sentence each. */
export function notesOf(state: ListingState): readonly string[] {
  const { items, heldBack, thinnedOutInAll, unreadable, isPatchy, isLimited, more, failure } = state;
  const fitting = items.length + heldBack;
  const notes: string[] = [];
  if (items.length === 0 && !failure) {
    notes.push(more ? t('No call that is loaded fits.') : t('No calls fit.'));
  }
  if (thinnedOutInAll > 0) {
    const sent = counted(fitting + thinnedOutInAll);
    notes.push(t('{0} of {1} calls the server sent fit this filter.', counted(fitting), sent));
  }
  if (heldBack > 0) notes.push(t('{0} more are loaded, and shown once newer ones are.', counted(heldBack)));
  if (isLimited) notes.push(t('That was enough for once; Load All goes on.'));
  if (isPatchy) notes.push(t('The server’s pages did not fit together: calls may be missing.'));
  if (unreadable > 0) notes.push(t('{0} entries were no calls that could be read.', counted(unreadable)));
  return notes;
}

/** Why a list could not be loaded, in words, with what can be done about a list. */
export function listFailureWords(
  failure: Failure,
  offers: RecentOffers,
  target: ListTarget,
  now: number,
): FailureDescription {
  const connectionName = offers.connection(target.connectionId)?.name;
  // The one who is not there is the one that is asked for.
  const onBehalfOf = offers.filterOf(target)?.filter.uid;
  const words = describeFailure(failure, { sessionId: '', connectionName, onBehalfOf, now }, t);
  const fixes = words.fixes.filter((fix) => !OF_ONE_CALL.has(fix));
  return { ...words, fixes: fixes.includes('lookUpAgain') ? fixes : [...fixes, 'lookUpAgain'] };
}

/** Fixes that need a session id to work on. */
const OF_ONE_CALL: ReadonlySet<Fix> = new Set(['editSessionId', 'lookUpWithoutUser', 'lookUpAsOtherUser']);
