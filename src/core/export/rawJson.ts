import { isRecord, writeJson } from '../base/index.ts';
import { decodeCall } from '../call/decode/index.ts';
import { identitiesOf, type Identity, type Pseudonyms, pseudonymsFor, withoutNamesIn } from './pseudonyms.ts';
import { URL_NOTE } from './textReplacer.ts';

/** What the server sent for a call, as indented JSON; undefined when it is nested too deeply to be written. */
export function jsonOf(
  raw: unknown,
  options: { readonly withoutNames: boolean; readonly others?: readonly Identity[] },
): string | undefined {
  const value = options.withoutNames ? rawWithoutNames(raw, options.others) : raw;
  // Nested too deeply for indentation, it may still fit on one line.
  return writeJson(value, 2) ?? writeJson(value);
}

// What the server sent for a call, with pseudonyms in place of uids and names, and without URLs.

/** What stands in the place of what is nested more deeply than {@link DEEPEST}: nothing the API documents is. */
const DEPTH_NOTE = '[nested too deeply]';
const DEEPEST = 200;

/** What stands in the place of a value, or a name of a field, that nothing documents: nobody knows whom it tells of. */
const REMOVED = '[removed]';
/** Numbers from here on may be somebody’s telephone number or birthday; smaller ones count something. */
const TELLING = 1_000_000;
/** How fields are named, when nobody’s address or sentence is one. */
const FIELD_NAME = /^[a-z_][\w-]{0,63}$/i;

/** Fields of the API that hold the id of a user or a group, wherever they stand. */
const GROUP_FIELDS: ReadonlySet<string> = new Set(['guid']);
const PARTY_FIELDS: ReadonlySet<string> = new Set(['uid', 'initiator', 'onBehalfOf', 'receiver', 'guid']);
const PLAIN_VALUE = /^(?:[\d.:+TZ -]{1,40}|true|false)$/i;

/** What a documented field holds; `plain` is a time, a length or a truth. */
type Kind = 'plain' | 'text' | 'address' | 'party' | 'name' | 'device' | Shape;
type Shape = ReadonlyMap<string, Kind>;

function shape(
  fields: Readonly<Partial<Record<Exclude<Kind, Shape>, string>>>,
  objects: Readonly<Record<string, Shape>> = {},
): Shape {
  const kinds = Object.entries(fields).flatMap(([kind, names]) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names of its fields are what it is made of
    names.split(' ').map((name) => [name, kind as Kind] as const),
  );
  return new Map<string, Kind>([...kinds, ...Object.entries(objects)]);
}

const UNDOCUMENTED: Shape = new Map();
const PARTY = shape({ party: 'uid guid', name: 'name', address: 'avatar icon link' });
const ENTITY = shape({ text: 'entityType' }, { entity: PARTY });
const ENTITIES = shape({}, { initiator: ENTITY, receiver: ENTITY, by: ENTITY, for: ENTITY, on: ENTITY });
const LENGTHS = 'totalDuration totalDurationInMinutes totalAudioMinutes totalVideoMinutes';
const CALL = shape(
  {
    text: 'sessionId mid type mode status receiverType',
    plain: `initiatedAt startedAt endedAt totalParticipants hasRecording hasTranscription ${LENGTHS}`,
    party: 'initiator receiver onBehalfOf',
  },
  {
    entities: ENTITIES,
    data: shape({}, { entities: ENTITIES }),
    // Their names are documented, and what is in them is the app’s own.
    metaData: UNDOCUMENTED,
    metadata: UNDOCUMENTED,
    tags: UNDOCUMENTED,
    participants: shape({
      text: 'mid state',
      plain: `joinedAt leftAt isJoined hasJoined ${LENGTHS}`,
      party: 'uid',
      name: 'name',
      address: 'avatar',
      device: 'deviceId',
    }),
    recordings: shape({
      text: 'rid',
      plain: 'startTime endTime duration',
      address: 'recording_url',
    }),
    transcriptions: shape({
      text: 'tid mid roomName',
      plain: 'startTime endTime transcriptDate',
      address: 'transcriptUrl',
    }),
  },
);

/**
 * The answer for a call in which nobody can be recognised: in documented fields uids, names and devices have the
 * pseudonyms of {@link withoutNames}, and URLs a note; of all others, such as `metaData`, only truths, numbers below a
 * million and known names, as pseudonyms, are left.
 */
export function rawWithoutNames(raw: unknown, others: readonly Identity[] = []): unknown {
  const call = decodeCall(raw, '');
  const found: Identity[] = [];
  collect(raw, found, 0);
  const pseudonyms = pseudonymsFor([...(call ? identitiesOf(call) : []), ...others, ...found]);
  return replaced(raw, { key: '', kind: CALL, owner: undefined }, pseudonyms, 0);
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

interface Place {
  readonly key: string;
  /** Of an item of a list, the list's. */
  readonly kind: Kind;
  /** The id beside it, whose name a name is. */
  readonly owner: string | undefined;
}

function replaced(value: unknown, place: Place, pseudonyms: Pseudonyms, depth: number): unknown {
  if (depth > DEEPEST) return DEPTH_NOTE;
  if (Array.isArray(value)) return value.map((item) => replaced(item, place, pseudonyms, depth + 1));
  if (isRecord(value)) return recordWithoutNames(value, shapeOf(place.kind), pseudonyms, depth);
  if (typeof value === 'number') return numberWithoutNames(value, place, pseudonyms);
  return typeof value === 'string' && value !== '' ? textWithoutNames(value, place, pseudonyms) : value;
}

function shapeOf(kind: Kind): Shape {
  if (typeof kind === 'object') return kind;
  return kind === 'party' ? PARTY : UNDOCUMENTED;
}

function numberWithoutNames(value: number, { kind }: Place, { known }: Pseudonyms): unknown {
  if (kind === 'plain') return value;
  const pseudonym = known(String(value));
  if (pseudonym !== undefined) return pseudonym;
  return kind === 'text' || (Number.isInteger(value) && Math.abs(value) < TELLING) ? value : REMOVED;
}

function textWithoutNames(value: string, place: Place, pseudonyms: Pseudonyms): string {
  const { key, kind, owner } = place;
  const { id, known, text } = pseudonyms;
  switch (kind) {
    case 'plain':
      return PLAIN_VALUE.test(value) ? value : (known(value) ?? REMOVED);
    case 'text':
      return withoutNamesIn(key, value, text);
    case 'address':
      return URL_NOTE;
    case 'party':
      return id(value);
    case 'device':
      // What is behind the device says how it is connected, in words of its own.
      return known(value.split('@', 1)[0] ?? '') ?? known(value) ?? REMOVED;
    case 'name':
      if (value.trim() === '') return value;
      // Two people may have one name: beside a uid, it is that one's.
      return owner === undefined ? (known(value) ?? REMOVED) : id(owner);
    default:
      return known(value) ?? REMOVED;
  }
}

function recordWithoutNames(
  record: Readonly<Record<string, unknown>>,
  kinds: Shape,
  pseudonyms: Pseudonyms,
  depth: number,
): Readonly<Record<string, unknown>> {
  const owner = idOf(record['uid']) ?? idOf(record['guid']);
  const result = new Map<string, unknown>();
  const times = new Map<string, number>();
  for (const [key, value] of Object.entries(record)) {
    const kind = kinds.get(key);
    const item = replaced(value, { key, kind: kind ?? UNDOCUMENTED, owner }, pseudonyms, depth + 1);
    const name = kind === undefined ? keyWithoutNames(key, pseudonyms) : key;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    // Keys that were different may have become the same.
    result.set(time === 1 ? name : `${name} (${time})`, item);
  }
  return Object.fromEntries(result);
}

/** The name of a field that nothing documents; fields of the API stay although somebody may be called so. */
function keyWithoutNames(key: string, { text }: Pseudonyms): string {
  if (PARTY_FIELDS.has(key)) return key;
  const name = text(key);
  return FIELD_NAME.test(name) ? name : REMOVED;
}
