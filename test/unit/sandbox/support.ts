import assert from 'node:assert/strict';
import type { SampleCall } from '../../../src/sandbox/index.ts';
import { sampleCalls } from '../../../src/sandbox/samples/samples.ts';

export const NOW = Date.parse('2026-11-10T10:00:00.750Z');
export const samples = sampleCalls(NOW);

export interface Row {
  readonly uid: string;
  readonly name?: string;
  readonly mid?: string;
  readonly deviceId?: string;
  readonly isJoined?: boolean;
  readonly hasJoined?: boolean;
  readonly state?: string;
  readonly joinedAt?: number;
  readonly leftAt?: number;
  readonly totalDuration?: number;
  readonly totalDurationInMinutes?: number;
  readonly totalAudioMinutes?: number;
  readonly totalVideoMinutes?: number;
}

export const rowsOf = ({ raw }: SampleCall) => raw['participants'] as readonly Row[];
export const numberIn = ({ raw }: SampleCall, field: string) => {
  const value = raw[field];
  assert.ok(value === undefined || typeof value === 'number', field);
  return value;
};
/** The one sample that has what is looked for. */
export const one = (test: (sample: SampleCall) => boolean) => {
  const [found, ...others] = samples.filter(test);
  assert.ok(found && others.length === 0, `one sample, not ${found ? others.length + 1 : 0}`);
  return found;
};
export const near = (actual: number | undefined, expected: number) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-9, `${actual} is about ${expected}`);
