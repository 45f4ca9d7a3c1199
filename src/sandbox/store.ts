import type { RawCall, SampleCall } from './model.ts';

export interface StoredCall {
  readonly title: string;
  readonly raw: RawCall;
  /** Everyone who is part of the call: who called, who was called, and who is a participant. */
  readonly uids: ReadonlySet<string>;
  /** All of them, newest first. */
  readonly transcriptions: readonly unknown[];
}

/** The API reference says that Get Call carries at most the five newest. */
const TRANSCRIPTIONS_SHOWN = 5;

/** Puts the samples and a caller's calls together; of two with one session id the later wins, in the earlier's place. */
export function createStore(samples: readonly SampleCall[], more: readonly RawCall[]) {
  const byId = new Map<string, StoredCall>();
  for (const { title, raw } of samples) byId.set(raw.sessionId, store(title, raw));
  for (const raw of more) {
    byId.set(raw.sessionId, store(byId.get(raw.sessionId)?.title ?? raw.sessionId, raw));
  }
  const all = [...byId.values()];
  const users = new Set(all.flatMap((call) => [...call.uids]));
  return {
    /** In the order of {@link SampleCall}s. */
    samples: all.map(({ title, raw }) => ({ sessionId: raw.sessionId, title, raw })),
    newestFirst: all.toSorted((a, b) => seconds(b.raw['initiatedAt']) - seconds(a.raw['initiatedAt'])),
    find: (sessionId: string) => byId.get(sessionId),
    /** Whether a uid belongs to anyone in any call: the sandbox has no other users. */
    hasUser: (uid: string) => users.has(uid),
  };
}

export type CallStore = ReturnType<typeof createStore>;

function store(title: string, raw: RawCall): StoredCall {
  const given = raw['transcriptions'];
  if (!Array.isArray(given)) return { title, raw, uids: uidsOf(raw), transcriptions: [] };
  const transcriptions = given.toSorted(
    (a, b) => seconds(fieldOf(b, 'startTime')) - seconds(fieldOf(a, 'startTime')),
  );
  return {
    title,
    raw: { ...raw, transcriptions: transcriptions.slice(0, TRANSCRIPTIONS_SHOWN) },
    uids: uidsOf(raw),
    transcriptions,
  };
}

function uidsOf(raw: RawCall): Set<string> {
  const everyone = [
    uidOf(raw['initiator']),
    // A group is called by its guid, which is nobody's uid.
    raw['receiverType'] === 'group' ? undefined : uidOf(raw['receiver']),
    ...listOf(raw['participants']).map(uidOf),
  ];
  return new Set(everyone.filter((uid) => uid !== undefined));
}

/** A time to sort by; what has none comes last. */
function seconds(value: unknown): number {
  return numberOf(value) ?? 0;
}

/** Reading calls that a caller handed in, whose fields may be anything. */

/** The uid of a party or a participant: a string, or an object with a `uid`; both occur. */
export function uidOf(party: unknown): string | undefined {
  const uid = typeof party === 'string' ? party : fieldOf(party, 'uid');
  return typeof uid === 'string' ? uid : undefined;
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
