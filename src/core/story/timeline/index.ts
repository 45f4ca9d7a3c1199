export { eventLines, lengthText, lineText, timelineLines, timelineNotes, type TimelineLine } from './text.ts';
export { awayOf, gapsBetween, possibleStays } from './sweep.ts';
export { boundTeller, eventsOf, timelineOf, webhookTimelineOf } from './timeline.ts';
