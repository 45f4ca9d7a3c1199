import type { Call } from '../call/model.ts';

/** The calls with a text, in any case, in a uid, guid or name, the session id or the user's note; spaces find all. */
export function searchCalls<Item extends { readonly call: Call; readonly note?: string | undefined }>(
  items: readonly Item[],
  text: string,
): readonly Item[] {
  const wanted = folded(text.trim());
  if (wanted === '') return items;
  return items.filter(({ call, note = '' }) =>
    [note, ...wordsOf(call)].some((word) => folded(word).includes(wanted)),
  );
}

/** One form for the letters of both cases, and for letters with marks in either way of writing them. */
function folded(text: string): string {
  return text.normalize('NFC').toUpperCase().toLowerCase();
}

function wordsOf({ sessionId, initiator, receiver, participants }: Call): readonly string[] {
  const parties = [initiator, receiver].flatMap((party) => (party ? [party.id, party.name ?? ''] : []));
  return [sessionId, ...parties, ...participants.flatMap(({ uid, name }) => [uid, name ?? ''])];
}
