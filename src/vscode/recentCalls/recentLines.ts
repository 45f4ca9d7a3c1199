/** Which lines stand below one of the “Recent Calls” view. */
import type { ListingState } from '../../core/callList/listingState.ts';
import type { Failure } from '../../core/failure/model.ts';
import type { TimeFormat } from '../../core/text/time.ts';
import type { RecentDays } from './recentDays.ts';
import type { ListTarget, RecentNode } from './recentNode.ts';
import type { RecentOffers } from './recentOffers.ts';
import { listFailureWords, notesOf } from './recentWords.ts';

/** What the lines of a list are made with. */
interface Surroundings {
  readonly offers: RecentOffers;
  readonly days: Pick<RecentDays, 'of'>;
  readonly time: TimeFormat;
  /** In milliseconds since 1970 UTC. */
  readonly now: number;
  /** The line that VS Code knows, where it has one like this. */
  readonly known: (node: RecentNode) => RecentNode;
}

/** The lines below a filter: its days, what is to be known of its list, and what can be done about it. */
export function linesOfList(
  state: ListingState,
  target: ListTarget,
  surroundings: Surroundings,
): RecentNode[] {
  const { days, time, known } = surroundings;
  const { activity, loadedAt, failure, more } = state;
  const failed = failure ? failureLines(failure, target, surroundings) : [];
  const loading: RecentNode[] = activity === 'idle' ? [] : [{ ...target, kind: 'loading' }];
  if (loadedAt === undefined) {
    const stopped: RecentNode = { ...target, kind: 'fix', fix: 'lookUpAgain' };
    return [...loading, ...(activity === 'idle' && !failure ? [stopped] : failed)];
  }
  const next: RecentNode[] = [
    { ...target, kind: 'more', all: false },
    { ...target, kind: 'more', all: true },
  ];
  return [
    ...days.of(state).groups.map(({ key }) => known({ ...target, kind: 'day', day: key })),
    ...notesOf(state, time).map((text): RecentNode => ({ ...target, kind: 'note', text })),
    ...failed,
    ...loading,
    ...(more && !failure && activity !== 'more' && activity !== 'all' ? next : []),
  ];
}

function failureLines(
  failure: Failure,
  target: ListTarget,
  { offers, now, known }: Surroundings,
): RecentNode[] {
  const { fixes } = listFailureWords(failure, offers, target, now);
  return [
    known({ ...target, kind: 'failure' }),
    ...fixes.map((fix): RecentNode => ({ ...target, kind: 'fix', fix })),
  ];
}

/** The lines above the connections while the keyring that has them cannot be read. */
export function linesOfUnreadable(): RecentNode[] {
  const target = { connectionId: '', filterId: '' } as const;
  return [
    { kind: 'unreadable', connectionId: '' },
    { ...target, kind: 'fix', fix: 'lookUpAgain' },
  ];
}

/** The lines below a connection that is lost. */
export function linesOfLost(connectionId: string): RecentNode[] {
  const target = { connectionId, filterId: '' };
  return [
    { ...target, kind: 'failure' },
    { ...target, kind: 'fix', fix: 'addConnection' },
    { ...target, kind: 'fix', fix: 'forgetConnection' },
  ];
}
