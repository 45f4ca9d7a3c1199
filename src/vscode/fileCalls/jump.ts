import * as vscode from 'vscode';
import { t } from '../platform/index.ts';
import type { FileCalls } from './fileCalls.ts';
import { toldIfUnread } from './fileFailure.ts';

/** Where the last jump to a call of a file went, the newest last: above 50 MB VS Code tells extensions of no cursor. */
const lastPlaces = new Map<string, vscode.Position>();

/** Of so many calls the last place is known: more than anybody goes to and fro between. */
const MOST_PLACES = 100;

/** Goes to the next or previous place of a call, from where the cursor is; past the end, on from the start. */
export async function jump(fileCalls: FileCalls, sessionId: string, step: 1 | -1): Promise<void> {
  if (fileCalls.state.kind === 'none') return;
  const { uri, name } = fileCalls.state.subject;
  const places = await placesOf(fileCalls, sessionId, name);
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  const key = JSON.stringify([uri.toString(), sessionId]);
  // Where there is no editor to ask, the call was selected in the list, which went to its first place.
  const from = editor?.selection.active ?? lastPlaces.get(key) ?? places[0];
  const target = step === 1 ? next(places, from) : previous(places, from);
  if (!target) return;
  remember(key, target);
  await vscode.commands.executeCommand('vscode.open', uri, { selection: new vscode.Range(target, target) });
}

function remember(key: string, place: vscode.Position): void {
  lastPlaces.delete(key);
  lastPlaces.set(key, place);
  const [oldest] = lastPlaces.keys();
  if (lastPlaces.size > MOST_PLACES && oldest !== undefined) lastPlaces.delete(oldest);
}

async function placesOf(
  fileCalls: FileCalls,
  sessionId: string,
  name: string,
): Promise<readonly vscode.Position[]> {
  const searching = fileCalls.occurrences(sessionId);
  const options = {
    location: vscode.ProgressLocation.Window,
    title: t('Searching for the places of a call'),
  };
  const places = await toldIfUnread(
    Promise.resolve(vscode.window.withProgress(options, () => searching)),
    name,
  );
  return places.map(({ line, column }) => new vscode.Position(line - 1, column - 1));
}

function next(
  places: readonly vscode.Position[],
  from: vscode.Position | undefined,
): vscode.Position | undefined {
  return places.find((place) => from === undefined || place.isAfter(from)) ?? places[0];
}

function previous(
  places: readonly vscode.Position[],
  from: vscode.Position | undefined,
): vscode.Position | undefined {
  return places.findLast((place) => from === undefined || place.isBefore(from)) ?? places.at(-1);
}
