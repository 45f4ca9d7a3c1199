import * as vscode from 'vscode';
import type { ListArgument } from '../../manifest.ts';
import { applyFix } from '../platform/fixes.ts';
import { askSearch } from '../recentCalls/searchDialog.ts';
import {
  filterCalls,
  type GivenList,
  type RecentServices,
  refuseApiKey,
  showTemporary,
  targetOf,
  textOf,
} from './recentFilters.ts';
import { savedFilterHandlers } from './recentSaved.ts';
import type { Handlers } from './register.ts';

/** What handles the commands on recent calls. */
export function recentHandlers(deps: RecentServices) {
  return {
    ...savedFilterHandlers(deps),
    'cometchatCalls.filterRecentCalls': (given) => filterCalls(deps, given),
    'cometchatCalls.searchCalls': (given) => search(deps, given),
    'cometchatCalls.loadMoreCalls': (given) => loadMore(deps, given),
    // VS Code passes a title's commands the line with the focus, which is not what they are for.
    'cometchatCalls.refreshRecent': () => refreshLists(deps, undefined),
  } satisfies Partial<Handlers>;
}

type OfCalls = Pick<
  Handlers,
  'cometchatCalls.refresh' | 'cometchatCalls.cancelLookUp' | 'cometchatCalls.applyFix'
>;

/** The commands that calls and lists of calls share: what names a list is done to that, the rest as before. */
export function sharedHandlers(deps: RecentServices, calls: OfCalls): OfCalls {
  return {
    'cometchatCalls.refresh': (given, selection) => {
      if (isAboutLists(given)) return refreshLists(deps, given);
      const isOfAll = given === undefined || !('sessionId' in given);
      // Without a call: what is shown, in this view as well.
      if (isOfAll && deps.recent.isVisible) void refreshLists(deps, undefined);
      return calls['cometchatCalls.refresh'](given, selection);
    },
    'cometchatCalls.cancelLookUp': (given, selection) =>
      isAboutLists(given) ? cancelList(deps, given) : calls['cometchatCalls.cancelLookUp'](given, selection),
    'cometchatCalls.applyFix': (given, selection) =>
      isAboutLists(given) ? fixList(deps, given) : calls['cometchatCalls.applyFix'](given, selection),
  };
}

/** Whether an argument is about a connection's lists; a call of a list stands for the list it is in. */
function isAboutLists(given: unknown): given is Partial<ListArgument> {
  if (typeof given !== 'object' || given === null || !('connectionId' in given)) return false;
  return 'filterId' in given || !('sessionId' in given || 'key' in given);
}

/** Loads the lists anew that are named, or all that were opened. */
async function refreshLists({ recent }: RecentServices, given: GivenList): Promise<void> {
  const [connectionId, filterId] = [textOf(given?.connectionId), textOf(given?.filterId)];
  await recent.model.refresh({
    ...(connectionId !== undefined && { connectionId }),
    ...(filterId !== undefined && { filterId }),
  });
}

/** Ends what a list has under way; what it has loaded stays. */
function cancelList({ recent }: RecentServices, given: GivenList): void {
  const target = targetOf(given);
  if (target) recent.model.cancel(target);
}

/** Does what a fix below a list or a lost connection says. */
async function fixList(
  deps: RecentServices,
  given: (ListArgument & { readonly fix?: unknown }) | undefined,
): Promise<void> {
  const { connections, filters } = deps;
  const { model } = deps.recent;
  const target = targetOf(given);
  if (!target) return;
  const { connectionId } = target;
  // The line below the one that says that the keyring cannot be read is of no connection.
  if (connectionId === '' && given?.fix === 'lookUpAgain') return refreshLists(deps, undefined);
  const lost = model.lostConnection(connectionId);
  if (lost) {
    if (given?.fix === 'addConnection') {
      const argument = { name: lost.name };
      const added: unknown = await vscode.commands.executeCommand('cometchatCalls.addConnection', argument);
      if (typeof added !== 'string') return;
      await filters.adopt(connectionId, added);
    }
    if (given?.fix === 'addConnection' || given?.fix === 'forgetConnection')
      await connections.remove(connectionId);
    return;
  }
  if (given?.fix === 'lookUpAgain') return model.resume(target);
  const failure = model.stateOf(target)?.failure;
  // Only fixes that this failure has are run, whoever asks.
  const fixes = model.failureText(target)?.fixes ?? [];
  const fix = fixes.find((known) => known === given?.fix);
  if (!fix || !failure) return;
  // A key that is replaced loads the lists anew by itself.
  if (fix === 'replaceApiKey')
    await vscode.commands.executeCommand('cometchatCalls.replaceApiKey', { connectionId });
  else await applyFix(fix, { sessionId: '', connectionId, failure });
}

async function search(
  deps: RecentServices,
  given: (ListArgument & { readonly text?: unknown }) | undefined,
): Promise<void> {
  const { model } = deps.recent;
  await model.readConnections();
  const { lookUps, readerTime } = deps;
  const context = { lookUps, time: readerTime.format, now: Date.now() };
  // The title's button passes the line with the focus, whose text nobody searches for.
  const isLine = typeof given === 'object' && given !== null && 'kind' in given;
  const typed = isLine ? undefined : textOf(given?.text);
  const found = await askSearch(model, context, typed ?? '');
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
  given: (ListArgument & { readonly all?: unknown; readonly day?: unknown }) | undefined,
): Promise<void> {
  const { model } = recent;
  const target = targetOf(given);
  if (!target) return;
  const day = textOf(given?.day);
  if (day !== undefined) return recent.showMoreOfDay(target, day);
  await (given?.all === true ? model.loadAll(target) : model.loadMore(target));
}
