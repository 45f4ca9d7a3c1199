export { type Gap, gapsOf } from './gaps.ts';
export { lengthText, lineText, timelineLines, timelineNotes, type TimelineLine } from './text.ts';
export { possibleStays } from './sweep.ts';
export { boundTeller, eventsOf, timelineOf } from './timeline.ts';
