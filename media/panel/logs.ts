/** The logs of a call: as lanes of its timeline, and as a list below it. */
import { logLane } from '../../src/core/story/layout/index.ts';
import type { Lane } from '../../src/core/story/layout/model.ts';
import type { LogLane } from '../../src/core/logLanes/model.ts';
import type { PanelLog } from '../../src/shared/index.ts';
import { clauseText, phraseText } from '../../src/core/text/index.ts';
import { button, counted, element, isolated } from './dom.ts';
import type { Page } from './page.ts';

/** A lane for each log; below it, one for the webhook events in it. */
export function lanesOf({ view, t }: Page): readonly Lane[] {
  return view.logs.flatMap((log) => {
    const { uri } = log;
    const webhooks = view.webhooks.find((one) => one.uri === uri)?.lane;
    return [laneOf(log, t), ...(webhooks ? [logLane(uri, webhooks, undefined, t)] : [])];
  });
}

function laneOf(log: PanelLog, t: Page['t']): Lane {
  const { uri, name, lane } = log;
  return logLane(uri, lane ?? { name }, lane ? undefined : wordsOf(log, t), t);
}

/** How a log is that has no lane, or one of before. */
function wordsOf({ state, share, message }: PanelLog, t: Page['t']): string | undefined {
  switch (state) {
    case 'reading':
      return share === undefined ? t('being read…') : t('being read… {0} %', Math.floor(share * 100));
    case 'gone':
      return t('not there any more');
    case 'failed':
      return message ?? t('could not be read');
    case 'ready':
      return message;
  }
}

/** The way to add a log. */
export function addLog({ t, send }: Page): HTMLElement {
  return button('add-log', t('Add Log to Call…'), () => send({ type: 'addLog' }));
}

/** What each log holds, and the way to take it away; undefined where there is none. */
export function logs(page: Page): HTMLElement | undefined {
  const { view, t } = page;
  if (view.logs.length === 0) return undefined;
  const hangs = view.logs.some(({ lane }) => lane && lane.errors + lane.warnings > 0);
  const items = view.logs.map((log, index) => item(page, log, index));
  const legend = t('Below the line of a log hang its errors, long, and its warnings, short.');
  return element(
    'section',
    { class: 'logs' },
    counted('logs', t('Logs'), items.length),
    element('ul', { 'aria-labelledby': 'logs' }, ...items),
    hangs && element('p', { class: 'empty' }, legend),
  );
}

function item(page: Page, log: PanelLog, index: number): HTMLElement {
  const { t, send } = page;
  const { label } = laneOf(log, t);
  const { uri } = log;
  return element(
    'li',
    {},
    isolated(label, 'name'),
    element('span', {}, isolated(holdings(log, page))),
    reading(page, log, index, label),
    button(`remove-log-${index}`, t('Remove'), () => send({ type: 'removeLog', uri }), {
      'aria-label': t('Remove {0} from this call', label),
    }),
  );
}

/** Ends a first reading, which may take its time, or reads again what could not be read; undefined for any other log. */
function reading({ t, send }: Page, { state, lane, uri }: PanelLog, index: number, label: string) {
  const id = `read-log-${index}`;
  if (state === 'reading' && !lane)
    return button(id, t('Cancel'), () => send({ type: 'cancelLog', uri }), {
      'aria-label': t('Cancel: {0}', label),
    });
  if (state !== 'failed') return undefined;
  return button(id, t('Read Again'), () => send({ type: 'readLog', uri }), {
    'aria-label': t('Read Again: {0}', label),
  });
}

/** A log and what it holds, for those who do not see its lane. */
export function logText(log: PanelLog, page: Page): string {
  return page.t('{0}: {1}', laneOf(log, page.t).label, holdings(log, page));
}

/** What a log holds, or why nothing is known of it. */
function holdings(log: PanelLog, page: Page): string {
  const { t } = page;
  const { lane } = log;
  const words = [
    wordsOf(log, t),
    ...(lane?.times === 'read' ? [countsOf(lane, page)] : [lane && laneOf(log, t).note]),
    lane?.isEstimate && t('an estimate: other lines of this time may stand elsewhere in the file'),
  ];
  return clauseText(
    words.map((part) => part || undefined),
    t,
  );
}

function countsOf(lane: LogLane, { t, count }: Page): string {
  const { naming, errors, warnings, count: lines } = lane;
  const counts = [
    naming === 1 ? t('1 line names this call') : t('{0} lines name this call', count(naming)),
    t('errors: {0}', count(errors)),
    t('warnings: {0}', count(warnings)),
    t('lines: {0}', count(lines)),
  ];
  return phraseText(counts, t);
}
