/** A call put together from the webhook events of a log: no more than those tell. */
import type { Call, CallStatus, Participant } from '../call/model.ts';
import type { WebhookEvent, WebhookKind, WebhookPerson } from './model.ts';

const OUTCOMES: ReadonlyMap<WebhookKind, CallStatus> = new Map([
  ['ended', 'ended'],
  ['rejected', 'rejected'],
  ['busy', 'busy'],
  ['cancelled', 'cancelled'],
  ['unanswered', 'unanswered'],
]);

/** Of a log made to be bad, no more stays and recordings are put together. */
const MOST = 1000;

/**
 * The call of the first event's session, as far as its events tell; undefined without any. Its status is unknown
 * where none of them tells an outcome: that nothing more was logged does not say that it goes on. Instants are those
 * of the bodies, never of the log's clock.
 * @returns the call, and from how many events it was put together: such as are there twice count once
 */
export function callFromWebhooks(
  events: readonly WebhookEvent[],
): { readonly call: Call; readonly count: number } | undefined {
  const [one] = events;
  if (!one) return undefined;
  const own = eachOnce(events.filter(({ sessionId }) => sessionId === one.sessionId));
  const timeOf = (kind: WebhookKind) => own.filter((event) => event.kind === kind).map(({ at }) => at);
  const first = (kind: WebhookKind) => timeOf(kind).find((at) => at !== undefined);
  const outcome = own.findLast(({ kind }) => OUTCOMES.has(kind));
  const isMeeting = own.some(({ trigger }) => trigger.startsWith('meeting_'));
  const isCall = own.some(({ trigger }) => trigger.startsWith('call_'));
  const told = <Value>(read: (event: WebhookEvent) => Value | undefined) =>
    own.map(read).find((value) => value !== undefined);
  const party = (id: string | undefined) => {
    if (id === undefined) return undefined;
    const name = told(({ person }) => (person?.uid === id ? person.name : undefined));
    return { id, name, avatar: undefined };
  };
  const recordings = own.filter(({ kind }) => kind === 'recording').slice(0, MOST);
  const call: Call = {
    sessionId: one.sessionId,
    meetingId: undefined,
    type: told(({ type }) => type),
    // The two families are told apart by their triggers alone.
    mode: isMeeting === isCall ? undefined : isMeeting ? 'meet' : 'call',
    status: outcome ? (OUTCOMES.get(outcome.kind) ?? 'unknown') : 'unknown',
    rawStatus: outcome?.kind,
    initiator: party(told(({ initiator }) => initiator)),
    receiver: party(told(({ receiver }) => receiver)),
    receiverType: told(({ receiverType }) => receiverType),
    initiatedAt: first('initiated'),
    startedAt: first('started'),
    endedAt: outcome?.at,
    durationSeconds: undefined,
    durationField: undefined,
    secondDurationSeconds: undefined,
    audioSeconds: undefined,
    videoSeconds: undefined,
    participantCount: undefined,
    hasRecording: recordings.length > 0 ? true : undefined,
    hasTranscription: undefined,
    participants: staysOf(own),
    recordings: recordings.map(({ recordingUrl }, entry) => ({
      entry,
      id: undefined,
      url: recordingUrl,
      startedAt: undefined,
      endedAt: undefined,
      durationSeconds: undefined,
    })),
    transcripts: [],
    warnings: [],
  };
  return { call, count: own.length };
}

/** In the order in which they happened; a webhook that is delivered, or logged, again is one event. */
export function eachOnce(events: readonly WebhookEvent[]): readonly WebhookEvent[] {
  const known = new Map(
    events.map((event) => [
      JSON.stringify([event.trigger, event.at ?? event.offset, event.person, event.recordingUrl]),
      event,
    ]),
  );
  return [...known.values()].toSorted((a, b) =>
    order(a) === order(b) ? a.offset - b.offset : order(a) - order(b),
  );
}

function order({ at, loggedAt }: WebhookEvent): number {
  return at ?? loggedAt ?? Number.POSITIVE_INFINITY;
}

/** Each joining with the leaving of the same person that comes next; either may be missing. */
function staysOf(events: readonly WebhookEvent[]): readonly Participant[] {
  const stays: Stay[] = [];
  const open = new Map<string, Stay[]>();
  for (const { kind, person, at } of events) {
    if (!person || (kind !== 'joined' && kind !== 'left') || stays.length >= MOST) continue;
    const key = JSON.stringify(person.uid === undefined ? [person.name] : person.uid);
    const waiting = open.get(key) ?? [];
    open.set(key, waiting);
    const before = kind === 'left' ? waiting.shift() : undefined;
    if (before) before.leftAt = at;
    else {
      const stay: Stay = { person, joinedAt: kind === 'joined' ? at : undefined, leftAt: undefined };
      if (kind === 'left') stay.leftAt = at;
      else waiting.push(stay);
      stays.push(stay);
    }
  }
  return stays.map(({ person, joinedAt, leftAt }, entry) => ({
    entry,
    uid: person.uid ?? '',
    name: person.name,
    avatar: undefined,
    isJoined: true,
    isJoinedField: undefined,
    joinedAt,
    leftAt,
    state: undefined,
    device: undefined,
    meetingId: undefined,
    durationSeconds: undefined,
    durationField: undefined,
    secondDurationSeconds: undefined,
    audioSeconds: undefined,
    videoSeconds: undefined,
  }));
}

interface Stay {
  readonly person: WebhookPerson;
  readonly joinedAt: number | undefined;
  leftAt: number | undefined;
}
