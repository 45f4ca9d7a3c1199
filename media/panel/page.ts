import { isLive } from '../../src/core/call/index.ts';
import {
  createNumberFormat,
  createTimeFormat,
  createValueFormat,
  type TimeFormat,
} from '../../src/core/text/index.ts';
import { type Translate, untranslated } from '../../src/core/base/index.ts';
import type { FromPanel, PanelView, ToPanel } from '../../src/shared/index.ts';

export interface Page {
  readonly view: PanelView;
  readonly time: TimeFormat;
  readonly timeZone: 'local' | 'utc';
  readonly t: Translate;
  /** Writes a number as the page's language does: `2,340`. */
  readonly count: (number: number) => string;
  readonly send: (message: FromPanel) => void;
  /** Tells those who do not see the page what came of something they did on it. */
  readonly announce: (text: string) => void;
}

/** The zone of the page's reader, an IANA name. */
export const readerTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How times, words and numbers are written. */
export type Writing = Pick<Page, 't' | 'time' | 'timeZone' | 'count'>;

/** How this page writes, from the extension's first message. */
export function writing({ bundle, language, timeZone }: Extract<ToPanel, { type: 'start' }>): Writing {
  const written = createValueFormat(language);
  return {
    t: (message, ...args) => untranslated(bundle[message] ?? message, ...args.map(written)),
    time: createTimeFormat(timeZone === 'utc' ? 'UTC' : readerTimeZone, language),
    timeZone,
    count: createNumberFormat(language),
  };
}

/** The moment the page tells of, in milliseconds since 1970 UTC: when the answer was fetched. */
export function asOf({ fetchedAt }: PanelView): number {
  return fetchedAt ?? Date.now();
}

/** Whether the call on the page is the API's, and not put together from a log. */
export function isAnswered({ call, fromLog }: PanelView): boolean {
  return call !== undefined && fromLog?.isShown !== true;
}

/** Whether a live call is being fetched again, while what was known of it is on the page. */
export function isFetchedAgain({ state, call }: PanelView): boolean {
  return state === 'loading' && call !== undefined && isLive(call);
}
