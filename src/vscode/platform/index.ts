export { signalOf } from './abort.ts';
export { ArgumentError } from './argumentError.ts';
export { contextKeyTeller, setContextKey } from './contextKeys.ts';
export { tellDamaged } from './damagedFiles.ts';
export { editorInView } from './editorInView.ts';
export { applyFix, applyFixForMany, connectionFor } from './fixes.ts';
export {
  BACK,
  DISMISSED,
  askPick,
  askPicks,
  askText,
  type Entered,
  pickOne,
  pickValue,
} from './inputSteps.ts';
export { ExtensionLogger } from './logger.ts';
export {
  networkSettings,
  onNetworkSettingsChange,
  resolveSystemProxy,
  type RunsAt,
  runsAt,
} from './network.ts';
export {
  confirm,
  showCallEnded,
  showCopiedFor,
  showDone,
  showFailure,
  showKeyringFailed,
  showKeyringWaits,
  showLostConnections,
  showNextStep,
  showNotDone,
  showSlowPattern,
  showUndo,
  showUnreadable,
  showUnreadableFilters,
  showUnwritten,
} from './notify.ts';
export { ReaderTime } from './readerTime.ts';
export { rowsOf, viewOfRow } from './rows.ts';
export { boundedSetting, onSettingChange, refreshSeconds, setting, updateSetting } from './settings.ts';
export { isGone, isNoFile } from './noFile.ts';
export { slowly } from './slowly.ts';
export { type KnownConnection, knownConnections, SECRET_PREFIX, STORAGE_KEYS } from './storageKeys.ts';
export { after } from './timer.ts';
export { t, translated } from './translate.ts';
