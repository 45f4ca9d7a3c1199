export { createTools } from './tools.ts';
