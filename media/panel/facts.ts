import type { Call } from '../../src/core/call/model.ts';
import { describeSessionId, parseSessionId } from '../../src/core/sessionId/index.ts';
import { minutesTeller, ringSeconds, talkSeconds } from '../../src/core/call/index.ts';
import { formatDuration } from '../../src/core/text/index.ts';
import { element, isolated } from './dom.ts';
import { moment, rove } from './moments.ts';
import type { Page } from './page.ts';

type Rows = readonly (readonly [label: string, value: string | HTMLElement | undefined])[];

/** The call's times and lengths, when they were fetched, and what its id tells: each only where it is there. */
export function facts(page: Page): HTMLElement {
  const { view, time, t } = page;
  const id = describeSessionId(parseSessionId(view.sessionId), Date.now(), time, t);
  const rows: Rows = [
    ...(view.call ? callRows(page, view.call) : []),
    [t('Fetched'), view.fetchedAt === undefined ? undefined : time.dateTime(view.fetchedAt)],
    [t('From the id'), id],
  ];
  const list = element('dl');
  for (const [label, value] of rows) {
    if (value !== undefined)
      list.append(
        element(
          'div',
          {},
          element('dt', {}, label),
          element('dd', {}, typeof value === 'string' ? isolated(value) : value),
        ),
      );
  }
  rove(list);
  return element('section', { class: 'facts', 'aria-label': t('Facts') }, list);
}

function callRows(page: Page, call: Call): Rows {
  const { time, t } = page;
  const { audioSeconds, videoSeconds } = minutesTeller(call)(call);
  const talk = call.startedAt === undefined ? undefined : talkSeconds(call);
  const instant = (id: string, label: string, value: number | undefined) =>
    [
      label,
      value === undefined ? undefined : moment(page, `fact-${id}`, label, time.dateTime(value), value),
    ] as const;
  const length = (value: number | undefined) => (value === undefined ? undefined : formatDuration(value, t));
  return [
    instant('initiated', t('Initiated'), call.initiatedAt),
    instant('started', t('Started'), call.startedAt),
    instant('ended', t('Ended'), call.endedAt),
    [t('Ring time'), length(ringSeconds(call))],
    [t('Duration'), length(talk)],
    [t('Audio'), length(audioSeconds)],
    [t('Video'), length(videoSeconds)],
  ];
}
