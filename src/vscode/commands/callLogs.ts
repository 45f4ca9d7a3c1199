/** The commands that tie logs to a call, and lead from its moments to their lines. */
import * as vscode from 'vscode';
import { FileError } from '../../core/fileCalls/model.ts';
import type { NearestLine } from '../../core/logLanes/model.ts';
import { isLogUri, logUris } from '../../core/logTime/index.ts';
import { MAX_LOGS } from '../../core/lookUp/index.ts';
import type { LookUp } from '../../core/lookUp/model.ts';
import { storyOf } from '../../core/story/index.ts';
import { lineText } from '../../core/story/timeline/index.ts';
import { appOf } from '../../core/sessionId/index.ts';
import { formatDuration, withoutIcons } from '../../core/text/index.ts';
import { goToLine, nameOf, placeOf } from '../callLogs/index.ts';
import { failureMessage, isListed } from '../fileCalls/index.ts';
import { ArgumentError, pickOne, isNoFile, slowly, t } from '../platform/index.ts';
import { chooseLookUp, type Choices, requireAnswer } from './chooseLookUp.ts';
import type { Services } from './model.ts';
import { sayDone } from './output.ts';
import type { Handlers } from './run.ts';

type Dependencies = Choices & Services<'logs'>;

export function callLogHandlers(deps: Dependencies) {
  const { lookUps } = deps;
  return {
    'cometchatCalls.addLog': async ({ call, uri }) => {
      const lookUp = await chooseLookUp(deps, call);
      const added = lookUp && (await addLog(deps, lookUp, uri));
      if (added !== undefined) sayDone(t('Added {0} to the call', withoutIcons(nameOf(added))));
      return added;
    },
    'cometchatCalls.removeLog': async ({ call, uri: given }) => {
      const lookUp = await chooseLookUp(deps, call);
      if (!lookUp) return;
      const uri = given?.toString() ?? (await pickLog(logsOf(deps, lookUp)));
      if (uri === undefined) return;
      const uris = lookUp.logs?.uris ?? [];
      lookUps.store.mark(lookUp.key, { logs: uris.filter((one) => one !== uri) }, Date.now());
      if (deps.panels.logLineOf(lookUp)?.uri === uri) deps.panels.forgetLogLine(lookUp);
      sayDone(t('Removed {0} from the call', withoutIcons(nameOf(uri))));
    },
    'cometchatCalls.showMomentInLog': async ({ call, instant: given, uri }) => {
      const lookUp = await chooseLookUp(deps, call);
      if (!lookUp) return undefined;
      const instant = given ?? (await pickMoment(deps, lookUp));
      return instant === undefined ? undefined : showInLog(deps, lookUp, instant, uri);
    },
  } satisfies Partial<Handlers>;
}

/** The addresses of a call's logs: that of the log its panel was opened from first. */
export function logsOf({ panels }: Choices, lookUp: LookUp): readonly string[] {
  return logUris(panels.logLineOf(lookUp)?.uri, ...(lookUp.logs?.uris ?? []));
}

/** As {@link logsOf}; of a call that has none, the one that the user adds to it. */
export async function logsOrAdded(deps: Choices, lookUp: LookUp): Promise<readonly string[]> {
  const uris = logsOf(deps, lookUp);
  const added = uris.length === 0 ? await addLog(deps, lookUp, undefined) : undefined;
  return added === undefined ? uris : [added];
}

/** Adds a log to a call; its address, undefined where none was chosen. Throws ArgumentError for what is no log. */
async function addLog(
  deps: Choices,
  lookUp: LookUp,
  given: vscode.Uri | undefined,
): Promise<string | undefined> {
  const known = logsOf(deps, lookUp);
  const added = lookUp.logs?.uris ?? [];
  if (added.length >= MAX_LOGS)
    throw new ArgumentError(t('This call has {0} logs, and no more can be added.', MAX_LOGS));
  const uri = given ?? (await pickFile(known));
  if (!uri) return undefined;
  const text = uri.toString();
  if (!isLogUri(text) || (await isNoFile(uri))) throw new ArgumentError(t('{0} is no file.', nameOf(text)));
  deps.lookUps.store.mark(lookUp.key, { logs: [...added, text] }, Date.now());
  return text;
}

/** Lets the user pick a log: one that is open in an editor, else a file. */
async function pickFile(known: readonly string[]): Promise<vscode.Uri | undefined> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const open = inputs.flatMap((input) =>
    input instanceof vscode.TabInputText && isListed(input.uri) ? [input.uri.toString()] : [],
  );
  const editors = logUris(...open).filter((uri) => !known.includes(uri));
  const file = { label: t('Choose a File…'), uri: undefined };
  const picked = await pickOne<ReturnType<typeof itemOf> | typeof file>({
    title: t('Add Log to Call'),
    placeholder: t('Which log saw this call?'),
    items: [...editors.map(itemOf), file],
  });
  if (!picked) return undefined;
  if (picked.uri !== undefined) return vscode.Uri.parse(picked.uri);
  const [chosen] = (await vscode.window.showOpenDialog({ title: t('Add Log to Call') })) ?? [];
  return chosen;
}

async function pickLog(uris: readonly string[]): Promise<string | undefined> {
  const [first] = uris;
  if (first === undefined) throw new ArgumentError(t('This call has no log. Add one to it first.'));
  if (uris.length === 1) return first;
  const picked = await pickOne({
    title: t('Remove Log from Call'),
    placeholder: t('Which log is to be removed from the call?'),
    items: uris.map(itemOf),
  });
  return picked?.uri;
}

/** How a log is listed. */
function itemOf(uri: string) {
  return {
    label: withoutIcons(nameOf(uri)),
    description: withoutIcons(vscode.workspace.asRelativePath(vscode.Uri.parse(uri))),
    uri,
  };
}

/** Lets the user pick a moment of a call; in milliseconds since 1970 UTC. */
async function pickMoment(deps: Dependencies, lookUp: LookUp): Promise<number | undefined> {
  const { call, fetchedAt } = requireAnswer(lookUp, deps.lookUps);
  const { sessionId, connectionId } = lookUp;
  const app = appOf(sessionId, deps.lookUps.connection(connectionId));
  const { timeline } = storyOf(
    call,
    { asOf: fetchedAt, sessionId, ...app, t },
    { line: undefined, transcripts: call.transcripts },
  );
  if (!timeline) throw new ArgumentError(t('This call has no times.'));
  const time = deps.readerTime.format;
  const items = timeline.lines.map((line) => ({
    label: withoutIcons(lineText(line, time, t)),
    description: `${time.dateTime(line.at)} · ${line.offset}`,
    at: line.at,
  }));
  const picked = await pickOne({
    title: t('Show Moment in Log'),
    placeholder: t('Which moment of the call?'),
    items,
  });
  return picked?.at;
}

/** A log, and its line nearest to a moment. */
interface Found {
  readonly uri: string;
  readonly nearest: NearestLine;
}

async function showInLog(
  deps: Dependencies,
  lookUp: LookUp,
  instant: number,
  given: vscode.Uri | undefined,
): Promise<{ readonly uri: string; readonly line: number } | undefined> {
  const uris = given ? [given.toString()] : await logsOrAdded(deps, lookUp);
  if (uris.length === 0) return undefined;
  const found = await nearestIn(deps, uris, instant);
  const chosen = found && (await chooseFound(found, instant));
  if (!chosen) return undefined;
  const { uri, nearest } = chosen;
  const { line } = nearest;
  const note = offText(nearest, instant);
  const isThere = await goToLine({ uri, line }, { besides: deps.panels.columnOf(lookUp), note });
  if (!isThere) return undefined;
  sayDone(`${withoutIcons(placeOf({ uri, line }))}: ${note}`);
  return { uri, line };
}

/** The nearest line of each log that tells times. Throws ArgumentError with the reason where none does. */
async function nearestIn(
  { logs }: Dependencies,
  uris: readonly string[],
  instant: number,
): Promise<readonly Found[] | undefined> {
  const nearestOf = async (uri: string, signal: AbortSignal) => {
    try {
      const nearest = await logs.nearest(vscode.Uri.parse(uri), instant, signal);
      return nearest ? { uri, nearest } : t('No line of {0} tells its time.', nameOf(uri));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return failureMessage(error, nameOf(uri));
    }
  };
  const read = await slowly(t('Searching for the moment in the log'), (signal) =>
    Promise.all(uris.map((uri) => nearestOf(uri, signal))),
  );
  if (!read) return undefined;
  const found = read.filter((one) => typeof one !== 'string');
  if (found.length > 0) return found;
  throw new ArgumentError(read.filter((one) => typeof one === 'string').join(' '));
}

/** Of several logs the user chooses; each says how far its line is from the moment, the nearest first. */
async function chooseFound(found: readonly Found[], instant: number): Promise<Found | undefined> {
  if (found.length === 1) return found[0];
  const items = found
    .toSorted((a, b) => a.nearest.distanceMs - b.nearest.distanceMs)
    .map((one) => ({
      label: withoutIcons(placeOf({ uri: one.uri, line: one.nearest.line })),
      description: offText(one.nearest, instant),
      one,
    }));
  const picked = await pickOne({
    title: t('Show Moment in Log'),
    placeholder: t('In which log?'),
    items,
  });
  return picked?.one;
}

/** How far a line is from a moment, such as `1.2 s after this moment`. */
function offText({ at, distanceMs, isEstimate }: NearestLine, instant: number): string {
  if (distanceMs === 0) return t('at this moment');
  const distance = formatDuration(distanceMs / 1000, t);
  const off = at > instant ? t('{0} after this moment', distance) : t('{0} before this moment', distance);
  return isEstimate ? t('{0}; its clock jumps, so another line may be nearer', off) : off;
}
