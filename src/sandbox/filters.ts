import { booleanOf, integerOf, unixSecondsOf, wordOf } from './query.ts';
import type { StoredCall } from './store.ts';

const STATUSES = [
  'initiated',
  'ongoing',
  'ended',
  'unanswered',
  'rejected',
  'busy',
  'canceled',
  'cancelled',
] as const;

type Filter = (call: StoredCall) => boolean;

/**
 * Reads the filters of List Calls; a call is listed when it passes all of them.
 *
 * The documentation calls `startedAt` and `endedAt` filters for a date range and says no more. Here
 * `startedAt` means "started then or since" and `endedAt` "ended then or before", so the two together are a
 * range; a call that never started, or has not ended, is in no range that asks for it. `status` is compared
 * as spelt: whoever wants both `canceled` and `cancelled` asks twice.
 *
 * Throws `ERR_BAD_REQUEST` for a value that is none.
 */
export function readFilter(query: URLSearchParams): Filter {
  const filters: Filter[] = [
    equals('type', wordOf(query, 'type', ['audio', 'video'])),
    equals('mode', wordOf(query, 'mode', ['call', 'meet', 'presenter'])),
    equals('status', wordOf(query, 'status', STATUSES)),
    equals('receiverType', wordOf(query, 'receiverType', ['user', 'group'])),
    range('startedAt', unixSecondsOf(query, 'startedAt'), (time, wanted) => time >= wanted),
    range('endedAt', unixSecondsOf(query, 'endedAt'), (time, wanted) => time <= wanted),
    flag('hasRecording', booleanOf(query, 'hasRecording')),
    flag('hasTranscription', booleanOf(query, 'hasTranscription')),
    equals('totalParticipants', integerOf(query, 'participantsCount', 0, 1000)),
    partOf(query.get('uid')),
  ];
  return (call) => filters.every((filter) => filter(call));
}

const passAll: Filter = () => true;

function equals(field: string, wanted: unknown): Filter {
  return wanted === undefined ? passAll : (call) => call.raw[field] === wanted;
}

function range(
  field: string,
  wanted: number | undefined,
  passes: (time: number, wanted: number) => boolean,
): Filter {
  if (wanted === undefined) return passAll;
  return ({ raw }) => typeof raw[field] === 'number' && passes(raw[field], wanted);
}

/** A flag the call does not carry counts as false. */
function flag(field: string, wanted: boolean | undefined): Filter {
  return wanted === undefined ? passAll : (call) => (call.raw[field] === true) === wanted;
}

function partOf(uid: string | null): Filter {
  return uid === null ? passAll : (call) => call.uids.has(uid);
}
