/** Everything users and other extensions bind to by name. A test ties it to package.json. */

/** A call, as the commands on one take it. */
export interface CallArgument {
  readonly sessionId: string;
  readonly connectionId?: string | undefined;
  readonly onBehalfOf?: string | undefined;
  /** The line of a log the call is opened or handed on from. */
  readonly logLine?: LogLineArgument | undefined;
}

/** A line of a log, and when it was written. */
export interface LogLineArgument {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
  /** By the file's clock, in milliseconds since 1970 UTC. */
  readonly instant: number;
  /** How finely the line tells its time, in seconds, such as 0.001, 1 or 60. */
  readonly precisionSeconds: number;
}

/** A call that is handed on. */
export interface HandOnArgument extends CallArgument {
  /** Whether names and uids give way to pseudonyms, and addresses are left out; false unless given. */
  readonly withoutNames?: boolean;
}

/** Calls that are exported, all of the list unless one is named; what is missing is asked for. */
export interface ExportArgument extends CallArgument {
  /** `csv`, `json` or `markdown`. */
  readonly format?: string;
  readonly withoutNames?: boolean;
  /** The file to write. */
  readonly uri?: string;
}

/** What the key bindings pass: the calls that are selected in a view of the sidebar. */
export interface SelectedArgument {
  readonly selected: true;
  /** That of looked up calls, unless given. */
  readonly view?: 'file' | 'recent';
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

/** Lists of recent calls: one, those of a connection, or the one that is shown or asked for. */
export interface ListArgument {
  readonly connectionId?: string;
  readonly filterId?: string;
}

/** The commands and what each takes as its one argument; those of a tree are told its selection as well. */
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
  'cometchatCalls.cancelLookUp': CallArgument | ListArgument;
  'cometchatCalls.refresh': CallArgument | ListArgument;
  'cometchatCalls.openCallPanel': CallArgument;
  'cometchatCalls.openRawJson': CallArgument;
  'cometchatCalls.copySessionId': CallArgument | SelectedArgument;
  /** With `brief`, four lines instead of the whole story. */
  'cometchatCalls.copyAsMarkdown': HandOnArgument & { readonly brief?: boolean };
  'cometchatCalls.copyAsJson': HandOnArgument;
  'cometchatCalls.copyAsCurl': CallArgument;
  'cometchatCalls.copyLink': CallArgument;
  /** `format`: `markdown`, `json` or `svg`. */
  'cometchatCalls.copyWithoutNames': CallArgument & { readonly format?: string };
  /** `other`: the call it is compared with. */
  'cometchatCalls.compareCalls': CallArgument & { readonly other?: CallArgument };
  /** `uri`: the file to write, which is then not asked for. */
  'cometchatCalls.saveTimeline': HandOnArgument & { readonly uri?: string };
  'cometchatCalls.keepPanel': CallArgument;
  'cometchatCalls.pinCall': CallArgument;
  'cometchatCalls.unpinCall': CallArgument;
  /** `note`: the note, which is then not asked for; empty takes it away. */
  'cometchatCalls.editNote': CallArgument & { readonly note?: string };
  'cometchatCalls.watchCall': CallArgument;
  'cometchatCalls.unwatchCall': CallArgument;
  'cometchatCalls.removeLookup': CallArgument | SelectedArgument;
  'cometchatCalls.clearLookups': undefined;
  'cometchatCalls.exportLookups': ExportArgument;
  /** `filter`: what the calls must be, which is then not asked for. */
  'cometchatCalls.filterRecentCalls': ListArgument & { readonly filter?: unknown };
  /** `name`: its name, which is then not asked for. */
  'cometchatCalls.saveFilter': ListArgument & { readonly name?: string };
  'cometchatCalls.editFilter': ListArgument;
  'cometchatCalls.removeFilter': ListArgument;
  /** `text`: what is typed to begin with. */
  'cometchatCalls.searchCalls': ListArgument & { readonly text?: string };
  /** `all`: up to 10,000 more. `day`: shows more of the calls of one day that are loaded. */
  'cometchatCalls.loadMoreCalls': ListArgument & { readonly all?: boolean; readonly day?: string };
  /** Loads anew whatever the view of recent calls shows; its title's button. */
  'cometchatCalls.refreshRecent': undefined;
  /** The buttons of titles whose commands are in the menus of rows as well: a button means no row. */
  'cometchatCalls.title.refresh': undefined;
  'cometchatCalls.title.lookUpCallAsUser': undefined;
  'cometchatCalls.title.filterRecentCalls': undefined;
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
  /** The key of a look-up, or a list. */
  'cometchatCalls.applyFix': ListArgument & { readonly key?: string; readonly fix: string };
  /** Looks for other calls between the parties of a look-up's call. */
  'cometchatCalls.findAttempts': { readonly key: string };
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
  'cometchatCalls.copyAsJson': true,
  'cometchatCalls.copyAsCurl': true,
  'cometchatCalls.copyLink': true,
  'cometchatCalls.copyWithoutNames': true,
  'cometchatCalls.compareCalls': true,
  'cometchatCalls.saveTimeline': true,
  'cometchatCalls.keepPanel': true,
  'cometchatCalls.pinCall': true,
  'cometchatCalls.unpinCall': true,
  'cometchatCalls.editNote': true,
  'cometchatCalls.watchCall': true,
  'cometchatCalls.unwatchCall': true,
  'cometchatCalls.removeLookup': true,
  'cometchatCalls.clearLookups': true,
  'cometchatCalls.exportLookups': true,
  'cometchatCalls.filterRecentCalls': true,
  'cometchatCalls.saveFilter': true,
  'cometchatCalls.editFilter': true,
  'cometchatCalls.removeFilter': true,
  'cometchatCalls.searchCalls': true,
  'cometchatCalls.loadMoreCalls': true,
  'cometchatCalls.refreshRecent': true,
  'cometchatCalls.title.refresh': true,
  'cometchatCalls.title.lookUpCallAsUser': true,
  'cometchatCalls.title.filterRecentCalls': true,
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
  'cometchatCalls.findAttempts': true,
};

export const COMMAND_IDS: readonly CommandId[] = Object.keys(ALL_COMMANDS).filter(isCommandId);

function isCommandId(text: string): text is CommandId {
  return Object.hasOwn(ALL_COMMANDS, text);
}

export const VIEWS = {
  lookUps: 'cometchatCalls.lookups',
  file: 'cometchatCalls.file',
  recent: 'cometchatCalls.recent',
} as const;

export type ViewId = (typeof VIEWS)[keyof typeof VIEWS];

/** The commands in the title of each view. */
export const TITLE_COMMANDS: Readonly<Record<ViewId, readonly CommandId[]>> = {
  [VIEWS.lookUps]: [
    'cometchatCalls.lookUpCall',
    'cometchatCalls.title.refresh',
    'cometchatCalls.title.lookUpCallAsUser',
    'cometchatCalls.exploreSampleCalls',
    'cometchatCalls.addConnection',
    'cometchatCalls.testConnection',
    'cometchatCalls.setDefaultConnection',
    'cometchatCalls.renameConnection',
    'cometchatCalls.replaceApiKey',
    'cometchatCalls.removeConnection',
    'cometchatCalls.exportLookups',
    'cometchatCalls.clearLookups',
    'cometchatCalls.showLog',
    'cometchatCalls.searchCalls',
  ],
  [VIEWS.file]: [
    'cometchatCalls.resolveCallsInFile',
    'cometchatCalls.sortFileCalls',
    'cometchatCalls.filterFileCalls',
    'cometchatCalls.findCallsInFile',
    'cometchatCalls.exportFileCalls',
    'cometchatCalls.setClockOffset',
  ],
  [VIEWS.recent]: [
    'cometchatCalls.title.filterRecentCalls',
    'cometchatCalls.searchCalls',
    'cometchatCalls.refreshRecent',
    'cometchatCalls.exploreSampleCalls',
    'cometchatCalls.addConnection',
  ],
};

/** Publisher and name, as links to the extension have it. */
export const EXTENSION_ID = 'cometchat-calls.cometchat-calls';

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
  /** How often an ongoing call that is shown is fetched again: 0 is never, else 2 to 3600. */
  refreshSeconds: number;
  /** 1 to 5000. */
  'lookups.limit': number;
}
