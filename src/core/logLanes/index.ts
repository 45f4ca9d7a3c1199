export { laneOf, laneText, laneWindow, nearestMark } from './lane.ts';
export { levelOf } from './level.ts';
export { NearestLines, type LineAt } from './nearestLines.ts';
export { TextTimes, type Lines } from './textTimes.ts';
