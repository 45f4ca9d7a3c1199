/** The logs of a call: as lanes of its timeline, and as a list below it. */
import { logLane } from '../../../src/core/story/layout/index.ts';
import type { Lane } from '../../../src/core/story/layout/model.ts';
import type { PanelLog } from '../../../src/shared/index.ts';
import { clauseText, phraseText } from '../../../src/core/text/index.ts';
import { button, counted, element, isolated } from '../dom.ts';
import type { Page } from '../page.ts';

/** A lane for each log, its id the log's address. */
export function lanesOf({ view, t }: Page): readonly Lane[] {
  return view.logs.map((log) => {
    const { uri, name, lane } = log;
    return logLane(uri, lane ?? { name }, lane ? undefined : wordsOf(log, t), t);
  });
}

/** How a log is that has no lane, or one of before. */
function wordsOf({ state, message }: PanelLog, t: Page['t']): string | undefined {
  switch (state) {
    case 'reading':
      return t('being read…');
    case 'gone':
      return t('not there any more');
    case 'failed':
      return message ?? t('could not be read');
    case 'ready':
      return message;
  }
}

/** What each log holds, and the way to add one or take one away. */
export function logs(page: Page): HTMLElement {
  const { view, t, send } = page;
  const add = button('add-log', t('Add Log to Call…'), () => send({ type: 'addLog' }));
  if (view.logs.length === 0) return element('div', { class: 'logs paging' }, add);
  const hasStrip = view.logs.some(({ lane }) => lane && lane.count > 0);
  const items = view.logs.map((log, index) => item(page, log, index));
  return element(
    'section',
    { class: 'logs' },
    counted('logs', t('Logs'), items.length),
    element('ul', { 'aria-labelledby': 'logs' }, ...items),
    element(
      'div',
      { class: 'paging' },
      add,
      hasStrip &&
        element(
          'span',
          { class: 'empty' },
          t('Below the line of a log hang its errors, long, and its warnings, short.'),
        ),
    ),
  );
}

function item({ t, send }: Page, log: PanelLog, index: number): HTMLElement {
  const { uri, lane } = log;
  const { label, note } = logLane(uri, lane ?? log, undefined, t);
  const words = [
    wordsOf(log, t),
    ...(lane?.times === 'read' ? [countsOf(lane, t)] : [lane && note]),
    lane?.isEstimate && t('an estimate: other lines of this time may stand elsewhere in the file'),
  ].map((part) => part || undefined);
  return element(
    'li',
    {},
    isolated(label, 'name'),
    element('span', {}, isolated(clauseText(words, t))),
    button(`remove-log-${index}`, t('Remove'), () => send({ type: 'removeLog', uri }), {
      'aria-label': t('Remove {0} from this call', label),
    }),
  );
}

function countsOf({ naming, errors, warnings, count }: NonNullable<PanelLog['lane']>, t: Page['t']): string {
  const counts = [
    naming === 1 ? t('1 line names this call') : t('{0} lines name this call', naming),
    t('errors: {0}', errors),
    t('warnings: {0}', warnings),
    t('lines: {0}', count),
  ];
  return phraseText(counts, t);
}
