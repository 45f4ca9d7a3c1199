export { pathOfCall, uidForHeader } from './address.ts';
export { type Contradiction, contradictionOf, firstJoinAgainst } from './contradiction.ts';
export {
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
  type Minutes,
  minutesTeller,
  peopleInState,
  peopleOf,
  type Person,
  type PersonKey,
  personKey,
  presentPeople,
  RINGS_AT_MOST_SECONDS,
  ringSeconds,
  secondsBetween,
  talkSeconds,
  tellsWhoJoined,
} from './facts.ts';
export type {
  Call,
  CallListRequest,
  CallSource,
  CallStatus,
  Page,
  Participant,
  Party,
  Recording,
  Transcript,
  TranscriptionsRequest,
} from './model.ts';
export { partiesLabel, partiesOf } from './parties.ts';
export { differenceOf, intersectionOf, reachOf, secondsOf, type Span, unionOf } from './spans.ts';
export { modeWord, namesOf, oddityWord, peopleText, personName, statusWord, typeWord } from './words.ts';
