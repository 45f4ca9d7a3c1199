/** Hand-made calls, and what is found in them, for the tests of findings. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Finding, type FindingContext, findingsOf } from '../../../../src/core/story/findings/index.ts';
import { APP, at, call, stay, t } from '../support.ts';

const CONTEXT: FindingContext = { asOf: at(10_000) * 1000, sessionId: 'an-id', appId: APP, region: 'us', t };

/** What is found in a call of these raw fields, fetched long after it, unless told otherwise. */
export function found(raw: object, context: Partial<FindingContext> = {}): readonly Finding[] {
  return findingsOf(call({ mode: 'call', ...raw }), { ...CONTEXT, ...context });
}

/** A call between two that nothing is to be said of. */
export const quiet = {
  receiverType: 'user',
  initiatedAt: at(0),
  startedAt: at(10),
  endedAt: at(600),
  participants: [stay('a', 11, 598), stay('b', 12, 600)],
};
/** A group's call of an hour. */
export const group = { ...quiet, receiverType: 'group', endedAt: at(3610) };
export const ongoing = { ...quiet, status: 'ongoing', endedAt: undefined };

export function people(count: number, joins?: number, leaves?: number) {
  return Array.from({ length: count }, (_, index) => stay(`p${index}`, joins, leaves));
}

type Row = readonly [
  title: string,
  raw: object,
  findings: readonly string[],
  context?: Partial<FindingContext>,
];

/** One test for each row: its findings are exactly these, each as `severity: message (fields)`. */
export function table(name: string, rows: readonly Row[]): void {
  describe(`core findings: ${name}`, () => {
    for (const [title, raw, expected, context] of rows) {
      it(title, () => {
        const told = found(raw, context).map(
          ({ severity, message, fields }) => `${severity}: ${message} (${fields.join(', ')})`,
        );
        assert.deepEqual(told, expected);
      });
    }
  });
}
