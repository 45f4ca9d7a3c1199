import { lineText } from '../../../src/core/story/timeline/index.ts';
import type { ToldTimeline } from '../../../src/core/story/model.ts';
import { element, isolated, scrolling } from '../dom.ts';
import type { Page } from '../page.ts';
import { chartStateOf } from './chart.ts';

/** The timeline as a table of what happened; written when it is first opened. */
export function textEquivalent(page: Page, told: ToldTimeline): HTMLElement {
  const { view, t } = page;
  const state = chartStateOf(view.sessionId);
  const summary = element('summary', { id: 'timeline-text' }, t('Timeline as text'));
  const details = element('details', {}, summary);
  const write = () => {
    if (details.open && details.children.length === 1) details.append(table(page, told));
  };
  details.open = state.isTextOpen;
  details.addEventListener('toggle', () => {
    state.isTextOpen = details.open;
    write();
  });
  write();
  return details;
}

function table({ time, t }: Page, { lines, more, notes }: ToldTimeline): HTMLElement {
  const days = new Set([lines[0], lines.at(-1)].map((line) => line && time.date(line.at)));
  const columns = [t('Time'), t('From the start'), t('What happened')];
  const rows = lines.map((line) =>
    element(
      'tr',
      {},
      element('td', {}, days.size === 1 ? time.timeWithZone(line.at) : time.dateTime(line.at)),
      element('td', {}, line.offset),
      element('td', {}, isolated(lineText(line, time, t))),
    ),
  );
  return scrolling(
    'timeline-table',
    'timeline-text',
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
    ...notes.map((note) => element('p', {}, isolated(note))),
  );
}
