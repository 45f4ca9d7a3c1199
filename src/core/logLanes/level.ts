import type { LogLevel } from './model.ts';

/** How much of a line is looked at, in UTF-16 code units. */
const SEARCHED = 2_000;

/** The words that loggers have for a line's level. */
const WORDS: Readonly<Record<LogLevel, string>> = {
  error: 'error err fatal critical crit severe alert emergency emerg panic fail fault ftl',
  warning: 'warning warn wrn',
  info: 'information info inf notice log default',
  debug: 'debug dbug dbg trace trce verbose vrb finest finer fine config',
};
/** Logcat's letters, and klog's. */
const LETTERS: Readonly<Record<LogLevel, string>> = { error: 'E F A', warning: 'W', info: 'I', debug: 'V D' };

function levelsBy(words: Readonly<Record<LogLevel, string>>): ReadonlyMap<string, LogLevel> {
  const levels: readonly LogLevel[] = ['error', 'warning', 'info', 'debug'];
  return new Map(levels.flatMap((level) => words[level].split(' ').map((word) => [word, level] as const)));
}
const BY_WORD = levelsBy(WORDS);
const BY_LETTER = levelsBy(LETTERS);

// A word alone is a level in capitals, as prose has none: these are the ones that are no words of prose.
const CAPITALS = String.raw`(?:TRACE|DEBUG|VERBOSE|FINE(?:R|ST)?|CONFIG|INFO(?:RMATION)?|NOTICE|LOG|WARN(?:ING)?|ERR(?:OR)?|FATAL|CRIT(?:ICAL)?|SEVERE|ALERT|EMERG(?:ENCY)?|PANIC)(?=[\s:|,\])>-]|$)`;
// In small letters, a colon tells that it is one.
const LABEL = String.raw`(?:trace|trce|debug|dbug|verbose|info|notice|warn(?:ing)?|err(?:or)?|fail|fatal|crit(?:ical)?|panic|alert|emerg):(?=\s)`;
const ANY = [...BY_WORD.keys()]
  .flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()])
  .join('|');
const COLOUR = String.raw`(?:\u001b\[[0-9;]{0,16}m)?`;
// In brackets: also as `core:error` and `Error  `, and before a time in the same brackets.
const BOXED = String.raw`[[(<] {0,2}(?:[\w.]{1,40}:)?(?<boxed>${ANY}|[VDIWEF]) {0,4}(?=[\])>:|,]| \d)`;
const LEVEL = String.raw`${COLOUR}(?:(?<word>${CAPITALS})|(?<label>${LABEL})|${BOXED})`;
/** What may stand between a time and a level: brackets, numbers, hosts and processes, names before a dash or a bar. */
const NAME = String.raw`[\w.$@/-]{1,80}`;
const PART = [
  String.raw`\[[^[\]]{0,120}\]`,
  String.raw`\([^()]{0,120}\)`,
  String.raw`<[^<>]{0,80}>`,
  String.raw`#?\d{1,10}(?![\w.])`,
  String.raw`0x[\da-fA-F]{1,16}`,
  String.raw`${NAME}(?:(?:\([\w.]{1,60}\))?\[[\w.:#/ -]{1,60}\]|\(\d{1,7}\)):?`,
  String.raw`${NAME}(?= - | ?\| )`,
  String.raw`${NAME}(?= ${NAME}(?:\([\w.]{1,60}\))?\[\d{1,7}\])`,
].join('|');

const AT_START: readonly RegExp[] = [
  // A syslog priority; klog; logcat's short forms; Ruby.
  /<(?<priority>\d{1,3})>(?!\s*<)/y,
  /(?<letter>[IWEF])(?:\d{4}){1,2} \d\d:\d\d:\d\d/y,
  /(?<letter>[VDIWEFA])\/[^\s(:]{1,80} ?\( {0,8}\d{1,7}\):/y,
  /(?<letter>[DIWEFA]), \[/y,
  new RegExp(LEVEL, 'y'),
];
const BEHIND_TIME: readonly RegExp[] = [
  // Most often.
  new RegExp(String.raw`[ \t]{1,4}(?<word>${CAPITALS})`, 'y'),
  // Logcat with processes and threads; Android Studio of two ages; `log show` of Apple's systems.
  /[ \t]{1,8}(?:\d{1,7}[ \t]{1,8}){2}(?<letter>[VDIWEFA])[ \t]/y,
  /[ \t]{1,8}\d{1,7}-\d{1,7}[ \t]{1,8}\S[^\t]{0,80}?[ \t]{1,40}[\w.:]{1,80}[ \t]{1,40}(?<letter>[VDIWEFA])[ \t]{1,4}/y,
  /[ \t]{1,8}\d{1,7}-\d{1,7}\/\S{1,100} (?<letter>[VDIWEFA])\//y,
  /[ \t]{1,8}(?<letter>[VDIWEFA])\/[^\s(:]{1,80} ?\( {0,8}\d{1,7}\):/y,
  /[ \t]{1,8}0x[\da-f]{1,16}[ \t]{1,8}(?<boxed>Default|Info|Debug|Error|Fault)[ \t]{1,12}0x/y,
  new RegExp(String.raw`[\s\])}>"'|,:;*-]{0,12}(?:(?:${PART})[\s|,:;-]{1,12}){0,5}?${LEVEL}`, 'y'),
];
/** No level begins a line that begins so. */
const NO_START = /^[\d\s]/;
/** A field that is named for it: in JSON, escaped too, or as `level=error`. Of numbers, pino's and bunyan's. */
const FIELD_HINT = /level|lvl|severity|"@l\\?"/i;
const FIELD = new RegExp(
  String.raw`(?:"(?:level|lvl|levelname|level_name|loglevel|log_level|log\.level|severity|@l)\\{0,7}" ?: ?(?:\\{0,7}")?|(?<![\w"'.-])(?:level|lvl|severity)=["']?)(?<field>${ANY}|[1-6]0(?!\d))(?![\w-])`,
  'i',
);
const PINO: readonly LogLevel[] = ['debug', 'debug', 'info', 'warning', 'error', 'error'];

/**
 * The level that a line tells in one of the usual ways: logcat's and klog's letters, a syslog priority, a word in
 * capitals or brackets at the line's head, a field of JSON or logfmt. Undefined where it tells none: nothing is guessed
 * from what a line says. Only the first 2,000 UTF-16 code units are looked at.
 * @param timeEnd where the line's time ends, in UTF-16 code units; 0 where it has none
 */
export function levelOf(line: string, timeEnd = 0): LogLevel | undefined {
  const text = line.length > SEARCHED ? line.slice(0, SEARCHED) : line;
  const level = text.startsWith('{')
    ? undefined
    : (levelAt(BEHIND_TIME, text, timeEnd) ?? (NO_START.test(text) ? undefined : levelAt(AT_START, text, 0)));
  if (level || !FIELD_HINT.test(text)) return level;
  const groups = FIELD.exec(text)?.groups;
  return groups && levelIn(groups);
}

function levelAt(expressions: readonly RegExp[], text: string, at: number): LogLevel | undefined {
  for (const expression of expressions) {
    expression.lastIndex = at;
    const groups = expression.exec(text)?.groups;
    const level = groups && levelIn(groups);
    if (level) return level;
  }
  return undefined;
}

function levelIn(groups: Readonly<Record<string, string | undefined>>): LogLevel | undefined {
  const { priority, letter, word, label, boxed, field } = groups;
  if (priority !== undefined) return ofPriority(Number(priority));
  if (field !== undefined && /^\d/.test(field)) return PINO[Number(field) / 10 - 1];
  const text = word ?? label?.slice(0, -1) ?? boxed ?? field;
  if (letter !== undefined) return BY_LETTER.get(letter);
  return text?.length === 1 ? BY_LETTER.get(text) : BY_WORD.get(text?.toLowerCase() ?? '');
}

/** RFC 5424: the lowest three bits are the severity, 0 the worst. */
function ofPriority(priority: number): LogLevel | undefined {
  if (priority > 191) return undefined;
  const severity = priority % 8;
  if (severity <= 3) return 'error';
  if (severity === 4) return 'warning';
  return severity === 7 ? 'debug' : 'info';
}
