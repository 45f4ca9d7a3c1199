/** What the server sent for a call, with pseudonyms in place of uids and names, and without URLs. */
import { decodeCall } from '../decode/index.ts';
import { type Identity, identitiesOf, type Pseudonyms, pseudonymsFor, withoutNamesIn } from './pseudonyms.ts';
import { URL_NOTE } from './textReplacer.ts';

/** What stands in the place of what is nested more deeply than {@link DEEPEST}: nothing the API documents is. */
const DEPTH_NOTE = '[nested too deeply]';
const DEEPEST = 200;

/** Fields of the API that hold the id of a user or a group, or the user or group itself. */
const PERSON_FIELDS: ReadonlySet<string> = new Set(['uid', 'initiator', 'onBehalfOf']);
const GROUP_FIELDS: ReadonlySet<string> = new Set(['guid']);
const PARTY_FIELDS: ReadonlySet<string> = new Set([...PERSON_FIELDS, ...GROUP_FIELDS, 'receiver']);
/** Fields of the API that hold a time, a length or a truth. */
const PLAIN_FIELDS: ReadonlySet<string> = new Set(
  `initiatedAt startedAt endedAt joinedAt leftAt startTime endTime transcriptDate duration totalDuration
  totalDurationInMinutes totalAudioMinutes totalVideoMinutes totalParticipants hasRecording hasTranscription isJoined
  hasJoined`.split(/\s+/),
);
const PLAIN_VALUE = /^(?:[\d.:+TZ -]{1,40}|true|false)$/i;
/** Names of fields of the API, which stay although somebody may be called so. */
const API_FIELDS: ReadonlySet<string> = new Set([
  ...PARTY_FIELDS,
  ...PLAIN_FIELDS,
  ...`sessionId mid type mode status receiverType state metaData metadata tags participants recordings transcriptions
  rid tid recording_url transcriptUrl roomName deviceId name avatar icon link data entities entity meta entityType`.split(
    /\s+/,
  ),
]);
const URL_FIELD = /(?:url|uri|link|avatar|icon)$/i;

/**
 * The answer for a call in which nobody can be recognised by what it names: every uid, name and device that it gives
 * is replaced by the pseudonym that {@link withoutNames} gives it, wherever it stands, in keys and in other texts
 * too; URLs are replaced by a note. Session ids, times and numbers stay. Names that only the app's own data holds,
 * such as its `metaData`, cannot be told from other texts.
 * @param others who is known beside the people of the call, such as the user it was asked for as
 */
export function rawWithoutNames(raw: unknown, others: readonly Identity[] = []): unknown {
  const call = decodeCall(raw, '');
  const found: Identity[] = [];
  collect(raw, found, 0);
  return replaced(raw, '', pseudonymsFor([...(call ? identitiesOf(call) : []), ...others, ...found]), 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id; some are sent as numbers. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Adds everybody that an answer names beside the fields that are decoded. */
function collect(value: unknown, found: Identity[], depth: number): void {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) for (const item of value) collect(item, found, depth + 1);
  if (!isRecord(value)) return;
  const name = typeof value['name'] === 'string' ? value['name'] : undefined;
  for (const [key, item] of Object.entries(value)) {
    const id = PARTY_FIELDS.has(key) ? idOf(item) : undefined;
    if (id !== undefined) {
      const isGroup = GROUP_FIELDS.has(key) || (key === 'receiver' && value['receiverType'] === 'group');
      const isNamed = key === 'uid' || key === 'guid';
      found.push({ kind: isGroup ? 'group' : 'person', id, name: isNamed ? name : undefined });
    }
    collect(item, found, depth + 1);
  }
}

function replaced(value: unknown, key: string, pseudonyms: Pseudonyms, depth: number): unknown {
  if (depth > DEEPEST) return DEPTH_NOTE;
  if (Array.isArray(value)) return value.map((item) => replaced(item, key, pseudonyms, depth + 1));
  if (isRecord(value)) return recordWithoutNames(value, pseudonyms, depth);
  if (PARTY_FIELDS.has(key) && idOf(value) !== undefined) return pseudonyms.id(String(value));
  return typeof value === 'string' ? textWithoutNames(value, key, pseudonyms) : value;
}

function textWithoutNames(value: string, key: string, { text }: Pseudonyms): string {
  if (value === '' || (PLAIN_FIELDS.has(key) && PLAIN_VALUE.test(value))) return value;
  if (URL_FIELD.test(key)) return URL_NOTE;
  return withoutNamesIn(key, value, text);
}

function recordWithoutNames(
  record: Readonly<Record<string, unknown>>,
  pseudonyms: Pseudonyms,
  depth: number,
): Readonly<Record<string, unknown>> {
  const owner = idOf(record['uid']) ?? idOf(record['guid']);
  const result = new Map<string, unknown>();
  const times = new Map<string, number>();
  for (const [key, value] of Object.entries(record)) {
    // Two people may have one name: beside a uid, it is that one's.
    const isOwnName =
      key === 'name' && owner !== undefined && typeof value === 'string' && value.trim() !== '';
    const item = isOwnName ? pseudonyms.id(owner) : replaced(value, key, pseudonyms, depth + 1);
    const name = API_FIELDS.has(key) ? key : pseudonyms.text(key);
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    // Keys that were different may have become the same.
    result.set(time === 1 ? name : `${name} (${time})`, item);
  }
  return Object.fromEntries(result);
}
