/** Which names of filters are taken: below no connection stand two of one name. */
import { builtInFilters } from '../../core/callList/filter.ts';
import { filterNameProblem, firstCharacters } from '../../core/callList/savedFilter.ts';
import type { KeptFilter } from '../../storage/savedFilters.ts';
import { t } from '../platform/translate.ts';

/**
 * The saved filter of a name that would stand beside one for a connection; the connection's own before one for all.
 * @param connectionId undefined for a filter that is for all connections
 */
export function sameNamed(
  saved: readonly KeptFilter[],
  name: string,
  connectionId: string | undefined,
): KeptFilter | undefined {
  const named = saved.filter((one) => one.name === name.trim());
  const beside = named.filter(
    (one) =>
      connectionId === undefined || one.connectionId === undefined || one.connectionId === connectionId,
  );
  return beside.find((one) => one.connectionId === connectionId) ?? beside[0];
}

/** Whether a name is that of a filter that every connection has. */
export function isBuiltInName(name: string): boolean {
  return builtInFilters(t).some((one) => one.name === name.trim());
}

/** What is left of a name that is given a number, in characters: any name has room for both. */
const NUMBERED_LENGTH = 50;

/** The name under which a filter comes back: its own, or with a number where another one has that now. */
export function freeName(saved: readonly KeptFilter[], { name, connectionId }: KeptFilter): string {
  const start = firstCharacters(name, NUMBERED_LENGTH);
  let free = name;
  for (let n = 2; sameNamed(saved, free, connectionId); n += 1) free = `${start} (${n})`;
  // Characters that draw nothing need more room than they seem to.
  return filterNameProblem(free) === undefined ? free : name;
}
