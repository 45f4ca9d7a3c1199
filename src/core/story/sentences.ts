/** What the verdict and the findings tell in the same words. */
import type { Translate } from '../base/index.ts';
import { markedWord, peopleText, type Person, stateDenies, stateOf } from '../call/index.ts';
import { formatDuration, visibleText } from '../text/index.ts';
import type { Subject } from './subject.ts';

/** That people were never in a call at one time; a sentence without its first word in capitals, for it is a name. */
export function neverTogetherText({ joined, nameOf, t }: Subject, inMeetings: boolean): string {
  if (joined.length > 2) {
    return inMeetings
      ? t('no two of the {0} people who joined were in one meeting', joined.length)
      : t('no two of the {0} people who joined were there at one time', joined.length);
  }
  const who = peopleText(joined.map(nameOf), t);
  return inMeetings
    ? t('{0} were each in a meeting of their own', who)
    : t('{0} were never there at one time', who);
}

/** That all left at once. Lengths are seconds. */
export function goneTogetherText(
  { count, within, before }: { readonly count: number; readonly within: number; readonly before: number },
  t: Translate,
): string {
  const length = formatDuration(before, t);
  return within === 0
    ? t('all {0} left in the same second, {1} before the end', count, length)
    : t('all {0} left within {1}, {2} before the end', count, formatDuration(within, t), length);
}

/** That those who were called did not take a call by their states, and it is still marked as ringing. */
export function statesText(people: readonly Person[], { call, nameOf, t }: Subject): string {
  const who = peopleText(people.map(nameOf), t);
  const states = people.flatMap(({ stays }) => stays.filter(stateDenies));
  if (states.every((stay) => stateOf(stay) === 'rejected'))
    return t('Rejected by {0}, and still marked as “{1}”', who, markedWord(call));
  const state = visibleText(states[0]?.state ?? '', 40);
  return t('The state of {0} is “{1}”, and the call is still marked as “{2}”', who, state, markedWord(call));
}
