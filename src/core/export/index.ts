export { comparableText } from './comparable.ts';
export { curlOf } from './curl.ts';
export { type DeepLink, deepLinkOf, type DeepLinkRefusal, readDeepLink } from './deepLink.ts';
export { fileNameFor } from './fileName.ts';
export { exportLookUps } from './lookUps.ts';
export { type Identity, pseudonymsOf, withoutNames } from './pseudonyms.ts';
export { jsonOf } from './rawJson.ts';
export { type LogLines, storyMarkdown } from './storyMarkdown.ts';
export { EXPORT_FORMATS, type ExportFormat, exportTable } from './table.ts';
