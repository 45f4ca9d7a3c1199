export { pathOfCall, uidForHeader } from './address.ts';
export {
  attendanceOf,
  attendanceOfAll,
  groundsOf,
  hasJoined,
  isReversed,
  isStillThere,
  isUncertain,
  mayBeThere,
  stateDenies,
  stateOf,
  type Attendance,
} from './attendance.ts';
export { deviceNamesOf, devicesOf, deviceWithId } from './devices.ts';
export { contradictionOf, firstJoinAgainst, type Contradiction } from './contradiction.ts';
export {
  RINGS_AT_MOST_SECONDS,
  absenceOf,
  asOfAnswer,
  callBeganAt,
  deviceCount,
  displayName,
  instantsOf,
  isCountedWhole,
  isEverybodyListed,
  isKnownWhole,
  isLive,
  isMissed,
  isWhole,
  lastLeave,
  mayRing,
  mayStillJoin,
  mediaLateSeconds,
  minutesTeller,
  peopleInState,
  peopleOf,
  personKey,
  presentPeople,
  ringSeconds,
  secondsBetween,
  talkSeconds,
  tellsWhoJoined,
  type Absence,
  type Minutes,
  type Person,
  type PersonKey,
} from './facts.ts';
export { ROUNDING, boundsOf, disordersOf, isDoubtful, isLater } from './order.ts';
export { partiesLabel, partiesOf } from './parties.ts';
export { mediaSeconds } from './recordings.ts';
export { differenceOf, intersectionOf, reachOf, secondsOf, unionOf, type Span } from './spans.ts';
export {
  absenceWord,
  joiningWord,
  markedWord,
  modeWord,
  momentText,
  namesOf,
  oddityWord,
  peopleText,
  personName,
  statusWord,
  typeWord,
} from './words.ts';
