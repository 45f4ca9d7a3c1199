export * from './model.ts';
export * from './story.ts';
