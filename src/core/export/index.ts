export { comparableText } from './comparable.ts';
export { curlOf, type Shell, SHELLS } from './curl.ts';
export { deepLinkOf, readDeepLink, type DeepLink, type DeepLinkRefusal } from './deepLink.ts';
export { fileNameFor } from './fileName.ts';
export { exportLookUps } from './lookUps.ts';
export { personOf, pseudonymsOf, withoutNames } from './pseudonyms.ts';
export { jsonOf } from './rawJson.ts';
export { storyMarkdown, type LogLines } from './storyMarkdown.ts';
export {
  callsToolText,
  callToolText,
  failureToolText,
  fileToolText,
  toldFindings,
  type CallTextContext,
} from './toolText.ts';
export { EXPORT_FORMATS, exportTable, isoTime, type ExportFormat } from './table.ts';
