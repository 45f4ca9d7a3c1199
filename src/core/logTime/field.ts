import { IN_FIELD, readMatch, type WrittenTime } from './forms.ts';

/** `"time":"`, `\"@timestamp\": `, `ts=`: 1 the backslashes before the quotes, which tell how deep the field is. */
const FIELD =
  /(?<![\w@.-])(\\{0,15})["']?(?:@timestamp|timestamp|datetime|date|time|ts)\\{0,15}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,15}["']?/gi;

/** The time in a field that is named for it; of several, the least escaped, then the first. */
export function readTimeField(text: string): WrittenTime | undefined {
  let best: { readonly time: WrittenTime; readonly depth: number } | undefined;
  for (const match of text.matchAll(FIELD)) {
    const depth = match[1]?.length ?? 0;
    if (best && best.depth <= depth) continue;
    const time = timeAt(text, match.index + match[0].length);
    if (time) best = { time, depth };
  }
  return best?.time;
}

function timeAt(text: string, index: number): WrittenTime | undefined {
  for (const form of IN_FIELD) {
    form.lastIndex = index;
    const match = form.exec(text);
    const time = match && readMatch(match);
    if (time) return time;
  }
  return undefined;
}
