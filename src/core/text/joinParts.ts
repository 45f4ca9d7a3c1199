export * from './visibleText.ts';
