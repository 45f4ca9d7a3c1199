import { cutLine, NOISE, SURROUNDINGS, type Mention } from './logLines.ts';
import { fieldOf, listOf, numberOf, uidOf } from './read.ts';
import type { RawCall, SampleCall } from './types.ts';

/** How long after it was initiated a call that never started is over, in seconds. */
const UNSTARTED_SECONDS: Readonly<Record<string, number>> = {
  busy: 2,
  rejected: 6,
  canceled: 14,
  unanswered: 30,
};

/** More stays than this are left out, as a log at this level would sum them up. */
const STAYS_LOGGED = 3;
const LINES_PER_NOISE = 4;
/** Shorter ids are never cut by a log viewer. */
const CUT_FROM_LENGTH = 40;

/**
 * Writes the log that an app, its phones and its servers could have left of the given calls, oldest line
 * first: every id at least twice in the surroundings that occur in the wild, some cut short, between
 * ordinary lines. Every time lies within the call it belongs to. The same calls give the same text.
 */
export function sampleLog(calls: readonly SampleCall[]): string {
  const mentions = calls.flatMap(mentionsOf).toSorted((a, b) => a.at - b.at);
  const cut = new Set<string>();
  const lines = mentions.flatMap((mention, index) => {
    const surrounding = SURROUNDINGS[index % SURROUNDINGS.length];
    const written = [surrounding?.(mention) ?? mention.sessionId];
    if (index % LINES_PER_NOISE === 0) {
      written.push(NOISE[(index / LINES_PER_NOISE) % NOISE.length]?.(mention.at) ?? '');
    }
    if (index % 3 === 0 && mention.sessionId.length > CUT_FROM_LENGTH && !cut.has(mention.sessionId)) {
      cut.add(mention.sessionId);
      written.push(cutLine(mention));
    }
    return written;
  });
  return `${lines.join('\n')}\n`;
}

/** What happened in a call, as webhooks would tell it. */
function mentionsOf({ sessionId, raw }: SampleCall, index: number): Mention[] {
  const uid = uidOf(raw['initiator']) ?? 'unknown';
  const initiatedAt = numberOf(raw['initiatedAt']) ?? 0;
  const startedAt = numberOf(raw['startedAt']);
  const mention = (seconds: number, trigger: string, who = uid, ms = 0): Mention => ({
    at: seconds * 1000 + ms,
    sessionId,
    trigger,
    uid: who,
  });
  // Servers' clocks are finer than the API's: fractions keep lines of one second in order, but for the ends
  // of things, which may not come after them.
  const first = mention(initiatedAt, 'call_initiated', uid, (index * 37) % 200);
  if (startedAt === undefined) {
    const status = String(raw['status']).replace('cancelled', 'canceled');
    const trigger = status === 'initiated' ? 'call_ringing' : `call_${status}`;
    return [first, mention(initiatedAt + (UNSTARTED_SECONDS[status] ?? 4), trigger)];
  }
  const endedAt = numberOf(raw['endedAt']);
  return [
    first,
    mention(startedAt, 'call_started', uid, 250),
    ...staysOf(raw).flatMap(({ who, joinedAt, leftAt }, stay) => [
      mention(joinedAt, 'call_participant_joined', who, 400 + stay * 111),
      ...(leftAt === undefined ? [] : [mention(leftAt, 'call_participant_left', who)]),
    ]),
    ...(endedAt === undefined ? [] : [mention(endedAt, 'call_ended')]),
  ];
}

function staysOf(raw: RawCall) {
  const stays = listOf(raw['participants']).flatMap((participant) => {
    const who = uidOf(participant);
    const joinedAt = numberOf(fieldOf(participant, 'joinedAt'));
    if (who === undefined || joinedAt === undefined) return [];
    return [{ who, joinedAt, leftAt: numberOf(fieldOf(participant, 'leftAt')) }];
  });
  return stays.slice(0, STAYS_LOGGED);
}
