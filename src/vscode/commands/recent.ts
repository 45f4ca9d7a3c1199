import * as vscode from 'vscode';
import type { CommandArguments } from '../../commandArguments.ts';
import type { LookUpTarget } from '../../core/lookUp/model.ts';
import { applyFix } from '../platform/index.ts';
import type { ListTarget } from '../../core/callList/model.ts';
import { askSearch } from '../recentCalls/index.ts';
import { filterCalls, type RecentServices, refuseApiKey, showTemporary } from './recentFilters.ts';
import { savedFilterHandlers } from './recentSaved.ts';
import type { Handlers } from './run.ts';

/** What handles the commands on recent calls. */
export function recentHandlers(deps: RecentServices) {
  return {
    ...savedFilterHandlers(deps),
    'cometchatCalls.filterRecentCalls': (given) => filterCalls(deps, given),
    'cometchatCalls.searchCalls': ({ text }) => search(deps, text),
    'cometchatCalls.loadMoreCalls': (given) => loadMore(deps, given),
    'cometchatCalls.refreshRecent': () => refreshLists(deps),
  } satisfies Partial<Handlers>;
}

/** What the commands that calls and lists of calls share do to calls. */
export interface CallActions {
  /** Asks again for a call, or for all of the list. */
  refresh(call: LookUpTarget | undefined): unknown;
  cancel(call: LookUpTarget): void;
  /** Does what a fix of the look-up with a key says. */
  fix(key: string, fix: string): unknown;
}

/** The commands that calls and lists of calls share; a call that is listed stands for the list it is in. */
export function sharedHandlers(deps: RecentServices, calls: CallActions) {
  return {
    'cometchatCalls.refresh': (given) => {
      if (given.kind === 'lists') return refreshLists(deps, given.connectionId, given.filterId);
      if (given.kind === 'call') return calls.refresh(given.call);
      // What is shown, in the view of recent calls as well.
      if (deps.recent.isVisible) void refreshLists(deps);
      return calls.refresh(undefined);
    },
    'cometchatCalls.cancelLookUp': (given) => {
      if (given.kind === 'call') return calls.cancel(given.call);
      if (given.kind === 'all' || given.filterId === undefined) return undefined;
      const list = { connectionId: given.connectionId, filterId: given.filterId };
      return deps.recent.model.listing(list)?.cancel();
    },
    'cometchatCalls.applyFix': (given) =>
      given.kind === 'list' ? fixList(deps, given, given.fix) : calls.fix(given.key, given.fix),
  } satisfies Partial<Handlers>;
}

/** Loads the lists anew that are named, or all that were opened. */
async function refreshLists(
  { recent }: RecentServices,
  connectionId?: string,
  filterId?: string,
): Promise<void> {
  await recent.model.refresh({
    ...(connectionId !== undefined && { connectionId }),
    ...(filterId !== undefined && { filterId }),
  });
}

/** Does what a fix below a list or a lost connection says. */
async function fixList(deps: RecentServices, list: ListTarget, name: string): Promise<void> {
  const { connections, filters } = deps;
  const { model } = deps.recent;
  const { connectionId } = list;
  // The line below the one that says that the keyring cannot be read is of no connection.
  if (connectionId === '' && name === 'lookUpAgain') return refreshLists(deps);
  const lost = model.lostConnection(connectionId);
  if (lost) {
    if (name === 'addConnection') {
      const argument = { name: lost.name };
      const added: unknown = await vscode.commands.executeCommand('cometchatCalls.addConnection', argument);
      if (typeof added !== 'string') return;
      await filters.adopt(connectionId, added);
    }
    if (name === 'addConnection' || name === 'forgetConnection') await connections.remove(connectionId);
    return;
  }
  if (name === 'lookUpAgain') return model.listing(list)?.resume();
  const failure = model.stateOf(list)?.failure;
  // Only fixes that this failure has are run, whoever asks.
  const fixes = model.failureText(list)?.fixes ?? [];
  const fix = fixes.find((known) => known === name);
  if (!fix || !failure) return;
  // A key that is replaced loads the lists anew by itself.
  if (fix === 'replaceApiKey')
    await vscode.commands.executeCommand('cometchatCalls.replaceApiKey', { connectionId });
  else await applyFix(fix, { sessionId: '', connectionId, failure });
}

async function search(deps: RecentServices, text = ''): Promise<void> {
  const { model } = deps.recent;
  await model.readConnections();
  const { lookUps, readerTime } = deps;
  const context = { lookUps, time: readerTime.format, now: Date.now() };
  const found = await askSearch(model, context, text);
  if (!found) return;
  switch (found.kind) {
    case 'call':
      await vscode.commands.executeCommand('cometchatCalls.openCallPanel', found.call);
      return;
    case 'sessionId':
      await vscode.commands.executeCommand('cometchatCalls.lookUpCall', { sessionId: found.sessionId });
      return;
    case 'user':
      refuseApiKey(deps, found.uid);
      await showTemporary(deps, found.connectionId, { uid: found.uid });
  }
}

async function loadMore(
  { recent }: RecentServices,
  { list, all, day }: CommandArguments['cometchatCalls.loadMoreCalls'],
): Promise<void> {
  if (!list) return;
  if (day !== undefined) return recent.showMoreOfDay(list, day);
  const listing = recent.model.open(list);
  await (all ? listing?.loadAll() : listing?.loadMore());
}
