export { lengthText, lineText, timelineLines, timelineNotes, type TimelineLine } from './text.ts';
export { eventsOf, isEverybodyDated, timelineOf } from './timeline.ts';
