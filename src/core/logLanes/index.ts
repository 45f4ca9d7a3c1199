export {
  laneOf,
  laneText,
  laneWindow,
  nearestMark,
  type LaneMark,
  type LaneText,
  type LogLane,
} from './lane.ts';
export { levelOf } from './level.ts';
