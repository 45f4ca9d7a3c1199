/** What happens in a sample call, as its webhooks tell it. */
import type { RawCall, SampleCall } from '../model.ts';
import { APP_ID, REGION } from '../samples/index.ts';
import { fieldOf, listOf, numberOf, uidOf } from '../store.ts';

/** How long after it was initiated a call that never started is over, in seconds. */
const UNSTARTED_SECONDS: Readonly<Record<string, number>> = {
  busy: 2,
  rejected: 6,
  canceled: 14,
  unanswered: 30,
};

/** More stays than this are left out, as a log at this level would sum them up. */
const STAYS_LOGGED = 3;

export interface Mention {
  /** In milliseconds since 1970 UTC. */
  readonly at: number;
  readonly sessionId: string;
  /** The webhook trigger, as CometChat names it: `call_initiated`, `call_participant_joined`, … */
  readonly trigger: string;
  readonly uid: string;
  /** The `data` of the webhook's body. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A call's, oldest first; `index` keeps calls of one second apart. */
export function mentionsOf(call: SampleCall, index: number): Mention[] {
  return unordered(call, index).toSorted((a, b) => a.at - b.at);
}

function unordered({ sessionId, raw }: SampleCall, index: number): Mention[] {
  const uid = uidOf(raw['initiator']) ?? 'unknown';
  const initiatedAt = numberOf(raw['initiatedAt']) ?? 0;
  const startedAt = numberOf(raw['startedAt']);
  const mention = (seconds: number, trigger: string, more: Partial<Mention> = {}, ms = 0): Mention => ({
    at: seconds * 1000 + ms,
    sessionId,
    trigger,
    uid,
    data: { created_at: seconds, sessionId },
    ...more,
  });
  // Servers' clocks are finer than the API's: fractions keep lines of one second in order, but for the ends
  // of things, which may not come after them.
  const data = { call: initiated(raw, uid, initiatedAt) };
  const first = mention(initiatedAt, 'call_initiated', { data }, (index * 37) % 200);
  if (startedAt === undefined) {
    const status = String(raw['status']).replace('cancelled', 'canceled');
    const trigger = status === 'initiated' ? 'call_ringing' : `call_${status}`;
    return [first, mention(initiatedAt + (UNSTARTED_SECONDS[status] ?? 4), trigger)];
  }
  const endedAt = numberOf(raw['endedAt']);
  return [
    first,
    mention(startedAt, 'call_started', {}, 250),
    ...staysOf(raw).flatMap(({ uid: who, joinedAt, leftAt, occupant, config }, stay) => {
      const there = { uid: who, data: { occupant, initial_config: config, sessionId } };
      const left = { uid: who, data: { occupant: { ...occupant, left_at: leftAt }, sessionId } };
      return [
        mention(joinedAt, 'call_participant_joined', there, 400 + stay * 111),
        ...(leftAt === undefined ? [] : [mention(leftAt, 'call_participant_left', left)]),
      ];
    }),
    ...(endedAt === undefined
      ? []
      : [
          mention(endedAt, 'call_ended', {
            data: { destroyed_at: endedAt, created_at: startedAt, sessionId },
          }),
        ]),
  ];
}

function initiated(raw: RawCall, uid: string, initiatedAt: number) {
  const { receiver, receiverType, type, sessionId } = raw;
  return {
    sender: uid,
    receiverType,
    receiver: uidOf(receiver) ?? receiver,
    type,
    data: {
      action: 'initiated',
      entities: {
        by: { entity: { uid }, entityType: 'user' },
        on: { entity: { sessionid: sessionId, initiatedAt }, entityType: 'call' },
      },
    },
    sentAt: initiatedAt,
  };
}

function staysOf(raw: RawCall) {
  const seen = new Set<string>();
  const isAudio = String(raw['type'] === 'audio');
  const stays = listOf(raw['participants']).flatMap((participant) => {
    const uid = uidOf(participant);
    const joinedAt = numberOf(fieldOf(participant, 'joinedAt'));
    if (uid === undefined || joinedAt === undefined) return [];
    const name = fieldOf(participant, 'name');
    const occupant = { uid, name, joined_at: joinedAt, audio_call: isAudio };
    return [{ uid, joinedAt, leftAt: numberOf(fieldOf(participant, 'leftAt')), occupant }];
  });
  return stays
    .slice(0, STAYS_LOGGED)
    .toSorted((a, b) => a.joinedAt - b.joinedAt)
    .map((stay) => {
      // Who comes back comes back muted: what the API does not tell.
      const isBack = seen.has(stay.uid);
      seen.add(stay.uid);
      const config = {
        is_audio_muted: String(isBack),
        is_video_muted: isAudio,
        sdk: 'android',
        platform: 'android',
        call_version: '5.0.2',
      };
      return { ...stay, config };
    });
}

/** The body of a mention's webhook, in the form the API's documentation has. */
export function webhook({ trigger, data }: Mention): object {
  return { trigger, data, type: 'call', appId: APP_ID, region: REGION, webhook: 'calls-to-desk' };
}

/** What was done, such as `participant_left`. */
export function action({ trigger }: Mention): string {
  return trigger.replace(/^call_/, '');
}
