import { ApiError } from './answers.ts';

/** Throws the API's answer to a query value it cannot take, naming the parameter. */
export function badValue(name: string, must: string): never {
  throw new ApiError('ERR_BAD_REQUEST', 'Failed to validate the data sent with the request.', {
    details: { [name]: [`The ${name} must be ${must}.`] },
  });
}

/** Reads a whole number of a query, or undefined where it is absent. */
export function integerOf(
  query: URLSearchParams,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : badValue(name, `a whole number from ${min} to ${max}`);
}

/** Reads one word of a fixed list. */
export function wordOf<T extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly T[],
): T | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  return words.find((word) => word === text) ?? badValue(name, `one of ${words.join(', ')}`);
}

/** Reads a boolean, spelt as a word or as a digit. */
export function booleanOf(query: URLSearchParams, name: string): boolean | undefined {
  const word = wordOf(query, name, ['true', 'false', '1', '0']);
  return word === undefined ? undefined : word === 'true' || word === '1';
}

/** Reads a 10-digit Unix time in seconds, the one form the documentation gives. */
export function unixSecondsOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  return /^\d{10}$/.test(text) ? Number(text) : badValue(name, 'a Unix time of 10 digits');
}

/** A page of a list, and `meta.pagination` as the API reference shows it. */
interface PageBody {
  readonly data: readonly unknown[];
  readonly meta: {
    readonly pagination: {
      readonly total: number;
      readonly count: number;
      readonly per_page: number;
      readonly current_page: number;
      readonly total_pages: number;
    };
  };
}

/** The defaults and the limit are documented for transcriptions only; calls are given the same. */
const PER_PAGE = 100;
const MAX_PER_PAGE = 1000;

/** Cuts the page out of a list that `page` (from 1) and `perPage` (1 to 1000) ask for; past the end it is empty. */
export function pageOf<T>(items: readonly T[], query: URLSearchParams, show: (item: T) => unknown): PageBody {
  const page = integerOf(query, 'page', 1, Number.MAX_SAFE_INTEGER) ?? 1;
  const perPage = integerOf(query, 'perPage', 1, MAX_PER_PAGE) ?? PER_PAGE;
  const data = items.slice((page - 1) * perPage, page * perPage).map(show);
  return {
    data,
    meta: {
      pagination: {
        total: items.length,
        count: data.length,
        per_page: perPage,
        current_page: page,
        total_pages: Math.ceil(items.length / perPage),
      },
    },
  };
}
