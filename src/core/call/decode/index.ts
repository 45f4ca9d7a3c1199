export { decodeCall } from './decode.ts';
