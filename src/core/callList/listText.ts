import type { Translate } from '../base/index.ts';
import { describeFailure, type FailureDescription, type Fix } from '../failure/index.ts';
import type { AnyFailure, Failure } from '../failure/model.ts';
import { phraseText, type TimeFormat, visibleText } from '../text/index.ts';
import { describeFilter } from './filterText.ts';
import { LOAD_ALL_LIMIT } from './listing.ts';
import type { CallFilter, ListingState, OfferedFilter } from './model.ts';

export interface ListWords {
  readonly t: Translate;
  readonly time: TimeFormat;
  /** A number as the reader's language groups its digits, such as `1,204`. */
  readonly count: (count: number) => string;
}

/** The name of a filter; the temporary one is named after what it asks for. */
export function filterLabel(offered: OfferedFilter, { t, time }: Pick<ListWords, 't' | 'time'>): string {
  return offered.kind === 'temporary'
    ? t('Filter: {0}', describeFilter(offered.filter, t, time))
    : visibleText(offered.name, 80);
}

/** How many calls of a list are shown, and of how many: `43 of 1,204`, `43 so far` or `43`. */
export function shareOf({ items, more, total }: ListingState, { t, count }: Omit<ListWords, 'time'>): string {
  const shown = count(items.length);
  // At the end of pages that did not fit together, there may be more than is listed.
  if (total !== undefined && (more || total > items.length)) return t('{0} of {1}', shown, count(total));
  return more ? t('{0} so far', shown) : shown;
}

/** How many calls “load all” would add: `9,900 more`, `10,000 of 49,900 more`, or `up to 10,000 more` where nobody says. */
export function restOf(
  { items, heldBack, total }: ListingState,
  { t, count }: Omit<ListWords, 'time'>,
): string {
  const rest = total === undefined ? 0 : total - items.length - heldBack;
  if (rest <= 0) return t('up to {0} more', count(LOAD_ALL_LIMIT));
  return rest > LOAD_ALL_LIMIT
    ? t('{0} of {1} more', count(LOAD_ALL_LIMIT), count(rest))
    : t('{0} more', count(rest));
}

/** What is to be known of a list besides its calls, a sentence each. */
export function notesOf(state: ListingState, words: ListWords): readonly string[] {
  const { t, time } = words;
  const { items, thinnedOut, isPatchy, more, failure, reachedBackTo } = state;
  const isEmpty = items.length === 0 && !failure;
  const isThin = isEmpty || thinnedOut > 0;
  const none = more ? t('No call that is loaded fits.') : t('No calls fit.');
  const notes = [
    isEmpty ? none : undefined,
    fittingOf(state, words),
    more && isThin && reachedBackTo !== undefined
      ? t('Looked back to {0}.', time.dateTime(reachedBackTo))
      : undefined,
    waitingOf(state, words),
    stopOf(state, words),
    isPatchy ? t('The server’s pages did not fit together: calls may be missing.') : undefined,
    unreadableOf(state, words),
  ];
  return notes.filter((note) => note !== undefined);
}

function fittingOf(
  { items, heldBack, thinnedOut }: ListingState,
  { t, count }: ListWords,
): string | undefined {
  if (thinnedOut === 0) return undefined;
  const fitting = items.length + heldBack;
  const sent = fitting + thinnedOut;
  if (sent === 1) return t('The one call the server sent does not fit this filter.');
  return fitting === 1
    ? t('1 of {0} calls the server sent fits this filter.', count(sent))
    : t('{0} of {1} calls the server sent fit this filter.', count(fitting), count(sent));
}

function waitingOf({ heldBack }: ListingState, { t, count }: ListWords): string | undefined {
  if (heldBack === 0) return undefined;
  return heldBack === 1
    ? t('1 more is loaded, and waits until newer ones are loaded.')
    : t('{0} more are loaded, and wait until newer ones are loaded.', count(heldBack));
}

/** Why a load ended before the list did. */
function stopOf(
  { isLimited, isBarren, requests, more }: ListingState,
  { t, count }: ListWords,
): string | undefined {
  if (isLimited) return t('Stopped after {0} requests; Load All goes on.', count(requests));
  return isBarren && more
    ? t('The last {0} requests brought no call to show; Load More goes on.', count(requests))
    : undefined;
}

function unreadableOf({ unreadable }: ListingState, { t, count }: ListWords): string | undefined {
  if (unreadable === 0) return undefined;
  return unreadable === 1
    ? t('1 entry was no call that could be read.')
    : t('{0} entries were no calls that could be read.', count(unreadable));
}

export interface FailedList {
  /** Undefined where the connection is gone. */
  readonly connectionName: string | undefined;
  readonly filter: CallFilter;
}

/** Why a list could not be loaded, in words, with what can be done about it. */
export function listFailureText(
  failure: Failure,
  { connectionName, filter }: FailedList,
  now: number,
  t: Translate,
): FailureDescription {
  // The one who is not there is the one that is asked for.
  const onBehalfOf = filter.uid;
  const words = describeFailure(failure, { sessionId: '', connectionName, onBehalfOf, now }, t);
  const fixes = words.fixes.filter((fix) => !OF_ONE_CALL.has(fix));
  return {
    ...words,
    ...(failure.reason === 'badResponse' &&
      answerWords(failure, visibleText(connectionName ?? '', 60), filter, t)),
    fixes: fixes.includes('lookUpAgain') ? fixes : [...fixes, 'lookUpAgain'],
  };
}

/** What came instead of a list. Whoever lists calls may be refused for what the filter asks for. */
function answerWords(
  { httpStatus, serverCode, systemCode, host }: AnyFailure,
  name: string,
  filter: CallFilter,
  t: Translate,
): Pick<FailureDescription, 'message'> & Partial<FailureDescription> {
  const facts = [httpStatus === undefined ? undefined : `HTTP ${httpStatus}`, serverCode ?? systemCode];
  const known = phraseText(facts, t);
  const why = known === '' ? '' : ` (${known})`;
  if (httpStatus !== 400 && httpStatus !== 422) {
    const from = host ?? name;
    return {
      message: t(
        '{0} answered with something that is no list of calls{1}. A proxy or a sign-in page may have answered instead.',
        from,
        why,
      ),
    };
  }
  const message =
    Object.keys(filter).length === 0
      ? t('{0} refused to list its calls{1}.', name, why)
      : t('{0} does not take what this filter asks for{1}. Change the filter.', name, why);
  return { short: t('request refused'), message };
}

/** Fixes that need a session id to work on. */
const OF_ONE_CALL: ReadonlySet<Fix> = new Set(['editSessionId', 'lookUpWithoutUser', 'lookUpAsOtherUser']);
