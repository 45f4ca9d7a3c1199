export { laneOf, laneText, laneWindow, markParts, webhookLaneOf } from './lane.ts';
export { levelOf } from './level.ts';
export { NearestLines } from './nearestLines.ts';
export { TextTimes } from './textTimes.ts';
