import { CallError } from '../core/failure/model.ts';
import { isRecord } from '../core/base/index.ts';
import type { Page } from '../core/call/model.ts';

/** Reads `data` of a parsed answer; throws a CallError `badResponse` when it is not what was asked for. */
export type Reader<T> = (json: unknown) => T;

/**
 * A reader of Get Call's answer: `{"data": {…}}`, or `data` as an array of one, as one version of the API's
 * reference has it. Of several, the one with the id that was asked for. An empty array is no answer: that there
 * is no such call, the API says with `ERR_CALL_SESSION_NOT_FOUND`.
 */
export function callReader(sessionId: string): Reader<unknown> {
  return (json) => {
    const data = dataOf(json);
    if (isRecord(data)) return data;
    const items: readonly unknown[] = Array.isArray(data) ? data : [];
    const found =
      items.length === 1 ? items : items.filter((item) => isRecord(item) && item['sessionId'] === sessionId);
    if (found.length === 1 && isRecord(found[0])) return found[0];
    throw new CallError({ reason: 'badResponse' });
  };
}

/** Reads a list's answer: `{"data": […], "meta": {"pagination": {…}}}`; the numbers of `pagination` may be missing. */
export const readPage: Reader<Page> = (json) => {
  const items = dataOf(json);
  if (!Array.isArray(items)) throw new CallError({ reason: 'badResponse' });
  const meta = isRecord(json) && isRecord(json['meta']) ? json['meta'] : {};
  const pagination = isRecord(meta['pagination']) ? meta['pagination'] : {};
  const total = countOf(pagination['total']);
  const currentPage = countOf(pagination['current_page']);
  const totalPages = countOf(pagination['total_pages']);
  return {
    items,
    ...(total !== undefined && { total }),
    ...(currentPage !== undefined && { currentPage }),
    ...(totalPages !== undefined && { totalPages }),
  };
};

function dataOf(json: unknown): unknown {
  return isRecord(json) ? json['data'] : undefined;
}

/** A whole number, from 0, that may have come as a text. */
function countOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
