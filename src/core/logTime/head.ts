/** Times at the head of a line: behind nothing, or behind what tools put before a line. */
import { timeAt } from './forms.ts';
import type { WrittenTime } from './model.ts';

const LEVEL = String.raw`(?:trace|debug|info|notice|warn|warning|error|err|fatal|critical|crit|alert|emerg|panic|severe|fail|dbug|config|fine|finer|finest|verbose|log|[vdiwef])`;
const IPV4 = String.raw`(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?`;
const NAME = String.raw`[\w.$@/-]{1,100}`;
const WEEKDAY = String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}`;
const DATE = String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`;
const BEHIND = String.raw`(?=\s)`;

/** What tools put before the time of a line, or before the line; one after another. None of it is a time. */
const PREFIXES: readonly string[] = [
  // A terminal's colour, a syslog priority, who asked a web server, a tree's lines.
  String.raw`\u001b\[[0-9;]{0,16}m`,
  String.raw`<\d{1,3}>(?:\d{1,2} )?`,
  String.raw`- [^\s[]{1,100}(?= \[)`,
  String.raw`[-|>,*#:;~─-╿▶►●•→]{1,3}${BEHIND}`,
  // `INFO`, `I,`, `E/Tag( 123):`, `[W `.
  String.raw`${LEVEL}[:,]?(?=[\s[(|\u001b])`,
  String.raw`${LEVEL}:[\w.]{1,80}:`,
  String.raw`[vdiwefa]/[^\s(:]{1,80} ?\( {0,8}\d{1,7}\):`,
  String.raw`[[(](?:${LEVEL}|${WEEKDAY},?) (?=\w)`,
  // Chrome's process and thread, fluent-bit's number and tag, and any brackets that hold no time at their head.
  String.raw`\[(?:\d{1,10}:){1,2}(?=\d{4}/)`,
  String.raw`\[\d{1,6}\] ${NAME}: (?=\[)`,
  String.raw`\[(?!${DATE}\])[^[\]]{0,120}\]:?`,
  String.raw`\([^()]{0,120}\):?`,
  String.raw`<[^<>\s]{1,120}>(?::|${BEHIND})`,
  String.raw`\{[^{}]{1,500}\}${BEHIND}`,
  // `Logger.js:154`, `https://a.example/x.js:1:5`, `a.example:443`, and what grep writes.
  String.raw`(?:https?://[\w.-]{1,100}(?::\d{1,5})?/)?(?=[^\s:]{0,200}[a-z])[\w.@()$%+~?=&/\\-]{1,200}:\d{1,7}(?::\d{1,7})?(?::|${BEHIND})`,
  String.raw`[\w./\\-]{1,200}\.\w{1,6}:(?=[[<{]|\d{4}[-/]|[A-Z][a-z]{2} )`,
  String.raw`\d{1,8}:(?=[[<{]|\d{4}[-/]|[A-Z][a-z]{2} )`,
  // An address; a process, a pod and its container, a stream; numbers of processes and threads.
  String.raw`${IPV4}(?:, ${IPV4}){0,4},?${BEHIND}`,
  String.raw`[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:%\w{1,16})?${BEHIND}`,
  String.raw`(?=[\d.-]{0,200}[a-z])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}${BEHIND}`,
  String.raw`${NAME}(?:\[[\w.:#/ -]{1,60}\]|\(\d{1,7}\)):?${BEHIND}`,
  String.raw`(?:flutter|kernel):`,
  String.raw`(?:jvb|jicofo|jigasi|jibri)${BEHIND}`,
  String.raw`\d{1,7}:[mscx]${BEHIND}`,
  // A bare name, before forms that the values of keys do not have.
  String.raw`[a-z][\w.-]{0,60}: (?=\d{4}/\d\d/\d\d \d\d:|\d\d-\d\d \d\d:|[a-z]{3} [ \d]\d \d\d:)`,
  String.raw`[a-z0-9.-]{1,200}-[b-df-hj-np-tv-z2456789]{5} [a-z0-9-]{1,63}${BEHIND}`,
  String.raw`(?:\d{1,3}\|)?${NAME} {0,60}\|${BEHIND}`,
  String.raw`\d{4}/\d\d/\d\d/\[[^\]]{1,40}\][\da-f]{1,40}${BEHIND}`,
  String.raw`(?:\d{1,7}|0x[\da-f]{1,16}|#\d{1,9})${BEHIND}`,
  String.raw`${WEEKDAY}[.,]?${BEHIND}`,
];
const PREFIX = new RegExp(`(?:${PREFIXES.join('|')})`, 'iy');
/** The name of a process alone, before a time in brackets. */
const NAMED = /[a-z][\w.-]{0,60}(?= ?\[(?:\d|[A-Z][a-z]{2} ))/iy;
const NOTHING = ' \t\r\n\u00a0\ufeff';
/** What may enclose a time. */
const OPEN = '[(<{"\'|*#';

/** More parts than this no tool writes before a time. */
const MOST_PREFIXES = 12;

/** The time at the head of a line, or of the rest of one. */
export function headTime(text: string, from = 0): WrittenTime | undefined {
  let at = from;
  for (let parts = 0; parts <= MOST_PREFIXES; parts++) {
    at = behind(NOTHING, text, at);
    const time = timeAt(text, behind(' \t', text, behind(OPEN, text, at)));
    if (time) return time;
    const next = endOf(PREFIX, text, at) ?? (parts === 0 ? endOf(NAMED, text, at) : undefined);
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

function behind(characters: string, text: string, from: number): number {
  let at = from;
  while (at < text.length && characters.includes(text.charAt(at))) at += 1;
  return at;
}

function endOf(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}

/** How much of a line is looked at, in UTF-16 code units. */
export const SEARCHED = 2_000;

/** Of every form, a part that it has: most lines have no second time. */
export const TIME_HINT = /\d:\d\d|\d{6}|\d\.\d\d\.\d\d/g;
// Between the time of who passed a line on and the line: a stream, numbers and a tag, or a host and a process.
const JOIN =
  /(?:["'\])>]{0,3}[:,]?\s{1,8})(?:std(?:out|err) [FP] |\d{1,7} {1,8}\d{1,7} [VDIWEFA] [^\s:][^:]{0,60}: |[\w.-]{1,253} [\w./@-]{1,80}(?:\[\w{1,12}\])?: )?/y;

/**
 * Where the line begins that another program passed on with a time of its own; undefined where none did. The time of
 * Docker and Kubernetes has a `T` and states its zone, those of syslog and logcat have a date and no year.
 */
export function passedOn(text: string, { start, end, zoneMinutes, date }: WrittenTime): number | undefined {
  if (!date) return undefined;
  if (date.year !== undefined && (zoneMinutes === undefined || text[start + 10] !== 'T')) return undefined;
  TIME_HINT.lastIndex = end;
  return TIME_HINT.test(text) ? endOf(JOIN, text, end) : undefined;
}
