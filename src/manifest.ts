/** Everything users and other extensions bind to by name. A test ties it to package.json. */

/** A call, as the commands on one take it. */
export interface CallArgument {
  readonly sessionId: string;
  readonly connectionId?: string | undefined;
  readonly onBehalfOf?: string | undefined;
}

/** What a key binding passes: the call that is selected in the sidebar. */
export interface SelectedArgument {
  readonly selected: true;
}

/** A file, as the commands on one take it; the explorer passes its URI. */
export interface FileArgument {
  readonly uri?: unknown;
  /** For `setClockOffset`: seconds to add to the file's times. */
  readonly offsetSeconds?: number;
  /** For `exportFileCalls`: `csv`, `json` or `markdown`. */
  readonly format?: string;
  /** For the commands on one call of the file. */
  readonly sessionId?: string;
}

export interface LookUpArgument extends Partial<CallArgument> {
  /** A session id to start from when it is asked for. */
  readonly suggestion?: string;
  /** Whether the call is shown in the sidebar and the panel; true unless given. */
  readonly reveal?: boolean;
}

/** What a caller may give of a new connection; what is missing is asked for. */
export interface AddConnectionArgument {
  readonly name?: string;
  readonly appId?: string;
  readonly region?: string;
  /** A base URL, for on-premise deployments. */
  readonly endpoint?: string;
  readonly apiKey?: string;
}

export interface ConnectionArgument {
  readonly connectionId?: string;
}

/** The commands and what each takes as its one argument. */
export interface Commands {
  'cometchatCalls.lookUpCall': string | LookUpArgument;
  'cometchatCalls.lookUpCallAsUser': string | LookUpArgument;
  'cometchatCalls.lookUpCallAtCursor': undefined;
  'cometchatCalls.addConnection': AddConnectionArgument;
  'cometchatCalls.renameConnection': ConnectionArgument & { readonly name?: string };
  'cometchatCalls.replaceApiKey': ConnectionArgument & { readonly apiKey?: string };
  'cometchatCalls.removeConnection': ConnectionArgument;
  'cometchatCalls.setDefaultConnection': ConnectionArgument;
  'cometchatCalls.testConnection': ConnectionArgument;
  'cometchatCalls.exploreSampleCalls': undefined;
  'cometchatCalls.cancelLookUp': CallArgument;
  'cometchatCalls.refresh': CallArgument;
  'cometchatCalls.openCallPanel': CallArgument;
  'cometchatCalls.openRawJson': CallArgument;
  'cometchatCalls.copySessionId': CallArgument | SelectedArgument;
  'cometchatCalls.copyAsMarkdown': CallArgument;
  'cometchatCalls.removeLookup': CallArgument | SelectedArgument;
  'cometchatCalls.clearLookups': undefined;
  'cometchatCalls.findCallsInFile': FileArgument;
  'cometchatCalls.resolveCallsInFile': FileArgument;
  'cometchatCalls.nextOccurrence': FileArgument;
  'cometchatCalls.previousOccurrence': FileArgument;
  'cometchatCalls.sortFileCalls': undefined;
  'cometchatCalls.filterFileCalls': undefined;
  'cometchatCalls.setClockOffset': FileArgument;
  'cometchatCalls.exportFileCalls': FileArgument;
  'cometchatCalls.showLog': undefined;
}

/** Commands that only the extension's own items run; they are not in the palette. */
export interface InternalCommands {
  'cometchatCalls.applyFix': { readonly key: string; readonly fix: string };
}

export type AllCommands = Commands & InternalCommands;

export type CommandId = keyof AllCommands;

/** A record, so that the type checker misses a command that is missing here. */
const ALL_COMMANDS: Readonly<Record<CommandId, true>> = {
  'cometchatCalls.lookUpCall': true,
  'cometchatCalls.lookUpCallAsUser': true,
  'cometchatCalls.lookUpCallAtCursor': true,
  'cometchatCalls.addConnection': true,
  'cometchatCalls.renameConnection': true,
  'cometchatCalls.replaceApiKey': true,
  'cometchatCalls.removeConnection': true,
  'cometchatCalls.setDefaultConnection': true,
  'cometchatCalls.testConnection': true,
  'cometchatCalls.exploreSampleCalls': true,
  'cometchatCalls.cancelLookUp': true,
  'cometchatCalls.refresh': true,
  'cometchatCalls.openCallPanel': true,
  'cometchatCalls.openRawJson': true,
  'cometchatCalls.copySessionId': true,
  'cometchatCalls.copyAsMarkdown': true,
  'cometchatCalls.removeLookup': true,
  'cometchatCalls.clearLookups': true,
  'cometchatCalls.findCallsInFile': true,
  'cometchatCalls.resolveCallsInFile': true,
  'cometchatCalls.nextOccurrence': true,
  'cometchatCalls.previousOccurrence': true,
  'cometchatCalls.sortFileCalls': true,
  'cometchatCalls.filterFileCalls': true,
  'cometchatCalls.setClockOffset': true,
  'cometchatCalls.exportFileCalls': true,
  'cometchatCalls.showLog': true,
  'cometchatCalls.applyFix': true,
};

export const COMMAND_IDS: readonly CommandId[] = Object.keys(ALL_COMMANDS).filter(isCommandId);

function isCommandId(text: string): text is CommandId {
  return Object.hasOwn(ALL_COMMANDS, text);
}

export const VIEWS = { lookUps: 'cometchatCalls.lookups', file: 'cometchatCalls.file' } as const;

export const CALL_PANEL = 'cometchatCalls.call';

export const RAW_JSON_SCHEME = 'cometchat-call';

export const CONTEXT_KEYS = {
  /** Whether there is a connection that is not the sandbox's. */
  hasConnections: 'cometchatCalls.hasConnections',
  /** Whether there is a look-up to clear. */
  hasLookUps: 'cometchatCalls.hasLookUps',
  /** Whether the file that is listed has a session id. */
  hasFileCalls: 'cometchatCalls.hasFileCalls',
} as const;

/** The settings, with the type of each. */
export interface Settings {
  timeZone: 'local' | 'utc';
  'hover.enabled': boolean;
  'hover.lookUp': 'automatic' | 'onRequest';
  'links.enabled': boolean;
  'terminalLinks.enabled': boolean;
  /** Regular expressions; the first group, or else the whole match, is the id. */
  sessionIdPatterns: readonly string[];
  /** 1 to 300. */
  'request.timeoutSeconds': number;
  /** 1 to 5000. */
  'lookups.limit': number;
}
