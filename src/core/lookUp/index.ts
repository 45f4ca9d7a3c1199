export { CallAttempts } from './callAttempts.ts';
export { endNotice } from './callWatch.ts';
export { CallWatches, MAX_WATCHED, type WatchNotices } from './callWatches.ts';
export { LiveRefresh } from './liveRefresh.ts';
export { MAX_LOGS, NOTE_LENGTH, isMarked, isPinned, marksAmong } from './marks.ts';
export { routeSessionId, type RoutingContext } from './routing.ts';
export { LookUpService } from './service.ts';
export { LookUpStore, type LookUpStoreChange } from './store.ts';
