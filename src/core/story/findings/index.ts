export * from './model.ts';
export * from './findings.ts';
export * from './evidence.ts';
