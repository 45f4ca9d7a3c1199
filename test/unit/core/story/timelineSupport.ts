/** What the tests of the timeline share. Times are seconds counted from 1,700,000,000. */
import assert from 'node:assert/strict';
import { type Bar, type Timeline, timelineOf } from '../../../../src/core/story/timeline/index.ts';
import type { Span } from '../../../../src/core/call/spans.ts';
import { at, call } from '../support.ts';

/** When the answers of these tests were fetched. */
export const AS_OF = at(100) * 1000;
/** The seconds of an instant, counted from 1,700,000,000. */
export const seconds = (instant: number) => instant / 1000 - at(0);
export const span = ({ from, to }: Span) => `${seconds(from)}–${seconds(to)}`;
const EDGES = { known: '', ongoing: '>', unknown: '?' } as const;

/** `14–33`, with `?` where an edge is unknown and `>` where it goes on. */
export function bar(of: Bar | undefined): string {
  return of ? `${EDGES[of.start]}${span(of)}${EDGES[of.end]}` : 'none';
}

export function timeline(raw: object, asOf = AS_OF): Timeline {
  const result = timelineOf(call({ mode: 'call', ...raw }), asOf);
  assert.ok(result, 'it has a time');
  return result;
}

export const ended = { initiatedAt: at(0), startedAt: at(10), endedAt: at(50) };
export const ongoing = { status: 'ongoing', initiatedAt: at(0), startedAt: at(10) };
