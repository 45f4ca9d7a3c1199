import { END_OF_TIME } from '../../base/index.ts';
import type { Alone, Bar, Gap, PersonTrack, StayBar, Together } from './model.ts';
import { differenceOf, intersectionOf, type Span, unionOf, type PersonKey } from '../../call/index.ts';

/** When one person was in one meeting. */
interface Presence {
  readonly key: PersonKey;
  readonly spans: readonly Span[];
}

/**
 * Who was there at the same time, in the order in which it began. Of a session with several meetings, who was in the
 * same one: meetings may go on side by side. Alone is who was in a meeting and with nobody in any: somebody with two
 * devices may be the only one in one meeting, and among others in another. Of a stay that tells no meeting nobody
 * knows with whom it was, and so nobody is told to have been alone beside one.
 */
export function sweep(people: readonly PersonTrack[]): {
  readonly together: readonly Together[];
  readonly alone: readonly Alone[];
} {
  const stays = people.flatMap((person) => person.stays);
  const isOne = meetingsIn(stays).length < 2;
  const meetings = meetingsOf(people, isOne);
  const isTold = isOne || stays.every(({ meetingId }) => meetingId !== undefined);
  const possible = stays.every(isDated) ? meetings : meetingsOf(people.map(widened), isOne);
  return {
    together: meetings.flatMap(({ together }) => together).toSorted((a, b) => a.from - b.from),
    alone: isTold ? aloneOf(people, possible) : [],
  };
}

/** Who was in a meeting, and when two or more of them were. */
interface MeetingPresence {
  readonly present: readonly Presence[];
  readonly together: readonly Together[];
}

/** The meetings of some people, so that a session of a thousand costs no more than its stays do. */
function meetingsOf(people: readonly PersonTrack[], isOne: boolean): readonly MeetingPresence[] {
  const presences = new Map<string | undefined, Presence[]>();
  for (const person of people) {
    for (const [meetingId, spans] of isOne
      ? [[undefined, person.presence] as const]
      : presenceByMeeting(person)) {
      const present = presences.get(meetingId) ?? [];
      presences.set(meetingId, present);
      present.push({ key: person.key, spans });
    }
  }
  return [...presences].map(([meetingId, present]) => ({
    present,
    together: togetherIn(present, meetingId),
  }));
}

/** When somebody was in each of several meetings. */
function presenceByMeeting({ stays }: PersonTrack): readonly (readonly [string, readonly Span[]])[] {
  return [...Map.groupBy(stays, ({ meetingId }) => meetingId)].flatMap(([meetingId, same]) =>
    meetingId === undefined ? [] : [[meetingId, unionOf(same)] as const],
  );
}

function isDated({ start, end }: StayBar): boolean {
  return start !== 'unknown' && end !== 'unknown';
}

/**
 * Stays as long as they may have been, in the order in which they may have begun: an end that is not known may lie
 * beyond where it is drawn.
 */
export function possibleStays({ stays }: Pick<PersonTrack, 'stays'>): readonly StayBar[] {
  return widest(stays);
}

function widest<Of extends Bar>(bars: readonly Of[]): readonly Of[] {
  return bars
    .map((bar) => ({
      ...bar,
      from: bar.start === 'unknown' ? -END_OF_TIME : bar.from,
      to: bar.end === 'unknown' ? END_OF_TIME : bar.to,
    }))
    .toSorted((a, b) => a.from - b.from);
}

/** What lies between bars, in order: only where none can have been, wherever the ends are that are not known. */
export function gapsBetween<Of extends Bar>(bars: readonly Of[]): readonly Gap<Of>[] {
  const gaps: Gap<Of>[] = [];
  let last: Of | undefined;
  for (const bar of widest(bars)) {
    if (last && bar.from > last.to) gaps.push({ from: last.to, to: bar.from, before: last, after: bar });
    if (!last || bar.to > last.to) last = bar;
  }
  return gaps;
}

/**
 * When somebody was gone between two stays.
 * @param perMeeting whether there are several meetings: who goes from one to the next was not gone from either
 */
export function awayOf({ stays }: Pick<PersonTrack, 'stays'>, perMeeting: boolean): readonly Gap<StayBar>[] {
  const groups = perMeeting ? Map.groupBy(stays, ({ meetingId }) => meetingId).values() : [stays];
  return [...groups].flatMap(gapsBetween);
}

function widened(person: PersonTrack): PersonTrack {
  const stays = possibleStays(person);
  return { ...person, stays, presence: unionOf(stays) };
}

/** When each of the people is known to have been there, and can have been in no meeting together with anybody. */
function aloneOf(people: readonly PersonTrack[], meetings: readonly MeetingPresence[]): readonly Alone[] {
  const company = new Map<PersonKey, Span[]>();
  for (const { present, together } of meetings) {
    for (const { key, spans } of present) {
      const known = company.get(key) ?? [];
      company.set(key, known);
      known.push(...intersectionOf(spans, together));
    }
  }
  return people
    .flatMap(({ key, uid, stays }) => {
      const certain = unionOf(stays.filter(isDated));
      return differenceOf(certain, unionOf(company.get(key) ?? [])).map((span) => ({ ...span, key, uid }));
    })
    .toSorted((a, b) => a.from - b.from);
}

/** The ids of the meetings that stays tell. */
export function meetingsIn(stays: readonly StayBar[]): readonly string[] {
  const ids = new Set(stays.map(({ meetingId }) => meetingId));
  return [...ids].filter((id) => id !== undefined);
}

/**
 * When a person was in a meeting: in order, none touching the next; nobody was never there.
 * @param meetingId undefined for a session of one meeting, which every stay is of
 */
export function presenceIn(
  person: Pick<PersonTrack, 'stays' | 'presence'> | undefined,
  meetingId: string | undefined,
): readonly Span[] {
  if (!person) return [];
  return meetingId === undefined
    ? person.presence
    : unionOf(person.stays.filter((stay) => stay.meetingId === meetingId));
}

/**
 * Walks once along the moments at which somebody comes or goes, so a call with many people costs little more than
 * putting those in order. The stretches are in order, and none touches the next.
 */
function togetherIn(people: readonly Presence[], meetingId: string | undefined): readonly Together[] {
  const together: Stretch[] = [];
  const present = new Set<Presence>();
  let since = 0;
  for (const [at, { coming, going }] of turnsOf(people)) {
    if (present.size > 1) addTogether(together, present, since, at);
    for (const person of going) present.delete(person);
    for (const person of coming) present.add(person);
    since = at;
  }
  return together.map(({ from, to, keys }) => ({
    from,
    to,
    keys: keys.size > HANDFUL ? undefined : [...keys],
    meetingId,
  }));
}

interface Turn {
  readonly coming: Presence[];
  readonly going: Presence[];
}

/** Who comes and who goes, by the moment, in order. Nobody does both at one: their stretches do not touch. */
function turnsOf(people: readonly Presence[]): readonly (readonly [number, Turn])[] {
  const turns = new Map<number, Turn>();
  const turn = (at: number) => {
    const known = turns.get(at) ?? { coming: [], going: [] };
    turns.set(at, known);
    return known;
  };
  for (const person of people) {
    for (const { from, to } of person.spans) {
      turn(from).coming.push(person);
      turn(to).going.push(person);
    }
  }
  return [...turns].toSorted(([a], [b]) => a - b);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly keys: Set<PersonKey>;
}

/** More people than this are not told one by one: of a crowd that comes and goes, nobody reads the list. */
const HANDFUL = 5;

function addTogether(spans: Stretch[], present: ReadonlySet<Presence>, from: number, to: number): void {
  const last = spans.at(-1);
  const known = last?.to === from ? last : undefined;
  const keys = known?.keys ?? new Set<PersonKey>();
  for (const { key } of present) {
    if (keys.size > HANDFUL) break;
    keys.add(key);
  }
  if (known) spans.splice(-1, 1, { ...known, to });
  else spans.push({ from, to, keys });
}
