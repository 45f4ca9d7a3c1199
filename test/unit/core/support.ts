/** What the tests of the core share: fixed times, ids, and makers of calls and connections. */
import assert from 'node:assert/strict';
import type { Call } from '../../../src/core/call/model.ts';
import type { Connection } from '../../../src/core/connection/model.ts';
import { deriveBaseUrl } from '../../../src/core/connection/connection.ts';
import { decodeCall } from '../../../src/core/call/decode/decode.ts';
import { createTimeFormat } from '../../../src/core/text/time.ts';
import { untranslated } from '../../../src/core/base/translate.ts';

export const t = untranslated;
export const NOW = Date.parse('2026-11-10T10:00:00.750Z');
export const UTC = createTimeFormat('UTC', 'en');

export const APP = '31780434a95d45';
export const HEX = '8d75114d60d1345a22e4cc612263fb26c0b5cf92';
export const SEED_ID = `v1.us.${APP}.1692368113${HEX}`;
export const LEGACY_ID = '1594206205a3f5aba3998db11501e308f47e686839724f7158';
export const SEED_INITIATED = 1_692_368_113_000;

/** A derived connection of the seed's app, unless told otherwise. */
export function connection(fields: Partial<Connection> = {}): Connection {
  const { appId = APP, region = 'us', kind = 'derived', id = `${kind}-${appId}-${region}` } = fields;
  const baseUrl = kind === 'derived' ? deriveBaseUrl(appId, region) : 'https://calls.example.com/v3';
  return { id, name: id, appId, region, kind, baseUrl, ...fields };
}

/** A call of these raw fields, with the few that every answer has. */
export function call(raw: Readonly<Record<string, unknown>> = {}): Call {
  return decoded({ sessionId: 'an-id', status: 'ended', ...raw });
}

export function decoded(raw: unknown): Call {
  const result = decodeCall(raw, 'asked-for');
  assert.ok(result, 'it decodes');
  return result;
}

/** A participant who was there from one second to another, counted from 1,700,000,000. */
export function stay(uid: string, joins?: number, leaves?: number, more: object = {}) {
  return {
    uid,
    isJoined: joins !== undefined,
    ...(joins !== undefined && { joinedAt: at(joins) }),
    ...(leaves !== undefined && { leftAt: at(leaves) }),
    ...more,
  };
}

/** Unix seconds, counted from 1,700,000,000. */
export function at(seconds: number): number {
  return 1_700_000_000 + seconds;
}

/** Lets every promise that can settle do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Every number anywhere in a value. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
