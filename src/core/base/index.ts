export { DisposableStore } from './disposableStore.ts';
export { Emitter, toLog } from './emitter.ts';
export { errorName } from './errorName.ts';
export { isRecord, writeJson } from './json.ts';
export { lazily } from './lazily.ts';
export { partitionPoint } from './partitionPoint.ts';
export { CLOCKS_APART_MS, END_OF_TIME } from './time.ts';
export { untranslated, type Translate } from './translate.ts';
