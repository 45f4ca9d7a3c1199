export { pathOfCall, uidForHeader } from './address.ts';
export { contradictionOf, firstJoinAgainst, type Contradiction } from './contradiction.ts';
export {
  RINGS_AT_MOST_SECONDS,
  asOfAnswer,
  callBeganAt,
  deviceCount,
  displayName,
  firstToLeave,
  hasJoined,
  instantsOf,
  isDisputed,
  isEverybodyListed,
  isLive,
  isStillThere,
  isWhole,
  mayBeThere,
  mayRing,
  mayStillJoin,
  meetingIdsOf,
  minutesTeller,
  peopleInState,
  peopleOf,
  personKey,
  presentPeople,
  ringSeconds,
  secondsBetween,
  talkSeconds,
  tellsWhoJoined,
  type Minutes,
  type Person,
  type PersonKey,
} from './facts.ts';
export { partiesLabel, partiesOf } from './parties.ts';
export { mediaSeconds } from './recordings.ts';
export { differenceOf, intersectionOf, reachOf, secondsOf, unionOf, type Span } from './spans.ts';
export { modeWord, namesOf, oddityWord, peopleText, personName, statusWord, typeWord } from './words.ts';
