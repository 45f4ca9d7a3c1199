import type { PersonTrack, Span, Timeline } from '../timeline.ts';

type Alone = Timeline['alone'][number];

/**
 * Who was there at the same time: walks once along the moments at which somebody comes or goes, so a call with
 * many people costs little more than putting those in order.
 */
export function sweep(people: readonly PersonTrack[]): Pick<Timeline, 'together' | 'alone'> {
  const together: Span[] = [];
  const alone: Alone[] = [];
  const present = new Set<PersonTrack>();
  let since = 0;
  for (const [at, { coming, going }] of turnsOf(people)) {
    const [only] = present;
    if (only && present.size === 1) addAlone(alone, only, since, at);
    else if (present.size > 1) addTogether(together, since, at);
    for (const person of going) present.delete(person);
    for (const person of coming) present.add(person);
    since = at;
  }
  return { together, alone };
}

interface Turn {
  readonly coming: PersonTrack[];
  readonly going: PersonTrack[];
}

/** Who comes and who goes, by the moment, in order. Nobody does both at one: their stretches do not touch. */
function turnsOf(people: readonly PersonTrack[]): readonly (readonly [number, Turn])[] {
  const turns = new Map<number, Turn>();
  const turn = (at: number) => {
    const known = turns.get(at) ?? { coming: [], going: [] };
    turns.set(at, known);
    return known;
  };
  for (const person of people) {
    for (const { from, to } of person.presence) {
      turn(from).coming.push(person);
      turn(to).going.push(person);
    }
  }
  return [...turns].toSorted(([a], [b]) => a - b);
}

function addTogether(spans: Span[], from: number, to: number): void {
  const last = spans.at(-1);
  if (last?.to === from) spans.splice(-1, 1, { from: last.from, to });
  else spans.push({ from, to });
}

function addAlone(spans: Alone[], { key, uid }: PersonTrack, from: number, to: number): void {
  const last = spans.at(-1);
  if (last?.to === from && last.key === key) spans.splice(-1, 1, { ...last, to });
  else spans.push({ from, to, key, uid });
}
