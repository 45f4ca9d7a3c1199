export { formatAgo, formatDuration, formatSignedDuration } from './duration.ts';
export {
  commandLinks,
  commandQuery,
  markdownText,
  ticketBlock,
  ticketCode,
  ticketTable,
  ticketText,
  type CommandLink,
} from './markdown.ts';
export { clauseText, listText, phraseText } from './lists.ts';
export { createValueFormat } from './locale.ts';
export { RIGHT_TO_LEFT_WORDS, isolatedName } from './rightToLeft.ts';
export {
  QUARTER_HOUR,
  createTimeFormat,
  createNumberFormat,
  formatWindow,
  isTimeZone,
  startOfDay,
  type TimeFormat,
} from './time.ts';
export { joinParts, plainText, visibleText, withoutIcons } from './visibleText.ts';
