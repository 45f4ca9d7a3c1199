export { levelOf } from './level.ts';
