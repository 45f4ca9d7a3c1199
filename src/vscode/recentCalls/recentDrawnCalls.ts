import type { CallListing } from '../../core/callList/listing.ts';
import type { RecentNode } from './recentNode.ts';

/** The lines of calls that are drawn, by list and day: of those VS Code knows no line again but the very same. */
export class DrawnCalls {
  readonly #days = new WeakMap<CallListing, Map<string, readonly RecentNode[]>>();

  /** Takes the lines of a day in the place of those it had. */
  set(listing: CallListing, day: string, calls: readonly RecentNode[]): void {
    const days = this.#days.get(listing) ?? new Map<string, readonly RecentNode[]>();
    this.#days.set(listing, days.set(day, calls));
  }

  /** The lines of a list's calls of one session. */
  of(listing: CallListing, sessionId: string): readonly RecentNode[] {
    const days = [...(this.#days.get(listing)?.values() ?? [])];
    return days.flatMap((calls) =>
      calls.filter((node) => node.kind === 'call' && node.sessionId === sessionId),
    );
  }
}
