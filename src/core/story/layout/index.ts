export { barDetails } from './details.ts';
export { logLane, sliceDetails, slicesOf } from './lanes.ts';
export { layOutTimeline, mostZoom } from './layout.ts';
export {
  axisNodes,
  barNode,
  cornerNodes,
  frameNodes,
  hatchNode,
  inDrawingOrder,
  nameNodes,
  nowNode,
} from './nodes.ts';
export { labelInView } from './place.ts';
export { textWidth } from './text.ts';
