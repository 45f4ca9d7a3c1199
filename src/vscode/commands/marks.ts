import type { LookUp } from '../../core/lookUp/model.ts';
import { isPinned, NOTE_LENGTH } from '../../core/lookUp/marks.ts';
import type { CallArgument } from '../../manifest.ts';
import type { Connections } from '../connections/connections.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { askText } from '../platform/inputSteps.ts';
import { labelOf } from '../lookUps/lookUpItems.ts';
import { t } from '../platform/translate.ts';
import {
  chooseLookUp,
  chooseLookUps,
  type Choices,
  findAll,
  type GivenCall,
  pickLookUp,
} from './chooseLookUp.ts';
import { withoutIcons } from '../../core/text/plainText.ts';
import { sayDone } from './copy.ts';
import type { Handlers } from './register.ts';

interface Dependencies extends Choices {
  readonly connections: Pick<Connections, 'holdsApiKey'>;
}

/** The commands on the user's own marks: pins and notes. */
export function markHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.pinCall': async (given, selection) =>
      setPinned(deps, await chooseToPin(deps, given, selection), true),
    'cometchatCalls.unpinCall': async (given, selection) =>
      setPinned(deps, await chooseToUnpin(deps, given, selection), false),
    'cometchatCalls.editNote': (given) => editNote(deps, given),
  } satisfies Partial<Handlers>;
}

function setPinned({ lookUps }: Choices, chosen: readonly LookUp[], pinned: boolean): void {
  const [first] = chosen;
  if (!first) return;
  for (const { key } of chosen) lookUps.store.mark(key, { pinned }, Date.now());
  const name = withoutIcons(labelOf(first));
  if (chosen.length === 1) sayDone(pinned ? t('Pinned {0}', name) : t('Unpinned {0}', name));
  else sayDone(pinned ? t('Pinned {0} calls', chosen.length) : t('Unpinned {0} calls', chosen.length));
}

/** The look-ups that are selected or named, else the one that is shown; else the user picks one to pin. */
async function chooseToPin(
  deps: Choices,
  given: GivenCall,
  selection: readonly CallArgument[],
): Promise<readonly LookUp[]> {
  const free = deps.lookUps.store.all().filter((lookUp) => !isPinned(lookUp));
  if (isOpen(deps, given, selection) && free.length > 0) return pickOne(deps, free);
  return chooseLookUps(deps, given, selection);
}

/** The same among those that are pinned; a call that was never looked up is not. */
async function chooseToUnpin(
  deps: Choices,
  given: GivenCall,
  selection: readonly CallArgument[],
): Promise<readonly LookUp[]> {
  if (selection.length > 1) return findAll(deps, selection);
  const named = given?.sessionId === undefined ? deps.activeTarget() : given;
  if (named)
    return findAll(deps, named.sessionId === undefined ? [] : [{ ...named, sessionId: named.sessionId }]);
  const pinned = deps.lookUps.store.all().filter(isPinned);
  if (pinned.length === 0) throw new ArgumentError(t('No call is pinned.'));
  return pickOne(deps, pinned);
}

/** Whether nothing says which call is meant. */
function isOpen({ activeTarget }: Choices, given: GivenCall, selection: readonly CallArgument[]): boolean {
  return selection.length < 2 && given?.sessionId === undefined && !activeTarget();
}

async function pickOne(deps: Choices, candidates: readonly LookUp[]): Promise<readonly LookUp[]> {
  const picked = await pickLookUp(deps, candidates, t('Which call?'));
  return picked ? [picked] : [];
}

/** Writes the note that a caller gives, else the one that the user does. An empty one is taken away. */
async function editNote(
  deps: Dependencies,
  given: (GivenCall & { readonly note?: unknown }) | undefined,
): Promise<void> {
  const lookUp = await chooseLookUp(deps, given);
  if (!lookUp) return;
  const wanted = given?.note;
  const note = typeof wanted === 'string' ? wanted : await askNote(deps, lookUp);
  if (note === undefined) return;
  const problem = problemOf(note, deps);
  if (problem !== undefined) throw new ArgumentError(problem);
  deps.lookUps.store.mark(lookUp.key, { note }, Date.now());
}

async function askNote(deps: Dependencies, lookUp: LookUp): Promise<string | undefined> {
  const entered = await askText({
    title: t('Note on {0}', labelOf(lookUp)),
    prompt: t('One line, shown in the list of looked up calls; nothing removes the note'),
    value: lookUp.note?.text ?? '',
    check: (value) => {
      const error = problemOf(value, deps);
      return error === undefined ? undefined : { error };
    },
  });
  return typeof entered === 'string' ? entered : undefined;
}

/** What keeps a text from being a note: its length, or a key, which is to be in no file. */
function problemOf(note: string, { connections }: Dependencies): string | undefined {
  const length = Array.from(note.replaceAll(/\s+/g, ' ').trim()).length;
  if (length > NOTE_LENGTH)
    return t('A note has at most {0} characters; this one has {1}.', NOTE_LENGTH, length);
  return connections.holdsApiKey(note) ? t('A note cannot hold an API key.') : undefined;
}
