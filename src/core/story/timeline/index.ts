export { lengthText, lineText, timelineLines, timelineNotes, type TimelineLine } from './text.ts';
export { boundTeller, eventsOf, timelineOf } from './timeline.ts';
