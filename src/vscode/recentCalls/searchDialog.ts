import type * as vscode from 'vscode';
import { isSameCall, type RecentCalls, MAX_UID, searchCalls } from '../../core/callList/index.ts';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { visibleText, withoutIcons } from '../../core/text/index.ts';
import type { CallArgument } from '../../manifest.ts';
import { pickOne, t } from '../platform/index.ts';
import { type NodeContext, rowOf } from '../lookUps/index.ts';
import { asLookUp } from './nodes.ts';

/** What a search ends with: a call that is known, an id to look up, or somebody's calls. */
export type Found =
  | { readonly kind: 'call'; readonly call: CallArgument }
  | { readonly kind: 'sessionId'; readonly sessionId: string }
  | { readonly kind: 'user'; readonly uid: string; readonly connectionId: string };

interface Line extends vscode.QuickPickItem {
  readonly found: Found;
}

/** More calls than this are not listed: who sees so many types on. */
const MOST_LINES = 100;
/** So many calls are seen at once, with what can be asked below them. */
const FEW_LINES = 6;

/** Asks for a uid, a name, a note or a part of a session id, and lists the calls that are loaded as one types. */
export async function askSearch(
  model: RecentCalls,
  context: NodeContext,
  typed: string,
): Promise<Found | undefined> {
  const known = knownCalls(model, context);
  const picked = await pickOne<Line>({
    title: t('Search Calls'),
    placeholder: t('A uid, a name, a note, or any part of a session id'),
    items: [],
    typed,
    itemsFor: (text) => linesFor(text, known, model, context),
  });
  return picked?.found;
}

/** A call that can be found, in the words of its look-up. */
interface Known {
  readonly lookUp: LookUp;
  readonly call: { readonly call: Parameters<typeof searchCalls>[0][number]['call'] } | undefined;
}

/** What was looked up, then what is listed and was not, each call once: of one session, each meeting. */
function knownCalls(model: RecentCalls, { lookUps }: NodeContext): readonly Known[] {
  const all = lookUps.store.all();
  const lookedUp = new Map(
    all.filter(({ onBehalfOf }) => onBehalfOf === undefined).map((lookUp) => [callKey(lookUp), lookUp]),
  );
  const listed = new Map<string, Known>();
  /** Look-ups without an answer, of which a list knows more. */
  const replaced = new Set<LookUp>();
  for (const { connectionId, state } of model.openLists()) {
    for (const item of state.items) {
      const key = JSON.stringify([connectionId, item.key]);
      if (listed.has(key)) continue;
      const lookUp = asLookUp(connectionId, item);
      const known = lookedUp.get(callKey(lookUp));
      const answer = known && answerOf(known);
      if (answer && isSameCall(answer.call, item.call)) continue;
      if (known && !answer) replaced.add(known);
      const note = answer ? undefined : known?.note;
      listed.set(key, { lookUp: note ? { ...lookUp, note } : lookUp, call: item });
    }
  }
  const others = all.filter((lookUp) => !replaced.has(lookUp));
  return [...others.map((lookUp) => ({ lookUp, call: answerOf(lookUp) })), ...listed.values()];
}

function callKey({ connectionId, sessionId }: LookUp): string {
  return JSON.stringify([connectionId, sessionId]);
}

function linesFor(
  typed: string,
  known: readonly Known[],
  model: RecentCalls,
  context: NodeContext,
): readonly Line[] {
  const text = typed.trim();
  const wanted = text.toLowerCase();
  const answered = known.flatMap(({ lookUp, call }) =>
    call ? [{ lookUp, call: call.call, note: noteTextOf(lookUp) }] : [],
  );
  const found = searchCalls(answered, text).map(({ lookUp }) => lookUp);
  const open = known
    .filter(({ lookUp, call }) => !call && hasText(lookUp, wanted))
    .map(({ lookUp }) => lookUp);
  const calls = [...open, ...found].slice(0, MOST_LINES).map((lookUp) => callLine(lookUp, context));
  if (text === '') return calls;
  const questions = linesForText(text, model);
  // Below many calls nobody would find them.
  return calls.length > FEW_LINES ? [...questions, ...calls] : [...calls, ...questions];
}

function noteTextOf({ note }: LookUp): string {
  return note?.text ?? '';
}

/** Whether a look-up that has no answer is found by a text in lower case. */
function hasText(lookUp: LookUp, wanted: string): boolean {
  return [lookUp.sessionId, noteTextOf(lookUp)].some((text) => text.toLowerCase().includes(wanted));
}

function callLine(lookUp: LookUp, context: NodeContext): Line {
  const { sessionId, connectionId, onBehalfOf } = lookUp;
  const { label, description } = rowOf(lookUp, context);
  return {
    label: withoutIcons(label),
    description: withoutIcons(description),
    detail: withoutIcons(visibleText(sessionId)),
    alwaysShow: true,
    found: { kind: 'call', call: { sessionId, connectionId, onBehalfOf } },
  };
}

/** What can be asked of the servers for a text. */
function linesForText(text: string, model: RecentCalls): readonly Line[] {
  const shown = withoutIcons(visibleText(text, 80));
  const asked = text.length > MAX_UID ? [] : model.connections();
  const users = asked.map(({ id, name }): Line => ({
    label: `$(person) ${t('Calls of this user in {0}', withoutIcons(visibleText(name, 60)))}`,
    description: shown,
    alwaysShow: true,
    found: { kind: 'user', uid: text, connectionId: id },
  }));
  const label = `$(search) ${t('Look up as a session id')}`;
  return [
    { label, description: shown, alwaysShow: true, found: { kind: 'sessionId', sessionId: text } },
    ...users,
  ];
}
