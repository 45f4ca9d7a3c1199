import { formatSignedDuration } from '../../../src/core/format/duration.ts';
import { originOf, timelineLines } from '../../../src/core/handOn/timelineText.ts';
import { timelineNotes } from '../../../src/core/handOn/timelineNotes.ts';
import type { Timeline } from '../../../src/core/timeline.ts';
import { element, isolated } from '../dom.ts';
import type { Page } from '../page.ts';
import { stateOf } from './state.ts';

/** A page with more lines would be slow. */
const MOST_LINES = 1000;

/** The timeline as a table of what happened; written when it is first opened. */
export function textEquivalent(page: Page, timeline: Timeline): HTMLElement {
  const { view, t } = page;
  const state = stateOf(view.sessionId);
  const summary = element('summary', { id: 'timeline-text' }, t('Timeline as text'));
  const details = element('details', {}, summary);
  const write = () => {
    if (details.open && details.children.length === 1) details.append(table(page, timeline));
  };
  details.open = state.isTextOpen;
  details.addEventListener('toggle', () => {
    state.isTextOpen = details.open;
    write();
  });
  write();
  return details;
}

function table({ view, time, t }: Page, timeline: Timeline): HTMLElement {
  const lines = timelineLines(timeline, { time, t, logLine: view.logLine });
  const start = originOf(timeline);
  const isOneDay = time.date(lines[0]?.at ?? start) === time.date(lines.at(-1)?.at ?? start);
  const columns = [t('Time'), t('From the start'), t('What happened')];
  const rows = lines
    .slice(0, MOST_LINES)
    .map(({ at, text }) =>
      element(
        'tr',
        {},
        element('td', {}, isOneDay ? time.timeWithZone(at) : time.dateTime(at)),
        element('td', {}, formatSignedDuration((at - start) / 1000, t)),
        element('td', {}, isolated(text)),
      ),
    );
  const more = lines.length - rows.length;
  return element(
    'div',
    {
      class: 'scroll',
      id: 'timeline-table',
      role: 'group',
      'aria-labelledby': 'timeline-text',
      tabindex: '0',
    },
    element(
      'table',
      { 'aria-labelledby': 'timeline-text' },
      element(
        'thead',
        {},
        element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column))),
      ),
      element('tbody', {}, ...rows),
    ),
    more > 0 && element('p', {}, t('and {0} more', more)),
    ...timelineNotes(timeline, t).map((note) => element('p', {}, isolated(note))),
  );
}
