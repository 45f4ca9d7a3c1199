import type { Call } from '../../src/core/call.ts';
import { ringSeconds, talkSeconds } from '../../src/core/facts.ts';
import { formatDuration } from '../../src/core/format/duration.ts';
import { element } from './dom.ts';
import type { Page } from './page.ts';

/** The call's times and lengths, each only where the answer has it. */
export function facts({ time, t }: Page, call: Call): HTMLElement {
  const ring = ringSeconds(call);
  const talk = call.startedAt === undefined ? undefined : talkSeconds(call);
  const instant = (value: number | undefined) => (value === undefined ? undefined : time.dateTime(value));
  const length = (value: number | undefined) => (value === undefined ? undefined : formatDuration(value, t));
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t('Initiated'), instant(call.initiatedAt)],
    [t('Started'), instant(call.startedAt)],
    [t('Ended'), instant(call.endedAt)],
    [t('Ring time'), length(ring)],
    [t('Duration'), length(talk)],
    // Zero is what the server says of a call without video, and says nothing to a reader.
    [t('Audio'), length(call.audioSeconds || undefined)],
    [t('Video'), length(call.videoSeconds || undefined)],
  ];
  const list = element('dl');
  for (const [label, value] of rows) {
    if (value !== undefined)
      list.append(element('div', {}, element('dt', {}, label), element('dd', {}, value)));
  }
  return element('section', { class: 'facts', 'aria-label': t('Times') }, list);
}
