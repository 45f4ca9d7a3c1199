/** Everything users and other extensions bind to by name. A test ties it to package.json. */

import type { GivenArguments } from './commandArguments.ts';

/** Commands that only the extension's own items run; they are not in the palette. */
export const INTERNAL_COMMANDS = ['cometchatCalls.applyFix', 'cometchatCalls.findAttempts'] as const;

/** Every command. What each takes as its argument is read by the schemas of commandArguments.ts. */
export const COMMAND_IDS = [
  'cometchatCalls.lookUpCall',
  'cometchatCalls.lookUpCallAsUser',
  'cometchatCalls.lookUpCallAtCursor',
  'cometchatCalls.addConnection',
  'cometchatCalls.renameConnection',
  'cometchatCalls.replaceApiKey',
  'cometchatCalls.removeConnection',
  'cometchatCalls.setDefaultConnection',
  'cometchatCalls.testConnection',
  'cometchatCalls.exploreSampleCalls',
  'cometchatCalls.cancelLookUp',
  'cometchatCalls.refresh',
  'cometchatCalls.openCallPanel',
  'cometchatCalls.openCallFromLog',
  'cometchatCalls.openRawJson',
  'cometchatCalls.copySessionId',
  'cometchatCalls.copyAsMarkdown',
  'cometchatCalls.copyWithLogLines',
  'cometchatCalls.copyAsJson',
  'cometchatCalls.copyAsCurl',
  'cometchatCalls.copyLink',
  'cometchatCalls.copyWithoutNames',
  'cometchatCalls.compareCalls',
  'cometchatCalls.saveTimeline',
  'cometchatCalls.keepPanel',
  'cometchatCalls.pinCall',
  'cometchatCalls.unpinCall',
  'cometchatCalls.editNote',
  'cometchatCalls.addLog',
  'cometchatCalls.removeLog',
  'cometchatCalls.showMomentInLog',
  'cometchatCalls.watchCall',
  'cometchatCalls.unwatchCall',
  'cometchatCalls.removeLookup',
  'cometchatCalls.undoRemoval',
  'cometchatCalls.clearLookups',
  'cometchatCalls.exportLookups',
  'cometchatCalls.filterRecentCalls',
  'cometchatCalls.saveFilter',
  'cometchatCalls.editFilter',
  'cometchatCalls.removeFilter',
  'cometchatCalls.searchCalls',
  'cometchatCalls.loadMoreCalls',
  'cometchatCalls.refreshRecent',
  'cometchatCalls.title.refresh',
  'cometchatCalls.title.lookUpCallAsUser',
  'cometchatCalls.title.filterRecentCalls',
  'cometchatCalls.findCallsInFile',
  'cometchatCalls.resolveCallsInFile',
  'cometchatCalls.nextOccurrence',
  'cometchatCalls.previousOccurrence',
  'cometchatCalls.sortFileCalls',
  'cometchatCalls.filterFileCalls',
  'cometchatCalls.setClockOffset',
  'cometchatCalls.exportFileCalls',
  'cometchatCalls.toggleCallEvents',
  'cometchatCalls.title.hideCallEvents',
  'cometchatCalls.showLog',
  ...INTERNAL_COMMANDS,
] as const;

export type CommandId = (typeof COMMAND_IDS)[number];

/** What callers pass each command as its one argument; rows of a tree are followed by its selection. */
export type Commands = GivenArguments;

/** What names a call. */
export type CallArgument = Commands['cometchatCalls.openRawJson'] & { readonly sessionId: string };

export type LookUpArgument = Commands['cometchatCalls.lookUpCall'];

/** What a caller may give of a new connection; what is missing is asked for. */
export type AddConnectionArgument = Commands['cometchatCalls.addConnection'];

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
    'cometchatCalls.undoRemoval',
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

/** What agents may ask. */
export const TOOL_NAMES = [
  'get_cometchat_call',
  'list_cometchat_calls',
  'find_cometchat_calls_in_file',
] as const;

export type ToolName = (typeof TOOL_NAMES)[number];

/** Publisher and name, as links to the extension have it. */
export const EXTENSION_ID = 'cometchat-calls.cometchat-calls';

export const CALL_PANEL = 'cometchatCalls.call';

export const RAW_JSON_SCHEME = 'cometchat-call';

export const CONTEXT_KEYS = {
  /** Whether there is a connection that is not the sandbox's. */
  hasConnections: 'cometchatCalls.hasConnections',
  /** Whether there is a look-up to clear. */
  hasLookUps: 'cometchatCalls.hasLookUps',
  /** Whether look-ups were removed that can be brought back. */
  canUndoRemoval: 'cometchatCalls.canUndoRemoval',
  /** Whether the file that is listed has a session id. */
  hasFileCalls: 'cometchatCalls.hasFileCalls',
  /** The paths of the files on screen that name calls which were looked up. */
  logsWithCalls: 'cometchatCalls.logsWithCalls',
  /** The paths of those in which the events of calls stand. */
  logsWithEvents: 'cometchatCalls.logsWithEvents',
  /** Whether the keyring did not answer when it was last read. */
  isKeyringUnreadable: 'cometchatCalls.isKeyringUnreadable',
  /** Whether a session id was rested on in this window: a step of the walkthrough. */
  hasHovered: 'cometchatCalls.hasHovered',
  /** Whether a call was opened from a line of a log in this window: a step of the walkthrough. */
  hasOpenedFromLog: 'cometchatCalls.hasOpenedFromLog',
} as const;

/** Those that nobody knows at start: apart, for start-up to load none of them. */
export const LATER_CONTEXT_KEYS = {
  /** Whether the sample calls run. */
  hasSandbox: 'cometchatCalls.hasSandbox',
  /** Whether the list that was opened last is of a filter of the user's own. */
  canSaveFilter: 'cometchatCalls.canSaveFilter',
  // Whether it is known that there is none: until somebody knows, there may be.
  /** A filter to edit or to remove. */
  noFilters: 'cometchatCalls.noFilters',
  /** A look-up that is pinned. */
  nonePinned: 'cometchatCalls.nonePinned',
  /** A call that is watched. */
  noneWatched: 'cometchatCalls.noneWatched',
  /** A call under way that is not watched. */
  noneLive: 'cometchatCalls.noneLive',
  /** A second call that can be compared with the first. */
  noneToCompare: 'cometchatCalls.noneToCompare',
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
  'log.callEvents': 'onDemand' | 'always';
  /** Whether agents have the tools. */
  'tools.enabled': boolean;
}
