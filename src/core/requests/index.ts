export { MAX_CONCURRENT, RequestPolicy, type IsWaitedFor } from './requestPolicy.ts';
