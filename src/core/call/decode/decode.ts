/**
 * Reads the Calls API's answers into the model of a call. Tolerant of every variant seen in CometChat's
 * documentation, OpenAPI description and SDK types: what differs becomes a warning on the call, never a crash
 * and never an invented value.
 */
import { isRecord } from '../../base/index.ts';
import type { Call, CallStatus, DecodeWarning, Participant, Party, Recording, Transcript } from '../model.ts';
import { FieldReader } from './fields.ts';
import * as values from './values.ts';

// A map, for an object has names of its own: `constructor` is no status.
const STATUSES: ReadonlyMap<string, CallStatus> = new Map([
  ['initiated', 'initiated'],
  ['ongoing', 'ongoing'],
  ['ended', 'ended'],
  ['unanswered', 'unanswered'],
  ['missed', 'unanswered'],
  ['rejected', 'rejected'],
  ['busy', 'busy'],
  ['canceled', 'cancelled'],
  ['cancelled', 'cancelled'],
]);

/** The words the documentation has for types, modes, receivers and states. */
const WORDS: ReadonlySet<string> = new Set([
  'audio',
  'video',
  'call',
  'meet',
  'presenter',
  'broadcast',
  'user',
  'group',
  ...STATUSES.keys(),
]);

/**
 * Decodes one call of a Get Call or List Calls answer.
 * @param raw what the server sent for the call
 * @param requestedId the session id that was asked for, used where the answer has none
 * @returns the call, or undefined when `raw` is not an object
 */
export function decodeCall(raw: unknown, requestedId: string): Call | undefined {
  if (!isRecord(raw)) return undefined;
  const warnings: DecodeWarning[] = [];
  const fields = new FieldReader(raw, '', warnings);
  const sessionId = readText(fields, 'sessionId');
  if (sessionId === undefined) fields.warn('sessionId', 'missing', raw['sessionId']);
  const rawStatus = readText(fields, 'status');
  const status = STATUSES.get(rawStatus?.toLowerCase() ?? '') ?? 'unknown';
  if (status === 'unknown')
    fields.warn('status', rawStatus === undefined ? 'missing' : 'unknownValue', raw['status']);
  const duration = fields.read(values.callDuration, 'totalDuration');
  return {
    sessionId: sessionId ?? requestedId,
    meetingId: readText(fields, 'mid'),
    type: readWord(fields, 'type'),
    mode: readWord(fields, 'mode', 'callCategory'),
    status,
    rawStatus,
    initiator: readParty(fields, 'initiator'),
    receiver: readParty(fields, 'receiver'),
    receiverType: readReceiverType(fields),
    initiatedAt: readInstant(fields, 'initiatedAt'),
    startedAt: readInstant(fields, 'startedAt'),
    endedAt: readInstant(fields, 'endedAt'),
    durationSeconds: duration ?? readMinutes(fields, 'totalDurationInMinutes'),
    durationField: duration === undefined ? fields.nameOf('totalDurationInMinutes') : 'totalDuration',
    secondDurationSeconds: duration === undefined ? undefined : readMinutes(fields, 'totalDurationInMinutes'),
    audioSeconds: readMinutes(fields, 'totalAudioMinutes'),
    videoSeconds: readMinutes(fields, 'totalVideoMinutes'),
    participantCount: readParticipantCount(fields),
    hasRecording: readBoolean(fields, 'hasRecording'),
    hasTranscription: readBoolean(fields, 'hasTranscription'),
    participants: fields.list('participants', readParticipant),
    recordings: fields.list('recordings', readRecording),
    transcripts: fields.list('transcriptions', readTranscript),
    warnings,
  };
}

/** A text; an empty one says as little as a missing one. */
function readText(fields: FieldReader, ...names: string[]): string | undefined {
  const text = fields.readLeniently(values.text, values.lenientText, ...names);
  return text === '' ? undefined : text;
}

/** A word the documentation writes in lower case, and other answers in any: `AUDIO` is `audio`. What else is there stays. */
function readWord(fields: FieldReader, ...names: string[]): string | undefined {
  const word = readText(fields, ...names);
  return word !== undefined && WORDS.has(word.toLowerCase()) ? word.toLowerCase() : word;
}

/** Some answers count nobody beside a list of people: that is no count. */
function readParticipantCount(fields: FieldReader): number | undefined {
  const count = fields.readLeniently(values.count, values.lenientCount, 'totalParticipants');
  const listed = fields.raw('participants');
  return count === 0 && Array.isArray(listed) && listed.length > 0 ? undefined : count;
}

function readInstant(fields: FieldReader, name: string): number | undefined {
  return fields.readLeniently(values.instant, values.lenientInstant, name);
}

function readMinutes(fields: FieldReader, ...names: string[]): number | undefined {
  return fields.readLeniently(values.minutes, values.lenientMinutes, ...names);
}

function readBoolean(fields: FieldReader, ...names: string[]): boolean | undefined {
  return fields.readLeniently(values.boolean, values.lenientBoolean, ...names);
}

function readReceiverType(fields: FieldReader): Call['receiverType'] {
  const type = readWord(fields, 'receiverType');
  if (type === undefined || type === 'user' || type === 'group') return type;
  fields.warn('receiverType', 'unknownValue', type);
  return undefined;
}

/** A party is a uid, or an object; either may be mirrored, with its name, under `entities` (or `data.entities`). */
function readParty(fields: FieldReader, name: 'initiator' | 'receiver'): Party | undefined {
  const own = fields.child(name);
  const entities = fields.child('entities') ?? fields.child('data')?.child('entities');
  const mirrored = entities?.child(name)?.child('entity');
  const id = own ? readText(own, 'uid', 'guid') : readText(fields, name);
  if (own && id === undefined) own.warn('uid', 'missing', undefined);
  const partyId = id ?? (mirrored && readText(mirrored, 'uid', 'guid'));
  if (partyId === undefined) return undefined;
  const named = [own, mirrored].filter((source) => source !== undefined);
  return {
    id: partyId,
    name: firstDefined(named, (source) => readText(source, 'name')),
    avatar: firstDefined(named, (source) => readText(source, 'avatar', 'icon')),
  };
}

function firstDefined<Source, Value>(
  sources: readonly Source[],
  read: (source: Source) => Value | undefined,
): Value | undefined {
  for (const source of sources) {
    const value = read(source);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readParticipant(fields: FieldReader, entry: number): Participant {
  const uid = readText(fields, 'uid');
  if (uid === undefined) fields.warn('uid', 'missing', undefined);
  return {
    entry,
    uid: uid ?? '',
    name: readText(fields, 'name'),
    avatar: readText(fields, 'avatar'),
    isJoined: readBoolean(fields, 'isJoined', 'hasJoined'),
    isJoinedField: fields.nameOf('isJoined', 'hasJoined'),
    joinedAt: readInstant(fields, 'joinedAt'),
    leftAt: readInstant(fields, 'leftAt'),
    state: readState(fields),
    device: deviceOf(readText(fields, 'deviceId')),
    meetingId: readText(fields, 'mid'),
    durationSeconds: readMinutes(fields, 'totalDurationInMinutes', 'totalDuration'),
    durationField: fields.nameOf('totalDurationInMinutes', 'totalDuration'),
    secondDurationSeconds:
      fields.raw('totalDurationInMinutes') === undefined ? undefined : readMinutes(fields, 'totalDuration'),
    audioSeconds: readMinutes(fields, 'totalAudioMinutes'),
    videoSeconds: readMinutes(fields, 'totalVideoMinutes'),
  };
}

/** `missed`, as the mobile SDKs say, is `unanswered`. */
function readState(fields: FieldReader): string | undefined {
  const state = readWord(fields, 'state');
  return state === 'missed' ? 'unanswered' : state;
}

/** The device of `{device}@rtc…/{resource}`: the resource changes with every connection of the same device. */
function deviceOf(deviceId: string | undefined): string | undefined {
  const device = deviceId?.split('@', 1)[0];
  return device === '' ? undefined : device;
}

function readRecording(fields: FieldReader, entry: number): Recording {
  const [startedAt, endedAt] = [readInstant(fields, 'startTime'), readInstant(fields, 'endTime')];
  return {
    entry,
    id: readText(fields, 'rid'),
    url: readText(fields, 'recording_url'),
    startedAt,
    endedAt,
    durationSeconds: readLength(fields, startedAt, endedAt),
  };
}

/**
 * How long a recording is, in seconds. Its `duration` is in minutes or in seconds, as the documentation has both:
 * the times choose the one that is fewer times longer or shorter than what is between them, and without them the unit is not known.
 */
function readLength(
  fields: FieldReader,
  startedAt: number | undefined,
  endedAt: number | undefined,
): number | undefined {
  const inMinutes = readMinutes(fields, 'duration');
  if (startedAt === undefined || endedAt === undefined || endedAt < startedAt) return undefined;
  const between = (endedAt - startedAt) / 1000;
  if (inMinutes === undefined) return between;
  const inSeconds = Math.round(inMinutes * (1000 / 60)) / 1000;
  return between * between < inSeconds * inMinutes ? inSeconds : inMinutes;
}

function readTranscript(fields: FieldReader, entry: number): Transcript {
  return {
    entry,
    id: readText(fields, 'tid'),
    meetingId: readText(fields, 'mid'),
    roomName: readText(fields, 'roomName'),
    startedAt: readInstant(fields, 'startTime'),
    endedAt: readInstant(fields, 'endTime'),
    date: fields.read(values.isoDate, 'transcriptDate'),
    url: readText(fields, 'transcriptUrl', 'url'),
  };
}
