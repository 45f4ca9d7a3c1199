export * from './model.ts';
export * from './timeline.ts';
export * from './text.ts';
