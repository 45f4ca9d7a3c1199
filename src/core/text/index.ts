export { formatAgo, formatDuration, formatSignedDuration } from './duration.ts';
export {
  type CommandLink,
  commandLinks,
  markdownText,
  ticketBlock,
  ticketCode,
  ticketTable,
  ticketText,
} from './markdown.ts';
export {
  createTimeFormat,
  formatWindow,
  isTimeZone,
  QUARTER_HOUR,
  startOfDay,
  type TimeFormat,
} from './time.ts';
export { joinParts, plainText, visibleText, withoutIcons } from './visibleText.ts';
