/** A call, and what was worked out of it once for its verdict and its findings. */
import {
  asOfAnswer,
  hasJoined,
  isDoubtful,
  namesOf,
  peopleOf,
  type Person,
  type PersonKey,
} from '../call/index.ts';
import type { Call, Participant } from '../call/model.ts';
import type { Translate } from '../base/index.ts';
import type { Timeline } from './timeline/model.ts';
import { timelineOf } from './timeline/index.ts';

export interface Subject {
  readonly call: Call;
  readonly people: readonly Person[];
  /** Those of them who joined. */
  readonly joined: readonly Person[];
  /** Undefined where the answer has no time at all. */
  readonly timeline: Timeline | undefined;
  /** When the answer was given, in milliseconds since 1970 UTC. */
  readonly asOf: number;
  /** What to call a person, so that no two are called alike. */
  readonly nameOf: (person: { readonly key: PersonKey }) => string;
  readonly t: Translate;
}

/** @param fetchedAt in milliseconds since 1970 UTC, by this computer's clock */
export function subjectOf(call: Call, fetchedAt: number, t: Translate): Subject {
  const people = peopleOf(call);
  const names = namesOf(people, t);
  return {
    call,
    people,
    joined: people.filter(({ stays }) => stays.some(hasJoined)),
    timeline: timelineOf(call, fetchedAt),
    asOf: asOfAnswer(call, fetchedAt),
    nameOf: ({ key }) => names.get(key) ?? '',
    t,
  };
}

/** Whether somebody's entries contradict themselves or the call, or do not tell: that they do is another claim's. */
export function isInDoubt({ call, asOf }: Subject, stays: readonly Participant[]): boolean {
  return stays.some((stay) => isDoubtful(call, asOf, stay));
}

/** Whether a call is one between two. */
export function isOneToOne({ mode, receiverType }: Call): boolean {
  return mode === 'call' && receiverType === 'user';
}
