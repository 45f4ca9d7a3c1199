export * from './rawJson.ts';
