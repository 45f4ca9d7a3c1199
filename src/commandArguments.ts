/**
 * What each command takes as its argument: one schema a command, and nothing else reads what callers pass. Callers are
 * other extensions, key bindings, links and menus, so that any value may come. The start-up file knows the types alone.
 */
import * as v from 'valibot';
import * as vscode from 'vscode';
import { readCallFilter } from './core/callList/index.ts';
import type { CallFilter } from './core/callList/model.ts';
import { EXPORT_FORMATS, SHELLS } from './core/export/index.ts';
import { type LogLine, readLogLine } from './core/logTime/index.ts';
import type { LookUpTarget } from './core/lookUp/model.ts';

interface Definition<Schema extends v.GenericSchema> {
  /** Reads an object; a field it does not name is left alone. */
  readonly schema: Schema;
  /** What the row of a view gives the command: the fields that name what it is about, never how or where to. */
  readonly row: readonly string[];
  /** The field that is meant where a caller passes a text, or an address, instead of an object. */
  readonly alone?: 'sessionId' | 'uri';
}

/** What a value is not that a function reads; the message of its issue. */
type Unreadable = 'file' | 'filter' | 'logLine';

/** A value that a function reads; its undefined refuses the value. */
function readBy<Input, Output>(read: (value: unknown) => Output | undefined, message: Unreadable) {
  return v.optional(
    v.pipe(
      v.custom<Input>(() => true),
      v.rawTransform(({ dataset, addIssue, NEVER }): Output => {
        const output = read(dataset.value);
        if (output !== undefined) return output;
        addIssue({ message });
        return NEVER;
      }),
    ),
  );
}

const text = v.optional(v.string());
const flag = v.optional(v.boolean(), false);
/** One of several words; its issue's message lists them. */
const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.optional(v.picklist(options, options.join(', ')));
const file = readBy<string | vscode.Uri, vscode.Uri>(readUri, 'file');
/** The line of a log that a call is opened or handed on from. */
const logLine = readBy<LogLine, LogLine>(readLogLine, 'logLine');

function readUri(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return vscode.Uri.parse(value, true);
  } catch {
    return undefined;
  }
}

/** What names a call. */
const CALL = { sessionId: text, connectionId: text, onBehalfOf: text };
const CALL_ROW = Object.keys(CALL);
/** What names a list of recent calls; without a filter it names those of a connection. */
const LIST = { connectionId: text, filterId: text };
const LIST_ROW = Object.keys(LIST);
const CONNECTION = { connectionId: text };
const CONNECTION_ROW = Object.keys(CONNECTION);
const FILE = { uri: file };

type GivenCall = { readonly [Field in keyof LookUpTarget]?: LookUpTarget[Field] | undefined };

/** Names the call of an argument, undefined where it names none; the rest is left as it is. */
function withCall<Given extends GivenCall>({ sessionId, connectionId, onBehalfOf, ...rest }: Given) {
  return { ...rest, call: targetOf({ sessionId, connectionId, onBehalfOf }) };
}

function targetOf({ sessionId, connectionId, onBehalfOf }: GivenCall): LookUpTarget | undefined {
  return sessionId === undefined ? undefined : { sessionId, connectionId, onBehalfOf };
}

interface GivenList {
  readonly connectionId?: string | undefined;
  readonly filterId?: string | undefined;
}

/** Names the list of an argument, undefined where it does not name one alone; the rest is left as it is. */
function withList<Given extends GivenList>(given: Given) {
  const { connectionId, filterId } = given;
  const list = connectionId === undefined || filterId === undefined ? undefined : { connectionId, filterId };
  return { ...given, list };
}

/** A command that takes nothing, whatever it is passed: menus and titles of VS Code pass something always. */
export const NOTHING = { row: [], schema: v.undefined() } satisfies Definition<v.GenericSchema>;

/** A command on a call, and the further fields it takes. */
function ofCall<const More extends v.ObjectEntries>(more: More) {
  type Fields = v.ObjectSchema<typeof CALL & More, undefined>;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what comes of CALL's fields among others
  const fields = v.object({ ...CALL, ...more }) as unknown as v.GenericSchema<
    v.InferInput<Fields>,
    v.InferOutput<Fields> & GivenCall
  >;
  const named = v.transform((given: v.InferOutput<Fields> & GivenCall) => withCall(given));
  return { row: CALL_ROW, schema: v.pipe(fields, named) };
}

const call = ofCall({});
/** A call, or a line below a look-up, which has the key of that one. */
const ofLine = { ...ofCall({ key: text }), row: [...CALL_ROW, 'key'] };
const connection = { row: CONNECTION_ROW, schema: v.object(CONNECTION) };
const list = {
  row: LIST_ROW,
  schema: v.pipe(
    v.object(LIST),
    v.transform((given) => withList(given)),
  ),
};
const inFile = { row: ['uri'], alone: 'uri', schema: v.object(FILE) } as const;
const occurrence = { ...inFile, row: ['uri', 'sessionId'], schema: v.object({ ...FILE, sessionId: text }) };

const lookUp = v.object({
  ...CALL,
  logLine,
  /** A session id to start from when it is asked for. */
  suggestion: text,
  /** Whether the call is shown in the sidebar and the panel. */
  reveal: v.optional(v.boolean(), true),
});

/** How a call is handed on. */
const HAND_ON = {
  logLine,
  /** Whether names and uids give way to pseudonyms, and addresses are left out. */
  withoutNames: flag,
};

/** A call, lists of calls (all of a connection without a filter), or neither. */
const callOrLists = {
  row: [...CALL_ROW, 'filterId'],
  schema: v.pipe(
    v.object({ ...CALL, ...LIST }),
    v.transform(({ filterId, ...given }) => {
      const { connectionId } = given;
      const target = targetOf(given);
      if (connectionId !== undefined && (filterId !== undefined || !target))
        return { kind: 'lists', connectionId, filterId } as const;
      return target ? ({ kind: 'call', call: target } as const) : ({ kind: 'all' } as const);
    }),
  ),
};

/** What each command takes. All of it may be left out, save by the extension's own items; what is missing is asked for. */
export const ARGUMENTS = {
  'cometchatCalls.lookUpCall': { row: CALL_ROW, alone: 'sessionId', schema: lookUp },
  // A row is looked up as somebody else: its own user is not meant.
  'cometchatCalls.lookUpCallAsUser': {
    row: ['sessionId', 'connectionId'],
    alone: 'sessionId',
    schema: lookUp,
  },
  'cometchatCalls.lookUpCallAtCursor': NOTHING,
  'cometchatCalls.addConnection': {
    row: [],
    schema: v.object({
      name: text,
      appId: text,
      region: text,
      /** A base URL, for on-premise deployments. */
      endpoint: text,
      apiKey: text,
    }),
  },
  'cometchatCalls.renameConnection': {
    row: CONNECTION_ROW,
    schema: v.object({ ...CONNECTION, name: text }),
  },
  'cometchatCalls.replaceApiKey': {
    row: CONNECTION_ROW,
    schema: v.object({ ...CONNECTION, apiKey: text }),
  },
  'cometchatCalls.removeConnection': connection,
  'cometchatCalls.setDefaultConnection': connection,
  'cometchatCalls.testConnection': connection,
  /** Pick: whether one of them is then to be picked. Logs: opens the sample logs instead. */
  'cometchatCalls.exploreSampleCalls': {
    row: [],
    schema: v.object({ pick: v.optional(v.boolean(), true), logs: flag }),
  },
  'cometchatCalls.cancelLookUp': callOrLists,
  'cometchatCalls.refresh': callOrLists,
  /** Whether the focus stays where it is, as for {@link vscode.TextDocumentShowOptions.preserveFocus}. */
  'cometchatCalls.openCallPanel': ofCall({ logLine, preserveFocus: flag }),
  /** The uri is that of the log whose webhook events tell of it. */
  'cometchatCalls.openCallFromLog': { ...ofCall({ ...FILE, logLine }), row: [...CALL_ROW, 'uri'] },
  'cometchatCalls.openRawJson': call,
  'cometchatCalls.copySessionId': ofLine,
  /** Brief: four lines instead of the whole story. With log lines: of the call's logs, at the moment of each finding. */
  'cometchatCalls.copyAsMarkdown': ofCall({ ...HAND_ON, brief: flag, withLogLines: flag }),
  'cometchatCalls.copyWithLogLines': call,
  'cometchatCalls.copyAsJson': ofCall(HAND_ON),
  /** Shell: what it is copied for; the user's choice without. */
  'cometchatCalls.copyAsCurl': ofCall({ shell: oneOf(SHELLS) }),
  'cometchatCalls.copyLink': call,
  'cometchatCalls.copyWithoutNames': ofCall({ format: oneOf(['markdown', 'json', 'svg']) }),
  'cometchatCalls.compareCalls': {
    row: CALL_ROW,
    schema: v.pipe(
      v.object({ ...CALL, other: v.optional(v.object({ ...CALL, sessionId: v.string() })) }),
      v.transform(({ other, ...given }) => ({ ...withCall(given), other: other && targetOf(other) })),
    ),
  },
  /** The uri is that of the file to write. */
  'cometchatCalls.saveTimeline': ofCall({ ...HAND_ON, ...FILE }),
  'cometchatCalls.keepPanel': call,
  'cometchatCalls.pinCall': call,
  'cometchatCalls.unpinCall': call,
  /** An empty note takes it away. */
  'cometchatCalls.editNote': ofCall({ note: text }),
  'cometchatCalls.addLog': ofCall(FILE),
  'cometchatCalls.removeLog': ofCall(FILE),
  /** In milliseconds since 1970 UTC; without a uri the call's logs are searched. */
  'cometchatCalls.showMomentInLog': ofCall({ ...FILE, instant: v.optional(v.pipe(v.number(), v.finite())) }),
  'cometchatCalls.watchCall': call,
  'cometchatCalls.unwatchCall': call,
  'cometchatCalls.removeLookup': ofLine,
  'cometchatCalls.undoRemoval': NOTHING,
  'cometchatCalls.clearLookups': NOTHING,
  /** All of the list unless a call is named; the uri is that of the file to write. */
  'cometchatCalls.exportLookups': ofCall({ ...FILE, format: oneOf(EXPORT_FORMATS), withoutNames: flag }),
  'cometchatCalls.filterRecentCalls': {
    row: LIST_ROW,
    schema: v.object({ ...LIST, filter: readBy<CallFilter, CallFilter>(readCallFilter, 'filter') }),
  },
  'cometchatCalls.saveFilter': {
    row: LIST_ROW,
    schema: v.pipe(
      v.object({ ...LIST, name: text }),
      v.transform((given) => withList(given)),
    ),
  },
  'cometchatCalls.editFilter': list,
  'cometchatCalls.removeFilter': list,
  /** The text is what is typed to begin with. */
  'cometchatCalls.searchCalls': { row: [], schema: v.object({ text }) },
  'cometchatCalls.loadMoreCalls': {
    row: LIST_ROW,
    schema: v.pipe(
      v.object({
        ...LIST,
        /** Up to 10,000 more. */
        all: flag,
        /** Shows more of the calls of one day that are loaded. */
        day: text,
      }),
      v.transform((given) => withList(given)),
    ),
  },
  'cometchatCalls.refreshRecent': NOTHING,
  'cometchatCalls.title.refresh': NOTHING,
  'cometchatCalls.title.lookUpCallAsUser': NOTHING,
  'cometchatCalls.title.filterRecentCalls': NOTHING,
  'cometchatCalls.findCallsInFile': inFile,
  'cometchatCalls.resolveCallsInFile': inFile,
  'cometchatCalls.nextOccurrence': occurrence,
  'cometchatCalls.previousOccurrence': occurrence,
  'cometchatCalls.sortFileCalls': NOTHING,
  'cometchatCalls.filterFileCalls': NOTHING,
  /**
   * Seconds to add to the file's times, or only to those that state no zone; 0 takes that away. With the place of a
   * hover, that is shown anew.
   */
  'cometchatCalls.setClockOffset': {
    ...inFile,
    schema: v.object({
      ...FILE,
      offsetSeconds: v.optional(v.number()),
      withoutZone: flag,
      hover: v.optional(v.object({ line: v.number(), character: v.number() })),
    }),
  },
  'cometchatCalls.exportFileCalls': {
    ...inFile,
    schema: v.object({ ...FILE, format: oneOf(EXPORT_FORMATS) }),
  },
  'cometchatCalls.toggleCallEvents': inFile,
  'cometchatCalls.title.hideCallEvents': inFile,
  'cometchatCalls.showLog': NOTHING,
  /** A fix of the look-up with a key, of a list, or of the calls of a file that lack the same as one of them. */
  'cometchatCalls.applyFix': {
    row: [],
    schema: v.pipe(
      v.object({ ...LIST, key: text, fileCall: text, fix: v.string() }),
      v.transform(({ connectionId, filterId, key = '', fileCall, fix }) => {
        if (fileCall !== undefined) return { kind: 'file', sessionId: fileCall, fix } as const;
        return connectionId === undefined || filterId === undefined
          ? ({ kind: 'lookUp', key, fix } as const)
          : ({ kind: 'list', connectionId, filterId, fix } as const);
      }),
    ),
  },
  /** Looks for other calls between the parties of the call of the look-up with a key. */
  'cometchatCalls.findAttempts': { row: [], schema: v.object({ key: v.string() }) },
} as const satisfies Readonly<Record<string, Definition<v.GenericSchema>>>;

/** What names a call in a selection. */
export const SELECTED_CALL = v.object({ ...CALL, sessionId: v.string() });

type Arguments = typeof ARGUMENTS;

/** What a caller passes each command. */
export type GivenArguments = { readonly [Id in keyof Arguments]: v.InferInput<Arguments[Id]['schema']> };

/** What the handler of each command takes. */
export type CommandArguments = { readonly [Id in keyof Arguments]: v.InferOutput<Arguments[Id]['schema']> };
