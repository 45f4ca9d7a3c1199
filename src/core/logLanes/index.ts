export { laneOf, laneText, laneWindow, nearestMark } from './lane.ts';
export { levelOf } from './level.ts';
