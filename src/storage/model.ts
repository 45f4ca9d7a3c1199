import type { ScopedFilter } from '../core/callList/model.ts';

/** A saved filter as it is kept: with when each part of it was last changed, in milliseconds since 1970 UTC. */
export interface KeptFilter extends ScopedFilter {
  readonly addedAt: number;
  readonly connectionChangedAt: number;
  readonly nameChangedAt: number;
  readonly filterChangedAt: number;
}

/** What could not be written to disk: how many look-ups, and the code of the system's first error, such as `ENOSPC`. */
export interface Unwritten {
  readonly count: number;
  readonly code: string;
}
