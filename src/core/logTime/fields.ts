/** Times that are the value of a key which is named for a time. */
import { timeAt } from './forms.ts';
import type { WrittenTime } from './model.ts';

/** Of the names that loggers and exporters have for a line's time, the first is the one that outranks the others. */
const KEYS = [
  '@timestamp',
  '@timestamp["\'],\\s?["\']value',
  '@t',
  'timestamp',
  'datetime',
  'date',
  'time',
  'ts',
  'asctime',
  'timeMillis',
  'time_local',
  'time_iso8601',
  'startedDateTime',
  'instant',
  '_{1,2}(?:SOURCE_)?REALTIME_TIMESTAMP',
];

/** Of every key, a part that it has: most lines have none, and are done with soon. */
const HINT = /time|date|instant|@t|ts\\{0,15}["']?[ \t]{0,4}[:=]/i;

/**
 * `"time":"`, `\"@timestamp\": [`, `ts=`: 1 the backslashes before the quotes, which tell how deep the field is, 2 the
 * quote, 3 the key, 4 what is between key and value.
 */
const FIELD = new RegExp(
  String.raw`(?<![\w@.-])(\\{0,15})(["']?)(${KEYS.join('|')})\\{0,15}["']?[ \t]{0,4}([:=])[ \t]{0,4}\[{0,2}[ \t]{0,4}\\{0,15}["']?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?`,
  'gi',
);

/**
 * The time in a field that is named for it; of several, the least escaped, of those `@timestamp`, then the first.
 * @param from where the fields begin
 */
export function readTimeField(text: string, from = 0): WrittenTime | undefined {
  if (!HINT.test(text)) return undefined;
  let best: { readonly time: WrittenTime; readonly rank: number } | undefined;
  FIELD.lastIndex = from;
  for (let match = FIELD.exec(text); match; match = FIELD.exec(text)) {
    const [all, slashes = '', quote, key = ''] = match;
    const rank = 2 * slashes.length + (key.startsWith('@timestamp') ? 0 : 1);
    if ((best && best.rank <= rank) || (quote === '' && isOfWords(text, match))) continue;
    const time = timeAt(text, match.index + all.length);
    if (time) best = { time, rank };
  }
  return best?.time;
}

/** Whether what looks like a key is the end of words, as in `start time: `. */
function isOfWords(text: string, { index, 3: key = '', 4: colon }: RegExpExecArray): boolean {
  return (
    colon === ':' &&
    /^(?:time|date)$/i.test(key) &&
    /[a-z] $/i.test(text.slice(Math.max(0, index - 2), index))
  );
}
