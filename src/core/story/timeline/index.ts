export type {
  Bar,
  Bound,
  LogLineMark,
  MediaWindow,
  Meeting,
  PersonTrack,
  StayBar,
  Timeline,
  TimelineEvent,
} from './model.ts';
export { lengthText, lineText, type TimelineLine, timelineLines, timelineNotes } from './text.ts';
export { eventsOf, isEverybodyDated, overlapOf, timelineOf } from './timeline.ts';
