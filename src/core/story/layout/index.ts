export * from './model.ts';
export * from './layout.ts';
export { barDetails } from './details.ts';
export { labelInView } from './place.ts';
export * from './nodes.ts';
export * from './text.ts';
export type { LogLineMark } from '../timeline/model.ts';
