/** What agents pass the tools: any value may come. What is refused is never repeated. */
import * as v from 'valibot';
import { MAX_UID, readCallFilter, readParticipants, readTimeRange } from '../../core/callList/index.ts';
import type { CallFilter } from '../../core/callList/model.ts';
import { isTimeZone } from '../../core/text/index.ts';
import { ToolError } from './toolError.ts';

/** Texts are looked at no further than this, in UTF-16 code units. */
const LONGEST = { sessionId: 2_000, name: 200, file: 4_000, words: 100 } as const;
/** The most calls, or ids of a file, that one answer has, and as many as it has unless asked otherwise. */
export const MOST_LISTED = 50;
const LISTED = 8;

const text = (longest: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest));
const optionalText = (longest: number) => v.exactOptional(text(longest));
const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const limit = v.optional(
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.transform((count) => Math.min(count, MOST_LISTED)),
  ),
  LISTED,
);
const timeZone = v.optional(v.pipe(text(LONGEST.words), v.check(isTimeZone)), 'UTC');

const CALL = v.strictObject({
  sessionId: text(LONGEST.sessionId),
  connection: optionalText(LONGEST.name),
  onBehalfOf: optionalText(MAX_UID),
  log: optionalText(LONGEST.file),
  raw: v.optional(v.boolean(), false),
  timeZone,
});

const LIST = v.strictObject({
  connection: optionalText(LONGEST.name),
  type: v.exactOptional(v.string()),
  mode: v.exactOptional(v.string()),
  statuses: v.exactOptional(v.array(v.string())),
  receiverType: v.exactOptional(v.string()),
  uid: optionalText(MAX_UID),
  hasRecording: v.exactOptional(v.boolean()),
  hasTranscription: v.exactOptional(v.boolean()),
  participants: optionalText(LONGEST.words),
  time: optionalText(LONGEST.words),
  limit,
  timeZone,
});

const FILE = v.strictObject({ file: text(LONGEST.file), fromLine: v.optional(line, 1), limit });

export type CallInput = v.InferOutput<typeof CALL>;
export type FileInput = v.InferOutput<typeof FILE>;
export interface ListInput {
  readonly connection: string | undefined;
  readonly filter: CallFilter;
  /** 1 to 50. */
  readonly limit: number;
  readonly timeZone: string;
}

/** What is wrong with an input: the field, of those there are. */
export class InputError extends ToolError {
  constructor(field: string | undefined) {
    super(
      field === undefined
        ? 'The input is not as the tool’s schema says. Next: call it again with an object of the fields that are there.'
        : `The field “${field}” is not as the tool’s schema says. Next: correct it, and call the tool again.`,
    );
  }
}

/** Throws InputError. */
function read<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  // To an object's schema a list is an object.
  if (Array.isArray(value)) throw new InputError(undefined);
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const key: unknown = result.issues[0].path?.[0]?.key;
  // A field that the schema does not have has a name of the caller's own.
  const isOurs = typeof key === 'string' && 'entries' in schema && Object.hasOwn(Object(schema.entries), key);
  throw new InputError(isOurs ? key : undefined);
}

/** Reads the input of get_cometchat_call. Throws InputError. */
export function readCallInput(value: unknown): CallInput {
  return read(CALL, value);
}

/** Reads the input of find_cometchat_calls_in_file. Throws InputError. */
export function readFileInput(value: unknown): FileInput {
  return read(FILE, value);
}

/** Reads the input of list_cometchat_calls; its times are in its time zone. Throws InputError. */
export function readListInput(value: unknown): ListInput {
  const { connection, limit: most, timeZone: zone, participants, time, ...plain } = read(LIST, value);
  const people = participants === undefined ? undefined : readParticipants(participants);
  if (participants !== undefined && !people) throw new InputError('participants');
  const range = time === undefined ? undefined : readTimeRange(time, zone);
  if (time !== undefined && !range) throw new InputError('time');
  const filter = readCallFilter({
    ...plain,
    ...(people && { participants: people }),
    ...(range && { time: range }),
  });
  if (!filter) {
    const odd = Object.entries(plain).find(([name, one]) => !readCallFilter({ [name]: one }));
    throw new InputError(odd?.[0]);
  }
  return { connection, filter, limit: most, timeZone: zone };
}
