import type { ListedCall } from '../../core/callList/collection.ts';
import type { CallFilter } from '../../core/callList/filter.ts';
import type { Fix } from '../../core/failure/describe.ts';

/** What names a list of calls: a connection, and one of the filters that are offered below it. */
export interface ListTarget {
  readonly connectionId: string;
  readonly filterId: string;
}

/** The id of the filter that was asked for and is not saved; a connection has at most one. */
export const TEMPORARY = 'temporary';

/** What can be done about a list that failed, or a connection that is lost. */
export type RecentFix = Fix | 'forgetConnection';

/** A filter as it is offered below a connection. */
export interface OfferedFilter {
  readonly id: string;
  readonly kind: 'builtIn' | 'saved' | 'temporary';
  /** Empty for the temporary one, which is named after what it asks for. */
  readonly name: string;
  readonly filter: CallFilter;
}

/** A line of the “Recent Calls” view. It carries what commands on it take as their argument. */
export type RecentNode =
  | { readonly kind: 'connection'; readonly connectionId: string }
  | ({ readonly kind: 'filter' } & ListTarget)
  | ({ readonly kind: 'day'; readonly day: string } & ListTarget)
  | ({
      readonly kind: 'call';
      readonly sessionId: string;
      readonly listed: ListedCall;
      /** When it was listed, in milliseconds since 1970 UTC. */
      readonly fetchedAt: number;
    } & ListTarget)
  /** What a click on it loads, or shows of a day. */
  | ({ readonly kind: 'more'; readonly all: boolean } & ListTarget)
  | ({ readonly kind: 'moreOfDay'; readonly day: string; readonly hidden: number } & ListTarget)
  | ({ readonly kind: 'loading' } & ListTarget)
  | ({ readonly kind: 'note'; readonly text: string } & ListTarget)
  | ({ readonly kind: 'failure' } & ListTarget)
  /** Below a connection that is lost, the filter is empty. */
  | ({ readonly kind: 'fix'; readonly fix: RecentFix } & ListTarget)
  | { readonly kind: 'lost'; readonly connectionId: string }
  /** Above the connections, while the keyring that has them cannot be read; of none. */
  | { readonly kind: 'unreadable'; readonly connectionId: '' };

/** What tells a list from all others. */
export function listKey({ connectionId, filterId }: ListTarget): string {
  return JSON.stringify([connectionId, filterId]);
}

/** What tells a line from all others, in this and later drawings of the view. */
export function nodeId(node: RecentNode): string {
  if (node.kind === 'connection' || node.kind === 'lost' || node.kind === 'unreadable') {
    return JSON.stringify([node.kind, node.connectionId]);
  }
  return JSON.stringify([node.kind, node.connectionId, node.filterId, partOf(node)]);
}

function partOf(node: RecentNode): string | boolean | undefined {
  if (node.kind === 'day' || node.kind === 'moreOfDay') return node.day;
  if (node.kind === 'call') return node.listed.key;
  if (node.kind === 'more') return node.all;
  if (node.kind === 'note') return node.text;
  return node.kind === 'fix' ? node.fix : undefined;
}
