import { laneText } from '../../../src/core/logLanes/index.ts';
import type { LogLane } from '../../../src/core/logLanes/model.ts';
import { slicesOf } from '../../../src/core/story/layout/index.ts';
import { lineText } from '../../../src/core/story/timeline/index.ts';
import type { ToldTimeline } from '../../../src/core/story/model.ts';
import { element, isolated, scrolling } from '../dom.ts';
import { logs } from '../logs.ts';
import { lineLink, moment, rove } from '../moments.ts';
import type { Page } from '../page.ts';
import { chartStateOf } from './chart.ts';

/** A call that tells no time at all: why there is no picture of it, with its logs. */
export function noTimeline(page: Page): HTMLElement {
  const { t } = page;
  return element(
    'section',
    { class: 'timeline' },
    element('h2', { id: 'timeline', tabindex: '-1' }, t('Timeline')),
    element('p', { class: 'empty' }, t('This call has no times, and so no timeline.')),
    logs(page),
  );
}

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

function table(page: Page, { lines, more, notes }: ToldTimeline): HTMLElement {
  const { time, t, view } = page;
  const columns = [t('Time'), t('From the start'), t('What happened')];
  const whenOf = timeTeller(page);
  const rows = lines.map((line, index) => [
    moment(page, `line-${index}`, line.text, whenOf(line.at), line.at),
    line.offset,
    isolated(lineText(line, time, t)),
  ]);
  return scrolling(
    'timeline-table',
    'timeline-text',
    tableOf({ 'aria-labelledby': 'timeline-text' }, columns, rows),
    more > 0 && element('p', {}, t('and {0} more', more)),
    ...notes.map((note) => element('p', {}, isolated(note))),
    ...view.logs.map((log, index) => log.lane && laneTable(page, log.uri, log.lane, index)),
  );
}

/** A log in words, and its lines that name the call: the time of each leads to it. */
function laneTable(page: Page, uri: string, lane: LogLane, index: number): HTMLElement {
  const { time, t } = page;
  const { summary, marks } = laneText(lane, time, t);
  const errors = errorTimes(page, uri, lane, index);
  if (marks.length === 0) return element('div', {}, element('p', {}, isolated(summary)), errors);
  const whenOf = timeTeller(page);
  const rows = marks.map(({ at, text }, place) => [
    lineLink(page, `lane-${index}-${place}`, whenOf(at), uri, lane.marks[place]?.offset ?? 0),
    isolated(text),
  ]);
  const caption = element('caption', {}, isolated(summary));
  return element('div', {}, tableOf({}, [t('Time'), t('Log line')], rows, caption), errors);
}

/** When a log has errors, whether they name the call or not, and how many. */
function errorTimes(page: Page, uri: string, lane: LogLane, index: number): HTMLElement | undefined {
  const { time, t } = page;
  const slices = slicesOf(lane).filter(({ errors }) => errors > 0);
  if (slices.length === 0) return undefined;
  const links = slices.flatMap(({ from, errors }, place) => [
    place === 0 ? ' ' : ', ',
    moment(page, `errors-${index}-${place}`, lane.name, time.timeWithZone(from), Math.round(from), uri),
    errors > 1 && ` (${errors})`,
  ]);
  const told = element('p', {}, t('Times with errors:'), ...links);
  rove(told);
  return told;
}

/** Each time with its zone; with its date where that is another than the one before. */
function timeTeller({ time }: Page): (at: number) => string {
  let last: string | undefined;
  return (at) => {
    const date = time.date(at);
    const told = date === last ? time.timeWithZone(at) : time.dateTime(at);
    last = date;
    return told;
  };
}

function tableOf(
  attributes: Parameters<typeof element>[1],
  columns: readonly string[],
  rows: readonly (readonly (HTMLElement | string)[])[],
  caption?: HTMLElement,
): HTMLElement {
  const body = element(
    'tbody',
    {},
    ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell)))),
  );
  rove(body);
  const heads = columns.map((column) => element('th', { scope: 'col' }, column));
  return element('table', attributes, caption, element('thead', {}, element('tr', {}, ...heads)), body);
}
