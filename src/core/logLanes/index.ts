export { laneOf, laneText, laneWindow, nearestMark, webhookLaneOf } from './lane.ts';
export { levelOf } from './level.ts';
